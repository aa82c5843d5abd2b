package io.github.modelkeel.localserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: a status, headers, and a body of known length. */
record Reply(int status, Map<String, String> headers, Body body) {
    Reply {
        headers = Map.copyOf(headers);
    }

    /** Where the bytes of an answer come from. */
    interface Body {
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    static Reply json(JsonNode node) {
        return json(200, node);
    }

    static Reply json(int status, JsonNode node) {
        return new Reply(status, Map.of("Content-Type", "application/json"), bytes(Json.bytes(node)));
    }

    /** The answer {@code {}} of calls that have nothing to say. */
    static Reply empty() {
        return json(Json.object());
    }

    static Reply text(int status, String text) {
        return new Reply(
                status,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Reply noBody() {
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
