package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private LocalServer server;
    private Http http;
    private String experiment;
    private String run;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = LocalServer.start(directory);
        http = new Http(server.uri());
        experiment = http.newExperiment("house-prices");
        run = http.newRun(experiment);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aNewRunHasTheFieldsClientsRead() {
        JsonNode created = http.ok(
                "runs/create",
                "{'experiment_id': '1', 'user_id': 'root', 'run_name': 'first', 'start_time': '1795217646652',"
                        + " 'tags': [{'key': 'team', 'value': 'ml'}]}");
        JsonNode info = created.at("/run/info");
        assertThat(info.path("run_id").asText())
                .matches("[0-9a-f]{32}")
                .isEqualTo(info.path("run_uuid").asText());
        assertThat(info.path("start_time").isIntegralNumber()).isTrue();
        assertThat(info.path("status").asText()).isEqualTo("RUNNING");
        assertThat(info.path("artifact_uri").asText())
                .isEqualTo("mlflow-artifacts:/1/" + info.path("run_id").asText() + "/artifacts");
        assertThat(created.at("/run/data/tags").toString())
                .isEqualTo(Http.json("[{'key':'team','value':'ml'},{'key':'mlflow.runName','value':'first'}]"));
        assertThat(created.at("/run/inputs").isObject()).isTrue();
        assertThat(info.has("end_time")).isFalse();
    }

    @Test
    void aRunWithoutANameGetsOneAndATagWithIt() {
        JsonNode found = http.run(run);
        String name = found.at("/info/run_name").asText();
        assertThat(name).matches("[a-z]+-[a-z]+-[0-9]{1,3}");
        assertThat(found.at("/data/tags/0/value").asText()).isEqualTo(name);
    }

    @Test
    void aNameAndATagThatDisagreeAreRefused() {
        Http.Answer answer = http.post(
                "runs/create",
                "{'experiment_id': '1', 'run_name': 'a', 'tags': [{'key': 'mlflow.runName', 'value': 'b'}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith("Both 'run_name' argument and 'mlflow.runName' tag are specified");
    }

    @Test
    void specialMetricValuesComeBackAsTheWireShowsThem() {
        List<String> values = List.of("'NaN'", "'Infinity'", "'-Infinity'", "1.5", "'2.75'");
        for (int i = 0; i < values.size(); i++) {
            http.ok(
                    "runs/log-metric",
                    "{'run_id': '" + run + "', 'key': 'm" + i + "', 'value': " + values.get(i) + ", 'timestamp': '5'}");
        }
        JsonNode metrics = http.run(run).at("/data/metrics");
        assertThat(metrics.get(0).toString()).isEqualTo(Http.json("{'key':'m0','value':'NaN','timestamp':5,'step':0}"));
        assertThat(metrics.get(1).path("value").doubleValue()).isEqualTo(Double.MAX_VALUE);
        assertThat(metrics.get(2).path("value").doubleValue()).isEqualTo(-Double.MAX_VALUE);
        assertThat(metrics.get(3).path("value").doubleValue()).isEqualTo(1.5);
        assertThat(metrics.get(4).path("value").doubleValue()).isEqualTo(2.75);
    }

    @Test
    void theLatestMetricIsTheOneWithTheHighestStepThenTimeThenValue() {
        for (double[] point : new double[][] {{2, 10, 5.0}, {1, 99, 9.0}, {2, 11, 1.0}, {2, 11, 0.5}}) {
            http.ok(
                    "runs/log-metric",
                    "{'run_id': '" + run + "', 'key': 'm', 'step': " + (long) point[0] + ", 'timestamp': "
                            + (long) point[1] + ", 'value': " + point[2] + "}");
        }
        JsonNode latest = http.run(run).at("/data/metrics/0");
        assertThat(latest.toString()).isEqualTo(Http.json("{'key':'m','value':1.0,'timestamp':11,'step':2}"));
    }

    @Test
    void theLatestMetricIsTheSameWhenOneBatchHoldsAll() {
        http.ok("runs/log-metric", "{'run_id': '" + run + "', 'key': 'n', 'step': 9, 'timestamp': 1, 'value': 7}");
        http.ok(
                "runs/log-batch",
                "{'run_id': '" + run + "', 'metrics': ["
                        + "{'key': 'm', 'step': 2, 'timestamp': 10, 'value': 5}, {'key': 'm', 'step': 1, 'timestamp': 99,"
                        + " 'value': 9}, {'key': 'm', 'step': 2, 'timestamp': 11, 'value': 1}, {'key': 'm', 'step': 2,"
                        + " 'timestamp': 11, 'value': 0.5}, {'key': 'n', 'step': 8, 'timestamp': 1, 'value': 8}]}");
        JsonNode metrics = http.run(run).at("/data/metrics");
        assertThat(metrics.get(0).path("value").asDouble()).as("n").isEqualTo(7);
        assertThat(metrics.get(1).path("value").asDouble()).as("m").isEqualTo(1);
        assertThat(http.okGet("metrics/get-history?run_id=" + run + "&metric_key=m")
                        .path("metrics"))
                .hasSize(4);
    }

    @Test
    void anExactDuplicateOfAMetricIsDropped() {
        String metric = "{'run_id': '" + run + "', 'key': 'm', 'value': 1, 'timestamp': 3, 'step': 4}";
        http.ok("runs/log-metric", metric);
        http.ok("runs/log-metric", metric);
        assertThat(http.okGet("metrics/get-history?run_id=" + run + "&metric_key=m")
                        .path("metrics"))
                .hasSize(1);
    }

    @Test
    void theHistoryComesInPagesUntilTheTokenIsGone() {
        String metrics = IntStream.range(0, 7)
                .mapToObj(i -> "{'key': 'm', 'value': " + i + ", 'timestamp': " + i + ", 'step': " + i + "}")
                .collect(Collectors.joining(","));
        http.ok("runs/log-batch", "{'run_id': '" + run + "', 'metrics': [" + metrics + "]}");
        String token = "";
        StringBuilder steps = new StringBuilder();
        do {
            JsonNode page = http.okGet("metrics/get-history?run_id=" + run + "&metric_key=m&max_results=3"
                    + (token.isEmpty() ? "" : "&page_token=" + Http.encode(token)));
            page.path("metrics")
                    .forEach(metric -> steps.append(metric.path("step").asInt()));
            token = page.path("next_page_token").asText("");
        } while (!token.isEmpty());
        assertThat(steps.toString()).isEqualTo("0123456");
    }

    @Test
    void aParameterKeepsItsFirstValue() {
        String first = "{'run_id': '" + run + "', 'key': 'depth', 'value': '3'}";
        http.ok("runs/log-parameter", first);
        http.ok("runs/log-parameter", first);
        Http.Answer changed = http.post("runs/log-parameter", first.replace("'3'", "'99'"));
        assertThat(changed.status()).isEqualTo(400);
        assertThat(changed.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        assertThat(changed.message())
                .isEqualTo("Changing param values is not allowed. Param with key='depth' was already logged with"
                        + " value='3' for run ID='" + run + "'. Attempted logging new value '99'.");
    }

    @Test
    void aBatchWithOneBadItemWritesNothing() {
        http.ok("runs/log-parameter", "{'run_id': '" + run + "', 'key': 'depth', 'value': '3'}");
        Http.Answer answer = http.post(
                "runs/log-batch",
                "{'run_id': '" + run + "', 'metrics': [{'key': 'm', 'value': 1, 'timestamp': 1}],"
                        + " 'tags': [{'key': 't', 'value': 'v'}],"
                        + " 'params': [{'key': 'new', 'value': '1'}, {'key': 'depth', 'value': '4'}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .isEqualTo("Changing param values is not allowed. Params were already logged='[{'key': 'depth',"
                        + " 'old_value': '3', 'new_value': '4'}]' for run ID='" + run + "'.");
        JsonNode data = http.run(run).path("data");
        assertThat(data.has("metrics")).isFalse();
        assertThat(data.path("params")).hasSize(1);
        assertThat(data.path("tags")).hasSize(1);
    }

    @Test
    void aDeletedRunIsShownButRefusesWrites() {
        http.ok("runs/delete", "{'run_id': '" + run + "'}");
        assertThat(http.run(run).at("/info/lifecycle_stage").asText()).isEqualTo("deleted");
        Http.Answer answer =
                http.post("runs/log-metric", "{'run_id': '" + run + "', 'key': 'm', 'value': 1, 'timestamp': 1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .isEqualTo("The run " + run + " must be in the 'active' state. Current state is deleted.");
        http.ok("runs/restore", "{'run_id': '" + run + "'}");
        http.ok("runs/log-metric", "{'run_id': '" + run + "', 'key': 'm', 'value': 1, 'timestamp': 1}");
    }

    @Test
    void everythingIsThereAfterARestart() {
        http.ok("runs/log-metric", "{'run_id': '" + run + "', 'key': 'm', 'value': 1, 'timestamp': 1}");
        JsonNode before = http.run(run);
        server.close();
        server = LocalServer.start(server.directory());
        http = new Http(server.uri());
        assertThat(http.run(run)).isEqualTo(before);
    }
}
