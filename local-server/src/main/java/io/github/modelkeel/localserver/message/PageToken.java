package io.github.modelkeel.localserver.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where the next page of a search starts. The token is opaque to clients; a search may bind it to the question it
 * belongs to, and a token with another question is refused.
 */
public final class PageToken {
    private PageToken() {}

    public static int offset(String token) {
        return offset(token, "");
    }

    public static int offset(String token, String question) {
        if (token.isEmpty()) {
            return 0;
        }
        JsonNode parsed;
        try {
            parsed = Json.MAPPER.readTree(Base64.getDecoder().decode(token));
        } catch (IllegalArgumentException e) {
            throw ApiError.invalid("Invalid page token, could not base64-decode");
        } catch (IOException e) {
            throw ApiError.invalid("Invalid page token, could not be parsed");
        }
        JsonNode offset = parsed.path("offset");
        if (!offset.isInt() || offset.intValue() <= 0) {
            throw ApiError.invalid("Invalid page token, it holds no offset");
        }
        if (!parsed.path("question").asText().equals(question)) {
            throw ApiError.invalid("The page token belongs to another search: filter, order and experiments must be the"
                    + " same for every page");
        }
        return offset.intValue();
    }

    static String of(int offset, String question) {
        ObjectNode token = Json.object();
        token.put("offset", offset);
        if (!question.isEmpty()) {
            token.put("question", question);
        }
        return Base64.getEncoder().encodeToString(Json.bytes(token));
    }

    /** A page of results: asked for with one row too many, so as to know whether there is another page. */
    public record Page<T>(List<T> items, String nextToken) {
        public Page {
            items = List.copyOf(items);
        }

        public static <T> Page<T> of(List<T> rows, int offset, int size, String question) {
            if (rows.size() <= size) {
                return new Page<>(rows, "");
            }
            return new Page<>(new ArrayList<>(rows.subList(0, size)), PageToken.of(offset + size, question));
        }

        public void putToken(ObjectNode target) {
            if (!nextToken.isEmpty()) {
                target.put("next_page_token", nextToken);
            }
        }
    }

    /** The size of a page, checked. */
    public static int size(Fields fields, int fallback, int max) {
        long size = fields.longOr("max_results", fallback);
        if (size < 1) {
            throw ApiError.invalid(
                    "Invalid value " + size + " for parameter 'max_results' supplied. It must be a positive integer");
        }
        if (size > max) {
            throw ApiError.invalid(
                    "Invalid value " + size + " for parameter 'max_results' supplied. It must be at most " + max);
        }
        return (int) size;
    }
}
