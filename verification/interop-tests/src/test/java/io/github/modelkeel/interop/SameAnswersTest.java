package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that the recording does not hold, with the same answers from MLflow's server and from the embedded one. */
@ExtendWith(ServerLogOnFailure.class)
class SameAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/2.0/mlflow/";
    private static final String AJAX = "/ajax-api/2.0/mlflow/";

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(ServerKind server, String path, ObjectNode body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static HttpResponse<String> get(ServerKind server, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.uri().resolve(path)));
    }

    private static JsonNode ok(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static String newExperiment(ServerKind server) throws IOException, InterruptedException {
        return ok(post(
                        server,
                        API + "experiments/create",
                        JSON.createObjectNode().put("name", "same " + UUID.randomUUID())))
                .path("experiment_id")
                .asText();
    }

    private static String newRun(ServerKind server, String experiment) throws IOException, InterruptedException {
        return ok(post(server, API + "runs/create", JSON.createObjectNode().put("experiment_id", experiment)))
                .path("run")
                .path("info")
                .path("run_id")
                .asText();
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void filtersFindTheSame(ServerKind server) throws IOException, InterruptedException {
        String experiment = newExperiment(server);
        String run = newRun(server, experiment);
        ok(post(
                server,
                API + "runs/log-metric",
                JSON.createObjectNode()
                        .put("run_id", run)
                        .put("key", "m")
                        .put("value", 5)
                        .put("timestamp", 1)));
        for (String[] tag : new String[][] {{"t", "it's"}, {"u", "it''s"}}) {
            ok(post(
                    server,
                    API + "runs/set-tag",
                    JSON.createObjectNode()
                            .put("run_id", run)
                            .put("key", tag[0])
                            .put("value", tag[1])));
        }
        String[][] expected = {
            {"tags.t = 'it''s'", "0"},
            {"tags.u = 'it''s'", "1"},
            {"tags.t = \"it's\"", "1"},
            {"metrics.m > -1", "1"},
            {"metrics.m > 1.", "1"},
            {"metrics.m > .5", "1"},
            {"metrics.m > 1 AND", "1"},
            {"AND metrics.m > 1", "1"},
            {"metrics.m > 1 AND AND metrics.m > 2", "1"},
            {"metrics.m > 1 metrics.m > 2", "1"},
            {"AND", "1"},
            {"metrics.m > +1", "400"},
            {"metrics.m > - 1", "400"},
            {"lifecycle_stage = 'active'", "400"},
            {"attributes.lifecycle_stage != 'deleted'", "400"},
            {"tags.t = 'a' OR tags.t = 'b'", "400"},
            {"metrics.m > 1;", "400"},
            {"   ", "400"}
        };
        for (String[] filter : expected) {
            ObjectNode body = JSON.createObjectNode().put("filter", filter[0]);
            body.putArray("experiment_ids").add(experiment);
            HttpResponse<String> response = post(server, API + "runs/search", body);
            String found = response.statusCode() == 200
                    ? Integer.toString(
                            JSON.readTree(response.body()).path("runs").size())
                    : Integer.toString(response.statusCode());
            assertThat(found).as(filter[0] + " " + response.body()).isEqualTo(filter[1]);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void historiesOfSeveralRunsAreTheSame(ServerKind server) throws IOException, InterruptedException {
        String run = newRun(server, newExperiment(server));
        for (int i = 0; i < 10; i++) {
            ok(post(
                    server,
                    AJAX + "runs/log-metric",
                    JSON.createObjectNode()
                            .put("run_id", run)
                            .put("key", "m")
                            .put("value", i)
                            .put("timestamp", 100 - i)
                            .put("step", i)));
        }
        String bulk = AJAX + "metrics/get-history-bulk";
        assertThat(steps(ok(get(server, bulk + "?metric_key=m&max_results=3&run_id=" + run))))
                .isEqualTo(" 9 8 7");
        assertThat(steps(ok(get(server, bulk + "-interval?metric_key=m&max_results=5&run_ids=" + run))))
                .isEqualTo(" 0 2 4 6 9");
        assertThat(steps(ok(get(server, bulk + "-interval?metric_key=m&start_step=2&end_step=3&run_ids=" + run))))
                .isEqualTo(" 2 3");
        assertThat(get(server, bulk + "?metric_key=m").statusCode()).isEqualTo(400);
        assertThat(get(server, bulk + "-interval?metric_key=m&max_results=0&run_ids=" + run)
                        .statusCode())
                .isEqualTo(400);
    }

    private static String steps(JsonNode answer) {
        StringBuilder steps = new StringBuilder();
        answer.path("metrics").forEach(metric -> steps.append(' ').append(metric.path("step")));
        return steps.toString();
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void bothServersAcceptTheSameNamesAndSourcesOfVersions(ServerKind server) throws IOException, InterruptedException {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        for (String start : new String[] {"a%b", "a@b", "p%41x", "q'd\"q", "h#x"}) {
            String name = start + suffix;
            ObjectNode body = JSON.createObjectNode().put("name", name);
            ok(post(server, API + "registered-models/create", body));
            int version = 0;
            for (String source : new String[] {"s3://b/a%20b", "models:/" + name + "/1", "runs:/nope/x y%20z"}) {
                JsonNode made = ok(post(
                        server,
                        API + "model-versions/create",
                        body.deepCopy().put("source", source).put("run_id", "nope")));
                assertThat(made.path("model_version").path("version").asText()).isEqualTo(Integer.toString(++version));
                assertThat(made.path("model_version").path("source").asText()).isEqualTo(source);
            }
            for (String source : new String[] {"runs:/nope/..%2fz", "runs:/other/x", "s3://b/./b", "/tmp/x"}) {
                HttpResponse<String> refused = post(
                        server,
                        API + "model-versions/create",
                        body.deepCopy().put("source", source).put("run_id", "nope"));
                assertThat(refused.statusCode()).as(source + refused.body()).isEqualTo(400);
            }
            String asked = API + "registered-models/get?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
            assertThat(ok(get(server, asked))
                            .path("registered_model")
                            .path("name")
                            .asText())
                    .isEqualTo(name);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void bothServersAcceptTheSameArtifactLocations(ServerKind server) throws IOException, InterruptedException {
        for (String place : new String[] {"/tmp/x", "file:///tmp/y", "s3://b/x", "relative/x"}) {
            ObjectNode body = JSON.createObjectNode().put("name", "place " + UUID.randomUUID());
            String id = ok(post(server, API + "experiments/create", body.put("artifact_location", place)))
                    .path("experiment_id")
                    .asText();
            String stored = ok(get(server, API + "experiments/get?experiment_id=" + id))
                    .path("experiment")
                    .path("artifact_location")
                    .asText();
            if (place.startsWith("relative")) {
                assertThat(stored).endsWith(place);
                assertThat(Path.of(stored)).isAbsolute();
            } else {
                assertThat(stored).isEqualTo(place);
            }
        }
        for (String place : new String[] {"runs:/a/b", "http://127.0.0.1:1/x", "/tmp/x#y"}) {
            ObjectNode body = JSON.createObjectNode().put("name", "place " + UUID.randomUUID());
            assertThat(post(server, API + "experiments/create", body.put("artifact_location", place))
                            .statusCode())
                    .as(place)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void smallFilesAreTakenForARun(ServerKind server) throws IOException, InterruptedException {
        String run = newRun(server, newExperiment(server));
        URI upload = server.uri().resolve(AJAX + "upload-artifact?path=d/t.txt&run_uuid=" + run);
        HttpResponse<String> taken =
                send(HttpRequest.newBuilder(upload).POST(HttpRequest.BodyPublishers.ofString("hello")));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(get(server, "/get-artifact?path=d/t.txt&run_uuid=" + run).body())
                .isEqualTo("hello");
        assertThat(send(HttpRequest.newBuilder(upload).POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(HttpRequest.newBuilder(server.uri().resolve("/health"))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    /** Every route of artifacts: a path that is another place once it is decoded to its end, and slashes that stand twice. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void pathsAreTakenAndRefusedAlike(ServerKind server) throws IOException, InterruptedException {
        String run = newRun(server, newExperiment(server));
        String root = ok(get(server, API + "artifacts/list?run_id=" + run))
                .path("root_uri")
                .asText()
                .replaceFirst("mlflow-artifacts:/+", "");
        String proxy = "/api/2.0/mlflow-artifacts/artifacts";
        String[][] expected = {
            {"a//b", "200"},
            {"c/d///e", "200"},
            {"%2e%2e", "400"},
            {"%2e%2e/x", "400"},
            {"%2E%2E%2Fx", "400"},
            {"a%2f..%2fb", "400"},
            {".%2e/x", "400"},
            {"%252e%252e/x", "400"},
            {"..;", "400"},
            {"a/..?", "400"}
        };
        for (String[] path : expected) {
            String encoded = URLEncoder.encode(path[0], StandardCharsets.UTF_8);
            URI file = server.uri().resolve(proxy + "/" + root + "/" + encoded);
            HttpRequest.Builder put = HttpRequest.newBuilder(file).PUT(HttpRequest.BodyPublishers.ofString("x"));
            String upload = AJAX + "upload-artifact?run_uuid=" + run + "&path=" + encoded;
            HttpRequest.Builder post =
                    HttpRequest.newBuilder(server.uri().resolve(upload)).POST(HttpRequest.BodyPublishers.ofString("x"));
            for (HttpRequest.Builder each : new HttpRequest.Builder[] {
                put,
                post,
                HttpRequest.newBuilder(file),
                HttpRequest.newBuilder(server.uri().resolve("/get-artifact?run_uuid=" + run + "&path=" + encoded)),
                HttpRequest.newBuilder(server.uri().resolve(API + "artifacts/list?run_id=" + run + "&path=" + encoded)),
                HttpRequest.newBuilder(server.uri().resolve(proxy + "?path=" + root + "%2F" + encoded)),
                HttpRequest.newBuilder(file).DELETE()
            }) {
                HttpResponse<String> answer = send(each);
                assertThat(Integer.toString(answer.statusCode()))
                        .as(answer.request() + " " + answer.body())
                        .isEqualTo(path[1]);
            }
        }
        send(HttpRequest.newBuilder(server.uri().resolve(proxy + "/" + root + "/a/b//c"))
                .PUT(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(ok(get(server, API + "artifacts/list?path=a//b&run_id=" + run))
                        .at("/files/0/path")
                        .asText())
                .isEqualTo("a//b/c");
        assertThat(get(server, proxy + "/" + root + "/a/b/c").body()).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void anObjectInAJsonStringIsRead(ServerKind server) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString("{\"name\": \"same " + UUID.randomUUID() + "\"}");
        ok(send(HttpRequest.newBuilder(server.uri().resolve(API + "experiments/create"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** Where they differ, MLflow's server loses what was sent: docs/mlflow-compatibility.md has the list. */
    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whatIsNotJsonIsRefusedWhereMlflowStoresSomethingElse(ServerKind server)
            throws IOException, InterruptedException {
        String run = newRun(server, newExperiment(server));
        boolean real = server == ServerKind.REAL;
        String metric = "{\"run_id\":\"" + run + "\",\"key\":\"m\",\"value\":NaN,\"timestamp\":7}";
        String param = "{\"run_id\":\"" + run + "\",\"key\":\"p\",\"value\":\"a\\ud800\"}";
        String twice = "{\"run_id\":\"" + run + "\",\"key\":\"q\",\"value\":\"a\",\"value\":\"b\"}";
        for (String[] request :
                new String[][] {{"log-metric", metric}, {"log-parameter", param}, {"log-parameter", twice}}) {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(server.uri().resolve(API + "runs/" + request[0]))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(request[1])));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(real ? 200 : 400);
        }
        String get = API + "runs/get?run_id=" + run;
        JsonNode data = ok(get(server, get)).path("run").path("data");
        assertThat(data.path("metrics").toString())
                .isEqualTo(real ? "[{\"key\":\"m\",\"value\":0.0,\"timestamp\":0,\"step\":0}]" : "");
        assertThat(data.path("params").toString())
                .isEqualTo(real ? "[{\"key\":\"p\",\"value\":\"\"},{\"key\":\"q\",\"value\":\"b\"}]" : "");
        HttpRequest.Builder head = HttpRequest.newBuilder(server.uri().resolve(get));
        assertThat(send(head.method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(real ? 400 : 200);
    }
}
