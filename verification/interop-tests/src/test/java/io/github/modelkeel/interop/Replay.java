package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.interop.Difference.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends recorded requests to a server in their order and compares its answers with the recorded ones. For an empty server, once.
 * Not thread-safe.
 */
final class Replay {
    /** Headers that tell a client how to read the body or a browser what it may do with it. */
    private static final List<String> COMPARED_HEADERS =
            List.of("content-type", "content-disposition", "x-content-type-options", "x-frame-options");

    private static final List<String> SENT_HEADERS = List.of("content-type", "user-agent", "accept");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final IdMap ids = new IdMap();
    private final Map<String, byte[]> uploaded = new HashMap<>();
    private final long start = System.currentTimeMillis();

    private final Map<String, Integer> skipped = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private int replayed;
    private int regenerated;
    private int beginnings;
    private int equal;

    Replay(URI server) {
        this.server = server;
    }

    /**
     * What came of a replay.
     *
     * @param equal exchanges without any difference
     * @param regenerated requests of which the recording held less than the whole body
     * @param beginnings answers of which only the recorded beginning was compared
     * @param skipped how many were left out, by reason
     */
    record Outcome(
            int replayed,
            int equal,
            int regenerated,
            int beginnings,
            Map<String, Integer> skipped,
            List<Difference> differences) {
        @Override
        public String toString() {
            return "%d exchanges replayed, %d equal, %d differences (%d request bodies remade, %d answers compared by their beginning; left out: %s)"
                    .formatted(replayed, equal, differences.size(), regenerated, beginnings, skipped);
        }
    }

    Outcome run(List<Exchange> exchanges) throws IOException, InterruptedException {
        for (Exchange exchange : exchanges) {
            if (exchange.path().contains("/traces")) {
                skipped.merge("traces", 1, Integer::sum);
                continue;
            }
            int before = differences.size();
            replay(exchange);
            replayed++;
            equal += differences.size() == before ? 1 : 0;
        }
        return new Outcome(replayed, equal, regenerated, beginnings, Map.copyOf(skipped), List.copyOf(differences));
    }

    private void replay(Exchange exchange) throws IOException, InterruptedException {
        RequestBody body = RequestBody.of(exchange, ids);
        regenerated += body.regenerated() ? 1 : 0;
        URI address = address(exchange);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .method(
                        exchange.method(),
                        body.content().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body.content()));
        SENT_HEADERS.stream()
                .filter(exchange.requestHeaders()::containsKey)
                .forEach(name -> request.header(name, exchange.requestHeaders().getOrDefault(name, "")));
        if (exchange.status() == 403 && exchange.response().asText().startsWith("Invalid Host header")) {
            request.header("host", "rebinding.example"); // the recording does not keep the header that was refused
        }
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (exchange.isArtifact() && exchange.method().equals("PUT") && answer.statusCode() == 200) {
            uploaded.put(address.getRawPath(), body.content());
        }
        compare(exchange, answer);
    }

    private URI address(Exchange exchange) {
        String query = exchange.query() == null ? "" : "?" + ids.translate(exchange.query());
        return URI.create(server + ids.translate(exchange.path()) + query);
    }

    private void compare(Exchange exchange, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != exchange.status()) {
            report(
                    exchange,
                    "status",
                    Integer.toString(exchange.status()),
                    answer.statusCode() + " " + new String(answer.body(), UTF_8));
            return;
        }
        for (String name : COMPARED_HEADERS) {
            String recorded = exchange.responseHeaders().getOrDefault(name, "none");
            String actual = answer.headers().firstValue(name).orElse("none");
            if (!recorded.equals(actual)) {
                report(exchange, "header " + name, recorded, actual);
            }
        }
        byte[] put = uploaded.get(answer.uri().getRawPath());
        if (exchange.isArtifact() && exchange.method().equals("GET") && put != null) {
            if (!Arrays.equals(put, answer.body())) {
                report(exchange, "body", put.length + " uploaded bytes", answer.body().length + " other bytes");
            }
        } else {
            compareBodies(exchange, new String(answer.body(), UTF_8));
        }
    }

    private void compareBodies(Exchange exchange, String actual) {
        JsonNode recorded = exchange.response();
        boolean beginning = Exchange.truncatedLength(recorded) >= 0;
        beginnings += beginning ? 1 : 0;
        if (recorded.isContainerNode() || beginning) {
            try {
                JsonNode expected = beginning ? TruncatedJson.read(Exchange.truncatedText(recorded)) : recorded;
                differences.addAll(
                        new JsonComparison(exchange, ids, start, beginning).compare(expected, json.readTree(actual)));
            } catch (JsonProcessingException e) {
                report(exchange, "body", "JSON", actual);
            }
        } else if (!actual.equals(recorded.asText(""))) {
            report(exchange, "body", recorded.asText(""), actual);
        }
    }

    private void report(Exchange exchange, String at, String recorded, String actual) {
        differences.add(new Difference(exchange.n(), exchange.step(), at, Kind.VALUE, recorded, actual));
    }
}
