package io.github.modelkeel.tracking;

/**
 * What {@link Tracker#run(String, RunBody)} does between the start and the end of a run.
 *
 * @param <X> the checked exception it may throw; none for most lambdas
 */
@FunctionalInterface
public interface RunBody<X extends Exception> {
    /**
     * Does the work.
     *
     * @param run the open run
     * @throws X if the work fails; the run is then marked FAILED and the exception propagates
     */
    void accept(Run run) throws X;
}
