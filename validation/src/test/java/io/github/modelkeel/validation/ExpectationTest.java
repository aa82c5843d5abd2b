package io.github.modelkeel.validation;

import static io.github.modelkeel.validation.Expectation.between;
import static io.github.modelkeel.validation.Expectation.columnCount;
import static io.github.modelkeel.validation.Expectation.columns;
import static io.github.modelkeel.validation.Expectation.columnsInOrder;
import static io.github.modelkeel.validation.Expectation.columnsInclude;
import static io.github.modelkeel.validation.Expectation.decreasing;
import static io.github.modelkeel.validation.Expectation.exists;
import static io.github.modelkeel.validation.Expectation.inSet;
import static io.github.modelkeel.validation.Expectation.increasing;
import static io.github.modelkeel.validation.Expectation.length;
import static io.github.modelkeel.validation.Expectation.maximum;
import static io.github.modelkeel.validation.Expectation.mean;
import static io.github.modelkeel.validation.Expectation.minimum;
import static io.github.modelkeel.validation.Expectation.notInSet;
import static io.github.modelkeel.validation.Expectation.notNull;
import static io.github.modelkeel.validation.Expectation.notRegex;
import static io.github.modelkeel.validation.Expectation.quantile;
import static io.github.modelkeel.validation.Expectation.regex;
import static io.github.modelkeel.validation.Expectation.rowCount;
import static io.github.modelkeel.validation.Expectation.standardDeviation;
import static io.github.modelkeel.validation.Expectation.sum;
import static io.github.modelkeel.validation.Expectation.type;
import static io.github.modelkeel.validation.Expectation.unique;
import static io.github.modelkeel.validation.ValidationState.FAILED;
import static io.github.modelkeel.validation.ValidationState.PASSED;
import static io.github.modelkeel.validation.ValidationState.UNDECIDED;
import static java.util.Arrays.asList;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    /** Of the column x: what is expected, the values, the state, how many are unexpected. */
    static List<Arguments> ofValues() {
        return List.of(
                row(notNull("x"), FAILED, 4, 1, null, NAN, "NA", " "),
                row(notNull("x").withMostly(0.5), PASSED, 1, 1, null),
                row(notNull("x"), FAILED, 2, null, null),
                row(between("x", 0, 2), PASSED, 0, 0, 1, 2.0, null),
                row(between("x", 0, 2).withStrict(true, true), FAILED, 2, 0, 1, 2.0),
                row(between("x", 0, 2).withStrict(true, false), FAILED, 1, 0, 1, 2.0),
                row(between("x", 0, INF), FAILED, 2, INF, -INF, "1"),
                row(between("x", -INF, 2).withMostly(0.75), PASSED, 1, 1, 2, 3, 1),
                row(between("x", 0, 1), PASSED, 0, true, false),
                row(between("x", 0, 1), UNDECIDED, 0, null, null),
                row(inSet("x", 1, "a"), FAILED, 2, 1, 1.0, 1L, "a", "1", 2),
                row(inSet("x", 1, "a"), PASSED, 0, new BigDecimal("1.00"), BigInteger.ONE, 'a'),
                row(inSet("x", true), FAILED, 2, true, 1, false, "true"),
                row(inSet("x", 9007199254740993L), FAILED, 1, 9007199254740993L, 9007199254740992L),
                row(inSet("x", 0.1), FAILED, 1, 0.1, 0.1f),
                row(notInSet("x", 1, "a"), FAILED, 2, 1.0, "a", "b", null),
                row(unique("x"), PASSED, 0, 1, 2.5, "1", "a", null, null),
                row(unique("x"), FAILED, 5, 1, 1.0, "a", "a", "a", "b"),
                row(unique("x"), FAILED, 2, 0.0, -0.0),
                row(unique("x"), PASSED, 0, 9007199254740993L, 9007199254740992L),
                row(unique("x").withMostly(0.5), PASSED, 2, 1, 1, 2, 3),
                row(regex("x", "^a\\d$"), FAILED, 3, "a1", "ba1", "a12", "a"),
                row(regex("x", "^1$"), FAILED, 1, 1, 1L, 1.0),
                row(regex("x", "^(1e\\+16|0\\.5|1e-05)$"), PASSED, 0, 1e16, 0.5, 1e-5),
                row(notRegex("x", "b"), FAILED, 1, "abc", "acd"),
                row(length("x", 1, 2), FAILED, 2, "a", "ab", "abc", "𝄞𝄞", 12),
                row(increasing("x"), FAILED, 1, 1, 1, null, 3, 2, 3),
                row(increasing("x").strictly(), FAILED, 1, 1, 1, 2),
                row(increasing("x"), PASSED, 0, "2024-01-01", "2024-01-02"),
                row(increasing("x"), FAILED, 1, 9007199254740993L, 9007199254740992L),
                row(increasing("x"), FAILED, 1, 1, "a"),
                row(decreasing("x"), PASSED, 0, 3, 2.5, 2.5, 1),
                row(decreasing("x").strictly().withMostly(0.6), PASSED, 1, 3, 3, 1),
                row(type("x", "integer"), FAILED, 4, 1, 2L, 1.0, "1", true, new BigDecimal("1.5")),
                row(type("x", "number"), FAILED, 1, 1, 2.5, "1"),
                row(type("x", "float"), PASSED, 0, 1, 2.5),
                row(type("x", "float"), FAILED, 2, 1, 2),
                row(type("x", "boolean", "text"), PASSED, 0, true, "a", 'b'),
                row(type("x", "date"), FAILED, 1, LocalDate.EPOCH, "2024-02-29", "2024-02-30"),
                row(type("x", "text"), FAILED, 2, "a", List.of(1), 5),
                row(notNull("x"), PASSED, 0, List.of(1)));
    }

    private static Arguments row(
            Expectation expectation, ValidationState state, long unexpected, @Nullable Object... values) {
        return Arguments.of(expectation, state, unexpected, asList(values));
    }

    private static ExpectationResult judge(Expectation expectation, List<? extends @Nullable Object> values) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("x", values);
        ValidationReport report = ExpectationSuite.of(expectation).validateColumns(columns);
        assertThat(report.rows()).isEqualTo(values.size());
        assertThat(report.results()).hasSize(1);
        assertThat(report.state()).isEqualTo(report.results().get(0).state());
        return report.results().get(0);
    }

    @ParameterizedTest(name = "{0} of {3}: {1}")
    @MethodSource("ofValues")
    void valuesAreJudged(
            Expectation expectation, ValidationState state, long unexpected, List<@Nullable Object> values) {
        ExpectationResult result = judge(expectation, values);
        assertThat(result.state()).as(result.sentence()).isEqualTo(state);
        assertThat(result.unexpected()).isEqualTo(unexpected);
        assertThat(result.sentence()).startsWith("x: ");
    }

    /** Of the column x: what is expected, the state, the figure, the values. */
    static List<Arguments> ofFigures() {
        return List.of(
                figure(mean("x", 2, 2), PASSED, 2, 1, 2, null, 3),
                figure(mean("x", 2, 3).withStrict(true, false), FAILED, 2, 1, 2, 3),
                figure(mean("x", 0, 0.1), PASSED, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
                figure(mean("x", 0, INF), PASSED, INF, INF, 1),
                figure(standardDeviation("x", 1, 1), PASSED, 1, 1e9 + 1, 1e9 + 2, 1e9 + 3),
                figure(quantile("x", 0.5, 2, 3), PASSED, 2.5, 4, 1, 3, 2),
                figure(quantile("x", 0, 1, 1), PASSED, 1, 3, 1),
                figure(quantile("x", 1, 1, 1), FAILED, 3, 3, 1),
                figure(minimum("x", 0, 1), FAILED, -1, -1, 5),
                figure(maximum("x", 0, 5), PASSED, 5, -1, 5),
                figure(sum("x", 1, 1), PASSED, 1, 1e100, 1, -1e100));
    }

    private static Arguments figure(
            Expectation expectation, ValidationState state, double found, @Nullable Object... values) {
        return Arguments.of(expectation, state, found, asList(values));
    }

    @ParameterizedTest(name = "{0} of {3}: {1}")
    @MethodSource("ofFigures")
    void figuresAreJudged(Expectation expectation, ValidationState state, double found, List<@Nullable Object> values) {
        ExpectationResult result = judge(expectation, values);
        assertThat(result.state()).as(result.sentence()).isEqualTo(state);
        if (Double.isInfinite(found)) {
            assertThat(result.observed()).hasValue(found);
        } else {
            assertThat(result.observed().orElseThrow()).isEqualTo(found, within(1e-12));
        }
    }

    @Test
    void aFigureOfValuesThatAreNotNumbersIsAFailure() {
        ExpectationResult result = judge(mean("x", 0, 10), asList(1, "a", null));
        assertThat(result.state()).isEqualTo(FAILED);
        assertThat(result.unexpected()).isEqualTo(1);
        assertThat(result.missing()).isEqualTo(1);
        assertThat(result.examples()).containsExactly("a");
        assertThat(result.sentence()).contains("1 of 2 values is not a number");
        assertThat(judge(standardDeviation("x", 0, 1), List.of(1)).state()).isEqualTo(UNDECIDED);
    }

    @Test
    void tablesAreJudged() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("a", new double[] {1, 2});
        columns.put("b", new boolean[] {true, false});
        Map<Expectation, ValidationState> expected = new LinkedHashMap<>();
        expected.put(rowCount(2, 2), PASSED);
        expected.put(rowCount(3, INF), FAILED);
        expected.put(columnCount(1, 1), FAILED);
        expected.put(columnCount(2, 2), PASSED);
        expected.put(columns("b", "a"), PASSED);
        expected.put(columns("a"), FAILED);
        expected.put(columnsInOrder("a", "b"), PASSED);
        expected.put(columnsInOrder("b", "a"), FAILED);
        expected.put(columnsInclude("a"), PASSED);
        expected.put(columnsInclude("a", "c"), FAILED);
        expected.put(exists("a"), PASSED);
        expected.put(exists("c"), FAILED);
        expected.put(notNull("c"), FAILED);
        ValidationReport report = ExpectationSuite.of(expected.keySet().toArray(Expectation[]::new))
                .validateColumns(columns);
        Map<Expectation, ValidationState> found = new LinkedHashMap<>();
        report.results().forEach(result -> found.put(result.expectation(), result.state()));
        assertThat(found).isEqualTo(expected);
        assertThat(report.summary())
                .startsWith("FAILED: 6 of 13 expectations met, 7 not met, 0 undecided, of 2 rows")
                .contains("the columns include 'a', 'c': there is no [c]")
                .contains("the columns are, in this order, 'b', 'a': they are in another order")
                .contains("c: not missing: there is no column 'c'");
    }

    @Test
    void withoutRowsNothingButTheirNumberIsDecided() {
        ExpectationSuite suite =
                ExpectationSuite.of(rowCount(0, 5), exists("a"), notNull("a"), mean("a", 0, 1), columns("a"));
        ValidationReport report = suite.validateRows(List.of());
        assertThat(report.results().stream().map(ExpectationResult::state))
                .containsExactly(PASSED, UNDECIDED, UNDECIDED, UNDECIDED, UNDECIDED);
        assertThat(report.state()).isEqualTo(UNDECIDED);
        assertThat(report.failed()).isTrue();
        assertThat(ExpectationSuite.of(rowCount(1, INF)).validateRows(List.of()).state())
                .isEqualTo(FAILED);
        assertThat(ExpectationSuite.of().validateRows(List.of(Map.of("a", 1))).state())
                .isEqualTo(UNDECIDED);
    }

    @Test
    void examplesAreFewAndShort() {
        ExpectationResult result = judge(inSet("x", "a"), nCopies(9, "𝄞".repeat(500)));
        assertThat(result.examples()).hasSize(5).allMatch(text -> text.codePointCount(0, text.length()) == 120);
        assertThat(result.unexpected()).isEqualTo(9);
        assertThat(judge(inSet("x", "a"), List.of("b\uD800")).examples()).containsExactly("b\uFFFD");
    }

    @Test
    void aPatternThatNeedsTooMuchStackIsUndecided() {
        ExpectationResult result = judge(regex("x", "^(a|b)*$"), List.of("ab".repeat(1_000_000)));
        assertThat(result.state()).isEqualTo(UNDECIDED);
        assertThat(result.sentence()).contains("more stack than there is");
    }

    @Test
    void whatMakesNoSenseIsRefusedWhereItIsWritten() {
        assertThatThrownBy(() -> between("x", 2, 1)).hasMessageContaining("no number is between the bounds");
        assertThatThrownBy(() -> between("x", 1, 1).withStrict(true, false))
                .hasMessageContaining("no number is between the bounds");
        assertThatThrownBy(() -> between("x", -INF, INF)).hasMessageContaining("min or max is needed");
        assertThatThrownBy(() -> between("x", NAN, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> inSet("x")).hasMessageContaining("at least one value");
        assertThatThrownBy(() -> inSet("x", List.of())).hasMessageContaining("unsupported type");
        assertThatThrownBy(() -> regex("x", "(")).hasMessageContaining("not a valid regular expression");
        assertThatThrownBy(() -> type("x", "double")).hasMessageContaining("unknown type 'double'");
        assertThatThrownBy(() -> columns("a", "a")).hasMessageContaining("named twice");
        assertThatThrownBy(() -> mean("x", 0, 1).withMostly(0.5)).hasMessageContaining("does not take mostly");
        assertThatThrownBy(() -> notNull("x").withMostly(1.5)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> notNull("x").strictly()).hasMessageContaining("does not take strictly");
        assertThatThrownBy(() -> notNull("x").withStrict(true, true)).hasMessageContaining("has no bounds");
        assertThatThrownBy(() -> quantile("x", 1.5, 0, 1)).hasMessageContaining("quantile must be between 0 and 1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 0.9})
    void theShareIsComparedAsItIs(double share) {
        int of = 10;
        int expected = (int) Math.round(share * of);
        List<Object> values = new ArrayList<>(nCopies(expected, "a"));
        values.addAll(nCopies(of - expected, "b"));
        assertThat(judge(inSet("x", "a").withMostly(share), values).state()).isEqualTo(PASSED);
        assertThat(judge(inSet("x", "a").withMostly(Math.nextUp(share)), values).state())
                .isEqualTo(FAILED);
    }

    @Test
    void sumsOfLargeNumbersAreRightOrUndecided() {
        double[] large = new double[500];
        Arrays.fill(large, 1e308);
        double[] returning = {1e308, 1e308, -1e308};
        ValidationReport report = ExpectationSuite.of(
                        Expectation.mean("a", 0.99e308, 1.01e308), Expectation.sum("a", 0, Double.POSITIVE_INFINITY))
                .validateColumns(Map.of("a", large));
        assertThat(report.results().get(0).state()).isEqualTo(ValidationState.PASSED);
        assertThat(report.results().get(1).state()).isEqualTo(ValidationState.UNDECIDED);
        assertThat(report.summary()).contains("no double holds it");
        ValidationReport second = ExpectationSuite.of(
                        Expectation.sum("b", 0.99e308, 1.01e308), Expectation.standardDeviation("b", 0, 1))
                .validateColumns(Map.of("b", returning));
        assertThat(second.results().get(0).state()).isEqualTo(ValidationState.PASSED);
        assertThat(second.results().get(1).state()).isEqualTo(ValidationState.UNDECIDED);
    }
}
