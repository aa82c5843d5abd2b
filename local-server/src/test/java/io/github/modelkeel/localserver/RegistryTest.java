package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
    @RegisterExtension
    final LocalServerExtension extension = new LocalServerExtension();

    private Http http;
    private String run;
    private String model;

    @BeforeEach
    void register() {
        http = new Http(extension.uri());
        run = http.newRun("0");
        model = logModel();
        http.ok("registered-models/create", "{'name': 'house'}");
    }

    private String logModel() {
        return http.ok("logged-models", "{'experiment_id': '0', 'name': 'model', 'source_run_id': '" + run + "'}")
                .at("/model/info/model_id")
                .asText();
    }

    private JsonNode newVersion(String modelId) {
        return http.ok(
                        "model-versions/create",
                        "{'name': 'house', 'source': 'models:/" + modelId + "', 'model_id': '" + modelId + "'}")
                .path("model_version");
    }

    @Test
    void aVersionOfALoggedModelKnowsItsRunAndTheModelKnowsItsVersion() {
        JsonNode version = newVersion(model);
        assertThat(version.path("version").asText()).isEqualTo("1");
        assertThat(version.path("run_id").asText()).isEqualTo(run);
        assertThat(version.path("status").asText()).isEqualTo("READY");
        assertThat(newVersion(model).path("version").asText()).isEqualTo("2");
        assertThat(http.okGet("logged-models/" + model)
                        .at("/model/info/tags/0/value")
                        .asText())
                .isEqualTo("[{\"name\": \"house\", \"version\": 1}, {\"name\": \"house\", \"version\": 2}]");
        assertThat(http.okGet("model-versions/get-download-uri?name=house&version=1")
                        .path("artifact_uri")
                        .asText())
                .isEqualTo("mlflow-artifacts:/0/models/" + model + "/artifacts");
    }

    @Test
    void anAliasMovesAndAMissingOneIsNotAMissingModel() {
        newVersion(model);
        newVersion(model);
        for (int version = 1; version <= 2; version++) {
            http.ok("registered-models/alias", "{'name': 'house', 'alias': 'champion', 'version': '" + version + "'}");
            JsonNode found = http.okGet("registered-models/alias?name=house&alias=champion");
            assertThat(found.at("/model_version/version").asInt()).isEqualTo(version);
            assertThat(found.at("/model_version/aliases/0").asText()).isEqualTo("champion");
        }
        assertThat(http.okGet("registered-models/get?name=house")
                        .at("/registered_model/aliases")
                        .toString())
                .isEqualTo(Http.json("[{'alias':'champion','version':'2'}]"));
        Http.Answer noAlias = http.get("registered-models/alias?name=house&alias=nope");
        assertThat(noAlias.status()).isEqualTo(400);
        assertThat(noAlias.message()).isEqualTo("Registered model alias nope not found.");
        Http.Answer noModel = http.get("registered-models/alias?name=nomodel&alias=nope");
        assertThat(noModel.status()).isEqualTo(404);
        assertThat(noModel.message()).isEqualTo("Registered Model with name=nomodel not found");
        assertThat(http.okGet("registered-models/alias?name=house&alias=Latest")
                        .at("/model_version/version")
                        .asText())
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "LATEST", "v1", "V12", "a b", "a/b", "a.b", ""})
    void anAliasThatWouldReadAsSomethingElseIsRefused(String alias) {
        newVersion(model);
        assertThat(http.post("registered-models/alias", "{'name': 'house', 'alias': '" + alias + "', 'version': '1'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aDeletedVersionIsGoneWithItsAliasesAndItsNumberIsNotGivenAgain() {
        newVersion(model);
        newVersion(model);
        http.ok("registered-models/alias", "{'name': 'house', 'alias': 'champion', 'version': '2'}");
        assertThat(http.send("DELETE", "model-versions/delete", "{'name': 'house', 'version': '2'}")
                        .status())
                .isEqualTo(200);
        Http.Answer gone = http.get("model-versions/get?name=house&version=2");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.message()).isEqualTo("Model Version (name=house, version=2) not found");
        assertThat(http.get("registered-models/alias?name=house&alias=champion").status())
                .isEqualTo(400);
        assertThat(newVersion(model).path("version").asText()).isEqualTo("3");
        assertThat(versions("name = 'house'")).containsExactly("3", "1");
    }

    @Test
    void stagesKeepTheNewestVersionEach() {
        for (int i = 0; i < 3; i++) {
            newVersion(model);
        }
        http.ok("model-versions/transition-stage", "{'name': 'house', 'version': '1', 'stage': 'production'}");
        http.ok(
                "model-versions/transition-stage",
                "{'name': 'house', 'version': '2', 'stage': 'Production', 'archive_existing_versions': true}");
        JsonNode latest = http.ok("registered-models/get-latest-versions", "{'name': 'house'}");
        assertThat(StreamSupport.stream(latest.path("model_versions").spliterator(), false)
                        .map(version -> version.path("version").asText()
                                + version.path("current_stage").asText()))
                .containsExactlyInAnyOrder("1Archived", "2Production", "3None");
        assertThat(http.okGet("registered-models/get-latest-versions?name=house&stages=Production")
                        .path("model_versions"))
                .hasSize(1);
        assertThat(http.post("model-versions/transition-stage", "{'name': 'house', 'version': '1', 'stage': 'Best'}")
                        .message())
                .startsWith("Invalid Model Version stage: Best.");
    }

    @Test
    void aRenamedModelKeepsItsVersionsTagsAndAliases() {
        newVersion(model);
        http.ok("registered-models/alias", "{'name': 'house', 'alias': 'a', 'version': '1'}");
        http.ok("registered-models/set-tag", "{'name': 'house', 'key': 'k', 'value': 'v'}");
        http.ok("model-versions/set-tag", "{'name': 'house', 'version': '1', 'key': 'vk', 'value': 'vv'}");
        http.ok("registered-models/rename", "{'name': 'house', 'new_name': 'home'}");
        JsonNode renamed = http.okGet("registered-models/get?name=home").path("registered_model");
        assertThat(renamed.at("/tags/0/value").asText()).isEqualTo("v");
        assertThat(renamed.at("/aliases/0/alias").asText()).isEqualTo("a");
        assertThat(renamed.at("/latest_versions/0/tags/0/value").asText()).isEqualTo("vv");
        assertThat(http.get("registered-models/get?name=house").status()).isEqualTo(404);
        http.ok("registered-models/create", "{'name': 'house'}");
        Http.Answer taken = http.post("registered-models/rename", "{'name': 'home', 'new_name': 'house'}");
        assertThat(taken.errorCode()).isEqualTo("RESOURCE_ALREADY_EXISTS");
    }

    @Test
    void deletingAModelDeletesWhatBelongsToIt() {
        newVersion(model);
        http.ok("registered-models/alias", "{'name': 'house', 'alias': 'a', 'version': '1'}");
        http.send("DELETE", "registered-models/delete", "{'name': 'house'}");
        assertThat(http.get("registered-models/get?name=house").status()).isEqualTo(404);
        http.ok("registered-models/create", "{'name': 'house'}");
        assertThat(http.get("registered-models/alias?name=house&alias=a").status())
                .isEqualTo(400);
        assertThat(newVersion(model).path("version").asText()).isEqualTo("1");
    }

    @Test
    void sourcesThatTheCallerMayNameAreTaken() {
        newVersion(model);
        http.ok("registered-models/alias", "{'name': 'house', 'alias': 'champion', 'version': '1'}");
        String own = "mlflow-artifacts:/0/" + run + "/artifacts/model";
        assertThat(source("runs:/" + run + "/model", "'run_id': '" + run + "'")).isEqualTo("runs:/" + run + "/model");
        assertThat(source(own, "'run_id': '" + run + "'")).isEqualTo(own);
        assertThat(source("s3://bucket/model", "'run_id': ''")).isEqualTo("s3://bucket/model");
        assertThat(source("models:/house/1", "'run_id': ''")).isEqualTo("models:/house/1");
        assertThat(source("models:/house@champion", "'run_id': ''")).isEqualTo("models:/house/1");
        assertThat(http.okGet("model-versions/get-download-uri?name=house&version=5")
                        .path("artifact_uri")
                        .asText())
                .as("a version of a version downloads from where the first one does")
                .isEqualTo("mlflow-artifacts:/0/models/" + model + "/artifacts");
    }

    private String source(String source, String more) {
        JsonNode created =
                http.ok("model-versions/create", "{'name': 'house', 'source': '" + source + "', " + more + "}");
        return created.at("/model_version/source").asText();
    }

    @Test
    void sourcesThatReachFurtherAreRefused() {
        String other = http.newRun("0");
        String own = "mlflow-artifacts:/0/" + run + "/artifacts";
        for (String body : List.of(
                "'source': '/etc/passwd'",
                "'source': 'file:///etc/passwd', 'run_id': 'RUN'",
                "'source': 'C:/Windows'",
                "'source': '../../x', 'run_id': 'RUN'",
                "'source': '" + own + "'",
                "'source': '" + own + "', 'run_id': '" + other + "'",
                "'source': '" + own + "/../../secret', 'run_id': 'RUN'",
                "'source': '" + own + "/%2e%2e/x', 'run_id': 'RUN'",
                "'source': '" + own + "#/../x', 'run_id': 'RUN'",
                "'source': '" + own + "2/x', 'run_id': 'RUN'",
                "'source': 'mlflow-artifacts://evil.example/0/x', 'run_id': 'RUN'",
                "'source': 'runs:/" + other + "/model', 'run_id': 'RUN'",
                "'source': 'runs:/RUN/model'",
                "'source': 'models:/MODEL'",
                "'source': 'models:/MODEL', 'model_id': 'm-00000000000000000000000000000000'",
                "'source': 'models://host/house/1'",
                "'source': 's3://bucket/../x'",
                "'source': 'http://x/%2e%2e/y'",
                "'source': '/etc', 'tags': [{'key': 'mlflow.prompt.is_prompt', 'value': 'true'}]",
                "'source': ''")) {
            Http.Answer answer = http.post(
                    "model-versions/create",
                    "{'name': 'house', " + body.replace("RUN", run).replace("MODEL", model) + "}");
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
        }
        assertThat(http.okGet("model-versions/search?filter=name%3D'house'").has("model_versions"))
                .isFalse();
    }

    @Test
    void searchesFindModelsAndVersions() {
        newVersion(model);
        http.ok("model-versions/set-tag", "{'name': 'house', 'version': '1', 'key': 'stage', 'value': 'Gold'}");
        http.ok("registered-models/create", "{'name': 'Houston', 'tags': [{'key': 'team', 'value': 'a'}]}");
        http.ok(
                "registered-models/create",
                "{'name': 'greet', 'tags': [{'key': 'mlflow.prompt.is_prompt', 'value': 'true'}]}");
        assertThat(models("name LIKE 'ho%' AND tag.`mlflow.prompt.is_prompt` != 'true'"))
                .containsExactly("house");
        assertThat(models("name ILIKE 'ho%'")).containsExactly("Houston", "house");
        assertThat(models("tags.team = 'a'")).containsExactly("Houston");
        assertThat(models("tag.`mlflow.prompt.is_prompt` = 'true'")).containsExactly("greet");
        assertThat(models("name IN ('house', 'x')")).containsExactly("house");
        assertThat(models("")).containsExactly("Houston", "house");
        assertThat(versions("run_id = '" + run + "'")).containsExactly("1");
        assertThat(versions("run_id IN ('x')")).isEmpty();
        assertThat(versions("version_number >= 1 AND tags.stage ILIKE 'gold'")).containsExactly("1");
        assertThat(versions("source_path LIKE '%" + model + "'")).containsExactly("1");
        for (String bad : List.of(
                "alias = 'x'", "name < 'x'", "version_number = 'x'", "metrics.a = 1", "name = 'a' OR name = 'b'")) {
            assertThat(http.get("model-versions/search?filter=" + Http.encode(bad))
                            .status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    private List<String> models(String filter) {
        JsonNode found = http.okGet("registered-models/search?filter=" + Http.encode(filter));
        return StreamSupport.stream(found.path("registered_models").spliterator(), false)
                .map(each -> each.path("name").asText())
                .toList();
    }

    private List<String> versions(String filter) {
        JsonNode found = http.okGet("model-versions/search?filter=" + Http.encode(filter));
        return StreamSupport.stream(found.path("model_versions").spliterator(), false)
                .map(each -> each.path("version").asText())
                .toList();
    }

    @Test
    void whatExistsAlreadyAndWhatIsMissingAreReported() {
        Http.Answer again = http.post("registered-models/create", "{'name': 'house'}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.errorCode()).isEqualTo("RESOURCE_ALREADY_EXISTS");
        assertThat(again.message()).isEqualTo("Registered Model (name=house) already exists.");
        assertThat(http.post("model-versions/create", "{'name': 'none', 'source': 's3://b/m'}")
                        .status())
                .isEqualTo(404);
        assertThat(http.get("model-versions/get?name=house&version=x").message())
                .isEqualTo("Parameter 'version' must be an integer, got 'x'.");
        for (String name : List.of(" ", "a/b", "a:b", "..", ".")) {
            assertThat(http.post("registered-models/create", "{'name': '" + name + "'}")
                            .status())
                    .as(name)
                    .isEqualTo(400);
        }
    }
}
