package io.github.modelkeel.localserver.message;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The JSON that a client sent. */
public final class JsonBody {
    private JsonBody() {}

    /** Parses a request body: an object, the text of one in a JSON string, or nothing at all, which reads as an empty object. */
    public static ObjectNode parse(byte[] body) {
        JsonNode node;
        try {
            node = body.length == 0 ? Json.object() : Json.MAPPER.readTree(body);
            if (node.isTextual()) {
                node = Json.MAPPER.readTree(node.textValue()); // old clients send their object as a JSON string
            }
        } catch (JsonProcessingException e) {
            throw ApiError.invalid("The request body is not valid JSON" + where(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (node.isNull() || node.isMissingNode()) {
            return Json.object();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.invalid("The request body must be a JSON object, not a JSON " + Json.describe(node));
    }

    /** What is wrong and where, in this server's own words: the parser's own messages address its programmers. */
    private static String where(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        return found(e)
                + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }

    private static String found(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return ": it is nested too deeply, or has a name, a string or a number that is too long";
        }
        if (e instanceof JsonEOFException) {
            return ": it ends too early";
        }
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Duplicate field")) {
            return ": a name appears twice in one object";
        }
        return message.startsWith("Non-standard token")
                ? ": NaN and infinities are sent in quotes, as \"NaN\", \"Infinity\" and \"-Infinity\""
                : "";
    }
}
