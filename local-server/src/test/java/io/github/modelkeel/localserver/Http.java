package io.github.modelkeel.localserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client as plain as the wire, for tests. */
final class Http {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    Http(URI base) {
        this.base = base;
    }

    /** An answer: its status, its headers and its body. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        byte[] bytes() {
            return response.body();
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(bytes());
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + text(), e);
            }
        }

        String errorCode() {
            return json().path("error_code").asText();
        }

        String message() {
            return json().path("message").asText();
        }

        @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    /** JSON from a text with single quotes. */
    static String json(String relaxed) {
        return relaxed.replace('\'', '"');
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    HttpRequest.Builder request(String path) {
        String full = path.startsWith("/") ? path : "/api/2.0/mlflow/" + path;
        return HttpRequest.newBuilder(base.resolve(full)).timeout(Duration.ofSeconds(60));
    }

    Answer get(String path) {
        return send(request(path));
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer send(String method, String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json(json))));
    }

    /** Posts and expects success. */
    JsonNode ok(String path, String json) {
        return expectOk(post(path, json));
    }

    /** Gets and expects success. */
    JsonNode okGet(String path) {
        return expectOk(get(path));
    }

    private static JsonNode expectOk(Answer answer) {
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return answer.json();
    }

    /** Sends a message with any method. */
    Answer send(String method, String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Sends an empty request with any method. */
    Answer send(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    Answer put(String path, byte[] content) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A message from JSON with single quotes. */
    static ObjectNode object(String relaxed) {
        try {
            return (ObjectNode) MAPPER.readTree(json(relaxed));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts a message and expects success. */
    JsonNode ok(String path, JsonNode body) {
        return expectOk(post(path, body));
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    String newExperiment(String name) {
        return ok("experiments/create", "{'name': '" + name + "'}")
                .path("experiment_id")
                .asText();
    }

    String newRun(String experimentId) {
        return ok("runs/create", "{'experiment_id': '" + experimentId + "', 'start_time': 1}")
                .at("/run/info/run_id")
                .asText();
    }

    JsonNode run(String runId) {
        return okGet("runs/get?run_id=" + runId).path("run");
    }
}
