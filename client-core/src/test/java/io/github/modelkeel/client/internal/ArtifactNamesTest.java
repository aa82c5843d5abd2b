package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:b",
                "a*b",
                "?a",
                "a?b",
                "a\"b",
                "<a>",
                "a|b",
                "100%",
                "a%zz",
                "a;b",
                "CON",
                "nul.txt",
                "dot.",
                "blank ",
                " lead",
                "a\\b",
                "..a",
                "...",
                "[a]",
                "d/e/f",
                "\u00fc",
                "\ud83d\ude00"
            })
    void whatMlflowGivesBackIsSentAndWritten(String path) {
        assertThat(ArtifactNames.sendable(path)).isEqualTo(path);
        assertThat(ArtifactNames.obstacle(path, false)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/../b|'..'",
                ".|'.'",
                "/a|relative",
                "a//b|at a '/'",
                "a/|at a '/'",
                "a#b|'#'",
                "a%2fb|'%'",
                "a%41|'%'",
                "a?|'?'",
                "a;|';'",
                "a;/b|';'",
                "a;?b|';'"
            },
            quoteCharacter = '`')
    void whatServersChangeIsNotSent(String path, String reason) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ArtifactNames.sendable(path))
                .withMessageContaining("'" + path + "'")
                .withMessageContaining(reason);
    }

    @Test
    void controlCharactersAreNamedAndNotShown() {
        for (int c : new int[] {0, 7, '\n', '\t', 0x7f}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> ArtifactNames.sendable("a" + (char) c))
                    .withMessageContaining(String.format("'a\\u%04x'", c))
                    .withMessageContaining(String.format("U+%04X", c));
            assertThat(ArtifactNames.obstacle("a" + (char) c, false)).contains(String.format("U+%04X", c));
        }
    }

    @Test
    void lengthsAndDepthsHaveLimits() {
        String longest = "x".repeat(255);
        assertThat(ArtifactNames.sendable(longest)).isEqualTo(longest);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ArtifactNames.sendable("\u00fc".repeat(128)))
                .withMessageContaining("256 bytes");
        String deep = "d/".repeat(ArtifactNames.MAX_DEPTH - 1) + "f";
        assertThat(ArtifactNames.sendable(deep)).isEqualTo(deep);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ArtifactNames.sendable("d/" + deep))
                .withMessageContaining("deeper than 256");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ArtifactNames.sendable((longest + "/").repeat(13) + "f"))
                .withMessageContaining("3072 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\b",
                "..\\x",
                "C:\\x",
                "c:x",
                "a*b",
                "a?b",
                "a\"b",
                "<a",
                "a>",
                "a|b",
                "CON",
                "nul.txt",
                "d/aux",
                "COM1.log",
                "lpt\u00b9",
                "CONIN$",
                "x.",
                "x ",
                "d./x"
            })
    void whatWindowsReadsInAnotherWayIsNotWrittenThere(String path) {
        assertThat(ArtifactNames.obstacle(path, true)).contains("Windows");
        assertThat(ArtifactNames.obstacle(path, false)).isNull();
    }

    @Test
    void whatServersDecodeIsReadAllTheSame() {
        assertThat(ArtifactNames.readable("a%41;")).isEqualTo("a%41;");
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> ArtifactNames.checkedPath("../a"))
                .withMessageContaining("UNSAFE_PATH")
                .withMessageContaining("another place");
    }
}
