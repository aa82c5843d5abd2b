package io.github.modelkeel.client.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson's own tree, which this one replaces, is the counterpart: the same texts, the same answers. */
class JsonTextTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void aTreeIsWrittenAsJacksonWritesIt() throws IOException {
        for (int i = 0; i < 500; i++) {
            JsonNode theirs = object(4);
            byte[] text = JACKSON.writeValueAsBytes(theirs);
            JsonValue ours = JsonText.read(text);

            assertThat(JsonText.bytes(ours)).isEqualTo(text);
            assertThat(ours).hasToString(theirs.toString());
            assertThat(JsonText.pretty(ours)).isEqualTo(theirs.toPrettyString().replace("\r\n", "\n"));
            assertThat(JsonText.read(theirs.toString())).isEqualTo(ours).hasSameHashCodeAs(ours);
            same(ours, theirs);
        }
    }

    private static void same(JsonValue ours, JsonNode theirs) {
        assertThat(ours.asText()).isEqualTo(theirs.asText());
        assertThat(ours.asText("otherwise")).isEqualTo(theirs.asText("otherwise"));
        assertThat(ours.textValue()).isEqualTo(theirs.textValue());
        assertThat(ours.doubleValue()).isEqualTo(theirs.doubleValue());
        assertThat(ours.longValue()).isEqualTo(theirs.longValue());
        if (theirs.isTextual() || theirs.isBoolean()) {
            assertThat(ours.asBoolean(true)).isEqualTo(theirs.asBoolean(true));
        }
        assertThat(ours.isTextual()).isEqualTo(theirs.isTextual());
        assertThat(ours.isNumber()).isEqualTo(theirs.isNumber());
        assertThat(ours.isIntegralNumber()).isEqualTo(theirs.isIntegralNumber());
        assertThat(ours.isDouble()).isEqualTo(theirs.isDouble());
        assertThat(ours.isNull()).isEqualTo(theirs.isNull());
        assertThat(ours.isValueNode()).isEqualTo(theirs.isValueNode());
        assertThat(ours.size()).isEqualTo(theirs.size());
        theirs.properties().forEach(field -> same(ours.path(field.getKey()), field.getValue()));
        for (int i = 0; i < theirs.size() && theirs.isArray(); i++) {
            same(ours.path(i), theirs.path(i));
        }
    }

    private ObjectNode object(int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        int fields = random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            object.set(text() + i, value(depth));
        }
        return object;
    }

    private JsonNode value(int depth) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> make.textNode(text());
            case 1 -> make.numberNode(random.nextLong());
            case 2 -> make.numberNode(random.nextInt(-5, 5));
            case 3 -> make.numberNode(Double.longBitsToDouble(random.nextLong() & 0xbfff_ffff_ffff_ffffL));
            case 4 -> make.booleanNode(random.nextBoolean());
            case 5 -> make.nullNode();
            case 6 -> make.numberNode(BigInteger.valueOf(random.nextLong()).multiply(BigInteger.TEN.pow(20)));
            case 7 -> make.textNode(random.nextBoolean() ? "true" : "17");
            case 8 -> object(depth - 1);
            default -> {
                ArrayNode array = make.arrayNode();
                int items = random.nextInt(4);
                for (int i = 0; i < items; i++) {
                    array.add(value(depth - 1));
                }
                yield array;
            }
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            int[] kinds = {'a', '"', '\\', '\n', 0x1f, 0xe9, 0x20ac, 0x1f600, 0x2028, '/'};
            text.appendCodePoint(kinds[random.nextInt(kinds.length)]);
        }
        return text.toString();
    }

    @Test
    void otherNumbersKeepTheirShortestText() {
        JsonObject numbers = new JsonObject()
                .set("float", JsonValue.of(0.1f))
                .set("decimal", JsonValue.of(new BigDecimal("1.500")))
                .set("short", JsonValue.of((short) 3))
                .put("nan", Double.NaN);
        assertThat(numbers).hasToString("{\"float\":0.1,\"decimal\":1.5,\"short\":3,\"nan\":\"NaN\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1,", "{\"a\":1,\"a\":2}", "1 2", "{}x", "nul", "[01]", "{\"a\"}", "\"\\ud8\""})
    void whatIsNotOneDocumentIsRefused(String text) {
        assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> JsonText.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void depthIsBounded() throws IOException {
        assertThat(JsonText.read("[".repeat(64) + "]".repeat(64)).size()).isEqualTo(1);
        assertThatThrownBy(() -> JsonText.read("[".repeat(65) + "]".repeat(65))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> JsonText.read("[".repeat(1_000_000))).isInstanceOf(IOException.class);
    }

    @Test
    void halfASurrogatePairIsWrittenAsJacksonWritesIt() throws IOException {
        for (String text : new String[] {"a\ud800b", "\ud800", "\udc00x", "x".repeat(10_000) + "\ud800"}) {
            assertThat(JsonText.bytes(JsonValue.of(text))).isEqualTo(JACKSON.writeValueAsBytes(text));
            assertThat(JsonValue.of(text)).hasToString(JACKSON.writeValueAsString(text));
        }
    }

    @ParameterizedTest
    @CsvSource({"'\"17\"', 17", "'\" -3 \"', -3", "'\"1.5\"', 9", "'\"x\"', 9", "2.9, 2", "null, 9", "[1], 9", "true, 9"
    })
    void wholeNumbersAreReadFromTextsToo(String text, long expected) throws IOException {
        assertThat(JsonText.read(text).asLong(9)).isEqualTo(expected);
        assertThat(JsonText.read(text).asInt(9)).isEqualTo((int) expected);
    }

    @Test
    void whatIsMissingIsFollowedWithoutAQuestion() throws IOException {
        JsonValue tree = JsonText.read("{\"a\":[{\"b\":null}]}");

        JsonValue missing = tree.path("x").path(3).path("y");

        assertThat(missing.isMissingNode()).isTrue();
        assertThat(missing.asText()).isEmpty();
        assertThat(missing.asText("else")).isEqualTo("else");
        assertThat(missing.asLong(4)).isEqualTo(4);
        assertThat(missing.iterator().hasNext()).isFalse();
        assertThat(missing.toString()).isEmpty();
        assertThat(tree.path("a").path(0).has("b")).isTrue();
        assertThat(tree.path("a").path(0).path("b").isNull()).isTrue();
        assertThat(tree.path("a").get(1)).isNull();
        assertThat(tree.get(0)).isNull();
        assertThat(missing).isNotEqualTo(JsonValue.ofNull());
    }

    @Test
    void aCopySharesNothingThatChanges() throws IOException {
        JsonObject original = (JsonObject) JsonText.read("{\"list\":[{\"a\":1}],\"b\":2}");
        JsonObject copy = original.deepCopy();
        assertThat(copy).isEqualTo(original);

        original.withArray("list").addObject().put("c", true);
        ((JsonObject) original.path("list").path(0)).put("a", "changed");
        original.remove("b");

        assertThat(copy).hasToString("{\"list\":[{\"a\":1}],\"b\":2}");
        assertThatThrownBy(() -> copy.withArray("b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'b' is not an array");
    }
}
