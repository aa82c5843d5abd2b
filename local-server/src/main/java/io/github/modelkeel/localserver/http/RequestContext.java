package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.message.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request that passed the gate and found its route. */
public record RequestContext(Request request, Fields fields, Map<String, String> variables) {
    /** A variable of the route's path, decoded once. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no variable " + name);
        }
        return value;
    }

    public @Nullable String header(String name) {
        return request.header(name);
    }
}
