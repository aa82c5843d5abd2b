package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LocalServerExtension.class)
class LimitsTest {
    private Http http;
    private String run;

    @BeforeEach
    void client(LocalServer server) {
        http = new Http(server.uri());
        run = http.newRun("0");
    }

    private ObjectNode batch(int metrics, int params, int tags) {
        ObjectNode batch = Http.object("{}").put("run_id", run);
        for (int i = 0; i < metrics; i++) {
            batch.withArray("metrics")
                    .addObject()
                    .put("key", "m")
                    .put("value", 1.0)
                    .put("timestamp", 1)
                    .put("step", i);
        }
        for (int i = 0; i < params; i++) {
            batch.withArray("params").addObject().put("key", "p" + i).put("value", "1");
        }
        for (int i = 0; i < tags; i++) {
            batch.withArray("tags").addObject().put("key", "t" + i).put("value", "1");
        }
        return batch;
    }

    @ParameterizedTest
    @CsvSource({
        "1000,0,0,true",
        "800,100,100,true",
        "0,0,0,true",
        "1001,0,0,false",
        "0,101,0,false",
        "0,0,101,false",
        "950,60,0,false"
    })
    void aBatchHasItsLimits(int metrics, int params, int tags, boolean taken) {
        Http.Answer answer = http.post("runs/log-batch", batch(metrics, params, tags));
        assertThat(answer.status()).isEqualTo(taken ? 200 : 400);
        if (!taken) {
            assertThat(answer.message()).startsWith("A batch logging request can contain at most ");
        }
    }

    @Test
    void aParameterTwiceInABatchIsRefused() {
        ObjectNode batch = batch(0, 1, 0);
        batch.withArray("params").addObject().put("key", "p0").put("value", "1");
        assertThat(http.post("runs/log-batch", batch).message())
                .startsWith("Duplicate parameter keys have been submitted: [p0]");
    }

    @Test
    void longValuesAreCutWithoutAWord() {
        http.ok("runs/log-parameter", body("p", "ü".repeat(6_001)));
        http.ok("runs/log-parameter", body("emoji", "😀".repeat(6_001)));
        http.ok("runs/set-tag", body("t", "x".repeat(8_001)));
        assertThat(http.run(run).at("/data/params/0/value").asText()).isEqualTo("ü".repeat(6_000));
        assertThat(http.run(run).at("/data/params/1/value").asText()).isEqualTo("😀".repeat(6_000));
        assertThat(http.run(run).at("/data/tags/1/value").asText()).hasSize(8_000);
    }

    private ObjectNode body(String key, String value) {
        return Http.object("{}").put("run_id", run).put("key", key).put("value", value);
    }

    @Test
    void aKeyThatIsTooLongIsRefused() {
        ObjectNode metric = body("k".repeat(251), "1").put("timestamp", 1);
        assertThat(http.post("runs/log-metric", metric).message())
                .isEqualTo("'Metric name' exceeds the maximum length of 250 characters");
        assertThat(http.post("runs/log-parameter", body("k".repeat(251), "1")).status())
                .isEqualTo(400);
        assertThat(http.post("runs/set-tag", body("k".repeat(250), "1")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "naïve α:x", "a/b/c", "val.loss-1 x", "0", "日本", "a..b"})
    void keysOfManyKindsAreTaken(String key) {
        assertThat(http.post("runs/set-tag", body(key, "v")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bad$name", "a\nb", "a//b", "/a", "a/", "../a", "a/../b", ".", "..", "./a", "a\\b", "a%b", "a;b"
            })
    void keysThatAreNotPathsAreRefused(String key) {
        for (String call : List.of("runs/set-tag", "runs/log-parameter")) {
            Http.Answer answer = http.post(call, body(key, "v"));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        }
        assertThat(http.post("runs/log-metric", body(key, "1").put("timestamp", 1))
                        .message())
                .contains("for parameter 'name' supplied");
    }

    @Test
    void aRunIsFoundByItsOldFieldToo() {
        http.ok("runs/set-tag", "{'run_uuid': '" + run + "', 'key': 'a', 'value': 'b'}");
        assertThat(http.okGet("runs/get?run_uuid=" + run).at("/run/data/tags")).hasSize(2);
        assertThat(http.post("runs/set-tag", "{'key': 'a', 'value': 'b'}").status())
                .isEqualTo(400);
        Http.Answer unknown = http.get("runs/get?run_id=00000000000000000000000000000000");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.message()).isEqualTo("Run with id=00000000000000000000000000000000 not found");
    }

    @Test
    void deletingATagTwiceIsReported() {
        http.ok("runs/set-tag", body("a", "b"));
        http.ok("runs/delete-tag", body("a", ""));
        Http.Answer again = http.post("runs/delete-tag", body("a", ""));
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.message()).isEqualTo("No tag with name: a in run with id " + run);
    }

    @Test
    void anUnknownStatusIsIgnoredAndANameIsATagToo() {
        String update = "{'run_id': '" + run + "', 'status': 'GREAT', 'run_name': 'renamed', 'end_time': '12'}";
        assertThat(http.ok("runs/update", update).at("/run_info/status").asText())
                .isEqualTo("RUNNING");
        assertThat(http.run(run).at("/info/end_time").asLong()).isEqualTo(12);
        assertThat(http.run(run).at("/data/tags/0/value").asText()).isEqualTo("renamed");
        http.ok("runs/set-tag", body("mlflow.runName", "again"));
        assertThat(http.run(run).at("/info/run_name").asText()).isEqualTo("again");
    }

    @Test
    void aModelOfAnOlderClientIsKeptInTheRunsHistory() {
        String model = "{\"artifact_path\": \"m\", \"flavors\": {}, \"utc_time_created\": \"x\", \"run_id\": \"r\"}";
        for (int i = 0; i < 2; i++) {
            http.ok("runs/log-model", Http.object("{}").put("run_id", run).put("model_json", model));
        }
        assertThat(http.run(run).at("/data/tags/1/value").asText()).isEqualTo("[" + model + ", " + model + "]");
        assertThat(http.post(
                                "runs/log-model",
                                Http.object("{}").put("run_id", run).put("model_json", "{"))
                        .status())
                .isEqualTo(400);
    }
}
