package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.RegisteredModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The registry client on MLflow's own server and on the embedded one: what it writes Python reads, and the reverse. */
@ExtendWith(ServerLogOnFailure.class)
class RegistryOnRealMlflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NAME = "interop registry ü";
    private static final Promotion PROMOTION =
            Promotion.always().withGates(PromotionGate.lowerIsBetter("rmse", 0.02), PromotionGate.atLeast("auc", 0.8));

    @TempDir
    private Path work = Path.of("");

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whatTheClientWritesIsReadByMlflow(ServerKind server) throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        ClientConfig config = config(server);
        try (Tracker tracker = Tracker.open("interop-registry", config);
                Registry registry = Registry.open(config)) {
            registry.createModel("interop old name", Map.of("team", "ml ü", "gone", "x"), "what houses\ncost");
            registry.deleteModelTag("interop old name", "gone");
            int first = version(tracker, registry, 100, 0.9);
            int better = version(tracker, registry, 99, 0.9);
            int worse = version(tracker, registry, 110, 0.7);
            registry.renameModel("interop old name", NAME);
            registry.promote(
                    NAME, first, "champion", Promotion.expectingNone().withGates(PromotionGate.atLeast("auc", 0.8)));
            registry.promote(NAME, better, "champion", PROMOTION);
            assertThatThrownBy(() -> registry.promote(NAME, worse, "champion", PROMOTION))
                    .isInstanceOf(PromotionRefusedException.class);
            assertThatThrownBy(() -> registry.promote(NAME, worse, "champion", Promotion.ifCurrentIs(first)))
                    .isInstanceOfSatisfying(
                            PromotionRefusedException.class,
                            e -> assertThat(e.actualVersion()).isEqualTo(better));
            assertThat(registry.rollback(NAME, "champion", better).version()).isEqualTo(first);
            registry.setAlias(NAME, "challenger", worse);
            registry.setAlias(NAME, "gone", worse);
            registry.deleteAlias(NAME, "gone");
            registry.transitionStage(NAME, better, "Production", false);
            registry.transitionStage(NAME, first, "Production", true);
            registry.setVersionDescription(NAME, first, "the first");
            registry.setVersionTag(NAME, first, "gate", "passed");
            registry.setVersionTag(NAME, first, "gone", "x");
            registry.deleteVersionTag(NAME, first, "gone");
        }
        Path expected = Files.writeString(work.resolve("expected.json"), expected());
        JsonNode summary = python.run("registry_read_back.py", work, LIMIT, variables(server), expected.toString());
        Banner.say(server + " server: MLflow " + summary.path("mlflow").asText() + " read the registry, "
                + summary.path("checks").asInt() + " checks");
        assertThat(summary.path("checks").asInt()).isGreaterThanOrEqualTo(25);
    }

    private static int version(Tracker tracker, Registry registry, double rmse, double auc) {
        try (Run run = tracker.startRun("version")) {
            run.logMetric("rmse", rmse);
            run.logMetric("auc", auc);
            LoggedModel model = run.logModel("house", HouseModel.bundle()::writeTo);
            run.finish();
            return registry.register("interop old name", model).version();
        }
    }

    private static String expected() {
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.put("name", NAME).put("old_name", "interop old name").put("description", "what houses\ncost");
        all.putObject("tags").put("team", "ml ü").put("modelkeel.history.champion", "1");
        all.putObject("aliases").put("champion", 1).put("challenger", 3);
        ObjectNode versions = all.putObject("versions");
        ObjectNode first = expectVersion(versions, "1", "the first", "Production", "accepted");
        first.withArray("aliases").add("champion");
        first.withObject("tags").put("gate", "passed");
        first.withArray("rules").add(true);
        expectVersion(versions, "2", "", "Archived", "rolled back");
        ObjectNode worse = expectVersion(versions, "3", "", "None", "refused");
        worse.withArray("aliases").add("challenger");
        worse.withArray("rules").add(false).add(false);
        return all.toString();
    }

    private static ObjectNode expectVersion(
            ObjectNode versions, String number, String description, String stage, String outcome) {
        ObjectNode version = versions.putObject(number).put("description", description);
        version.put("stage", stage).put("outcome", outcome);
        version.putArray("aliases");
        version.putArray("rules");
        version.putObject("tags");
        return version;
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whatMlflowWritesIsReadByTheClientAtEveryAddress(ServerKind server) throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        JsonNode written = python.run(
                "registry_write.py", work, LIMIT, variables(server), "interop-written-registry", "interop-prompt");
        String name = "interop-written-registry";
        try (Registry registry = Registry.open(config(server))) {
            RegisteredModel model = registry.getModel(name);
            assertThat(model.description()).isEqualTo("what houses cost");
            assertThat(model.tags()).containsEntry("team", "ml ü");
            assertThat(model.aliases()).containsOnly(Map.entry("champion", 1), Map.entry("challenger", 2));
            ModelVersion first = registry.getByAlias(name, "champion");
            assertThat(first.description()).isEqualTo("the first one");
            assertThat(first.tags()).containsEntry("gate", "passed");
            assertThat(first.stage()).isEqualTo("Production");
            assertThat(first.runId()).contains(written.path("run").asText());
            assertThat(registry.searchVersions("name = '" + name + "'", "version_number DESC"))
                    .extracting(ModelVersion::version)
                    .containsExactly(3, 2, 1);
            assertThat(registry.checkPromotion(name, 2, "champion", PROMOTION).toString())
                    .contains("rmse = 103.0, the champion's 100.0", "the version has no metric auc");
            checkAddresses(registry, name, written);
            checkPrompt(registry);
        }
    }

    private static void checkAddresses(Registry registry, String name, JsonNode written) throws IOException {
        String run = written.path("run").asText();
        String modelId = written.path("model_id").asText();
        for (String uri : List.of(
                "models:/" + name + "@champion",
                "models:/" + name + "/1",
                "models:/" + name + "/3",
                "models:/" + name + "/Latest",
                "models:/" + name + "/production",
                "models:/" + modelId,
                "runs:/" + run + "/house",
                written.path("artifact_uri").asText())) {
            Path directory = registry.download(registry.resolve(uri));
            for (Map.Entry<String, JsonNode> file : written.path("files").properties()) {
                byte[] content = Files.readAllBytes(directory.resolve(file.getKey()));
                assertThat(Checkout.sha256(content))
                        .as("%s: %s", uri, file.getKey())
                        .isEqualTo(file.getValue().asText());
            }
            Path part = registry.download(registry.resolve(uri + "/MLmodel"));
            assertThat(Checkout.sha256(Files.readAllBytes(part.resolve("MLmodel"))))
                    .isEqualTo(written.path("files").path("MLmodel").asText());
        }
        assertThat(written.path("files").size()).isGreaterThanOrEqualTo(5);
    }

    private static void checkPrompt(Registry registry) {
        assertThat(registry.searchModels(""))
                .extracting(RegisteredModel::name)
                .contains("interop-written-registry")
                .doesNotContain("interop-prompt");
        assertThat(registry.searchModels("name LIKE 'interop-pro%'")).isEmpty();
        for (String uri : List.of("models:/interop-prompt/1", "models:/interop-prompt/latest")) {
            assertThatThrownBy(() -> registry.resolve(uri))
                    .isInstanceOfSatisfying(
                            ClientException.class,
                            e -> assertThat(e.errorCode()).isEqualTo("NOT_A_MODEL"));
        }
    }

    private static Map<String, String> variables(ServerKind server) {
        return Map.of("MLFLOW_TRACKING_URI", server.uri().toString());
    }

    private ClientConfig config(ServerKind server) throws IOException {
        return ClientConfig.builder(Map.of())
                .trackingUri(server.uri().toString())
                .cacheDirectory(Files.createDirectories(work.resolve("cache")))
                .build();
    }
}
