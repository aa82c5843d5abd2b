package io.github.modelkeel.tracking;

/**
 * Something that is done with a run ({@link Tracker#run}), or with a directory that a model's files are to be written to
 * ({@link Run#logModel(String, Work)}). Usually a lambda or a method reference.
 *
 * @param <T> what it is done with
 * @param <X> the checked exception it may throw; none for most lambdas
 */
@FunctionalInterface
public interface Work<T, X extends Exception> {
    /**
     * Does the work.
     *
     * @param target what it is done with
     * @throws X if the work fails; the exception reaches the caller
     */
    void accept(T target) throws X;
}
