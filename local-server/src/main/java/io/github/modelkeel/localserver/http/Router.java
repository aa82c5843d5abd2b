package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.http.Route.BodyKind;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The table of everything the server answers; whatever is not in it is refused. */
public final class Router {
    public static final String API = "/api/2.0/mlflow/";
    private static final String AJAX = "/ajax-api/";

    private final List<Route> routes = new ArrayList<>();

    public void get(String path, Handler handler) {
        add("GET", path, BodyKind.QUERY, handler);
    }

    public void post(String path, Handler handler) {
        add("POST", path, BodyKind.JSON, handler);
    }

    public void patch(String path, Handler handler) {
        add("PATCH", path, BodyKind.JSON, handler);
    }

    public void delete(String path, Handler handler) {
        add("DELETE", path, BodyKind.JSON, handler);
    }

    /** Adds a route; a path without a leading slash is one of the main API. */
    public void add(String method, String path, BodyKind bodyKind, Handler handler) {
        String full = path.startsWith("/") ? path : API + path;
        routes.add(new Route(method, segments(full), bodyKind, handler));
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** A route and the variables of the path that led to it. */
    public record Found(Route route, Map<String, String> variables) {}

    /** Finds the route of a request; HEAD goes where GET goes, and {@code /ajax-api/} where {@code /api/} goes. */
    public Found find(String method, String rawPath) {
        List<String> segments =
                segments(rawPath.startsWith(AJAX) ? "/api/" + rawPath.substring(AJAX.length()) : rawPath);
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Map<String, String> variables = route.match(segments);
            if (variables != null) {
                if (route.method().equals(method)
                        || (method.equals("HEAD") && route.method().equals("GET"))) {
                    return new Found(route, variables);
                }
                allowed.add(route.method());
                if (route.method().equals("GET")) {
                    allowed.add("HEAD");
                }
            }
        }
        if (allowed.isEmpty()) {
            throw new ApiError(ErrorCode.ENDPOINT_NOT_FOUND, "No such endpoint: " + method + " " + rawPath);
        }
        throw new ApiError(
                ErrorCode.BAD_REQUEST,
                405,
                "Method " + method + " is not allowed for " + rawPath + "; allowed: " + String.join(", ", allowed));
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }
}
