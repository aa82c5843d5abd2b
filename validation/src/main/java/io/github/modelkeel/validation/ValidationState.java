package io.github.modelkeel.validation;

import io.github.modelkeel.validation.check.CheckResult.State;

/** Whether data meet an expectation, or all of a suite. */
public enum ValidationState {
    /** They do. */
    PASSED,
    /** They do not. */
    FAILED,
    /**
     * It could not be judged: no rows, nothing but missing values, or more values than are kept. Of a suite: nothing failed, and something could
     * not be judged.
     */
    UNDECIDED;

    static ValidationState of(State state) {
        return switch (state) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case UNDECIDED -> UNDECIDED;
        };
    }
}
