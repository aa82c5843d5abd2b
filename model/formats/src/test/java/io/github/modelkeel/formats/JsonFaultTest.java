package io.github.modelkeel.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users read what is wrong with their text, not how a parser could be set. */
class JsonFaultTest {
    private static String message(String json) throws IOException {
        ScoringModel model = Samples.linear();
        Signature.Row row = model.newRow();
        Throwable thrown = catchThrowable(() -> {
            try (JsonRows rows =
                    JsonRows.of(json.getBytes(UTF_8), new Signature(List.of(Column.number("a")), Column.number("y")))) {
                while (rows.next(row)) {
                    row.clear();
                }
            }
        });
        assertThat(thrown).isInstanceOf(JsonRows.MalformedRowsException.class);
        return String.valueOf(thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{\"a\":!the text ends within an object at line 1, column 6",
                "[{\"a\":1}!the text ends within an array (which starts at line 1, column 1)",
                "{\"a\":nope}!'nope' is not a JSON value",
                "{\"a\":+1}!plus sign",
                "{\"a\":01}!leading zeroes",
                "{\"a\":1]}!unexpected close marker",
                "{'a':1}!unexpected character",
                "{\"a\":1 /* one */}!unexpected character ('/'): JSON does not allow comments",
                "{\"a\":1,}!unexpected character ('}')",
            },
            quoteCharacter = '`')
    void theReasonIsInPlainWords(String json, String reason) throws IOException {
        assertThat(message(json)).containsIgnoringCase(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":",
                "{",
                "[",
                "[{\"a\":1}",
                "{\"a\":nope}",
                "{\"a\":-inf}",
                "{\"a\":+1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1]",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1 /* */}",
                "{\"a\":1 # x\n}",
                "{\"a\":1,}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\q\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":1e}",
                "{\"a\":tru}",
                "{\"a\":\"x",
                "{\"a\" 1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":'1'}"
            })
    void noSettingOfTheParserAndNoHiddenSourceIsNamed(String json) throws IOException {
        assertThat(message(json))
                .contains(" is not valid JSON: ")
                .doesNotContainIgnoringCase("enable", "feature", "[source", "redacted", "`", "(code ", "constraints");
    }

    @Test
    void aLimitIsNamedWithoutItsMethod() throws IOException {
        assertThat(message("{\"a\":\"" + "x".repeat(1_000_001) + "\"}"))
                .contains("1000000")
                .doesNotContain("StreamReadConstraints", "`");
        assertThat(message("{\"a\":" + "9".repeat(1_001) + "}"))
                .contains("1000")
                .doesNotContain("Constraints", "`");
        assertThat(message("{\"b\":" + "[".repeat(20) + "1" + "]".repeat(20) + "}"))
                .contains("16")
                .doesNotContain("Constraints", "`");
    }
}
