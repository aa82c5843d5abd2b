package io.github.modelkeel.localserver.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: a status, headers, and a body of known length. */
public record Reply(int status, Map<String, String> headers, Body body) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** Where the bytes of an answer come from. */
    public interface Body {
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    public static Reply json(JsonNode node) {
        return json(200, node);
    }

    public static Reply json(int status, JsonNode node) {
        return new Reply(status, Map.of("Content-Type", "application/json"), bytes(Json.bytes(node)));
    }

    /** What a client is sent that is refused. */
    public static Reply of(ApiError error) {
        ObjectNode body = Json.object();
        body.put("error_code", error.code().wireName());
        body.put("message", error.getMessage());
        body.put("sqlstate", "KAM00");
        body.put("error_class", error.code().errorClass());
        return json(error.status(), body);
    }

    /** The answer {@code {}} of calls that have nothing to say. */
    public static Reply empty() {
        return json(Json.object());
    }

    public static Reply text(int status, String text) {
        return new Reply(
                status,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static Reply noBody() {
        return new Reply(200, Map.of(), bytes(new byte[0]));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    private static Body bytes(byte[] content) {
        return new Body() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(content);
            }
        };
    }
}
