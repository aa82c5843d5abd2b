package io.github.modelkeel.registry;

import com.sun.net.httpserver.HttpExchange;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * The part of a registry that promotions use, for one model {@code house} with nine versions. Writes can be made to fail, before or
 * after they take effect, and others can act between two requests. Not thread-safe, but for one client at a time.
 */
final class FakeAliases {
    /** What becomes of a write: it is done and answered, done without an answer, or not done. */
    static final int DONE = 0;

    static final int DONE_IN_SILENCE = 1;
    static final int LOST = 2;

    final Map<String, Integer> aliases = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<Integer, Map<String, String>> versionTags = new TreeMap<>();
    final List<String> writes = new ArrayList<>();

    /** Says by the number of a write, from 0, what becomes of it. */
    IntUnaryOperator fate = write -> DONE;

    /** Runs after the alias was set by the client. */
    Runnable afterAlias = () -> {};

    void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/api/2.0/mlflow/".length());
        if (exchange.getRequestMethod().equals("GET")) {
            FakeServer.answer(
                    exchange,
                    Json.bytes(
                            read(path, String.valueOf(exchange.getRequestURI().getQuery()))));
            return;
        }
        int what = fate.applyAsInt(writes.size());
        writes.add(path);
        if (what != LOST) {
            write(path, Json.parse(exchange.getRequestBody().readAllBytes()));
        }
        if (what == DONE) {
            FakeServer.answer(exchange, "{}");
        } else {
            exchange.sendResponseHeaders(503, -1);
        }
    }

    private JsonValue read(String path, String query) {
        if (path.equals("registered-models/get")) {
            JsonObject model = Json.object().put("name", "house");
            aliases.forEach((alias, version) ->
                    model.withArray("aliases").addObject().put("alias", alias).put("version", "" + version));
            return Json.object().set("registered_model", model.set("tags", Json.keyValues(tags)));
        }
        int version = Integer.parseInt(query.replaceAll(".*version=", ""));
        JsonObject found = Json.object().put("name", "house").put("version", "" + version);
        found.set("tags", Json.keyValues(versionTags.getOrDefault(version, Map.of())));
        return Json.object().set("model_version", found);
    }

    private void write(String path, JsonValue body) {
        int version = (int) Json.int64(body, "version");
        switch (path) {
            case "registered-models/alias" -> {
                aliases.put(Json.string(body, "alias"), version);
                afterAlias.run();
            }
            case "registered-models/set-tag" -> tags.put(Json.string(body, "key"), Json.string(body, "value"));
            case "model-versions/set-tag" ->
                versionTags
                        .computeIfAbsent(version, v -> new LinkedHashMap<>())
                        .put(Json.string(body, "key"), Json.string(body, "value"));
            default -> throw new IllegalArgumentException(path);
        }
    }
}
