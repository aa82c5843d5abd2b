package io.github.modelkeel.drift.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.column.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
}
