package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final List<String> asked = new ArrayList<>();

    private Stream<Integer> pages(int pages) {
        return Pages.stream("items", token -> page(token, pages)).map(JsonValue::asInt);
    }

    private JsonValue page(@Nullable String token, int pages) {
        asked.add(Objects.requireNonNullElse(token, "first"));
        int number = token == null ? 0 : Integer.parseInt(token);
        JsonObject page = Json.object();
        page.putArray("items").add(2L * number).add(2L * number + 1);
        if (number + 1 < pages) {
            page.put("next_page_token", Integer.toString(number + 1));
        }
        return page;
    }

    @Test
    void allPagesAreReadInOrder() {
        assertThat(pages(3)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(asked).containsExactly("first", "1", "2");
    }

    @Test
    void aPageIsFetchedOnlyWhenItIsNeeded() {
        Stream<Integer> stream = pages(1_000_000);
        assertThat(asked).isEmpty();
        assertThat(stream.limit(3)).containsExactly(0, 1, 2);
        assertThat(asked).containsExactly("first", "1");
    }

    @Test
    void anEmptyPageIsNotTheEnd() {
        JsonObject empty = Json.object().put("next_page_token", "1");
        JsonObject last = Json.object();
        last.putArray("items").add(7);
        assertThat(Pages.stream("items", token -> token == null ? empty : last).map(JsonValue::asInt))
                .containsExactly(7);
    }

    @Test
    void aServerWhosePagesNeverEndIsAnError() {
        assertThatThrownBy(() -> Pages.stream("items", token -> Json.object().put("next_page_token", "again"))
                        .count())
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("names itself");
        assertThatThrownBy(() -> Pages.stream("items", token -> Json.object().put("next_page_token", token + "x"))
                        .count())
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("more than 1000 pages");
    }
}
