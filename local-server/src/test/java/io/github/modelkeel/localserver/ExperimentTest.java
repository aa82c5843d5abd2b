package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {
    @RegisterExtension
    final LocalServerExtension extension = new LocalServerExtension();

    private Http http;

    @BeforeEach
    void client() {
        http = new Http(extension.uri());
    }

    @Test
    void theDefaultExperimentIsThere() {
        JsonNode found = http.okGet("experiments/get?experiment_id=0").path("experiment");
        assertThat(found.path("name").asText()).isEqualTo("Default");
        assertThat(found.path("artifact_location").asText()).isEqualTo("mlflow-artifacts:/0");
        assertThat(found.path("workspace").asText()).isEqualTo("default");
    }

    @Test
    void aNameIsGivenOnceEvenWhenItsExperimentWasDeleted() {
        String id = http.newExperiment("Häuser 1");
        assertThat(http.okGet("experiments/get-by-name?experiment_name=H%C3%A4user+1")
                        .at("/experiment/experiment_id")
                        .asText())
                .isEqualTo(id);
        http.ok("experiments/delete", "{'experiment_id': '" + id + "'}");
        Http.Answer again = http.post("experiments/create", "{'name': 'Häuser 1'}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.errorCode()).isEqualTo("RESOURCE_ALREADY_EXISTS");
        assertThat(http.okGet("experiments/get-by-name?experiment_name=H%C3%A4user+1")
                        .at("/experiment/lifecycle_stage")
                        .asText())
                .isEqualTo("deleted");
    }

    @Test
    void deletingAnExperimentDeletesItsRunsAndRestoringRestoresThem() {
        String id = http.newExperiment("a");
        String run = http.newRun(id);
        http.ok("experiments/delete", "{'experiment_id': '" + id + "'}");
        assertThat(http.run(run).at("/info/lifecycle_stage").asText()).isEqualTo("deleted");
        Http.Answer refused = http.post("runs/create", "{'experiment_id': '" + id + "'}");
        assertThat(refused.message())
                .isEqualTo("The experiment " + id + " must be in the 'active' state. Current state is deleted.");
        assertThat(http.post("experiments/delete", "{'experiment_id': '" + id + "'}")
                        .status())
                .isEqualTo(404);
        http.ok("experiments/restore", "{'experiment_id': '" + id + "'}");
        assertThat(http.run(run).at("/info/lifecycle_stage").asText()).isEqualTo("active");
    }

    @Test
    void tagsAndNamesChange() {
        String id = http.ok("experiments/create", "{'name': 'a', 'tags': [{'key': 'k', 'value': 'v'}]}")
                .path("experiment_id")
                .asText();
        http.ok("experiments/set-experiment-tag", "{'experiment_id': '" + id + "', 'key': 'k', 'value': 'w'}");
        http.ok("experiments/update", "{'experiment_id': '" + id + "', 'new_name': 'b'}");
        JsonNode found = http.okGet("experiments/get?experiment_id=" + id).path("experiment");
        assertThat(found.path("name").asText()).isEqualTo("b");
        assertThat(found.path("tags").toString()).isEqualTo(Http.json("[{'key':'k','value':'w'}]"));
        String tag = "{'experiment_id': '" + id + "', 'key': 'k'}";
        http.ok("experiments/delete-experiment-tag", tag);
        assertThat(http.post("experiments/delete-experiment-tag", tag).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlflow-artifacts:/../x",
                "runs:/x",
                "models:/x/1",
                "http://127.0.0.1:1/x",
                "/tmp/x#y",
                "mlflow-artifacts://evil.example/x"
            })
    void aLocationThatCannotHoldArtifactsIsRefused(String location) {
        Http.Answer answer =
                http.post("experiments/create", Http.object("{'name': 'a'}").put("artifact_location", location));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void aDirectoryOfTheClientsIsNotedAndNeverOpened(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret.txt"), "secret");
        String run = "";
        for (String location : List.of(outside.toString(), outside.toUri().toString())) {
            String id = http.ok(
                            "experiments/create",
                            Http.object("{}").put("name", location).put("artifact_location", location))
                    .path("experiment_id")
                    .asText();
            assertThat(http.okGet("experiments/get?experiment_id=" + id)
                            .path("experiment")
                            .path("artifact_location")
                            .asText())
                    .isEqualTo(location);
            run = http.newRun(id);
            assertThat(http.get("artifacts/list?run_id=" + run).status()).isEqualTo(400);
            assertThat(http.get("/get-artifact?path=secret.txt&run_id=" + run).status())
                    .isEqualTo(400);
            Http.Answer upload =
                    Http.send(http.request("/ajax-api/2.0/mlflow/upload-artifact?path=new.txt&run_uuid=" + run)
                            .POST(HttpRequest.BodyPublishers.ofString("x")));
            assertThat(upload.status()).as(upload.text()).isEqualTo(400);
        }
        assertThat(outside.toFile().list()).containsExactly("secret.txt");
    }

    @Test
    void aRelativeDirectoryIsOneBelowTheWorkingDirectory() {
        String id = http.ok("experiments/create", "{'name': 'r', 'artifact_location': 'my_location'}")
                .path("experiment_id")
                .asText();
        assertThat(http.okGet("experiments/get?experiment_id=" + id)
                        .path("experiment")
                        .path("artifact_location")
                        .asText())
                .isEqualTo(Path.of("my_location").toAbsolutePath().toString());
    }

    @Test
    void aRemoteStoreMayBeNamed() {
        String id = http.ok("experiments/create", "{'name': 'a', 'artifact_location': 's3://bucket/a/'}")
                .path("experiment_id")
                .asText();
        String run = http.newRun(id);
        assertThat(http.run(run).at("/info/artifact_uri").asText()).isEqualTo("s3://bucket/a/" + run + "/artifacts");
        assertThat(http.get("artifacts/list?run_id=" + run).status()).isEqualTo(400);
    }

    @Test
    void searchesFilterAndOrderAndPage() {
        for (String name : List.of("house-1", "House-2", "other")) {
            http.ok("experiments/create", "{'name': '" + name + "', 'tags': [{'key': 'n', 'value': '" + name + "'}]}");
        }
        assertThat(names("name LIKE 'house%'")).containsExactly("house-1");
        assertThat(names("name ILIKE 'house%'", "name ASC")).containsExactly("House-2", "house-1");
        assertThat(names("tags.n = 'other'")).containsExactly("other");
        assertThat(names("tags.n IS NULL")).containsExactly("Default");
        assertThat(names("experiment_id IN ('0', '1')", "experiment_id")).containsExactly("Default", "house-1");
        assertThat(names("creation_time > 0 AND name != 'Default'")).hasSize(3);
        JsonNode page = http.ok("experiments/search", "{'max_results': 3}");
        JsonNode rest = http.okGet("experiments/search?max_results=3&page_token="
                + Http.encode(page.path("next_page_token").asText()));
        assertThat(page.path("experiments")).hasSize(3);
        assertThat(rest.path("experiments")).hasSize(1);
        for (String bad : List.of(
                "{}",
                "{'max_results': 0}",
                "{'max_results': 1, 'filter': 'nope = 1'}",
                "{'max_results': 1, 'order_by': ['tags.x']}",
                "{'max_results': 1, 'filter': 'metrics.a = 1'}")) {
            assertThat(http.post("experiments/search", bad).status()).as(bad).isEqualTo(400);
        }
    }

    private List<String> names(String filter, String... orderBy) {
        StringBuilder query = new StringBuilder("experiments/search?max_results=100&filter=" + Http.encode(filter));
        for (String order : orderBy) {
            query.append("&order_by=").append(Http.encode(order));
        }
        return StreamSupport.stream(
                        http.okGet(query.toString()).path("experiments").spliterator(), false)
                .map(each -> each.path("name").asText())
                .toList();
    }

    @Test
    void invalidIdsAreReported() {
        assertThat(http.get("experiments/get?experiment_id=x").message())
                .isEqualTo("Invalid experiment ID 'x'. Experiment ID must be a valid integer.");
        assertThat(http.get("experiments/get?experiment_id=999").message())
                .isEqualTo("No Experiment with id=999 exists");
        assertThat(http.get("experiments/get").message()).startsWith("Missing value for required parameter");
    }
}
