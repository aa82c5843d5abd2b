package io.github.modelkeel.spark;

import static io.github.modelkeel.sparktests.LocalSpark.counts;
import static io.github.modelkeel.sparktests.LocalSpark.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.sparktests.LocalSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.util.QueryExecutionListener;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of every type of Spark, read from files, caches and plans of every form: the profiles are those of one machine. */
class DatasetRowsChecks {
    private static final SparkSession SPARK = LocalSpark.session();
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo"); // of the session
    private static final String[] COLUMNS = {
        "id",
        "cast(if(id % 7 = 0, null, id % 100) as byte) as tiny",
        "cast(if(id % 7 = 1, null, id % 300) as short) as small",
        "cast(if(id % 7 = 2, null, id % 77) as int) as whole",
        "if(id % 6 = 0, null, if(id % 3 = 0, id, id * 4611686018427)) as wide", // up to 2^54
        "if(id % 7 = 3, null, 100 * rand(1)) as real",
        "case id % 11 when 0 then double('NaN') when 1 then double('-0.0') when 2 then double('Infinity')"
                + " when 3 then double('-Infinity') when 4 then null else double(id) end as odd",
        "cast(if(id % 7 = 4, null, rand(2)) as float) as narrow",
        "cast(if(id % 7 = 5, null, id % 9) as decimal(10, 2)) as price",
        "cast(id as decimal(38, 2)) / 7 as large",
        "if(id % 7 = 6, null, id % 2 = 0) as truth",
        "if(id % 13 = 0, null, concat('größe ', id % 13)) as word",
        "if(id % 5 = 0, 'NA', cast(id % 3 as string)) as code",
        "uuid() as free",
        "date_add(date'2026-01-01', cast(id % 200 as int)) as day",
        "date'1500-03-01' as old",
        "timestamp_seconds(1750000000 + 977 * id) as at",
        "cast(timestamp_seconds(1750000000 + 977 * id) as timestamp_ntz) as local",
        "if(id % 4 = 0, null, cast('x' as binary)) as photo",
        "date_add(date'0001-01-01', cast(id % 90 as int)) as eve",
        "timestamp_seconds(-62135500000 + 97700 * (id % 90)) as dawn", // of year 1
        "cast(timestamp_seconds(-62135500000 + 97700 * (id % 90)) as timestamp_ntz) as dusk",
        "date_add(date'1582-10-01', cast(id % 30 as int)) as gap", // of which ten days are not in the calendar before
        "timestamp_seconds(-2600000000 + 977000 * (id % 90)) as mean", // when a city had its own time
        "array(id) as list",
        "make_dt_interval(cast(id % 3 as int)) as took",
        "if(id % 4 = 1, null, named_struct('a', id)) as pair",
        "map('a', id) as entries",
        "cast(null as string) as none",
        "cast(null as double) as nothing"
    };

    @TempDir
    private static Path work = Path.of("");

    @BeforeAll
    static void write() {
        SPARK.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"); // as Spark 4 does by itself
        SPARK.conf().set("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");
        SPARK.range(0, 5_000, 1, 3).selectExpr(COLUMNS).write().parquet(file());
    }

    @AfterAll
    static void stop() {
        SPARK.stop();
    }

    private static String file() {
        return work.resolve("all.parquet").toString();
    }

    private static Dataset<Row> all() {
        return SPARK.read().parquet(file());
    }

    private static List<Map<String, @Nullable Object>> maps(Dataset<Row> dataset) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        with(SPARK, "spark.sql.datetime.java8API.enabled", "true", () -> {
            // another dataset, as the one that there is reads days and moments as the session did when it was made
            for (Row row : dataset.select(functions.col("*")).collectAsList()) {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    Object value =
                            row.get(i) instanceof Instant moment ? LocalDateTime.ofInstant(moment, TOKYO) : row.get(i);
                    map.put(dataset.columns()[i], value);
                }
                maps.add(map);
            }
        });
        return maps;
    }

    private static long batches(Dataset<Row> dataset) {
        return DatasetRows.query(
                dataset,
                "a look",
                partitions ->
                        partitions.filter(item -> item instanceof ColumnarBatch).count());
    }

    private static void isAsOnOneMachine(Dataset<Row> dataset) {
        List<Map<String, @Nullable Object>> rows = maps(dataset);
        StoredProfile whole = StoredProfile.of(Profile.ofRows(rows));
        assertThat(SparkDrift.profileReference(dataset).toJson()).isEqualTo(whole.toJson());
        StoredProfile reference = StoredProfile.of(Profile.ofRows(rows.subList(0, rows.size() / 5)));
        assertThat(counts(SparkDrift.profile(dataset, reference)))
                .isEqualTo(counts(reference.count(Profile.ofRows(rows))));
        rows.forEach(row -> row.keySet().removeIf(name -> name.length() > 4)); // else these are added columns
        StoredProfile some = StoredProfile.of(Profile.ofRows(rows));
        assertThat(counts(SparkDrift.profile(dataset, some)))
                .isEqualTo(counts(some.count(Profile.ofRows(maps(dataset)))));
    }

    @Test
    void filesAreReadColumnByColumn() {
        assertThat(batches(all())).isPositive();
        isAsOnOneMachine(all());
    }

    @Test
    void withoutCompiledStagesToo() {
        with(SPARK, "spark.sql.codegen.wholeStage", "false", () -> isAsOnOneMachine(all()));
    }

    @Test
    void whatIsComputedIsReadRowByRow() {
        with(SPARK, "spark.sql.parquet.enableVectorizedReader", "false", () -> {
            assertThat(batches(all())).isZero();
            isAsOnOneMachine(all());
        });
        Dataset<Row> some = all().where("id % 3 = 1");
        assertThat(batches(some)).isZero();
        isAsOnOneMachine(some);
        isAsOnOneMachine(all().repartition(5, functions.col("whole")).sortWithinPartitions("id"));
        isAsOnOneMachine(all().limit(2_000));
    }

    @Test
    void cachesAreRead() {
        Dataset<Row> numbers = all().select("tiny", "small", "whole", "wide", "real", "odd", "narrow", "truth");
        StoredProfile before = SparkDrift.profileReference(numbers); // its plan knows no cache
        numbers.cache();
        try {
            isAsOnOneMachine(numbers);
            assertThat(SparkDrift.profileReference(numbers)).isEqualTo(before);
            String lineage = DatasetRows.query(numbers, "a look", partitions -> partitions.toDebugString());
            assertThat(lineage).contains("CachedPartitions");
        } finally {
            numbers.unpersist();
        }
        Dataset<Row> texts = all().select("word", "code", "day", "price", "at").cache();
        try {
            isAsOnOneMachine(texts);
        } finally {
            texts.unpersist();
        }
    }

    /** Whose values are constants of a batch. */
    @Test
    void directoriesAreColumns() {
        String parts = work.resolve("parts.parquet").toString();
        all().select("id", "real", "word", "day", "code")
                .write()
                .partitionBy("code")
                .parquet(parts);
        Dataset<Row> read = SPARK.read().parquet(parts);
        assertThat(batches(read)).isPositive();
        isAsOnOneMachine(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny", "whole", "wide", "narrow", "price", "truth", "word", "code", "day", "local", "eve", "dawn",
                "dusk", "gap", "mean"
            })
    void segmentsOfAnyType(String column) {
        Dataset<Row> dataset = all().select("real", "odd", column).where("id < 90");
        List<Map<String, @Nullable Object>> rows = maps(dataset);
        Map<String, StoredProfile> segments = new LinkedHashMap<>();
        List<Map<String, @Nullable Object>> others = maps(dataset.drop(column));
        StoredProfile reference = StoredProfile.of(Profile.ofRows(others));
        Profile.segments(rows, column).forEach((key, part) -> segments.put(key, reference.count(part)));
        Map<String, DriftReport> expected = Drift.compareBy(reference, segments, DriftOptions.defaults());
        StoredProfile whole = StoredProfile.of(Profile.ofRows(rows));
        for (Dataset<Row> same : List.of(dataset, dataset.repartition(3))) {
            Map<String, DriftReport> reports = SparkDrift.compareBy(same, whole, column);
            assertThat(reports.keySet()).containsExactlyElementsOf(expected.keySet());
            reports.forEach((key, report) -> assertThat(report.toJson())
                    .as(key)
                    .isEqualTo(expected.getOrDefault(key, report).toJson()));
        }
    }

    @Test
    void namesThatDifferInTheirCaseAloneAreTwoColumns() {
        with(SPARK, "spark.sql.caseSensitive", "true", () -> {
            Dataset<Row> twice = SPARK.range(0, 1_000, 1, 3).selectExpr("id % 7 as a", "concat('x', id % 5) as A");
            isAsOnOneMachine(twice);
            with(SPARK, "spark.sql.caseSensitive", "false", () -> isAsOnOneMachine(twice));
        });
    }

    @Test
    void charactersOfAFixedLengthAreTexts() {
        SPARK.sql("create table lengths (fixed char(4), most varchar(9)) using parquet location '"
                + work.resolve("lengths") + "'");
        try {
            SPARK.sql("insert into lengths select concat('a', id % 5), concat('b', id % 9) from range(0, 500)");
            isAsOnOneMachine(SPARK.table("lengths"));
        } finally {
            SPARK.sql("drop table lengths");
        }
    }

    @Test
    void aProfileIsAQueryThatListenersKnow() throws InterruptedException {
        LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
        QueryExecutionListener listener = new QueryExecutionListener() {
            @Override
            public void onSuccess(String name, QueryExecution execution, long nanos) {
                ended.add(name + " of " + execution.analyzed().output().size() + " columns");
            }

            @Override
            public void onFailure(String name, QueryExecution execution, Exception exception) {
                ended.add(name + " failed");
            }
        };
        SPARK.listenerManager().register(listener);
        try {
            SparkDrift.profile(all(), StoredProfile.of(Profile.ofRows(maps(all().limit(10)))));
            List<String> names = new ArrayList<>();
            for (String next = ""; next != null && !next.startsWith("profile"); ) {
                next = ended.poll(30, TimeUnit.SECONDS);
                names.add(String.valueOf(next));
            }
            assertThat(names).contains("profile of " + COLUMNS.length + " columns");
        } finally {
            SPARK.listenerManager().unregister(listener);
        }
    }
}
