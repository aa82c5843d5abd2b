package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All columns together. {@link #main} prints the tables of docs/drift-statistics.md. */
class DomainClassifierTest {
    /** What changes in the current rows. */
    private interface Change {
        void apply(double[][] columns, Random random);
    }

    private static final Change NOTHING = (columns, random) -> {};

    private static Change correlation(double rho) {
        return (columns, random) ->
                Arrays.setAll(columns[1], i -> rho * columns[0][i] + Math.sqrt(1 - rho * rho) * columns[1][i]);
    }

    private static Change moved(int count, double deviations) {
        return (columns, random) -> {
            for (int column = 0; column < count; column++) {
                double[] values = columns[column];
                Arrays.setAll(values, i -> values[i] + deviations);
            }
        };
    }

    private static Map<String, Object> table(Random random, int columns, int rows, Change change) {
        double[][] values = new double[columns][rows];
        for (double[] column : values) {
            Arrays.setAll(column, i -> random.nextGaussian());
        }
        change.apply(values, random);
        Map<String, Object> table = new LinkedHashMap<>();
        for (int i = 0; i < columns; i++) {
            table.put("c%02d".formatted(i), values[i]); // names in this order
        }
        return table;
    }

    private static DriftTest test(int seed, int columns, int n, int m, Change change) {
        Random random = new Random(seed);
        return Drift.domainClassifier(table(random, columns, n, NOTHING), table(random, columns, m, change), seed);
    }

    /** In which share of cases p is below a level. */
    private static double below(double level, int cases, int columns, int n, int m, Change change) {
        return below(level, pValues(cases, columns, n, m, change));
    }

    private static double below(double level, double[] pValues) {
        return Arrays.stream(pValues).filter(p -> p < level).count() / (double) pValues.length;
    }

    private static double[] pValues(int cases, int columns, int n, int m, Change change) {
        return IntStream.range(0, cases)
                .mapToDouble(seed -> test(seed, columns, n, m, change).pValue())
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"3, 50, 50", "12, 200, 200", "12, 50, 400", "12, 400, 50"})
    void withoutDriftOneCaseInTwentyIsBelowFivePercent(int columns, int n, int m) {
        int cases = "required".equals(System.getProperty("interop")) ? 400 : 100; // in CI, and elsewhere
        double deviation = Math.sqrt(0.05 * 0.95 / cases);
        assertThat(below(0.05, cases, columns, n, m, NOTHING))
                .isBetween(Math.max(0.01, 0.05 - 2.75 * deviation), 0.05 + 2.3 * deviation);
    }

    @Test
    void aChangedCorrelationThatNoColumnShowsIsFound() {
        Random random = new Random(1);
        Map<String, Object> reference = table(random, 12, 1_000, NOTHING);
        Map<String, Object> current = table(random, 12, 1_000, correlation(0.8));
        DriftReport columns = Drift.compare(Profile.ofColumns(reference), Profile.ofColumns(current));
        assertThat(columns.state()).isEqualTo(DriftState.STABLE);
        DriftTest joint = Drift.domainClassifier(reference, current, 1);
        assertThat(joint.name()).isEqualTo("domain_classifier");
        assertThat(joint.pValue()).isLessThan(1e-6);
        assertThat(joint.statistic()).isBetween(0.55, 0.75);
        assertThat(joint.figures().keySet().stream()
                        .sorted(Comparator.comparingDouble((String name) -> gain(joint, name))
                                .reversed())
                        .limit(2))
                .containsExactlyInAnyOrder("gain.c00", "gain.c01");
        assertThat(joint.figures().values().stream()
                        .mapToDouble(Number::doubleValue)
                        .sum())
                .isBetween(0.999999, 1.000001);
    }

    private static double gain(DriftTest test, String figure) {
        return Objects.requireNonNull(test.figures().get(figure)).doubleValue();
    }

    @Test
    void fourteenOfThirtyColumnsMovedByFarAreFound() {
        DriftTest joint = test(1, 30, 200, 200, moved(14, 100));
        assertThat(joint.statistic()).isGreaterThan(0.999);
        assertThat(joint.pValue()).isLessThan(1e-20);
    }

    @Test
    void manySmallMovesAreFoundTogether() {
        assertThat(below(0.01, 20, 30, 1_000, 1_000, moved(30, 0.1))).isEqualTo(1);
    }

    @Test
    void theSameSeedGivesTheSameAnswer() {
        assertThat(test(3, 5, 100, 120, moved(1, 0.3)))
                .hasToString(test(3, 5, 100, 120, moved(1, 0.3)).toString());
    }

    @Test
    void theOrderOfTheColumnsDoesNotMatter() {
        Map<String, Object> reference = table(new Random(4), 5, 100, NOTHING);
        Map<String, Object> current = table(new Random(5), 5, 120, moved(2, 0.3));
        Map<String, Object> reversed = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(reference.keySet());
        Collections.reverse(names);
        names.forEach(name -> reversed.put(name, Objects.requireNonNull(reference.get(name))));
        assertThat(Drift.domainClassifier(reversed, current, 7))
                .hasToString(Drift.domainClassifier(reference, current, 7).toString());
    }

    private static Stream<Arguments> equalDataOfOtherTypes() {
        int[] numbers = new Random(6).ints(200, 0, 20).toArray();
        double[] tenths = Arrays.stream(numbers).mapToDouble(i -> i / 10.0).toArray();
        float[] floats = new float[200];
        boolean[] truths = new boolean[200];
        for (int i = 0; i < 200; i++) {
            floats[i] = (float) tenths[i];
            truths[i] = numbers[i] > 8;
        }
        LocalDate day = LocalDate.of(2026, 1, 5);
        return Stream.of(
                Arguments.of("tenths", tenths, floats),
                Arguments.of("numbers and their texts", tenths, texts(i -> Double.toString(tenths[i]))),
                Arguments.of("whole numbers", numbers, texts(i -> numbers[i] + ".0")),
                Arguments.of("words", truths, texts(i -> truths[i] ? "True" : "FALSE")),
                Arguments.of("ones", truths, texts(i -> truths[i] ? 1 : 0)),
                Arguments.of(
                        "codes and one text",
                        texts(i -> i == 7 ? "none of them" : 10_000 + numbers[i]),
                        texts(i -> i == 7 ? "none of them" : 10_000.0 + numbers[i])),
                Arguments.of(
                        "codes as texts",
                        texts(i -> i == 7 ? "none of them" : 10_000 + numbers[i]),
                        texts(i -> i == 7 ? "none of them" : 10_000.0 + numbers[i] + "")),
                Arguments.of(
                        "dates",
                        texts(i -> day.plusDays(7 * i + numbers[i])),
                        texts(i -> day.plusDays(7 * i + numbers[i]) + "T10:00:00")));
    }

    private static List<Object> texts(IntFunction<Object> value) {
        return IntStream.range(0, 200).mapToObj(value).toList();
    }

    @ParameterizedTest
    @MethodSource("equalDataOfOtherTypes")
    void equalDataOfOtherTypesAreNotToldApart(String what, Object one, Object other) {
        for (List<Object> sides : List.of(List.of(one, other), List.of(other, one))) {
            Map<String, Object> reference = Map.of("c", sides.get(0));
            Map<String, Object> current = Map.of("c", sides.get(1));
            assertThat(Drift.compare(Profile.ofColumns(reference), Profile.ofColumns(current))
                            .state())
                    .as(what)
                    .isEqualTo(DriftState.STABLE);
            assertThat(Drift.domainClassifier(reference, current, 1))
                    .as(what)
                    .hasToString(Drift.domainClassifier(reference, reference, 1).toString());
        }
    }

    @Test
    void whatCannotBeReadIsNeitherANumberNorMissing() {
        double[] halves = new double[200];
        Arrays.fill(halves, 0, 100, Double.NaN);
        Map<String, Object> reference = Map.of("c", halves);
        Map<String, Object> current = Map.of("c", texts(i -> "unreadable"));
        assertThat(Drift.domainClassifier(reference, current, 1).statistic()).isEqualTo(1);
        Map<String, Object> lists = Map.of("c", texts(i -> List.of(i)));
        assertThat(Drift.domainClassifier(reference, lists, 1).statistic()).isEqualTo(1);
        assertThat(Drift.domainClassifier(lists, lists, 1).statistic()).isEqualTo(0.5);
    }

    @Test
    void anEmptyReferenceIsReadAsTheCurrentDataAre() {
        Map<String, Object> empty = Map.of("c", texts(i -> "NA"));
        Map<String, Object> numbers = Map.of("c", new double[200]);
        assertThat(Drift.domainClassifier(empty, numbers, 1).statistic()).isEqualTo(1);
        assertThat(Drift.domainClassifier(empty, empty, 1).statistic()).isEqualTo(0.5);
    }

    @Test
    void textsMissingValuesAndConstantsAreColumnsToo() {
        List<String> texts = new ArrayList<>(Collections.nCopies(100, "a"));
        List<String> others = new ArrayList<>(Collections.nCopies(100, "b"));
        Map<String, Object> reference = Map.of("text", texts, "constant", new int[100], "only", new int[100]);
        Map<String, Object> current = Map.of("text", others, "constant", new int[100]);
        assertThat(Drift.domainClassifier(reference, current, 1).statistic()).isEqualTo(1);
        assertThat(Drift.domainClassifier(current, current, 1).statistic()).isEqualTo(0.5);
        assertThat(Drift.domainClassifier(current, current, 1).pValue()).isEqualTo(1);
        double[] missing = new double[100];
        Arrays.fill(missing, Double.NaN);
        Map<String, Object> gone = Map.of("constant", missing);
        assertThat(Drift.domainClassifier(reference, gone, 1).statistic()).isEqualTo(1);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        Map<String, Object> table = Map.of("a", new double[50], "b", new double[49]);
        Map<String, Object> other = Map.of("c", new double[50]);
        Map<String, Object> few = Map.of("c", new double[39]);
        assertThatThrownBy(() -> Drift.domainClassifier(table, table, 1))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("the columns before it");
        assertThatThrownBy(() -> Drift.domainClassifier(table, other, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no column in common");
        assertThatThrownBy(() -> Drift.domainClassifier(other, few, 1))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("the current has 39 rows; a classifier needs 40 to show anything");
        assertThatThrownBy(() -> Drift.domainClassifier(other, Map.of("c", "text"), 1))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("column 'c': java.lang.String is not a column");
    }

    /** Prints how often what is found. */
    public static void main(String[] arguments) {
        System.out.println("| without drift, p below | .05 | .01 |\n|---|---:|---:|");
        for (int[] size :
                new int[][] {{3, 50, 50}, {12, 200, 200}, {12, 50, 400}, {12, 1_000, 1_000}, {30, 1_000, 200}}) {
            double[] pValues = pValues(1_000, size[0], size[1], size[2], NOTHING);
            System.out.printf(
                    "| %d columns, %,d and %,d rows | %.3f | %.3f |%n",
                    size[0], size[1], size[2], below(0.05, pValues), below(0.01, pValues));
        }
        System.out.println("\n| found at .05 | 4 columns | 12 | 30 |\n|---|---:|---:|---:|");
        for (int rows : new int[] {500, 1_000, 3_000}) {
            for (double rho : new double[] {0.5, 0.8}) {
                print("correlation 0 → %.1f of two columns, %,d rows".formatted(rho, rows), rows, correlation(rho));
            }
        }
        for (int rows : new int[] {200, 1_000}) {
            print(
                    "+0.1 sd in all columns, %,d rows".formatted(rows),
                    rows,
                    (columns, random) -> moved(columns.length, 0.1).apply(columns, random));
        }
    }

    private static void print(String what, int rows, Change change) {
        System.out.printf(
                "| %s | %.2f | %.2f | %.2f |%n",
                what,
                below(0.05, 50, 4, rows, rows, change),
                below(0.05, 50, 12, rows, rows, change),
                below(0.05, 50, 30, rows, rows, change));
    }
}
