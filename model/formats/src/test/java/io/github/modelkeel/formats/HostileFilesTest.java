package io.github.modelkeel.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of damaged files: each is read as some model or refused, and nothing else is thrown. */
class HostileFilesTest {
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "-1",
        "0",
        "1e308",
        "1e-400",
        "99999999999999999999",
        "\"NaN\"",
        "\"Infinity\"",
        "\\u0000",
        "\\ud800",
        "2147483647",
        "-2147483648",
        "\"kind\"",
        "\"\"",
        "0.5",
        "\n",
        "\u00ff",
        "\0"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aDamagedModelFileIsRefusedOrRead(long seed) throws IOException {
        Random random = new Random(seed);
        byte[][] valid = {
            ModelJson.write(Samples.trees()), ModelJson.write(Samples.linear()), ModelJson.write(Samples.forest())
        };
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] damaged = damage(valid[i % 3], random);
            try {
                useful(ModelJson.read(damaged));
            } catch (ModelRefusedException e) {
                assertThat(e).hasMessageContaining("model.json");
                refused++;
            }
        }
        assertThat(refused).isBetween(750, 1499);
    }

    /** A model that is read must also work, or refuse the row. */
    private static void useful(ScoringModel model) {
        try {
            assertThat(model.predict(Samples.rows().get(0))).isFinite();
        } catch (InvalidInputException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void damagedPredictionsAreRefusedOrRead(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] valid = ExpectedPredictions.of(Samples.trees(), Samples.rows()).write();
        ScoringModel model = Samples.trees();
        int refused = 0;
        for (int i = 0; i < 800; i++) {
            try {
                ExpectedPredictions.read(damage(valid, random)).replay(model);
            } catch (ModelRefusedException e) {
                assertThat(e).hasMessageContaining("expected_predictions.json");
                refused++;
            }
        }
        assertThat(refused).isBetween(400, 799);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void aDamagedMlModelFileIsRefusedOrRead(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] valid = MlModelFile.write(Samples.trees().signature());
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            try {
                assertThat(MlModelFile.read(damage(valid, random))).isEqualTo("model.json");
            } catch (ModelRefusedException e) {
                assertThat(e).hasMessageContaining("MLmodel");
                refused++;
            }
        }
        assertThat(refused).isBetween(150, 1499);
    }

    /** What fuzzing found: each took all of the stack, half a minute, or was answered with an exception of the library. */
    @ParameterizedTest
    @MethodSource("yamls")
    void aHostileMlModelFileIsRefused(String text) {
        byte[] content = text.getBytes(ISO_8859_1);
        assertThat(Hostile.read("MLmodel", () -> MlModelFile.read(content))).isEmpty();
        assertThat(Hostile.read("MLmodel", () -> MlModelFile.findFlavor(content, KnownFlavor.NAMES)))
                .isEmpty();
    }

    static Stream<String> yamls() {
        int most = Limits.MAX_YAML_BYTES;
        return Stream.of(
                "!ba%a",
                "a: \"\\UFFFFFFFF\"",
                "[".repeat(most),
                "{a: ".repeat(most / 4),
                "- ".repeat(most / 2),
                "? ".repeat(most / 2),
                "&a [".repeat(most / 4),
                "- a\n".repeat(most / 4),
                "9".repeat(most),
                "!!int '" + "9".repeat(900_000) + "'",
                "flavors: {modelkeel: {format_version: -" + "1".repeat(900_000) + "}}",
                "a: &a [x]\nb: *a",
                "a: &a {b: *a}");
    }

    private static byte[] damage(byte[] valid, Random random) {
        String text = new String(valid, ISO_8859_1);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(8));
            text = switch (random.nextInt(6)) {
                case 0 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(at + 1);
                case 1 -> text.substring(0, at) + text.substring(end);
                case 2 -> text.substring(0, at) + TOKENS[random.nextInt(TOKENS.length)] + text.substring(end);
                case 3 -> text.substring(0, end) + text.substring(at);
                case 4 -> random.nextInt(8) == 0 ? text.substring(0, at + 1) : digits(text, at, random);
                default -> digits(text, at, random);
            };
        }
        return text.getBytes(ISO_8859_1);
    }

    /** Puts another number where the next one is, which leaves the JSON whole. */
    private static String digits(String text, int from, Random random) {
        int at = from;
        while (at < text.length() && !Character.isDigit(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(0, at) + (random.nextInt(40) - 2) + text.substring(end);
    }

    @Test
    void nestingLengthAndCountAreBounded() {
        refused("[".repeat(100_000));
        refused("{\"format_version\":1,\"classes\":[\"" + "x".repeat(200_000) + "\"]}");
        refused("{\"format_version\":1,\"" + "x".repeat(200_000) + "\":1}");
        refused("{\"format_version\":" + "9".repeat(200_000) + "}");
        refused("{\"format_version\":1,\"scorer\":{\"left\":[" + "0,".repeat(Limits.MAX_NODES) + "0]}}");
    }

    private static void refused(String text) {
        try {
            ModelJson.read(text.getBytes(ISO_8859_1));
        } catch (ModelRefusedException e) {
            assertThat(e).hasMessageContaining("model.json");
            return;
        }
        throw new AssertionError("was not refused");
    }
}
