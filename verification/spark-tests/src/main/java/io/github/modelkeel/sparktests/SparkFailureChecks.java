package io.github.modelkeel.sparktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.spark.SparkScoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a prediction: the job ends right, or with one error that says what it was. */
class SparkFailureChecks {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final List<Row> ROWS = Houses.rows(3_000);

    /** Which tasks failed already; the executor is in this JVM. */
    private static final Set<Long> FAILED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Houses houses;

    SparkFailureChecks(@TempDir Path directory) {
        this.directory = directory;
        this.houses = new Houses(directory);
        houses.publish(Houses.model(1));
    }

    @AfterEach
    void stop() {
        houses.close();
    }

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    private Dataset<Row> scored() {
        return SparkScoring.transform(Houses.dataset(SPARK, ROWS, 5), Houses.CHAMPION, houses.config());
    }

    private static void assertEachRowOnce(List<Row> scored) {
        assertThat(scored).hasSize(ROWS.size());
        for (int i = 0; i < scored.size(); i++) {
            assertThat(scored.get(i).getLong(0)).isEqualTo(i);
            assertThat(scored.get(i).<Double>getAs("prediction"))
                    .isEqualTo(Houses.model(1).predict(Houses.named(ROWS.get(i))));
        }
    }

    @Test
    void aRegistryThatGoesDownAfterTheDriverAskedIsNotMissed() {
        Dataset<Row> scored = scored();
        houses.close();
        assertEachRowOnce(scored.collectAsList());
        assertEachRowOnce(scored.repartition(11).orderBy("id").collectAsList()); // again, and elsewhere
    }

    @Test
    void aRegistryThatIsDownWhenTheDriverAsksIsOneError() {
        houses.close();
        assertThatThrownBy(() -> scored()).isInstanceOf(ServerUnavailableException.class);
    }

    @Test
    void aModelThatWasDamagedInTheCacheOfTheDriverIsFetchedAgain() throws IOException {
        Path cache = directory.resolve("cache");
        assertEachRowOnce(scored().collectAsList());
        assertThat(damage(cache)).isPositive();
        assertEachRowOnce(scored().collectAsList());
        assertThat(damage(cache)).isPositive();
        houses.close();
        assertThatThrownBy(() -> scored()).isInstanceOf(ServerUnavailableException.class);
    }

    /** Changes the last byte of each file of a model. */
    private static int damage(Path cache) throws IOException {
        int damaged = 0;
        List<Path> files;
        try (Stream<Path> all = Files.walk(cache)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> Files.exists(file.resolveSibling("MLmodel")))
                    .toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            assertThat(file.toFile().setWritable(true)).isTrue();
            Files.write(file, bytes);
            damaged++;
        }
        return damaged;
    }

    /** The first attempt of each task fails when it has given half of its rows. */
    @Test
    void aTaskThatFailsAndRunsAgainPredictsItsRowsOnce() {
        MapPartitionsFunction<Row, Row> failing = rows -> {
            List<Row> read = new ArrayList<>();
            rows.forEachRemaining(read::add);
            boolean first = FAILED.add(read.get(0).getLong(0));
            return Stream.concat(
                            read.subList(0, read.size() / 2).stream(),
                            read.subList(read.size() / 2, read.size()).stream().peek(row -> {
                                if (first) {
                                    throw new IllegalStateException("the executor is lost");
                                }
                            }))
                    .iterator();
        };
        Dataset<Row> unreliable = Houses.dataset(SPARK, ROWS, 5).mapPartitions(failing, Encoders.row(Houses.SCHEMA));
        assertEachRowOnce(SparkScoring.transform(unreliable, Houses.CHAMPION, houses.config())
                .collectAsList());
        assertThat(FAILED).hasSize(5);
    }
}
