package io.github.modelkeel.serving;

/** What is done beside when a predictor went back to an earlier version, for example {@code registry::rollback}. */
@FunctionalInterface
public interface RollbackAction {
    /**
     * Is called on a thread of the predictor; what it throws is logged and changes nothing.
     *
     * @param modelName the registered model
     * @param alias the alias that the predictor follows
     * @param failedVersion the version that failed
     */
    void rollBack(String modelName, String alias, int failedVersion);
}
