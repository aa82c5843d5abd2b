package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoggedModelTest {
    @RegisterExtension
    final LocalServerExtension extension = new LocalServerExtension();

    private Http http;
    private String run;

    @BeforeEach
    void client() {
        http = new Http(extension.uri());
        run = http.newRun("0");
    }

    private String create(String name) {
        JsonNode created = http.ok(
                "logged-models",
                "{'experiment_id': '0', 'name': '" + name + "', 'source_run_id': '" + run
                        + "', 'params': [{'key': 'lr', 'value': '0.1'}, {'key': 'depth', 'value': '3'}],"
                        + " 'tags': [{'key': 'team', 'value': 'ml'}]}");
        return created.at("/model/info/model_id").asText();
    }

    @Test
    void aModelIsPendingUntilItIsFinished() {
        String id = create("model");
        assertThat(id).matches("m-[0-9a-f]{32}");
        JsonNode info = http.okGet("logged-models/" + id).at("/model/info");
        assertThat(info.path("status").asText()).isEqualTo("LOGGED_MODEL_PENDING");
        assertThat(info.path("artifact_uri").asText()).isEqualTo("mlflow-artifacts:/0/models/" + id + "/artifacts");
        Http.Answer ready =
                http.send("PATCH", "logged-models/" + id, "{'model_id': '" + id + "', 'status': 'LOGGED_MODEL_READY'}");
        assertThat(ready.json().at("/model/info/status").asText()).isEqualTo("LOGGED_MODEL_READY");
        assertThat(http.send("PATCH", "logged-models/" + id, "{'status': 'LOGGED_MODEL_READY'}")
                        .status())
                .as("the id is required in the body, too")
                .isEqualTo(400);
        assertThat(http.send("PATCH", "logged-models/" + id, "{'model_id': '" + id + "', 'status': 'GREAT'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void parametersAreWrittenOnceAndTagsAgainAndAgain() {
        String id = create("model");
        assertThat(http.okGet("logged-models/" + id).at("/model/data/params").toString())
                .isEqualTo(Http.json("[{'key':'depth','value':'3'},{'key':'lr','value':'0.1'}]"));
        Http.Answer without = http.post("logged-models/" + id + "/params", "{'params': [{'key': 'n', 'value': '1'}]}");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.message()).startsWith("Missing value for required parameter 'model_id'");
        String body = "{'model_id': '" + id + "', 'params': [{'key': 'n', 'value': '1'}]}";
        http.ok("logged-models/" + id + "/params", body);
        Http.Answer again = http.post("logged-models/" + id + "/params", body);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.errorCode()).isEqualTo("BAD_REQUEST");
        for (String value : List.of("a", "b")) {
            assertThat(http.send(
                                    "PATCH",
                                    "logged-models/" + id + "/tags",
                                    "{'tags': [{'key': 'team', 'value': '" + value + "'}]}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(http.okGet("logged-models/" + id)
                        .at("/model/info/tags/0/value")
                        .asText())
                .isEqualTo("b");
        assertThat(Http.send(http.request("logged-models/" + id + "/tags/team").DELETE())
                        .status())
                .isEqualTo(200);
        assertThat(Http.send(http.request("logged-models/" + id + "/tags/team").DELETE())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void outputsAreRecordedOnce() {
        String id = create("model");
        String body = "{'run_id': '" + run + "', 'models': [{'model_id': '" + id + "', 'step': 4}]}";
        http.ok("runs/outputs", body);
        assertThat(http.run(run).at("/outputs/model_outputs").toString())
                .isEqualTo(Http.json("[{'model_id':'" + id + "','step':4}]"));
        Http.Answer again = http.post("runs/outputs", body);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.errorCode()).isEqualTo("BAD_REQUEST");
    }

    @Test
    void metricsWithAModelsIdBelongToTheModelToo() {
        String id = create("model");
        http.ok(
                "runs/log-batch",
                "{'run_id': '" + run + "', 'metrics': [{'key': 'rmse', 'value': 1.5, 'timestamp': 5, 'step': 1,"
                        + " 'model_id': '" + id + "', 'dataset_name': 'train', 'dataset_digest': 'd1'},"
                        + " {'key': 'bad', 'value': 'NaN', 'timestamp': 5, 'model_id': '" + id + "'}]}");
        JsonNode metrics = http.okGet("logged-models/" + id).at("/model/data/metrics");
        assertThat(metrics.get(0).toString())
                .isEqualTo(Http.json("{'key':'rmse','value':1.5,'timestamp':5,'step':1,'dataset_name':'train',"
                        + "'dataset_digest':'d1','model_id':'" + id + "','run_id':'" + run + "'}"));
        assertThat(metrics.get(1).path("value").asText()).isEqualTo("NaN");
        assertThat(http.run(run).at("/data/metrics")).hasSize(2);
        Http.Answer unknown = http.post(
                "runs/log-metric",
                "{'run_id': '" + run + "', 'key': 'x', 'value': 1, 'timestamp': 1, 'model_id': 'm-nope'}");
        assertThat(unknown.status()).isEqualTo(400);
    }

    @Test
    void aSearchFiltersAndOrders() {
        String first = create("model");
        String second = create("model");
        create("other");
        for (String id : List.of(first, second)) {
            http.ok(
                    "runs/log-metric",
                    "{'run_id': '" + run + "', 'key': 'rmse', 'timestamp': 1, 'value': " + (id.equals(first) ? 1 : 2)
                            + ", 'model_id': '" + id + "', 'dataset_name': '" + (id.equals(first) ? "train" : "test")
                            + "'}");
        }
        assertThat(search("name = 'model'", "{}")).containsExactly(second, first);
        assertThat(search("metrics.rmse < 1.5", "{}")).containsExactly(first);
        assertThat(search("", "{'datasets': [{'dataset_name': 'test'}]}")).containsExactly(second);
        assertThat(search("metrics.rmse > 0", "{'datasets': [{'dataset_name': 'train'}]}"))
                .containsExactly(first);
        assertThat(search(
                        "params.depth = '3' AND tags.team = 'ml' AND name = 'model'",
                        "{'order_by': [{'field_name': 'metrics.rmse', 'ascending': true}]}"))
                .containsExactly(first, second);
        assertThat(search("status = 'READY'", "{}")).isEmpty();
        assertThat(search("status = 'PENDING' AND source_run_id = '" + run + "'", "{}"))
                .hasSize(3);
        Http.send(http.request("logged-models/" + first).DELETE());
        assertThat(search("name = 'model'", "{}")).containsExactly(second);
        assertThat(http.get("logged-models/" + first).status()).isEqualTo(404);
        assertThat(http.get("logged-models/" + first + "?allow_deleted=true").status())
                .isEqualTo(200);
    }

    private List<String> search(String filter, String more) {
        ObjectNode body = Http.object(more);
        body.putArray("experiment_ids").add("0");
        body.put("filter", filter);
        JsonNode found = http.ok("logged-models/search", body);
        return StreamSupport.stream(found.path("models").spliterator(), false)
                .map(each -> each.at("/info/model_id").asText())
                .toList();
    }

    @Test
    void aPageTokenBelongsToItsSearch() {
        for (int i = 0; i < 3; i++) {
            create("model");
        }
        JsonNode page = http.ok("logged-models/search", "{'experiment_ids': ['0'], 'max_results': 2}");
        assertThat(page.path("models")).hasSize(2);
        String token = page.path("next_page_token").asText();
        JsonNode rest = http.ok("logged-models/search", "{'experiment_ids': ['0'], 'page_token': '" + token + "'}");
        assertThat(rest.path("models")).hasSize(1);
        assertThat(rest.has("next_page_token")).isFalse();
        assertThat(http.post("logged-models/search", "{'experiment_ids': ['0', '1'], 'page_token': '" + token + "'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aNameThatWouldNotBeAPathIsRefused() {
        for (String name : List.of("a/b", "a:b", "a.b", "100%")) {
            assertThat(http.post("logged-models", "{'experiment_id': '0', 'name': '" + name + "'}")
                            .status())
                    .as(name)
                    .isEqualTo(400);
        }
    }
}
