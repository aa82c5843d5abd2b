package io.github.modelkeel.validation.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python says to the same is asked in the interoperability tests. */
class PythonRegexTest {
    private static boolean finds(String python, String text) {
        return Pattern.compile(PythonRegex.toJava(python)).matcher(text).find();
    }

    @Test
    void classesKnowAllOfUnicode() {
        assertThat(finds("^\\w+$", "straße_1²")).isTrue();
        assertThat(finds("^\\d+$", "٣4")).isTrue();
        assertThat(finds("^\\d+$", "²")).isFalse();
        assertThat(finds("^[\\w-]+$", "ä-b")).isTrue();
        assertThat(finds("a\\sb", "a\u00a0b")).isTrue();
        assertThat(finds("\\bé\\b", "x é y")).isTrue();
        assertThat(finds("^[^\\d]+$", "٣")).isFalse();
        assertThat(finds("[\\W]", "ä")).isFalse();
    }

    @Test
    void onlyLineFeedsEndLines() {
        assertThat(finds("a$", "a\n")).isTrue();
        assertThat(finds("a$", "a\r")).isFalse();
        assertThat(finds("a\\Z", "a\n")).isFalse();
        assertThat(finds("^a.b$", "a\rb")).isTrue();
        assertThat(finds("^a.b$", "a\nb")).isFalse();
        assertThat(finds("(?s)^a.b$", "a\nb")).isTrue();
        assertThat(finds("(?im)^É$", "x\né")).isTrue();
    }

    @Test
    void bracketsAndBracesOfPython() {
        assertThat(finds("^[[a]+$", "[a")).isTrue();
        assertThat(finds("^[]a]+$", "]a")).isTrue();
        assertThat(finds("^[a&&b]+$", "a&b")).isTrue();
        assertThat(finds("^a{,2}$", "aa")).isTrue();
        assertThat(finds("^a{b}$", "a{b}")).isTrue();
        assertThat(finds("^\\x41\\u0042\\U00000043$", "ABC")).isTrue();
        assertThat(finds("^(?P<my_name>a)(?P=my_name)\\1$", "aaa")).isTrue();
        assertThat(finds("^(?:a|b)(?=c)(?<=b)c$", "bc")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\p{L}",
                "\\Qa\\E",
                "\\h",
                "\\R",
                "\\z",
                "\\012",
                "(a)\\12",
                "(?x)a",
                "(?a)a",
                "(?#c)a",
                "(a)?(?(1)b|c)",
                "a(?i)b",
                "[^\\W]",
                "\\",
                "[a",
                "\\xg0",
                "(?P=b)",
                "\\0"
            })
    void whatJavaReadsOtherwiseIsRefused(String python) {
        assertThatThrownBy(() -> PythonRegex.toJava(python))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the regular expression '" + python + "' has ");
    }
}
