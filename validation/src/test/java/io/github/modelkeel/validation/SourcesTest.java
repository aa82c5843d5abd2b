package io.github.modelkeel.validation;

import static io.github.modelkeel.validation.Expectation.between;
import static io.github.modelkeel.validation.Expectation.columnsInOrder;
import static io.github.modelkeel.validation.Expectation.inSet;
import static io.github.modelkeel.validation.Expectation.notNull;
import static io.github.modelkeel.validation.Expectation.regex;
import static io.github.modelkeel.validation.Expectation.rowCount;
import static io.github.modelkeel.validation.Expectation.type;
import static io.github.modelkeel.validation.Expectation.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.CsvOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same data have the same verdicts, wherever they come from. */
class SourcesTest {
    private static final ExpectationSuite SUITE = ExpectationSuite.of(
            rowCount(1, 3),
            columnsInOrder("age", "state", "sure"),
            notNull("age"),
            between("age", 0, 120),
            unique("age"),
            inSet("state", "CA", "NY"),
            regex("state", "^[A-Z]{2}$"),
            inSet("sure", true, false),
            type("sure", "boolean"),
            type("age", "integer"));

    private static final String CSV = "age,state,sure\n30,CA,true\n130,ca,false\nNA,NY,true\n30,NY,true\n";

    @TempDir
    private Path directory;

    private static List<Map<String, @Nullable Object>> rows() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        rows.add(row(30, "CA", true));
        rows.add(row(130, "ca", false));
        rows.add(row(null, "NY", true));
        rows.add(row(30, "NY", true));
        return rows;
    }

    private static Map<String, @Nullable Object> row(
            @Nullable Object age, @Nullable Object state, @Nullable Object sure) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("age", age);
        row.put("state", state);
        row.put("sure", sure);
        return row;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Path packed(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(UTF_8));
        }
        return file;
    }

    private static String lines() {
        StringBuilder lines = new StringBuilder();
        rows().forEach(row -> lines.append("{\"age\":")
                .append(row.get("age"))
                .append(",\"state\":\"")
                .append(row.get("state"))
                .append("\",\"sure\":")
                .append(row.get("sure"))
                .append("}\n"));
        return lines.toString();
    }

    private static @Nullable Object[][] values(List<Map<String, @Nullable Object>> rows) {
        @Nullable Object[][] values = new @Nullable Object[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i).values().toArray();
        }
        return values;
    }

    @Test
    void everySourceGivesTheSameReport() throws IOException, SQLException {
        ValidationReport ofRows = SUITE.validateRows(rows());
        assertThat(ofRows.state()).isEqualTo(ValidationState.FAILED);
        assertThat(ofRows.results().stream().map(ExpectationResult::unexpected))
                .containsExactly(0L, 0L, 1L, 1L, 2L, 1L, 1L, 0L, 0L, 0L);

        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("age", Arrays.asList(30, 130, null, 30));
        columns.put("state", new String[] {"CA", "ca", "NY", "NY"});
        columns.put("sure", new boolean[] {true, false, true, true});
        String json = ofRows.toJson();
        assertThat(SUITE.validateColumns(columns).toJson()).isEqualTo(json);
        assertThat(SUITE.validateCsv(file("data.csv", CSV), CsvOptions.defaults())
                        .toJson())
                .isEqualTo(json);
        assertThat(SUITE.validateCsv(packed("data.csv.gz", CSV), CsvOptions.defaults())
                        .toJson())
                .isEqualTo(json);
        assertThat(SUITE.validateJsonLines(file("data.jsonl", lines())).toJson())
                .isEqualTo(json);
        assertThat(SUITE.validateJsonLines(packed("data.jsonl.gz", lines())).toJson())
                .isEqualTo(json);
        String log = "{\"kind\":\"start\",\"format_version\":1}\n"
                + lines().replaceAll("(?m)^(.+)$", "{\"kind\":\"prediction\",\"inputs\":$1}");
        assertThat(SUITE.validatePredictionLog(file("predictions-20260301T120000Z-0123456789ab-000001.jsonl", log))
                        .toJson())
                .isEqualTo(json);
        assertThat(SUITE.validateResultSet(resultSet(List.of("age", "state", "sure"), values(rows())))
                        .toJson())
                .isEqualTo(json);
    }

    @Test
    void aLineThatDoesNotFitCostsItsValues() throws IOException {
        String more = "1,CA,true\n".repeat(20);
        ExpectationSuite suite = ExpectationSuite.of(notNull("age"), between("age", 0, 200));
        ValidationReport report = suite.validateCsv(file("ragged.csv", CSV + "7,CA\n" + more), CsvOptions.defaults());
        assertThat(report.rows()).isEqualTo(25);
        assertThat(report.results().get(0).unexpected()).isEqualTo(1);
        assertThat(report.results().get(1).unexpected()).isEqualTo(1);
        assertThat(report.results().get(1).examples()).containsExactly("line 6: 2 fields where the header has 3");
        assertThatThrownBy(() -> suite.validateCsv(file("many.csv", CSV + "7,CA\n"), CsvOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("many.csv, line 6: 2 fields where the header has 3");

        ValidationReport lines =
                suite.validateJsonLines(file("odd.jsonl", lines() + "[1]\n" + "{\"age\":[1]}\n" + lines().repeat(5)));
        assertThat(lines.results().get(1).unexpected()).isEqualTo(2);
        assertThat(lines.results().get(1).examples())
                .containsExactly("a line that is not a JSON object", "a value of ArrayList");
    }

    @Test
    void aFieldMayBeANumberOrAText() throws IOException {
        Path file = file("codes.csv", "code,n\n007,1\n7,1.0\n8,True\n");
        ExpectationSuite suite = ExpectationSuite.of(
                unique("code"), inSet("code", "007", 7, 8.0), type("code", "text"), inSet("n", 1, true), unique("n"));
        assertThat(suite.validateCsv(file, CsvOptions.defaults()).state()).isEqualTo(ValidationState.PASSED);
        ValidationReport numbers = suite.with(type("code", "number")).validateCsv(file, CsvOptions.defaults());
        assertThat(numbers.results().get(0).unexpected()).as("007 is 7").isEqualTo(2);
    }

    @Test
    void missingWordsAreThoseOfTheOptions() throws IOException {
        Path file = file("words.csv", "a\nx\n?\n");
        CsvOptions options = CsvOptions.builder().missingValues(List.of("?")).build();
        ExpectationSuite suite = ExpectationSuite.of(notNull("a"));
        assertThat(suite.validateCsv(file, options).results().get(0).unexpected())
                .isEqualTo(1);
        assertThat(suite.validateCsv(file, CsvOptions.defaults()).state()).isEqualTo(ValidationState.PASSED);
    }

    @Test
    void aHeaderAloneDecidesAboutColumns() throws IOException {
        ExpectationSuite suite =
                ExpectationSuite.of(Expectation.exists("b"), Expectation.columns("a"), notNull("a"), notNull("b"));
        ValidationReport report = suite.validateCsv(file("empty.csv", "a\n"), CsvOptions.defaults());
        assertThat(report.results().stream().map(ExpectationResult::state))
                .containsExactly(
                        ValidationState.FAILED,
                        ValidationState.PASSED,
                        ValidationState.UNDECIDED,
                        ValidationState.UNDECIDED);
        assertThatThrownBy(() -> suite.validateCsv(file("nothing.csv", ""), CsvOptions.defaults()))
                .hasMessageContaining("nothing.csv is empty; a header line was expected");
    }

    @Test
    void brokenSourcesAreErrors() throws IOException {
        assertThatThrownBy(() -> SUITE.validateColumns(Map.of("a", "text"))).hasMessageContaining("is not a column");
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("a", new int[2]);
        columns.put("b", new long[3]);
        assertThatThrownBy(() -> SUITE.validateColumns(columns))
                .hasMessageContaining("column 'b' has 3 values, the columns before it 2");
        assertThatThrownBy(() -> SUITE.validateJsonLines(file("bad.jsonl", "nonsense\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.jsonl, line 1: not a JSON object");
        assertThatThrownBy(() -> SUITE.validateResultSet(resultSet(List.of("a", "a"))))
                .hasMessageContaining("the query has the column 'a' twice");
    }

    @Test
    void aValueThatADriverCannotGiveIsUnexpected() throws SQLException {
        ValidationReport report = ExpectationSuite.of(notNull("d"), type("d", "date"))
                .validateResultSet(resultSet(List.of("d"), new Object[] {Date.valueOf("2024-02-29")}, new Object[] {
                    new SQLDataException("0000-00-00")
                }));
        assertThat(report.results().stream().map(ExpectationResult::unexpected)).containsExactly(0L, 1L);
    }

    /** Rows of a query; a throwable is thrown instead of given. */
    private static ResultSet resultSet(List<String> labels, @Nullable Object[]... rows) {
        int[] at = {-1};
        ResultSetMetaData data = proxy(ResultSetMetaData.class, (self, method, arguments) -> switch (method.getName()) {
            case "getColumnCount" -> labels.size();
            case "getColumnLabel" -> labels.get((Integer) arguments[0] - 1);
            default -> throw new UnsupportedOperationException(method.getName());
        });
        return proxy(ResultSet.class, (self, method, arguments) -> switch (method.getName()) {
            case "getMetaData" -> data;
            case "next" -> ++at[0] < rows.length;
            case "getObject" -> given(rows[at[0]][(Integer) arguments[0] - 1]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static @Nullable Object given(@Nullable Object value) throws SQLException {
        if (value instanceof SQLException failure) {
            throw failure;
        }
        return value;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void aNumberThatJsonDoesNotHaveIsNamed(@TempDir Path lines) throws IOException {
        Path file = Files.writeString(lines.resolve("a.jsonl"), "{\"a\":1}\n{\"a\": NaN}\n");
        assertThatThrownBy(() -> ExpectationSuite.of(Expectation.exists("a")).validateJsonLines(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2: not a JSON object; NaN is not JSON");
    }
}
