package io.github.modelkeel.drift;

import io.github.modelkeel.drift.decision.State;

/**
 * The verdict on a column of a {@link DriftReport}, or on the data set. Immutable. A data set is never {@link #NOT_SCORED}.
 */
public enum DriftState {
    /** Judged, and no change that is both significant and of any size was found. */
    STABLE,
    /** A change that is significant, but smaller than the threshold of drift. Of a data set: a column shifted or drifted. */
    SHIFTED,
    /** A change that is significant and large, or a column that is gone or of another type. Of a data set: enough of its columns. */
    DRIFTED,
    /** There was too little to judge, and the reason says what. It is not a "no": a check that fails on drift fails on it too. */
    UNDECIDED,
    /** Not compared on purpose, for instance an identifier; the reason says why. */
    NOT_SCORED;

    static DriftState of(State state) {
        return switch (state) {
            case STABLE -> STABLE;
            case SHIFTED -> SHIFTED;
            case DRIFTED -> DRIFTED;
            case UNDECIDED -> UNDECIDED;
            case NOT_SCORED -> NOT_SCORED;
        };
    }

    State state() {
        return switch (this) {
            case STABLE -> State.STABLE;
            case SHIFTED -> State.SHIFTED;
            case DRIFTED -> State.DRIFTED;
            case UNDECIDED -> State.UNDECIDED;
            case NOT_SCORED -> State.NOT_SCORED;
        };
    }
}
