package io.github.modelkeel.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.column.Type;
import io.github.modelkeel.drift.source.ColumnReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that come many at a time are counted as if they came one by one, moments to the last bit. */
class TableCounterTest {
    private static final StoredTable REFERENCE = reference();

    private static StoredTable reference() {
        Random random = new Random(1);
        double[] numbers = random.doubles(3_000, -100, 100).toArray();
        double[] wholes = Arrays.stream(numbers).map(Math::rint).toArray();
        double[] floats = Arrays.stream(numbers).map(value -> (float) value).toArray();
        double[] codes =
                Arrays.stream(numbers).map(value -> Math.rint(value / 40)).toArray();
        double[] flags = Arrays.stream(numbers).map(value -> value > 0 ? 1 : 0).toArray();
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("number", numbers);
        columns.put("integer", wholes);
        columns.put("float", floats);
        columns.put("code", codes);
        columns.put("flag", flags);
        columns.put("id", codes);
        Profile profile = Profile.ofColumns(columns);
        Schema schema = Schema.of(profile)
                .with("integer", Schema.Kind.INTEGER)
                .with("code", Schema.Kind.CATEGORY)
                .with("flag", Schema.Kind.BOOLEAN)
                .with("id", Schema.Kind.IDENTIFIER);
        return ProfileReader.read(StoredProfile.of(profile, schema).toJson());
    }

    private static double[] values(int seed) {
        Random random = new Random(seed);
        double[] values = new double[5_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (random.nextInt(8)) {
                case 0 -> Double.NaN;
                case 1 -> random.nextInt(2) == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
                case 2 -> -0.0;
                case 3 -> random.nextInt(5);
                case 4 -> (float) random.nextGaussian();
                case 5 -> random.nextGaussian() * 1e300;
                default -> 60 * random.nextGaussian();
            };
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 5_000})
    void numbersTogetherAreNumbersOneByOne(int together) {
        double[] values = values(together);
        TableCounter single = TableCounter.of(REFERENCE);
        TableCounter bulk = TableCounter.of(REFERENCE);
        for (int place = 0; place < REFERENCE.columns().size(); place++) {
            for (double value : values) {
                single.number(place, value);
            }
            for (int from = 0; from < values.length; from += together) {
                int count = Math.min(together, values.length - from);
                bulk.numbers(place, Arrays.copyOfRange(values, from, from + count + 3), count);
            }
        }
        assertThat(ProfileJson.write(bulk.toTable())).isEqualTo(ProfileJson.write(single.toTable()));
        assertThat(bulk.toTable()).isEqualTo(single.toTable());
        assertThat(bulk.toTable().columns().get("number"))
                .extracting(StoredColumn::missing)
                .isNotEqualTo(0L);
    }

    @Test
    void missingValuesTogetherAreMissingValuesOneByOne() {
        TableCounter single = TableCounter.of(REFERENCE);
        TableCounter bulk = TableCounter.of(REFERENCE);
        for (int i = 0; i < 9; i++) {
            single.value(2, null);
        }
        bulk.missing(2, 9);
        bulk.missing(3, 0); // which says nothing about the column
        assertThat(bulk.toTable()).isEqualTo(single.toTable());
        assertThat(bulk.toTable().absent()).containsExactly("code", "flag", "id", "integer", "number");
    }

    @Test
    void rowsThatAreCountedByColumnsAreRows() {
        TableCounter byRows = TableCounter.of(REFERENCE);
        TableCounter byColumns = TableCounter.of(REFERENCE);
        for (int i = 0; i < 20; i++) {
            byRows.row(new LinkedHashMap<>(Map.of("number", 1.5 * i, "colour", "red")));
            byColumns.number(byColumns.place("number"), 1.5 * i);
        }
        byColumns.rows(20);
        byColumns.noteAdded("colour", Type.TEXT);
        byColumns.noteAdded("number", Type.TEXT); // which the reference has
        assertThat(byColumns.toTable()).isEqualTo(byRows.toTable());
        assertThat(byColumns.toTable().added()).isEqualTo(Map.of("colour", Type.TEXT));
        assertThat(byColumns.toTable().rows()).isEqualTo(20);
    }

    /** A dataset none of whose columns the reference has. */
    @Test
    void rowsWithoutAKnownColumnAreRows() {
        TableCounter byRows = TableCounter.of(REFERENCE);
        TableCounter byColumns = TableCounter.of(REFERENCE);
        List.of(1, 2, 3).forEach(number -> byRows.row(new LinkedHashMap<>(Map.of("other", number))));
        byColumns.rows(3);
        byColumns.noteAdded("other", Type.NUMBER);
        assertThat(byColumns.toTable()).isEqualTo(byRows.toTable());
        assertThat(byColumns.toTable().absent()).hasSize(6);
    }

    private static Map<String, Object> rowOf(int from, int to) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            row.put("added " + i, i % 2 == 0 ? (Object) i : "text");
        }
        return row;
    }

    private static Map<String, Object> lists(Map<String, Object> row) {
        Map<String, Object> columns = new LinkedHashMap<>();
        row.forEach((name, value) -> columns.put(name, List.of(value)));
        return columns;
    }

    /** However the data are split, and however they are counted. */
    @Test
    void ofTooManyAddedColumnsTheFirstByNameAreNoted() {
        Map<String, Object> all = rowOf(0, 1_500);
        StoredTable whole = REFERENCE.count(1, ColumnReader.read(lists(all)));
        assertThat(whole.added()).hasSize(1_000).containsEntry("added 0", Type.NUMBER);
        TableCounter counter = TableCounter.of(REFERENCE);
        counter.row(all);
        assertThat(counter.toTable().added()).isEqualTo(whole.added());
        TableCounter backwards = TableCounter.of(REFERENCE);
        TableCounter rest = backwards.fresh();
        backwards.row(rowOf(700, 1_500));
        rest.row(rowOf(0, 700));
        StoredTable later = backwards.toTable();
        StoredTable first = rest.toTable();
        assertThat(later.plus(first).added()).isEqualTo(whole.added());
        assertThat(first.plus(later).added()).isEqualTo(whole.added());
        backwards.add(rest);
        assertThat(backwards.toTable().added()).isEqualTo(whole.added());
    }

    /** Two files with a header and no row. */
    @Test
    void partsWithoutRowsAddUpInAnyOrder() {
        StoredTable all = REFERENCE.count(0, Map.of());
        StoredTable some =
                REFERENCE.count(0, ColumnReader.read(Map.of("number", new double[0], "flag", new double[0])));
        StoredTable others =
                REFERENCE.count(0, ColumnReader.read(Map.of("number", new double[0], "id", new double[0])));
        assertThat(some.absent()).containsExactly("code", "float", "id", "integer");
        assertThat(some.plus(others)).isEqualTo(others.plus(some));
        assertThat(some.plus(others).absent()).containsExactly("code", "float", "integer");
        assertThat(all.plus(some)).isEqualTo(some.plus(all));
        StoredTable rows = REFERENCE.count(1, ColumnReader.read(Map.of("code", new double[] {1})));
        for (StoredTable sum : List.of(
                some.plus(others).plus(rows),
                some.plus(others.plus(rows)),
                rows.plus(some).plus(others))) {
            assertThat(sum.absent()).containsExactly("flag", "float", "id", "integer", "number");
        }
    }

    private static Sums moments(TableCounter counter) {
        return ((BinnedColumn)
                        Objects.requireNonNull(counter.toTable().columns().get("number")))
                .sums();
    }

    /** Far from the reference, the sum of squares was zero or of the size of the distance. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e3, -1e9, 1e12})
    void momentsKeepTheirDigitsFarFromTheReference(double far) {
        double[] values = new Random(3).doubles(50_000).map(u -> far + 2 * u).toArray();
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        BigDecimal mean = sum.divide(BigDecimal.valueOf(values.length), MathContext.DECIMAL128);
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            squares = squares.add(new BigDecimal(value).subtract(mean).pow(2));
        }
        TableCounter one = TableCounter.of(REFERENCE);
        one.numbers(0, values.clone(), values.length);
        TableCounter two = one.fresh();
        TableCounter rest = one.fresh();
        two.numbers(0, Arrays.copyOf(values, 17), 17);
        rest.numbers(0, Arrays.copyOfRange(values, 17, values.length), values.length - 17);
        two.add(rest);
        for (Sums sums : List.of(moments(one), moments(two))) {
            assertThat(sums.count()).isEqualTo(values.length);
            assertThat(sums.mean()).isCloseTo(mean.doubleValue(), within(1e-15 * Math.abs(far) + 1e-13));
            assertThat(sums.squares())
                    .isCloseTo(squares.doubleValue(), withinPercentage(1e-8 + 1e-10 * Math.abs(far) / 1e6));
        }
    }

    /** A sentinel that comes first does not cost the digits of what comes after it. */
    @Test
    void momentsOfSortedValuesAreThoseOfOtherOrders() {
        double[] values =
                new Random(4).doubles(20_000, -1, 1).map(u -> u * u * u * 1e8).toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        TableCounter one = TableCounter.of(REFERENCE);
        one.numbers(0, values.clone(), values.length);
        TableCounter ordered = one.fresh();
        ordered.numbers(0, sorted.clone(), sorted.length);
        Sums expected = Sums.of(sorted);
        for (Sums sums : List.of(moments(one), moments(ordered))) {
            assertThat(sums.squares()).isCloseTo(expected.squares(), withinPercentage(1e-10));
            assertThat(sums.mean()).isCloseTo(expected.mean(), within(1e-6));
            assertThat(sums.min()).isEqualTo(expected.min());
            assertThat(sums.max()).isEqualTo(expected.max());
        }
    }

    /** Whose distances overflow. */
    @Test
    void momentsOfTheLargestNumbersAreNumbers() {
        double[] values = {
            Double.MAX_VALUE, -Double.MAX_VALUE, 1, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE
        };
        TableCounter counter = TableCounter.of(REFERENCE);
        counter.numbers(0, values.clone(), values.length);
        Arrays.sort(values);
        Sums half = Sums.of(new double[] {Double.MAX_VALUE});
        for (Sums sums :
                List.of(moments(counter), Sums.of(values), half.plus(Sums.of(new double[] {-Double.MAX_VALUE})))) {
            assertThat(sums.mean()).isFinite();
            assertThat(sums.squares()).isEqualTo(Double.MAX_VALUE);
            assertThat(sums.min()).isEqualTo(-Double.MAX_VALUE);
            assertThat(sums.max()).isEqualTo(Double.MAX_VALUE);
        }
    }
}
