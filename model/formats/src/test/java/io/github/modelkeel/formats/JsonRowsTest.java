package io.github.modelkeel.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {
    /** x + 10 y + 100 for an a, 200 for a b + 1000 for a true; y is 5 where it is missing. */
    private static final ScoringModel MODEL = ScoringModelBuilder.model(
            Preprocessing.builder()
                    .number("x")
                    .number("y", c -> c.imputeConstant(5))
                    .text("t", c -> c.oneHot())
                    .bool("z")
                    .build()
                    .fit(List.of(Map.of("x", 1, "y", 1, "t", "a", "z", true), Map.of("x", 1, "t", "b", "z", true))),
            Column.number("value"),
            LinearScorer.of(new double[] {1, 10, 100, 200, 1000}, 0),
            Link.IDENTITY);

    private static List<Double> values(String json) {
        try (JsonRows rows = JsonRows.of(new ByteArrayInputStream(json.getBytes(UTF_8)), MODEL.signature())) {
            Signature.Row row = MODEL.newRow();
            List<Double> values = new ArrayList<>();
            while (rows.next(row)) {
                values.add(MODEL.predictValue(Rows.of(row)));
            }
            assertThat(rows.count()).isEqualTo(values.size());
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void malformed(String json, String... parts) {
        assertThatThrownBy(() -> values(json))
                .hasCauseInstanceOf(JsonRows.MalformedRowsException.class)
                .cause()
                .hasMessageContainingAll(parts);
    }

    private static final String ROW = "{\"x\":0.1,\"t\":\"a\",\"z\":false}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%1$s%1$s",
                "%1$s\n%1$s\n",
                "\uFEFF%1$s\r\n\r\n  %1$s \r\n",
                "[%1$s,%1$s]",
                " [ %1$s ,\n %1$s ] \n",
                "{\"dataframe_records\":[%1$s,%1$s]}",
                "{\"instances\":[%1$s,%1$s], \"params\":{\"a\":[1]}}",
                "{\"inputs\":[%1$s,%1$s]}",
                "{\"dataframe_split\":{\"index\":[0,1],\"columns\":[\"t\",\"z\",\"x\"],"
                        + "\"data\":[[\"a\",false,0.1],[\"a\",false,0.1]]}}",
                "{\"columns\":[\"t\",\"z\",\"x\"],\"data\":[[\"a\",false,0.1],[\"a\",false,0.1]]}",
            })
    void rowsComeInManyForms(String form) {
        assertThat(values(form.formatted(ROW))).containsExactly(0.1 + 50 + 100, 0.1 + 50 + 100);
    }

    /** What fuzzing found: the library takes zeros for another encoding, and refuses it with an exception of its own kind. */
    @ParameterizedTest
    @ValueSource(strings = {"\0\0\0{{\t  ", "{\0\0\0{\t  ", "\0\0{\0", "\0{\0\0"})
    void whatIsNotUtf8IsMalformed(String json) {
        malformed(json, "row 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "[]", "{\"instances\":[]}", "{\"columns\":[],\"data\":[]}"})
    void noRowsAreNone(String json) {
        assertThat(values(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "-0.0, -0.0", "1e3, 1000", "12345678901234567890, 12345678901234567890", "4.9e-324, 4.9e-324"})
    void numbersAreReadToTheirLastBit(String text, double number) {
        String json = "{\"x\":%s,\"y\":0,\"t\":\"a\",\"z\":false}".formatted(text);
        assertThat(values(json)).containsExactly(number + 0 + 100);
    }

    @Test
    void nullAndNanAreMissing() {
        assertThat(values("{\"x\":1,\"y\":null,\"t\":\"b\",\"z\":true}{\"y\":NaN,\"x\":1,\"t\":\"b\",\"z\":true}"))
                .containsExactly(1251.0, 1251.0);
    }

    @Test
    void allViolationsAreReportedAtOnce() {
        assertThatThrownBy(() -> values("{\"x\":\"1\",\"y\":1e999,\"t\":7,\"oops\":{\"deep\":[1]}}"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations())
                                .extracting(InvalidInputException.Violation::column)
                                .containsExactlyInAnyOrder("x", "y", "t", "z", "oops"));
    }

    @Test
    void aRowThatDoesNotFitLeavesTheNextOneReadable() throws IOException {
        String json = "{\"x\":\"bad\",\"t\":\"a\",\"z\":true}\n" + ROW;
        try (JsonRows rows = JsonRows.of(json.getBytes(UTF_8), MODEL.signature())) {
            Signature.Row row = MODEL.newRow();
            assertThat(rows.next(row)).isTrue();
            assertThatThrownBy(() -> MODEL.predictValue(Rows.of(row))).hasMessageContaining("'x' must be a number");
            assertThat(rows.next(row)).isTrue();
            assertThat(MODEL.predictValue(Rows.of(row))).isEqualTo(150.1);
            assertThat(rows.next(row)).isFalse();
            assertThat(rows.next(row)).isFalse();
        }
    }

    @Test
    void whatIsNotARowIsRefusedWithItsIndexAndPlace() {
        malformed(ROW + "\n{\"x\":1,}", "row 1 is not valid JSON", "line 2");
        malformed("{\"x\":1,\"x\":2}", "row 0", "Duplicate field 'x'");
        malformed("{\"x\":[1]}", "row 0 is not a row: column 'x' is an array", "line 1");
        malformed("{\"x\":{\"a\":1}}", "column 'x' is an object");
        malformed("{\"x\":" + "1".repeat(1001) + "}", "row 0", "length");
        malformed("7", "row 0 is not a row: a row is an object");
        malformed("[" + ROW + ",7]", "row 1 is not a row: a row is an object");
        malformed("[" + ROW + "]7", "row 1 is not a row: trailing data after");
        malformed("[" + ROW, "row 1");
        malformed("{\"x\":1", "row 0");
        malformed("{\"oops\":" + "[".repeat(50) + "]".repeat(50) + "}", "row 0", "nesting depth");
        malformed("{\"dataframe_split\":{\"data\":[[1]],\"columns\":[\"x\"]}}", "expected \"columns\" and then");
        malformed("{\"columns\":[\"x\"],\"data\":[[1,2]]}", "row 0 is not a row: more values than the 1 columns");
        malformed("{\"columns\":[\"x\",\"y\"],\"data\":[[1]]}", "row 0 is not a row: 1 values for 2 columns");
        malformed("{\"columns\":[\"x\"],\"data\":[{}]}", "row 0 is not a row: a row is an array");
        malformed("{\"instances\":[[1]]}", "row 0 is not a row: a row is an object");
    }

    @Test
    void aColumnMayHaveTheNameOfARequestsKey() {
        ScoringModel model = ScoringModelBuilder.model(
                Preprocessing.builder().number("inputs").build().fit(List.of(Map.of("inputs", 1))),
                Column.number("value"),
                LinearScorer.of(new double[] {3}, 0),
                Link.IDENTITY);
        try (JsonRows rows = JsonRows.of("{\"inputs\":2}".getBytes(UTF_8), model.signature())) {
            Signature.Row row = model.newRow();
            assertThat(rows.next(row)).isTrue();
            assertThat(model.predictValue(Rows.of(row))).isEqualTo(6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void rangesAreSavedInAFileOfVersion3() throws IOException {
        ScoringModel model = ScoringModelBuilder.model(
                Preprocessing.builder()
                        .learnRanges()
                        .number("x")
                        .build()
                        .fit(List.of(Map.of("x", -0.1), Map.of("x", 1e300))),
                Column.number("value"),
                LinearScorer.of(new double[] {3}, 0),
                Link.IDENTITY);
        String json = new String(ModelJson.write(model), UTF_8);
        assertThat(json).contains("\"format_version\" : 3", "\"min\" : -0.1", "\"max\" : 1E+300");
        assertThat(ModelJson.read(json.getBytes(UTF_8))).isEqualTo(model);
        assertThatThrownBy(
                        () -> ModelJson.read(json.replace("\"min\" : -0.1,", "").getBytes(UTF_8)))
                .isInstanceOf(ModelRefusedException.class)
                .hasMessageContaining("both min and max");
        assertThatThrownBy(() -> ModelJson.read(
                        json.replace("\"min\" : -0.1", "\"min\" : \"NaN\"").getBytes(UTF_8)))
                .isInstanceOf(ModelRefusedException.class);
    }
}
