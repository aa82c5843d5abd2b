package io.github.modelkeel.sparktests;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.driftmonitor.Alert;
import io.github.modelkeel.driftmonitor.AlertRule;
import io.github.modelkeel.driftmonitor.Monitor;
import io.github.modelkeel.driftmonitor.MonitorWindow;
import io.github.modelkeel.spark.SparkDrift;
import io.github.modelkeel.spark.SparkScoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Micro-batches of a stream: each is counted once, also when it fails and is repeated. */
class SparkStreamingChecks {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final int BATCHES = 6;
    private static final int ROWS = 500;

    @TempDir
    private Path directory;

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    /** A file a batch; from the fourth on houses are twice as large. */
    private Dataset<Row> requests() throws IOException {
        Path files = Files.createDirectories(directory.resolve("requests"));
        for (int batch = 0; batch < BATCHES; batch++) {
            List<String> lines = new ArrayList<>();
            for (Row row : Houses.rows(BATCHES * ROWS).subList(batch * ROWS, (batch + 1) * ROWS)) {
                double sqft = row.getDouble(1) * (batch < BATCHES / 2 ? 1 : 2);
                lines.add("{\"id\":%d,\"sqft\":%s,\"bedrooms\":%d,\"area\":\"%s\"}"
                        .formatted(row.getLong(0), sqft, row.getInt(2), row.getString(3)));
            }
            Path file = Files.write(files.resolve(batch + ".json"), lines);
            assertThat(file.toFile().setLastModified(1_700_000_000_000L + batch * 60_000L))
                    .isTrue(); // their order
        }
        return SPARK.readStream()
                .schema(Houses.SCHEMA)
                .option("maxFilesPerTrigger", 1)
                .json(files.toString());
    }

    /** By the session, as the writer's method for it is another one in each version of Spark. */
    @BeforeEach
    void keepCheckpoints() {
        SPARK.conf()
                .set(
                        "spark.sql.streaming.checkpointLocation",
                        directory.resolve("checkpoints").toString());
    }

    private static StoredProfile reference() {
        return SparkDrift.profileReference(
                Houses.dataset(SPARK, Houses.rows(4_000), 3).drop("id"));
    }

    private static void end(DataStreamWriter<Row> writer) throws StreamingQueryException, TimeoutException {
        StreamingQuery query = writer.trigger(Trigger.AvailableNow()).start();
        assertThat(query.awaitTermination(MINUTES.toMillis(5))).isTrue();
    }

    /** Fails once for each step of the third batch, and once after it was counted, as a driver that dies does. */
    @Test
    void aBatchThatFailsAndIsRepeatedIsCountedOnce() throws Exception {
        Dataset<Row> requests = requests().drop("id");
        StoredProfile reference = reference();
        Path profiles = Files.createDirectories(directory.resolve("profiles"));
        List<Alert> alerts = new CopyOnWriteArrayList<>();
        List<String> failures = new ArrayList<>(List.of("before", "after"));
        List<Long> started = new CopyOnWriteArrayList<>();
        try (Monitor monitor = Monitor.of(reference)
                .model("house")
                .windows(BATCHES, Duration.ofDays(1))
                .rule(AlertRule.standard().windows(2))
                .onAlert(alerts::addAll)
                .start()) {
            VoidFunction2<Dataset<Row>, Long> counted = count(reference, profiles, monitor);
            VoidFunction2<Dataset<Row>, Long> unreliable = (batch, id) -> {
                started.add(id);
                failOnce(failures, id, "before");
                counted.call(batch, id);
                failOnce(failures, id, "after");
            };
            DataStreamWriter<Row> writer =
                    requests.writeStream().queryName("counted").foreachBatch(unreliable);
            assertThatThrownBy(() -> end(writer)).hasStackTraceContaining("fails before");
            assertThatThrownBy(() -> end(writer)).hasStackTraceContaining("fails after");
            end(writer);
            assertThat(started).containsExactly(0L, 1L, 2L, 2L, 2L, 3L, 4L, 5L);
            List<MonitorWindow> windows = monitor.windows();
            assertThat(windows)
                    .extracting(window -> window.profile().rows())
                    .containsOnly((long) ROWS)
                    .hasSize(BATCHES);
            assertThat(windows)
                    .extracting(window -> window.report().driftedCount())
                    .containsExactly(0L, 0L, 0L, 1L, 1L, 1L);
        }
        assertThat(alerts).extracting(Alert::column).containsExactly("sqft");
        StoredProfile sum = IntStream.range(0, BATCHES)
                .mapToObj(batch -> StoredProfile.read(profiles.resolve("profile-" + batch + ".json")))
                .reduce(reference.empty(), StoredProfile::merge);
        Dataset<Row> all = SPARK.read()
                .schema(Houses.SCHEMA)
                .json(directory.resolve("requests").toString());
        assertThat(LocalSpark.counts(sum)).isEqualTo(LocalSpark.counts(SparkDrift.profile(all.drop("id"), reference)));
    }

    private static void failOnce(List<String> failures, long batch, String step) {
        if (batch == 2 && failures.remove(step)) {
            throw new IllegalStateException("the batch fails " + step);
        }
    }

    private static VoidFunction2<Dataset<Row>, Long> count(StoredProfile reference, Path profiles, Monitor monitor) {
        // region spark-streaming
        VoidFunction2<Dataset<Row>, Long> count = (batch, id) -> {
            Path file = profiles.resolve("profile-" + id + ".json");
            if (Files.notExists(file)) { // else the batch is repeated, and was counted
                StoredProfile current = SparkDrift.profile(batch, reference); // by the executors
                current.write(file);
                monitor.observe(current);
                monitor.endWindow(); // judged; a column that drifts raises an alert
            }
        };
        // endregion
        return count;
    }

    @Test
    void aStreamIsPredictedByOneVersion() throws Exception {
        try (Houses houses = new Houses(directory)) {
            houses.publish(Houses.model(1));
            Dataset<Row> scored = SparkScoring.transform(requests(), Houses.CHAMPION, houses.config());
            houses.publish(Houses.model(2));
            end(scored.writeStream().format("memory").queryName("scored"));
        }
        List<Row> rows = SPARK.sql("select * from scored").collectAsList();
        assertThat(rows).hasSize(BATCHES * ROWS);
        for (Row row : rows) {
            assertThat(row.<String>getAs("prediction_model")).isEqualTo("house/1");
            assertThat(row.<Double>getAs("prediction"))
                    .isEqualTo(Houses.model(1)
                            .predict(Houses.named(RowFactory.create(row.get(0), row.get(1), row.get(2), row.get(3)))));
        }
    }
}
