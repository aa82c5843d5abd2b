package io.github.modelkeel.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.client.internal.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what a server gives in pages, the next page when the one before is used up. */
final class Pages<T> implements Iterator<T> {
    private final Function<@Nullable String, JsonNode> fetch;
    private final String field;
    private final Function<JsonNode, T> read;
    private final Deque<T> items = new ArrayDeque<>();
    private @Nullable String token;
    private boolean last;

    private Pages(Function<@Nullable String, JsonNode> fetch, String field, Function<JsonNode, T> read) {
        this.fetch = fetch;
        this.field = field;
        this.read = read;
    }

    /**
     * All items of all pages.
     *
     * @param fetch gives the page of a token, the first for null
     * @param field where in a page the items are
     * @param read reads an item
     */
    static <T> Stream<T> stream(Function<@Nullable String, JsonNode> fetch, String field, Function<JsonNode, T> read) {
        Iterator<T> pages = new Pages<>(fetch, field, read);
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, traits), false);
    }

    @Override
    public boolean hasNext() {
        while (items.isEmpty() && !last) {
            JsonNode page = fetch.apply(token);
            page.path(field).forEach(item -> items.add(read.apply(item)));
            String next = Json.optionalString(page, "next_page_token");
            last = next == null || next.equals(token) || items.isEmpty();
            token = next;
        }
        return !items.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.remove();
    }
}
