package io.github.modelkeel.sparktests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows with columns of every type, and with all that is wrong in real ones; the same for Spark and for one machine. */
final class Sales {
    static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add("area", DataTypes.DoubleType)
            .add("rooms", DataTypes.IntegerType)
            .add("share", DataTypes.FloatType)
            .add("price", DataTypes.createDecimalType(20, 2))
            .add("owner", DataTypes.createDecimalType(38, 0))
            .add("sold", DataTypes.BooleanType)
            .add("region", DataTypes.StringType)
            .add("code", DataTypes.StringType)
            .add("day", DataTypes.DateType)
            .add("at", DataTypes.TimestampType)
            .add("photo", DataTypes.BinaryType)
            .add("none", DataTypes.StringType);

    /** Those of a reference. */
    static final List<Row> BEFORE = rows(1, 4_000, 0);

    /** Those to be judged. */
    static final List<Row> AFTER = rows(2, 3_001, 0.5);

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private Sales() {}

    private static List<Row> rows(long seed, int count, double move) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(RowFactory.create(
                    (1L << 40) + i,
                    area(random, move),
                    random.nextInt(30) == 0 ? null : (int) Math.round(4 + random.nextGaussian()),
                    (float) random.nextInt(11) / 10,
                    random.nextInt(25) == 0 ? null : BigDecimal.valueOf(random.nextInt(90_000_000), 2),
                    new BigDecimal("9007199254740993").add(BigDecimal.valueOf(random.nextInt(20))),
                    random.nextBoolean(),
                    region(random, move),
                    "00" + random.nextInt(7),
                    Date.valueOf(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(200))),
                    Timestamp.from(Instant.ofEpochSecond(1_750_000_000L + random.nextInt(20_000_000))),
                    random.nextInt(10) == 0 ? null : new byte[] {1},
                    null));
        }
        return rows;
    }

    private static @Nullable Double area(Random random, double move) {
        return switch (random.nextInt(40)) {
            case 0 -> null;
            case 1 -> Double.NaN;
            case 2 -> Double.POSITIVE_INFINITY;
            case 3 -> Double.NEGATIVE_INFINITY;
            case 4 -> -0.0;
            default -> 100 + 20 * (random.nextGaussian() + move);
        };
    }

    private static @Nullable String region(Random random, double move) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> "NA";
            case 2 -> move == 0 ? "north" : "unseen " + random.nextInt(4);
            default -> List.of("north", "south", "east").get(random.nextInt(3));
        };
    }

    /** Rows in their order, in as many partitions. */
    static Dataset<Row> dataset(SparkSession spark, List<Row> rows, int partitions) {
        spark.conf().set("spark.sql.leafNodeDefaultParallelism", Integer.toString(partitions));
        return spark.createDataset(rows, Encoders.row(SCHEMA));
    }

    /** What one machine makes of rows. */
    static Profile onOneMachine(List<Row> rows) {
        return Profile.ofRows(maps(rows, SCHEMA));
    }

    /** What one machine says of each region of {@link #AFTER}, compared with {@link #BEFORE}. */
    static Map<String, DriftReport> reportsByRegion() {
        List<Map<String, @Nullable Object>> before = maps(BEFORE, SCHEMA);
        before.forEach(row -> row.remove("region"));
        StoredProfile withoutRegion = StoredProfile.of(Profile.ofRows(before));
        Map<String, StoredProfile> segments = new LinkedHashMap<>();
        Profile.segments(maps(AFTER, SCHEMA), "region")
                .forEach((region, rows) -> segments.put(region, withoutRegion.count(rows)));
        return Drift.compareBy(withoutRegion, segments, DriftOptions.defaults());
    }

    /** Reports are those of one machine. */
    static void areThoseOfOneMachine(Map<String, DriftReport> reports, Map<String, DriftReport> expected) {
        assertThat(reports.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((segment, report) -> assertThat(reports.get(segment))
                .extracting(DriftReport::toJson)
                .as(segment)
                .isEqualTo(report.toJson()));
    }

    /** The same as rows of named Java values. */
    static List<Map<String, @Nullable Object>> maps(List<Row> rows, StructType schema) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        for (Row row : rows) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            StructField[] fields = schema.fields();
            for (int i = 0; i < fields.length; i++) {
                Object value = row.get(i);
                map.put(
                        fields[i].name(),
                        value instanceof Timestamp moment ? LocalDateTime.ofInstant(moment.toInstant(), TOKYO) : value);
            }
            maps.add(map);
        }
        return maps;
    }
}
