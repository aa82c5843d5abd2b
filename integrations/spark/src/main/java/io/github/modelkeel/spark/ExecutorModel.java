package io.github.modelkeel.spark;

import io.github.modelkeel.model.ScoringModel;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A model that an executor reads once, and keeps for the tasks of all jobs.
 *
 * @param label which version, for people
 * @param manifestDigest of the files as they were registered, null if none is recorded
 * @param sha256 of the files that the driver sent
 * @param files of the model
 */
record ExecutorModel(String label, @Nullable String manifestDigest, String sha256, Broadcast<byte[]> files)
        implements Serializable {
    private static final ExecutorCache<ScoringModel> LOADED = new ExecutorCache<>();

    /** Sends files to the executors of a session. */
    static ExecutorModel broadcast(SparkSession spark, ModelFiles files) {
        Broadcast<byte[]> sent =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(files.bytes());
        return new ExecutorModel(files.label(), files.manifestDigest(), files.sha256(), sent);
    }

    /** The model; the first task that asks reads it while others wait. */
    ScoringModel get() {
        return LOADED.get(
                sha256, () -> ModelFiles.received(label, sha256, files.value()).read());
    }
}
