package io.github.modelkeel.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.StoredTable;
import io.github.modelkeel.drift.profile.TableCounter;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A reference that an executor reads once, and keeps for the tasks of all jobs.
 *
 * @param sha256 of its JSON
 * @param json of the reference, as it was sent
 */
record ExecutorProfile(String sha256, Text json) implements Serializable {
    /** A text that an executor fetches when it needs it. */
    interface Text extends Supplier<String>, Serializable {}

    private static final ExecutorCache<Read> READ = new ExecutorCache<>();

    /** What a task needs of it, of which none writes to any. */
    private record Read(StoredTable table, TableCounter layout) {}

    /** Sends a reference to the executors of a session. */
    static ExecutorProfile broadcast(SparkSession spark, String json) {
        Broadcast<String> sent =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(json);
        return new ExecutorProfile(digest(json), sent::value);
    }

    private static String digest(String json) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The bins and categories. */
    StoredTable table() {
        return read().table();
    }

    /** A counter over them that has counted nothing. */
    TableCounter counter() {
        return read().layout().fresh();
    }

    private Read read() {
        return READ.get(sha256, () -> {
            StoredTable table = ProfileReader.read(json.get());
            return new Read(table, TableCounter.of(table));
        });
    }
}
