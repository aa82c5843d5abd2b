package io.github.modelkeel.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.validation.rule.RuleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites as files: written, read, inferred, and of Great Expectations. */
class SuiteFilesTest {
    static final ExpectationSuite ALL = ExpectationSuite.of(
            Expectation.notNull("a").withMostly(0.95),
            Expectation.between("a", 0, 1.5).withStrict(true, false),
            Expectation.inSet("a", 1L, 2.5, "x", true),
            Expectation.notInSet("a", 9007199254740993L),
            Expectation.unique("a"),
            Expectation.regex("a", "^\\w+$"),
            Expectation.notRegex("a", " "),
            Expectation.length("a", 1, 5),
            Expectation.increasing("a").strictly(),
            Expectation.decreasing("a"),
            Expectation.type("a", "integer", "text"),
            Expectation.mean("a", 0, 1),
            Expectation.standardDeviation("a", 0, 1).withStrict(false, true),
            Expectation.quantile("a", 0.25, -1e300, 1e-7),
            Expectation.minimum("a", 0, Double.POSITIVE_INFINITY),
            Expectation.maximum("a", Double.NEGATIVE_INFINITY, 1),
            Expectation.sum("a", 0, 1),
            Expectation.exists("a"),
            Expectation.rowCount(1, 10),
            Expectation.columnCount(1, 10),
            Expectation.columns("a", "b"),
            Expectation.columnsInOrder("a", "b"),
            Expectation.columnsInclude("a"));

    @TempDir
    private Path directory;

    @Test
    void everyKindIsWrittenAndReadAgain() throws IOException {
        assertThat(ALL.expectations()).hasSize(RuleKind.values().length);
        Path file = directory.resolve("expectations.json");
        ALL.write(file);
        ExpectationSuite read = ExpectationSuite.read(file);
        assertThat(read).isEqualTo(ALL).hasSameHashCodeAs(ALL);
        assertThat(read.toJson()).isEqualTo(ALL.toJson());
        assertThat(Files.readString(file))
                .contains("\"format\":\"modelkeel-expectations\"", "\"min\":0,", "\"max\":1.5");
        assertThat(read.toString()).contains("a: not missing (at least 95.0% of values)", "a: over 0 and at most 1.5");
        assertThat(ALL.with(Expectation.exists("c"))).isNotEqualTo(ALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|'expectations': expected a list, found nothing",
                "[]|expected a JSON object",
                "{\"expectations\":[{\"expect\":\"uniqe\",\"column\":\"a\"}]}|expectations[0]: unknown expectation 'uniqe', did you mean 'unique'?",
                "{\"expectations\":[{\"expect\":\"unique\"}]}|expectations[0]: 'column': expected a text, found nothing",
                "{\"expectations\":[{\"expect\":\"unique\",\"column\":\"a\",\"mosty\":0.5}]}|expectations[0]: unknown member 'mosty', did you mean 'mostly'?",
                "{\"expectations\":[{\"expect\":\"mean\",\"column\":\"a\",\"min\":\"1\"}]}|expectations[0]: 'min': expected a number, found 1",
                "{\"expectations\":[{\"expect\":\"in_set\",\"column\":\"a\",\"values\":[null]}]}|null in the list; missing values are never judged",
                "{\"expectations\":[{\"expect\":\"quantile\",\"column\":\"a\",\"quantile\":1,\"min\":0,\"method\":\"x\"}]}|expected linear or nearest",
                "{\"expectations\":[],\"format_version\":2}|format_version 2.0; this version reads 1",
                "{\"expectations\":[],\"format\":\"modelkeel-profile\"}|expected the format modelkeel-expectations, found 'modelkeel-profile'",
                "{\"expectations\":[],\"more\":1}|unknown member 'more'"
            })
    void aMistakeIsNamedWithItsPlace(String json, String message) {
        assertThatThrownBy(() -> ExpectationSuite.ofJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, Object> columns(long seed, int rows) {
        Random random = new Random(seed);
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put(
                "id", IntStream.range(0, rows).mapToObj(i -> "row " + seed + i).toArray(String[]::new));
        columns.put(
                "age",
                IntStream.range(0, rows).mapToDouble(i -> random.nextInt(90)).toArray());
        columns.put(
                "income",
                IntStream.range(0, rows)
                        .mapToObj(i -> i % 10 == 0 ? null : (Double) Math.exp(10 + random.nextGaussian()))
                        .toArray());
        columns.put(
                "state",
                IntStream.range(0, rows)
                        .mapToObj(i -> List.of("CA", "NY", "TX").get(random.nextInt(3)))
                        .toArray());
        columns.put(
                "sure",
                IntStream.range(0, rows).mapToObj(i -> random.nextBoolean()).toArray());
        columns.put(
                "day",
                IntStream.range(0, rows)
                        .mapToObj(i -> "2024-01-" + (10 + random.nextInt(20)))
                        .toArray());
        columns.put("none", new @Nullable Object[rows]);
        return columns;
    }

    @Test
    void aSuiteInferredFromAProfileIsMetByOtherRowsOfTheSameKind() {
        StoredProfile profile = StoredProfile.of(Profile.ofColumns(columns(1, 1000)));
        ExpectationSuite suite = ExpectationSuite.infer(profile);
        assertThat(suite.expectations().stream().map(Expectation::toString))
                .contains(
                        "number of rows at least 1",
                        "the columns include 'id', 'age', 'income', 'state', 'sure', 'day', 'none'",
                        "id: unique",
                        "age: between 0 and 97.9 (at least 99.0% of values)",
                        "state: one of 'CA', 'NY', 'TX' (at least 99.0% of values)",
                        "day: type date (at least 99.0% of values)")
                .noneMatch(text -> text.startsWith("none: "));
        for (int seed = 2; seed < 12; seed++) {
            ValidationReport report = suite.validateColumns(columns(seed, 500));
            assertThat(report.state()).as(report.summary()).isEqualTo(ValidationState.PASSED);
        }
        assertThat(ExpectationSuite.ofJson(suite.toJson())).isEqualTo(suite);
    }

    @Test
    void integersAreNumbersAndOrderedCategoriesAreASet() {
        Profile data = Profile.ofColumns(columns(1, 1000));
        Schema schema = Schema.of(data).with("age", Schema.Kind.INTEGER).withOrder("state", List.of("TX", "NY", "CA"));
        ExpectationSuite suite = ExpectationSuite.infer(StoredProfile.of(data, schema));
        assertThat(suite.expectations().stream().map(Expectation::toString))
                .contains(
                        "age: between 0 and 97.9 (at least 99.0% of values)",
                        "state: one of 'TX', 'NY', 'CA' (at least 99.0% of values)");
        assertThat(suite.validateColumns(columns(2, 500)).state()).isEqualTo(ValidationState.PASSED);
    }

    @Test
    void whatMovedDoesNotMeetIt() {
        ExpectationSuite suite = ExpectationSuite.infer(StoredProfile.of(Profile.ofColumns(columns(1, 1000))));
        Map<String, Object> moved = columns(3, 1000);
        moved.put(
                "age",
                Arrays.stream((double[]) moved.get("age")).map(age -> age - 30).toArray());
        moved.put("state", new ArrayList<>(Collections.nCopies(1000, "ZZ")));
        moved.remove("day");
        List<String> failed = suite.validateColumns(moved).results().stream()
                .filter(result -> result.state() == ValidationState.FAILED)
                .map(result -> result.column().orElse("table"))
                .distinct()
                .toList();
        assertThat(failed).containsExactly("table", "age", "state", "day");
    }

    @Test
    void whatIsWrittenIsReadAgainAndInfinityIsNoBound() {
        double infinity = Double.POSITIVE_INFINITY;
        for (String kind : new String[] {"between", "mean", "sum"}) {
            Map<String, Object> half = Map.of("expect", kind, "column", "a", "min", -infinity, "max", 3.0);
            ExpectationSuite suite = ExpectationSuite.ofTree(Map.of("expectations", List.of(half)));
            assertThat(suite.toJson()).contains("\"max\":3").doesNotContain("Infinity");
            assertThat(ExpectationSuite.ofJson(suite.toJson())).isEqualTo(suite);
            Map<String, Object> none = Map.of("expect", kind, "column", "a", "min", -infinity, "max", infinity);
            assertThatThrownBy(() -> ExpectationSuite.ofTree(Map.of("expectations", List.of(none))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("min or max is needed");
        }
        assertThatThrownBy(() -> Expectation.between("a", infinity, infinity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("min Infinity");
        for (Object member : List.of(Double.NaN, infinity, Float.NEGATIVE_INFINITY)) {
            assertThatThrownBy(() -> Expectation.inSet("a", 1, member))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be finite: " + member);
            assertThatThrownBy(() -> Expectation.notInSet("a", member)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aColumnThatGrowsButForInfinityIsNotExpectedToBeUnique() {
        double[] growing = IntStream.range(0, 500)
                .mapToDouble(i -> i % 50 == 0 ? Double.POSITIVE_INFINITY : i)
                .toArray();
        Map<String, ?> columns = Map.of("id", growing);
        ExpectationSuite suite = ExpectationSuite.infer(StoredProfile.of(Profile.ofColumns(columns)));
        assertThat(suite.validateColumns(columns).state()).isEqualTo(ValidationState.PASSED);
        for (int i = 50; i < 500; i += 50) {
            growing[i] = i;
        }
        ExpectationSuite once = ExpectationSuite.infer(StoredProfile.of(Profile.ofColumns(Map.of("id", growing))));
        assertThat(once.expectations()).contains(Expectation.unique("id"));
    }

    @Test
    void aProfileOfNothingExpectsRows() {
        ExpectationSuite suite = ExpectationSuite.infer(StoredProfile.of(Profile.ofRows(List.of())));
        assertThat(suite.expectations()).containsExactly(Expectation.rowCount(1, Double.POSITIVE_INFINITY));
    }

    private static ExpectationSuite suite(String type, String arguments) {
        String json =
                "{\"name\":\"s\",\"meta\":{\"great_expectations_version\":\"1.6.0\"},\"expectations\":[{\"type\":\""
                        + type + "\",\"kwargs\":" + arguments
                        + ",\"meta\":{},\"severity\":\"critical\",\"id\":\"1\"}]}";
        return ExpectationSuite.ofGreatExpectations(json, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "expect_column_values_to_not_be_null|{\"column\":\"a\",\"mostly\":0.5}|a: not missing (at least 50.0% of values)",
                "expect_column_values_to_be_between|{\"column\":\"a\",\"min_value\":1,\"max_value\":2,\"strict_max\":true,\"strict_min\":false}|a: at least 1 and under 2",
                "expect_column_values_to_be_in_set|{\"column\":\"a\",\"value_set\":[1,\"b\"],\"batch_id\":null}|a: one of 1, 'b'",
                "expect_column_values_to_match_regex|{\"column\":\"a\",\"regex\":\"^x$\"}|a: matches (?d)^x$",
                "expect_column_value_lengths_to_equal|{\"column\":\"a\",\"value\":3}|a: length 3",
                "expect_column_values_to_be_of_type|{\"column\":\"a\",\"type_\":\"int64\"}|a: type integer",
                "expect_column_values_to_be_in_type_list|{\"column\":\"a\",\"type_list\":[\"str\",\"FLOAT\"]}|a: type text or float",
                "expect_column_values_to_be_increasing|{\"column\":\"a\",\"strictly\":true}|a: strictly increasing",
                "expect_column_stdev_to_be_between|{\"column\":\"a\",\"min_value\":1}|a: standard deviation at least 1",
                "expect_column_median_to_be_between|{\"column\":\"a\",\"max_value\":1}|a: quantile 0.5 at most 1",
                "expect_table_row_count_to_equal|{\"value\":5}|number of rows 5",
                "expect_table_columns_to_match_set|{\"column_set\":[\"b\",\"a\"],\"exact_match\":false}|the columns include 'b', 'a'",
                "expect_table_columns_to_match_set|{\"column_set\":[\"b\"]}|the columns are 'b'",
                "expect_table_columns_to_match_ordered_list|{\"column_list\":[\"b\",\"a\"]}|the columns are, in this order, 'b', 'a'"
            })
    void expectationsOfGreatExpectationsAreRead(String type, String arguments, String words) {
        ExpectationSuite read = suite(type, arguments);
        assertThat(read.toString()).isEqualTo(words);
        assertThat(ExpectationSuite.ofJson(read.toJson())).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "expect_column_values_to_be_unque|{\"column\":\"a\"}|expectations[0]: unknown expectation 'expect_column_values_to_be_unque', did you mean 'expect_column_values_to_be_unique'?",
                "expect_column_values_to_be_unique|{\"column\":\"a\",\"row_condition\":\"b > 1\"}|the argument 'row_condition' cannot be read",
                "expect_column_values_to_be_between|{\"column\":\"a\",\"min_value\":\"2020-01-01\"}|expect_column_values_to_be_between: 'min_value': expected a number",
                "expect_column_values_to_be_of_type|{\"column\":\"a\",\"type_\":\"object\"}|the type 'object' has no counterpart",
                "expect_column_values_to_match_regex|{\"column\":\"a\",\"regex\":\"(?x)a\"}|has the flags (?x)",
                "expect_column_to_exist|{\"column\":\"a\",\"column_index\":3}|the argument 'column_index' cannot be read",
                "expect_column_quantile_values_to_be_between|{\"column\":\"a\",\"quantile_ranges\":{\"quantiles\":[0.5],\"value_ranges\":[]}}|as many value_ranges as quantiles"
            })
    void whatCannotBeReadIsAnError(String type, String arguments, String message) {
        assertThatThrownBy(() -> suite(type, arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatCannotBeReadIsListedByOption() {
        String json = "{\"expectations\":[{\"type\":\"expect_magic\",\"kwargs\":{}},"
                + "{\"type\":\"expect_column_to_exist\",\"kwargs\":{\"column\":\"a\"}}]}";
        ExpectationSuite suite = ExpectationSuite.ofGreatExpectations(json, true);
        assertThat(suite.expectations()).containsExactly(Expectation.exists("a"));
        assertThat(suite.skipped()).containsExactly("expectations[0]: unknown expectation 'expect_magic'");
        ValidationReport report = suite.validateRows(List.of(Map.of("a", 1)));
        assertThat(report.skipped()).isEqualTo(suite.skipped());
        assertThat(report.summary()).contains("skipped: expectations[0]");
        assertThatThrownBy(() -> ExpectationSuite.ofGreatExpectations(
                        "{\"expectations\":[{\"expectation_type\":\"expect_column_to_exist\",\"kwargs\":{}}]}", false))
                .hasMessageContaining("save it with version 1");
    }
}
