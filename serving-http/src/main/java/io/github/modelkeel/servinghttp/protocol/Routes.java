package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What answers which path and method. Filled once, then safe for use by multiple threads. */
public final class Routes {
    private final Map<String, Route> routes = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /**
     * One path.
     *
     * @param label the path with {@code {name}} in place of a model's name: what meters know it by
     * @param byMethod what answers which method
     * @param errors the form of its errors
     */
    public record Route(String label, Map<String, Endpoint> byMethod, ErrorForm errors) {
        /** The methods as the header {@code Allow} has them. */
        public String allowed() {
            StringBuilder allowed = new StringBuilder();
            for (String method : byMethod.keySet().stream().sorted().toList()) {
                allowed.append(allowed.isEmpty() ? "" : ", ").append(method);
                allowed.append(method.equals("GET") ? ", HEAD" : "");
            }
            return allowed.toString();
        }
    }

    /** Adds an answer; the same path may take several methods. */
    Routes add(String method, String path, String label, ErrorForm errors, Endpoint endpoint) {
        Map<String, Endpoint> byMethod = new HashMap<>();
        Route known = routes.get(path);
        if (known != null) {
            byMethod.putAll(known.byMethod());
        }
        byMethod.put(method, endpoint);
        routes.put(path, new Route(label, Map.copyOf(byMethod), errors));
        return this;
    }

    /** Adds an answer that says yes or no to a probe, which needs no token. */
    Routes addOpen(String path, ErrorForm errors, Endpoint endpoint) {
        open.add(path);
        return add("GET", path, path, errors, endpoint);
    }

    /** Adds a receiver that checks who sends by itself. */
    void addSigned(String path, Endpoint endpoint) {
        open.add(path);
        add("POST", path, path, ErrorForm.DETAIL, endpoint);
    }

    /** Adds the probe of all models. */
    public void addReady(BooleanSupplier ready) {
        addOpen("/ready", ErrorForm.DETAIL, call -> {
            boolean is = ready.getAsBoolean();
            Answer answer = Answer.json(
                    is ? 200 : 503, new ReplyWriter().name("ready").flag(is).finish());
            return is ? answer : answer.with("Retry-After", "1");
        });
    }

    /** The route of a path, or null. */
    public @Nullable Route find(String path) {
        return routes.get(path);
    }

    /** All paths, sorted. */
    Map<String, Route> paths() {
        return new TreeMap<>(routes);
    }

    /** Whether a path needs no token. */
    public boolean isOpen(String path) {
        return open.contains(path);
    }
}
