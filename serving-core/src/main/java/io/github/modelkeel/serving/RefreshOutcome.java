package io.github.modelkeel.serving;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one check of the registry led to. Immutable.
 *
 * @param result the result in one word
 * @param modelName the name that predictions carry after the check
 * @param modelVersion the version that predictions carry after the check
 * @param problem what went wrong, or null when nothing did
 */
public record RefreshOutcome(
        Result result,
        String modelName,
        int modelVersion,
        @Nullable String problem) {
    /** The result of a check in one word. Immutable, as every enum is. */
    public enum Result {
        /** The registry names the version that is served already. */
        UNCHANGED,
        /** The registry named another version; it was loaded and verified and answers from now on. */
        SWAPPED,
        /** The registry names another version, which could not be loaded or was refused; the one before keeps answering. */
        REJECTED,
        /** The registry gave no usable answer; the version served last keeps answering. */
        FAILED
    }

    /**
     * Checks that nothing is absent that must be there.
     *
     * @param result the result in one word
     * @param modelName the name that predictions carry after the check
     * @param modelVersion the version that predictions carry after the check
     * @param problem what went wrong, or null
     */
    public RefreshOutcome {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(modelName, "modelName");
    }
}
