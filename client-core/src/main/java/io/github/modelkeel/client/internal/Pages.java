package io.github.modelkeel.client.internal;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a server gives page after page, each page asked for when the one before is used up. Not thread-safe. */
public final class Pages implements Iterator<JsonValue> {
    private static final int MAX_PAGES = 1000;

    private final Function<@Nullable String, JsonValue> question;
    private final String field;
    private final ArrayDeque<JsonValue> page = new ArrayDeque<>();
    private @Nullable String token;
    private int asked;

    private Pages(String field, Function<@Nullable String, JsonValue> question) {
        this.field = field;
        this.question = question;
    }

    /** A stream of the items of a field; the question is asked with the token of the page, null for the first one. */
    public static Stream<JsonValue> stream(String field, Function<@Nullable String, JsonValue> question) {
        Pages pages = new Pages(field, question);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && (asked == 0 || token != null)) {
            ask();
        }
        return !page.isEmpty();
    }

    @Override
    public JsonValue next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }

    private void ask() {
        if (asked == MAX_PAGES) {
            throw invalid("more than " + MAX_PAGES + " pages of " + field);
        }
        asked++;
        JsonValue answer = question.apply(token);
        answer.path(field).forEach(page::add);
        String next = Json.optionalString(answer, "next_page_token");
        if (next != null && next.equals(token)) {
            throw invalid("a page of " + field + " that names itself as the next one");
        }
        token = next;
    }

    private static ClientException invalid(String what) {
        return new ClientException("INVALID_RESPONSE", 200, "INVALID_RESPONSE: the server sends " + what, null);
    }
}
