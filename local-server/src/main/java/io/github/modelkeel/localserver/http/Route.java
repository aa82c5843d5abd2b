package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.message.Percent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method and path that the server answers. A path segment {@code {name}} matches one segment, a last segment
 * {@code {name*}} matches the rest of the path, at least one character of it.
 */
public record Route(String method, List<String> template, BodyKind bodyKind, Handler handler) {
    /** What a route takes as its body. */
    public enum BodyKind {
        /** No body; the fields are in the query string. */
        QUERY(0),
        /** A JSON object. */
        JSON(1 << 20),
        /** A JSON object that may hold a thousand metrics or a data set's profile. */
        LARGE_JSON(8 << 20),
        /** Bytes that the handler reads itself. */
        STREAM(0);

        private final int maxBytes;

        BodyKind(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        int maxBytes() {
            return maxBytes;
        }

        public boolean isJson() {
            return maxBytes > 0;
        }
    }

    public Route {
        template = List.copyOf(template);
    }

    /** The path's variables, decoded, or null when the path is not this route's. */
    @Nullable Map<String, String> match(List<String> segments) {
        boolean open = template.get(template.size() - 1).endsWith("*}");
        if (open ? segments.size() < template.size() : segments.size() != template.size()) {
            return null;
        }
        for (int i = 0; i < template.size(); i++) {
            if (!template.get(i).startsWith("{") && !template.get(i).equals(segments.get(i))) {
                return null;
            }
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (part.endsWith("*}")) {
                String rest = String.join("/", segments.subList(i, segments.size()));
                variables.put(part.substring(1, part.length() - 2), Percent.decode(rest));
            } else if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), Percent.decode(segments.get(i)));
            }
        }
        return variables;
    }
}
