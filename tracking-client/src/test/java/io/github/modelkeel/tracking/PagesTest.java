package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.internal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final List<String> asked = new ArrayList<>();

    private Stream<Integer> pages(int pages) {
        return Pages.stream(token -> page(token, pages), "items", JsonNode::asInt);
    }

    private JsonNode page(@Nullable String token, int pages) {
        asked.add(Objects.requireNonNullElse(token, "first"));
        int number = token == null ? 0 : Integer.parseInt(token);
        ObjectNode page = Json.object();
        page.putArray("items").add(number * 2).add(number * 2 + 1);
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
    void aServerThatRepeatsItsTokenOrSendsEmptyPagesDoesNotHoldTheReaderForEver() {
        assertThat(Pages.stream(token -> Json.object().put("next_page_token", "again"), "items", JsonNode::asInt))
                .isEmpty();
        ObjectNode same = Json.object().put("next_page_token", "1");
        same.putArray("items").add(7);
        assertThat(Pages.stream(token -> same, "items", JsonNode::asInt)).containsExactly(7, 7);
    }
}
