package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.message.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no honest client sends: a foreign {@code Host} (DNS rebinding) and calls that a web page of another
 * origin makes through the user's browser. It runs before the routes, so that no route can be forgotten.
 */
public final class RequestGuard {
    /** Webhooks have it: one that led here could call itself without end. */
    private static final String DELIVERY_ID = "X-MLflow-Delivery-Id";

    private final Set<String> hosts;
    private final Set<String> origins;

    public RequestGuard(int port) {
        hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        origins = Set.of("http://127.0.0.1:" + port, "http://localhost:" + port, "http://[::1]:" + port);
    }

    /** The refusal, or null when the request may go on. */
    @Nullable Reply check(Request request) {
        List<String> host = request.headers("Host");
        String authority = request.authority();
        if (host.size() != 1
                || !hosts.contains(host.get(0).strip().toLowerCase(Locale.ROOT))
                || (authority != null && !hosts.contains(authority))) {
            return Reply.text(403, "Invalid Host header - possible DNS rebinding attack detected");
        }
        for (String origin : request.headers("Origin")) {
            if (!origins.contains(origin.strip().toLowerCase(Locale.ROOT))) {
                return Reply.text(403, "Cross-origin request blocked");
            }
        }
        for (String site : request.headers("Sec-Fetch-Site")) {
            if (!site.equals("same-origin") && !site.equals("none")) {
                return Reply.text(403, "Cross-origin request blocked");
            }
        }
        if (request.header(DELIVERY_ID) != null) {
            return Reply.text(403, "A webhook must not lead to a server like the one that sends it");
        }
        return null;
    }
}
