package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.column.ProfileColumn;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileTest {

    private static Map<String, @Nullable Object> row(@Nullable Object a, @Nullable Object b) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("a", a);
        row.put("b", b);
        return row;
    }

    @Test
    void rowsColumnsAndBuilderGiveTheSameProfile() {
        Profile rows = Profile.ofRows(List.of(row(1, "x"), row(null, ""), row(2.5f, 'y'), row(Double.NaN, true)));
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("b", Arrays.asList("x", null, "y", "true"));
        columns.put("a", new double[] {1, Double.NaN, 2.5, Double.NaN});
        Profile whole = Profile.ofColumns(columns);
        Profile built = Profile.builder()
                .number("a", 2.5, Double.NaN, 1, Double.NaN)
                .text("b", "true", null, "y", "x")
                .build();
        assertThat(rows.rows()).isEqualTo(4);
        assertThat(rows.fingerprint())
                .hasSize(64)
                .isEqualTo(whole.fingerprint())
                .isEqualTo(built.fingerprint());
        assertThat(Profile.builder().number("a", 1).build().fingerprint())
                .isNotEqualTo(Profile.builder().number("a", 2).build().fingerprint());
    }

    /** Columns of large tables are worked on by several threads. */
    @Test
    void largeTablesGiveTheSameProfileAndReport() {
        Profile.Builder one = Profile.builder();
        Map<String, Object> columns = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 30; i++) {
            double[] values = random.doubles(10_000).toArray();
            one.number("n" + i, values);
            columns.put("n" + i, values);
        }
        Profile whole = Profile.ofColumns(columns);
        assertThat(whole.columnNames()).isEqualTo(one.build().columnNames());
        assertThat(whole.fingerprint()).isEqualTo(one.build().fingerprint());
        DriftReport report = Drift.compare(whole, one.build());
        assertThat(report.columns().stream().map(ColumnDrift::name)).containsExactlyElementsOf(whole.columnNames());
        assertThat(report.columns())
                .allSatisfy(
                        column -> assertThat(column.score().orElseThrow().psi()).isZero());
    }

    @Test
    void everyKindOfColumnIsRead() {
        Map<String, Object> columns = new HashMap<>();
        columns.put("float", new float[] {1.5f, Float.NaN});
        columns.put("int", new int[] {3, 4});
        columns.put("long", new long[] {5, 6});
        columns.put("boolean", new boolean[] {true, false});
        columns.put("texts", new String[] {"p", null});
        columns.put("enums", List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        columns.put("numbers", List.of(1, 2L));
        Profile profile = Profile.ofColumns(columns);
        assertThat(profile.type("float")).contains(ColumnType.NUMBER);
        assertThat(profile.type("int")).contains(ColumnType.NUMBER);
        assertThat(profile.type("long")).contains(ColumnType.NUMBER);
        assertThat(profile.type("boolean")).contains(ColumnType.TEXT);
        assertThat(profile.type("texts")).contains(ColumnType.TEXT);
        assertThat(profile.type("enums")).contains(ColumnType.TEXT);
        assertThat(profile.type("numbers")).contains(ColumnType.NUMBER);
    }

    @Test
    void rowsThatLackAColumnHaveItMissing() {
        Profile profile = Profile.ofRows(List.of(Map.of("a", 1), Map.of("b", "x"), Map.of("a", 2, "b", "y")));
        ProfileColumn a = Objects.requireNonNull(profile.columns().get("a"));
        ProfileColumn b = Objects.requireNonNull(profile.columns().get("b"));
        assertThat(List.of(a.missing(), a.rows(), b.missing(), b.rows())).containsExactly(1L, 3L, 1L, 3L);
    }

    @Test
    void theArraysGivenAreNeitherKeptNorSorted() {
        double[] values = {3, 1, 2};
        Profile profile = Profile.builder().number("a", values).build();
        assertThat(values).containsExactly(3, 1, 2);
        String before = profile.fingerprint();
        values[0] = 99;
        assertThat(Profile.builder().number("a", 1, 2, 3).build().fingerprint()).isEqualTo(before);
        assertThat(((ProfileColumn.Numbers)
                                Objects.requireNonNull(profile.columns().get("a")))
                        .sorted())
                .containsExactly(1, 2, 3);
    }

    @Test
    void aColumnOfMixedTypesIsTextAsInAFile() {
        List<Map<String, Object>> rows = List.of(Map.of("a", 1), Map.of("a", "x"), Map.of("a", 2.0), Map.of("a", 2.5));
        ProfileColumn.Categories column = (ProfileColumn.Categories)
                Objects.requireNonNull(Profile.ofRows(rows).columns().get("a"));
        assertThat(column.counts()).containsOnlyKeys("1", "x", "2", "2.5");
    }

    @Test
    void theWordsForMissingAreThoseOfEverySource() {
        Profile rows = Profile.ofRows(List.of(row(1, "NA"), row("None", " "), row(null, "x"), row("n/a", "<NA>")));
        Profile columns = Profile.builder().text("b", "NA", " ", "x", "<NA>").build();
        for (Profile profile : List.of(rows, columns)) {
            assertThat(Objects.requireNonNull(profile.columns().get("b")).missing())
                    .isEqualTo(3);
        }
        assertThat(rows.type("a")).contains(ColumnType.NUMBER);
        assertThat(Objects.requireNonNull(rows.columns().get("a")).missing()).isEqualTo(3);
    }

    @Test
    void mistakesNameThePlace() {
        assertThatThrownBy(() -> Profile.builder().number("a", 1, 2).text("b", "x"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("column 'b' has 1 values, the columns before it 2");
        assertThatThrownBy(() -> Profile.builder().number("a", 1).number("a", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 'a' was given twice");
        assertThatThrownBy(() -> Profile.ofColumns(Map.of("a", "x")))
                .hasMessage(
                        "column 'a': java.lang.String is not a column; give a double[], a String[] or a Collection");
    }

    @Test
    void noRowsGiveAnEmptyProfileThatComparesToNothing() {
        Profile none = Profile.ofRows(List.of());
        assertThat(none.rows()).isZero();
        Profile some = Profile.ofRows(List.of(Map.of("a", 1, "b", "x")));
        DriftReport report = Drift.compare(some, none);
        assertThat(report.schemaChanges()).isEmpty();
        assertThat(report.scoredCount()).isZero();
        assertThat(report.drifted()).isFalse();
        assertThat(report.state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(report.failed()).isTrue();
        assertThat(report.columns()).allMatch(column -> column.score().isEmpty());
        assertThat(Drift.compare(none, some).columns()).hasSize(2);
        assertThat(Drift.compare(none, none).toString()).isEqualTo("UNDECIDED: no column could be judged");
        assertThat(Json.parse(Drift.compare(none, none).toJson()).get("columns").list())
                .isEmpty();
    }

    @Test
    void anArrayOfTruthValuesIsTheTextsOfThem() {
        Profile truths = Profile.ofColumns(Map.of("flag", new boolean[] {true, false, true}));
        assertThat(truths.fingerprint())
                .isEqualTo(Profile.builder()
                        .text("flag", "true", "false", "true")
                        .build()
                        .fingerprint());
        Profile never = Profile.ofColumns(Map.of("flag", new boolean[2]));
        assertThat(never.fingerprint())
                .isEqualTo(
                        Profile.builder().text("flag", "false", "false").build().fingerprint());
        assertThat(Profile.ofColumns(Map.of("flag", new boolean[0])).type("flag"))
                .hasValue(ColumnType.EMPTY);
    }
}
