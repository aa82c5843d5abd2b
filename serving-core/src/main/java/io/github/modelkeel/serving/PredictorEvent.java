package io.github.modelkeel.serving;

/**
 * What happens to a predictor, for {@link PredictorBuilder#listener}. Events of one predictor come one after another, in their order, on a
 * thread of the predictor; only {@link Closed}, and what still waits at that time, comes on the thread that closes it. What a listener throws is logged once and touches no prediction.
 */
public sealed interface PredictorEvent {
    /** {@return the address of the predictor} */
    String uri();

    /**
     * Another version answers, as the registry asked.
     *
     * @param uri the address of the predictor
     * @param from the version before, for example {@code house/3}
     * @param to the version that answers now
     */
    record Swapped(String uri, String from, String to) implements PredictorEvent {}

    /**
     * The registry names a version that could not be loaded or does not fit.
     *
     * @param uri the address of the predictor
     * @param version the version
     * @param reason why
     */
    record Refused(String uri, String version, String reason) implements PredictorEvent {}

    /**
     * A version failed on probation: the one before answers again, and the version is under quarantine.
     *
     * @param uri the address of the predictor
     * @param from the version that failed
     * @param to the version that answers now
     * @param reason the last failure
     */
    record RolledBack(String uri, String from, String to, String reason) implements PredictorEvent {}

    /**
     * The registry gave no usable answer; the version in service keeps answering. Comes once, until the registry answers again.
     *
     * @param uri the address of the predictor
     * @param reason why
     */
    record Stale(String uri, String reason) implements PredictorEvent {}

    /**
     * A version that took over has passed its probation.
     *
     * @param uri the address of the predictor
     * @param version the version
     */
    record Confirmed(String uri, String version) implements PredictorEvent {}

    /**
     * Calls go to the fallback, or are refused.
     *
     * @param uri the address of the predictor
     * @param version the version that failed
     * @param reason the last failure
     */
    record GuardOpened(String uri, String version, String reason) implements PredictorEvent {}

    /**
     * A call tried the model again and succeeded.
     *
     * @param uri the address of the predictor
     * @param version the version
     */
    record GuardClosed(String uri, String version) implements PredictorEvent {}

    /**
     * The predictor was closed. No event follows.
     *
     * @param uri the address of the predictor
     */
    record Closed(String uri) implements PredictorEvent {}
}
