package io.github.modelkeel.sparktests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.spark.SparkDrift;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final List<Row> BEFORE = Sales.rows(1, 4_000, 0);
    private static final List<Row> AFTER = Sales.rows(2, 3_001, 0.5);
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

    private static Profile onOneMachine(List<Row> rows) {
        return Profile.ofRows(Sales.maps(rows, Sales.SCHEMA));
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
        assertThat(LocalSpark.counts(profile)).isEqualTo(LocalSpark.counts(REFERENCE.count(onOneMachine(AFTER))));
    }

    @ParameterizedTest
    @EnumSource(Accident.Kind.class)
    void compareByCountsEachRowOnce(Accident.Kind kind) {
        Accident accident = new Accident(kind, directory.toString());
        List<Map<String, @Nullable Object>> before = Sales.maps(BEFORE, Sales.SCHEMA);
        before.forEach(row -> row.remove("region"));
        StoredProfile withoutRegion = StoredProfile.of(Profile.ofRows(before));
        Map<String, StoredProfile> segments = new LinkedHashMap<>();
        Profile.segments(Sales.maps(AFTER, Sales.SCHEMA), "region")
                .forEach((region, rows) -> segments.put(region, withoutRegion.count(rows)));
        Map<String, DriftReport> expected = Drift.compareBy(withoutRegion, segments, DriftOptions.defaults());

        Map<String, DriftReport> reports = SparkDrift.compareBy(with(accident), REFERENCE, "region");

        assertThat(accident.happened()).isTrue();
        assertThat(reports.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((region, report) -> assertThat(reports.get(region))
                .extracting(DriftReport::toJson)
                .as(region)
                .isEqualTo(report.toJson()));
    }
}
