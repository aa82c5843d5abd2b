package io.github.modelkeel.drift.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.column.MalformedDataException;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
    @Test
    void everyLongIsAWholeNumberAndNothingBeyond() {
        JsonTree json = JsonTree.parse("{\"least\":-9223372036854775808,\"most\":9223372036854775807,"
                + "\"more\":9223372036854775808,\"part\":1.0}");
        assertThat(json.whole("least")).isEqualTo(Long.MIN_VALUE);
        assertThat(json.whole("most")).isEqualTo(Long.MAX_VALUE);
        assertThat(json.number("more")).isEqualTo(0x1p63);
        assertThatThrownBy(() -> json.whole("more")).hasMessageContaining("expected a whole number");
        assertThatThrownBy(() -> json.whole("part")).hasMessageContaining("expected a whole number");
    }

    @Test
    void aNumberHasABoundAndSoHasTheDepth() {
        assertThat(JsonTree.parse("{\"a\":" + "1".repeat(300) + "}").number("a"))
                .isEqualTo(Double.parseDouble("1".repeat(300)));
        assertThatThrownBy(() -> JsonTree.parse("{\"a\":" + "1".repeat(1001) + "}"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("more than 1000 characters");
        assertThatThrownBy(() -> JsonTree.parse("{\"a\":" + "[".repeat(100_000)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("64 levels");
    }

    @Test
    void whatFollowsTheDocumentIsRefused() {
        for (String text : new String[] {"{} {}", "{}]", "{},", "{}x"}) {
            assertThatThrownBy(() -> JsonTree.parse(text)).as(text).isInstanceOf(MalformedDataException.class);
        }
    }
}
