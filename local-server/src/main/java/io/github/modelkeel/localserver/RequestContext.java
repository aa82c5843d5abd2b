package io.github.modelkeel.localserver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request that passed the gate and found its route. */
record RequestContext(Request request, Fields fields, Map<String, String> variables) {
    /** A variable of the route's path, decoded once. */
    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no variable " + name);
        }
        return value;
    }

    @Nullable String header(String name) {
        return request.header(name);
    }
}
