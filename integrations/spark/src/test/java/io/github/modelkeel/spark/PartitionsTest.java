package io.github.modelkeel.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

/** What tasks do with the rows of partitions, without a cluster: {@code verification/spark-tests} has one. */
class PartitionsTest {
    private static final DatasetColumns COLUMNS =
            new DatasetColumns(List.of("number", "whole", "word", "truth", "list"), ZoneId.of("UTC"));
    private static final List<DataType> TYPES = List.of(
            DataTypes.DoubleType,
            DataTypes.LongType,
            DataTypes.StringType,
            DataTypes.BooleanType,
            DataTypes.BinaryType);
    private static final List<Row> ROWS = rows(5_000);
    private static final StoredProfile REFERENCE = StoredProfile.of(Profile.ofRows(maps(rows(2_000))));
    private static final ExecutorProfile SENT = new ExecutorProfile("PartitionsTest", REFERENCE::toJson);

    private static List<Row> rows(int count) {
        Random random = new Random(count);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Double number = random.nextInt(9) == 0 ? null : random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
            String word = random.nextInt(9) == 0 ? null : "word " + random.nextInt(count / 200);
            rows.add(RowFactory.create(number, (1L << 60) + i, word, random.nextBoolean(), new byte[0]));
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> maps(List<Row> rows) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        for (Row row : rows) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            COLUMNS.names().forEach(name -> map.put(name, row.get(COLUMNS.place(name))));
            maps.add(map);
        }
        return maps;
    }

    /** Partitions of rows as Spark has them in memory. */
    private static List<Iterator<Object>> split(int parts) {
        List<Iterator<Object>> split = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int from = i * ROWS.size() / parts;
            split.add(internal(ROWS.subList(from, (i + 1) * ROWS.size() / parts)));
            split.add(Collections.emptyIterator());
        }
        return split;
    }

    private static Iterator<Object> internal(List<Row> rows) {
        List<Object> internal = new ArrayList<>();
        for (Row row : rows) {
            @Nullable Object[] values = new @Nullable Object[row.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.get(i) instanceof String text ? UTF8String.fromString(text) : row.get(i);
            }
            internal.add(new GenericInternalRow(values));
        }
        return internal.iterator();
    }

    private static PartitionCounter counter(int segment) {
        return new PartitionCounter(SENT, COLUMNS, TYPES, segment);
    }

    private static String counts(StoredProfile profile) {
        return profile.toJson().replaceAll("(?s)\"moments\": ?\\{.*?}", "");
    }

    private static Map<String, StoredProfile> counted(int parts, int segment) {
        PartitionCounter counter = counter(segment);
        List<Tuple2<String, byte[]>> counted = new ArrayList<>();
        split(parts).forEach(rows -> counter.call(rows).forEachRemaining(counted::add));
        Collections.reverse(counted);
        Map<String, StoredProfile> merged = new LinkedHashMap<>();
        new Parts(SENT)
                .call(counted.iterator())
                .forEachRemaining(part -> merged.put(part._1(), REFERENCE.withCounts(part._2())));
        return merged;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void partsAddUpToOneMachinesCounts(int parts) {
        StoredProfile profile =
                Objects.requireNonNull(counted(parts, PartitionCounter.NONE).get(Parts.ALL));
        assertThat(counts(profile)).isEqualTo(counts(REFERENCE.count(Profile.ofRows(maps(ROWS)))));
        assertThat(profile.rows()).isEqualTo(ROWS.size());
    }

    /** The bins are where the reference is. */
    @Test
    void aPartOfFewRowsIsSmall() {
        byte[] part = counter(PartitionCounter.NONE)
                .call(internal(ROWS.subList(0, 10)))
                .next()
                ._2();
        assertThat(part.length).isLessThan(300);
        assertThat(REFERENCE.toJson().length()).isGreaterThan(20_000);
    }

    @Test
    void segmentsAreCountedApartWithoutTheirColumn() {
        Map<String, StoredProfile> segments = counted(5, COLUMNS.place("truth"));
        assertThat(segments).containsOnlyKeys("false", "true");
        assertThat(segments.values().stream().mapToLong(StoredProfile::rows).sum())
                .isEqualTo(ROWS.size());
        assertThat(segments.values())
                .allSatisfy(each -> assertThat(each.toJson()).contains("\"absent\":[\"truth\"]"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> COLUMNS.place("turth"))
                .withMessageContaining("no column 'turth'; it has [number");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void packedColumnsAreProfiledAsOneMachineDoes(int parts) {
        List<ValueForm> forms =
                List.of(ValueForm.REAL, ValueForm.WHOLE, ValueForm.TEXT, ValueForm.TEXT, ValueForm.TEXT);
        Map<String, ColumnValues> values = new LinkedHashMap<>();
        COLUMNS.names().forEach(name -> values.put(name, new ColumnValues(forms.get(values.size()))));
        List<ColumnValues> places = List.copyOf(values.values());
        PartitionValues packing = new PartitionValues(TYPES, COLUMNS.zone());
        for (Iterator<Object> rows : split(parts)) {
            packing.call(rows)
                    .forEachRemaining(
                            block -> places.get(ColumnValues.column(block)).addBlock(block));
        }
        assertThat(values.get("whole")).hasSize(ROWS.size());
        Map<String, Object> columns = new LinkedHashMap<>();
        values.forEach((name, column) -> columns.put(name, column.toColumn()));
        assertThat(columns.get("number")).isInstanceOf(double[].class);
        assertThat(columns.get("whole")).isSameAs(values.get("whole")); // which doubles do not hold
        assertThat(StoredProfile.of(Profile.ofColumns(values)).toJson())
                .isEqualTo(StoredProfile.of(Profile.ofColumns(columns)).toJson())
                .isEqualTo(StoredProfile.of(Profile.ofRows(maps(ROWS))).toJson());
    }

    @Test
    void aLongColumnIsSentInSeveralBlocks() {
        List<Row> rows = new ArrayList<>(Collections.nCopies(2 * ColumnBlock.MAX_NUMBERS + 1, RowFactory.create(2.5)));
        ColumnValues values = new ColumnValues(ValueForm.REAL);
        List<byte[]> blocks = new ArrayList<>();
        new PartitionValues(List.of(DataTypes.DoubleType), ZoneId.of("UTC"))
                .call(internal(rows))
                .forEachRemaining(blocks::add);
        blocks.forEach(values::addBlock);
        assertThat(blocks).hasSize(3);
        assertThat(values).hasSize(rows.size()).containsOnly(2.5);
    }

    @Test
    void everyFormKeepsAllDigits() {
        List<@Nullable Object> decimals = Arrays.asList(
                new BigDecimal("9007199254740993"), null, new BigDecimal("0.10"), new BigDecimal("1E+30"));
        ColumnBlock block = new ColumnBlock(0, ValueForm.DECIMAL);
        decimals.forEach(block::value);
        ColumnValues values = new ColumnValues(ValueForm.DECIMAL);
        values.addBlock(block.toBytes());
        assertThat(values)
                .containsExactly(
                        null, new BigDecimal("9007199254740993"), new BigDecimal("0.10"), new BigDecimal("1E+30"));
    }
}
