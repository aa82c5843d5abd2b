package io.github.modelkeel.sparktests;

import io.github.modelkeel.drift.StoredProfile;
import org.apache.spark.sql.SparkSession;

/** Sparks of this machine alone. */
public final class LocalSpark {
    private LocalSpark() {}

    /**
     * Starts one in this JVM with two cores, in which a task may fail three times before its job does, unless it runs.
     *
     * @return its session
     */
    public static SparkSession session() {
        return start(SparkSession.builder().master("local[2,4]"));
    }

    /** Starts one with two executors of one core each, which are processes; they take {@code SPARK_HOME} for a place with a directory {@code jars}. */
    static SparkSession cluster() {
        return start(SparkSession.builder()
                .master("local-cluster[2,1,512]")
                .config("spark.executor.memory", "512m")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path")));
    }

    /** On the loopback address alone, in another time zone than this JVM's. */
    static SparkSession start(SparkSession.Builder builder) {
        SparkSession session = builder.appName("modelkeel")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "Asia/Tokyo")
                .config("spark.sql.shuffle.partitions", "4")
                // else the driver computes what is done with rows that it has, and no task
                .config(
                        "spark.sql.optimizer.excludedRules",
                        "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation")
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }

    /**
     * Runs something under a setting of a session, which has the one before afterwards.
     *
     * @param spark the session
     * @param setting its name
     * @param value its value meanwhile
     * @param action what is run
     */
    public static void with(SparkSession spark, String setting, String value, Runnable action) {
        String before = spark.conf().get(setting);
        spark.conf().set(setting, value);
        try {
            action.run();
        } finally {
            spark.conf().set(setting, before);
        }
    }

    /**
     * All of a profile but the moments, which are equal up to rounding.
     *
     * @param profile a profile
     * @return the rest of its file
     */
    public static String counts(StoredProfile profile) {
        return profile.toJson().replaceAll("(?s)\"moments\": ?\\{.*?}", "");
    }
}
