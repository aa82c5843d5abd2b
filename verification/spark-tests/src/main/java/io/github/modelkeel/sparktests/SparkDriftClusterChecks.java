package io.github.modelkeel.sparktests;

import static io.github.modelkeel.sparktests.LocalSpark.counts;
import static io.github.modelkeel.sparktests.Sales.AFTER;
import static io.github.modelkeel.sparktests.Sales.BEFORE;
import static io.github.modelkeel.sparktests.Sales.onOneMachine;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.spark.SparkDrift;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a cluster with executors that are processes: one dies while it counts, and a slow task gets a speculative twin. No row is counted twice or left out. */
class SparkDriftClusterChecks {
    private static final StoredProfile REFERENCE = StoredProfile.of(onOneMachine(BEFORE));

    @TempDir(
            cleanup =
                    CleanupMode
                            .NEVER) // executors that end may still write; it is in that of the test that started this
    // JVM
    private static Path work = Path.of("");

    private static @Nullable StandaloneCluster cluster;
    private static @Nullable SparkSession spark;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void start() {
        cluster = new StandaloneCluster(work);
        spark = cluster.session();
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.stop();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    private Dataset<Row> with(Accident accident) {
        return Sales.dataset(Objects.requireNonNull(spark), AFTER, 7)
                .mapPartitions(accident, Encoders.row(Sales.SCHEMA));
    }

    @ParameterizedTest
    @EnumSource(Accident.Kind.class)
    void profileCountsEachRowOnce(Accident.Kind kind) {
        Accident accident = new Accident(kind, directory.toString());
        StoredProfile profile = SparkDrift.profile(with(accident), REFERENCE);
        assertThat(accident.happened()).isTrue();
        assertThat(counts(profile)).isEqualTo(counts(REFERENCE.count(onOneMachine(AFTER))));
    }

    @ParameterizedTest
    @EnumSource(Accident.Kind.class)
    void compareByCountsEachRowOnce(Accident.Kind kind) {
        Accident accident = new Accident(kind, directory.toString());
        Map<String, DriftReport> reports = SparkDrift.compareBy(with(accident), REFERENCE, "region");

        assertThat(accident.happened()).isTrue();
        Sales.areThoseOfOneMachine(reports, Sales.reportsByRegion());
    }
}
