package io.github.modelkeel.sparktests;

import org.apache.spark.sql.SparkSession;

/** A Spark of this JVM with two cores, in which a task may fail three times before its job does. */
final class LocalSpark {
    private LocalSpark() {}

    static SparkSession session() {
        SparkSession session = SparkSession.builder()
                .master("local[2,4]")
                .appName("modelkeel")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "Asia/Tokyo")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }
}
