package io.github.modelkeel.serving;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a predictor is doing at one moment. Immutable. The counts begin at 0 when the predictor is made and never go down.
 *
 * @param state the state in one word
 * @param uri the address the predictor was made with
 * @param modelName the name every prediction carries now; the last one served when closed
 * @param modelVersion the version every prediction carries now; the last one served when closed; 0 before the first, and for an
 *     address that names no registered model
 * @param staleness how long ago the registry last confirmed that this version is the one to serve; zero for an address that
 *     cannot move. After a start from disk it counts from the confirmation that an earlier process wrote down, by the wall clock
 * @param problem why the last check failed, or null when it succeeded
 * @param rejectedVersion the version that the registry names and that this predictor refuses, for example {@code house/4}, or null
 * @param checks how often the registry was asked, the first time included
 * @param swaps how often another version took over
 * @param failures how many checks failed because the registry gave no usable answer
 * @param rejections how many loads of a version failed or were refused
 * @param lostLogLines how many lines of the {@link PredictionLog} were lost, as its queue was full or its file could not be written
 */
public record PredictorStatus(
        State state,
        String uri,
        String modelName,
        int modelVersion,
        Duration staleness,
        @Nullable String problem,
        @Nullable String rejectedVersion,
        long checks,
        long swaps,
        long failures,
        long rejections,
        long lostLogLines) {
    /** A predictor's state in one word. Immutable, as every enum is. */
    public enum State {
        /** No version was loaded yet, see {@link PredictorBuilder#startup(PredictorBuilder.Startup)}; predictions are refused or load it. */
        STARTING,
        /** The last check succeeded, and the version it named is the one that answers. */
        LIVE,
        /** The registry gave no usable answer to the last check; the version served last keeps answering. */
        STALE,
        /** The registry names a version that could not be loaded or was refused; the version served before keeps answering. */
        REJECTED,
        /** The predictor was closed and answers no more. */
        CLOSED
    }

    /**
     * Checks that nothing is absent that must be there.
     *
     * @param state the state in one word
     * @param uri the address the predictor was made with
     * @param modelName the name every prediction carries
     * @param modelVersion the version every prediction carries
     * @param staleness how long ago the registry confirmed the version
     * @param problem why the last check failed, or null
     * @param rejectedVersion the version that is refused, or null
     * @param checks how often the registry was asked
     * @param swaps how often another version took over
     * @param failures how many checks got no usable answer
     * @param rejections how many loads failed or were refused
     * @param lostLogLines how many lines of the log were lost
     */
    public PredictorStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(modelName, "modelName");
        Objects.requireNonNull(staleness, "staleness");
    }
}
