package io.github.modelkeel.serving.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineTest {
    private final JsonLine line = new JsonLine();

    private String written() {
        return StandardCharsets.UTF_8.decode(line.content(line.size())).toString();
    }

    private static String parsed(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
            String text = parser.getText();
            assertThat(parser.nextToken()).isNull();
            return text;
        }
    }

    @Test
    void everyCharacterComesBackAndNoneEndsALine() throws IOException {
        for (int begin = 0; begin <= Character.MAX_CODE_POINT; begin += 4096) {
            StringBuilder text = new StringBuilder();
            for (int point = begin; point < begin + 4096; point++) {
                if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                    text.appendCodePoint(point);
                }
            }
            line.cutTo(0);
            line.text(text.toString());
            String json = written();
            assertThat(parsed(json)).isEqualTo(text.toString());
            assertThat(json).doesNotMatch("(?s).*[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029].*");
        }
    }

    @Test
    void halfAPairIsWrittenByItsNumber() throws IOException {
        String text = "a\ud83d b\ude00\ud83d\ud83d\ude00";
        line.text(text);
        assertThat(written()).isEqualTo("\"a\\ud83d b\\ude00\\ud83d\ud83d\ude00\"");
        assertThat(parsed(written())).isEqualTo(text);
    }

    @Test
    void whatNeedsNoEscapeIsWrittenAsItIs() {
        line.text(" ~\u00a0\u00e9\u07ff\u0800\uffff\"\\/");
        assertThat(written()).isEqualTo("\" ~\u00a0\u00e9\u07ff\u0800\uffff\\\"\\\\/\"");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0.0",
        "-3, -3",
        "0.1, 0.1",
        "999999999999999, 999999999999999",
        "-999999999999999, -999999999999999",
        "1e15, 1.0E15",
        "1e16, 1.0E16",
        "-1e16, -1.0E16",
        "2.5, 2.5",
        "5e-324, 4.9E-324",
        "NaN, '\"NaN\"'",
        "-Infinity, '\"-Infinity\"'"
    })
    void wholeNumbersHaveNoFraction(double value, String json) {
        line.number(value);
        assertThat(written()).isEqualTo(json);
    }

    @Test
    void numbersOfEveryTypeKeepTheirDigits() {
        line.open('[');
        line.number((Number) 2.5f);
        line.number((Number) 2.0);
        line.number((Number) (byte) 7);
        line.number((Number) Long.MIN_VALUE);
        line.number(new BigInteger("18446744073709551616"));
        line.number(new BigDecimal("0.10"));
        line.number(-1L);
        line.close(']');
        assertThat(written()).isEqualTo("[2.5,2,7,-9223372036854775808,18446744073709551616,0.10,-1]");
    }

    @Test
    void membersAndElementsAreSeparated() {
        line.open('{').name("a").open('[');
        line.flag(true);
        line.flag(false);
        line.nothing();
        line.close(']').name("b").open('{');
        line.close('}').close('}');
        line.end();
        line.open('[').close(']');
        line.end();
        assertThat(written()).isEqualTo("{\"a\":[true,false,null],\"b\":{}}\n[]\n");
    }

    @Test
    void linesThatWereTakenAreForgotten() {
        line.text("one");
        line.end();
        int first = line.size();
        line.text("two");
        line.end();
        line.dropFirst(first);
        assertThat(written()).isEqualTo("\"two\"\n");
        line.cutTo(0);
        line.text("three");
        assertThat(written()).isEqualTo("\"three\"");
    }

    @Test
    void aLineIsAsLongAsItMustBeAndItsMemoryIsGivenBack() throws IOException {
        String text = "x".repeat(3 << 20);
        line.text(text);
        assertThat(parsed(written())).isEqualTo(text);
        assertThat(line.content(0).array()).hasSizeGreaterThan(3 << 20);
        line.cutTo(1);
        assertThat(line.content(0).array()).as("something is kept").hasSizeGreaterThan(3 << 20);
        line.cutTo(0);
        assertThat(line.content(0).array()).hasSize(1 << 16);
        line.text("short");
        line.cutTo(0);
        line.text("again");
        assertThat(written()).isEqualTo("\"again\"");
    }

    @Test
    void aLineThatFitsExactlyNeedsNoMore() {
        line.text("x".repeat((1 << 16) - 2));
        assertThat(line.content(0).array()).hasSize(1 << 16);
        line.number(1L);
        assertThat(line.content(0).array()).hasSize(1 << 17);
        assertThat(written()).endsWith("x\",1");
    }
}
