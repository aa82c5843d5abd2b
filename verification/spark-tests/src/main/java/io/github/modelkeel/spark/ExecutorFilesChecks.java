package io.github.modelkeel.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.sparktests.LocalSpark;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An executor that received other files than the driver sent, which no caller can make happen. */
class ExecutorFilesChecks {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    @Test
    void filesThatWereDamagedOnTheWayAreOneErrorThatNamesThem() {
        ModelFiles sent = new ModelFiles("house/1", null, new byte[] {1, 2, 3});
        ModelFiles damaged = new ModelFiles("house/1", null, new byte[] {1, 2, 4});
        ExecutorModel received = ExecutorModel.broadcast(SPARK, damaged);
        ExecutorModel model = new ExecutorModel("house/1", null, sent.sha256(), received.files());
        Dataset<Row> rows = SPARK.range(0, 10, 1, 1).toDF("id");
        PartitionScorer scorer = new PartitionScorer(DatasetColumns.of(rows), model, ScoringOptions.standard());
        MapPartitionsFunction<Row, Row> counted = partition -> {
            ATTEMPTS.incrementAndGet();
            return scorer.call(partition);
        };
        Dataset<Row> scored = rows.mapPartitions(counted, Encoders.row(new StructType().add("id", "long")));
        assertThatThrownBy(scored::collectAsList)
                .hasStackTraceContaining("the files of house/1 arrived with the SHA-256 " + damaged.sha256()
                        + ", but the driver sent " + sent.sha256() + "; run the job again");
        assertThat(ATTEMPTS).hasValue(4); // as often as a task may fail
    }
}
