package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.ModelOptions;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardCommandTest {
    /** The official schema of CycloneDX 1.6; it and those that it uses are in the jar of CycloneDX's library. */
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V7,
                    builder -> builder.schemaMappers(
                            mappers -> mappers.mapPrefix("http://cyclonedx.org/schema/", "classpath:")))
            .getSchema(SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"));

    @TempDir
    private Path directory = Path.of("");

    private Path output() {
        return directory.resolve("card");
    }

    private String read(String file) throws IOException {
        return Files.readString(output().resolve(file));
    }

    private JsonNode cycloneDx() throws IOException {
        JsonNode bom = new ObjectMapper().readTree(read("model-card.cdx.json"));
        assertThat(SCHEMA.validate(bom)).isEmpty();
        return bom.path("components").path(0);
    }

    private Cli card(String model, String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("model", "card", "--model", model, "--output", output().toString()));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    @Test
    void theSchemaFindsWhatIsWrong() throws IOException {
        JsonNode wrong = new ObjectMapper()
                .readTree(
                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"machine-learning-model\","
                                + "\"name\":\"m\",\"modelCard\":{\"modelParameters\":{\"inputs\":[{\"name\":\"sqft\"}]}}}]}");
        assertThat(SCHEMA.validate(wrong)).isNotEmpty();
    }

    @Test
    void aDirectoryHasWhatItsFilesSayAndTheRestIsSaidToBeAbsent() throws IOException {
        Path model = Houses.linear(Files.createDirectory(directory.resolve("model")));
        Cli cli = card(model.toString());
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(cli.out().lines())
                .containsExactly(
                        output().resolve("model-card.html").toString(),
                        output().resolve("model-card.md").toString(),
                        output().resolve("model-card.cdx.json").toString());
        assertThat(read("model-card.md"))
                .contains(
                        "No description was given.",
                        "2 stored predictions were replayed, bit for bit.",
                        "| sqft | double | yes |",
                        "No run is known, so there are no metrics.",
                        "No promotion of this version was recorded.",
                        "No profile of the training data was logged.",
                        "No data sets were logged.",
                        "Nothing is known of where the model came from.",
                        "No manifest is recorded for these files.",
                        "| model.json | ");
        JsonNode component = cycloneDx();
        assertThat(component
                        .path("modelCard")
                        .path("modelParameters")
                        .path("task")
                        .asText())
                .isEqualTo("regression");
        assertThat(component.path("modelCard").has("quantitativeAnalysis")).isFalse();
        assertThat(component.has("version") || component.has("description")).isFalse();
        assertThat(component.path("components").findValuesAsText("name")).contains("MLmodel", "model.json");
    }

    @Test
    void aVersionHasWhatTheServerKnows() throws IOException {
        String store = "local:" + directory.resolve("data");
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(store)
                .cacheDirectory(directory.resolve("cache"))
                .build();
        String runId;
        try (Tracker tracker = Tracker.open("houses", config);
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("night shift")) {
            runId = run.id();
            run.logMetric("rmse", 41.5);
            run.logMetric("gain", Double.NaN);
            run.logParam("depth", "<script>alert(1)</script>");
            run.logDataset(Dataset.ofColumns("train", Map.of("sqft", List.of(1.0, 2.0))), "training");
            StoredProfile profile = StoredProfile.of(Profile.builder()
                    .number("sqft", new double[] {1, 2, Double.NaN, 4})
                    .build());
            LoggedModel model = run.logModel(
                    "house", Houses::linear, ModelOptions.defaults().withProfile(profile.toJson()));
            run.finish();
            int version = registry.register("house", model).version();
            registry.setVersionDescription("house", version, "Prices of *houses* | <b>north</b> & south");
            registry.promote(
                    "house",
                    version,
                    "champion",
                    Promotion.always()
                            .withGates(
                                    PromotionGate.atMost("rmse", 50),
                                    contest -> new PromotionGate.Verdict("no <drift>", true, "0 of 1 columns | fine")));
        }
        Cli cli = card("models:/house@champion", "--tracking-uri", store);
        assertThat(cli.err()).isEmpty();
        assertThat(read("model-card.md"))
                .contains(
                        "# Model card: house, version 1\n",
                        "Prices of \\*houses\\* \\| &lt;b&gt;north&lt;/b&gt; &amp; south",
                        "| rmse | 41.5 |",
                        "| gain | NaN |",
                        "| depth | &lt;script&gt;alert(1)&lt;/script&gt; |",
                        "Promotion to champion: accepted, 20",
                        "| rmse at most 50.0 | passed | rmse = 41.5 |",
                        "| no &lt;drift&gt; | passed | 0 of 1 columns \\| fine |",
                        "The profile for drift has 4 rows.",
                        "| sqft | 1 |",
                        "| train | training | ",
                        "| run | " + runId + " (night shift) |",
                        "| aliases | champion |",
                        "SHA-256 of the manifest");
        assertThat(read("model-card.html"))
                .contains(
                        "<title>Model card: house, version 1</title>",
                        "&lt;script&gt;",
                        "&lt;b&gt;north&lt;/b&gt; &amp;")
                .doesNotContain("<script", "<b>north", "http-equiv=\"refresh", "src=", "href=");
        JsonNode component = cycloneDx();
        assertThat(component.path("version").asText()).isEqualTo("1");
        assertThat(component
                        .path("modelCard")
                        .path("quantitativeAnalysis")
                        .path("performanceMetrics")
                        .findValuesAsText("value"))
                .containsExactly("NaN", "41.5");
        assertThat(component.path("properties").findValuesAsText("value"))
                .contains("passed: rmse at most 50.0: rmse = 41.5");

        assertThat(card("runs:/" + runId + "/house", "--tracking-uri", store).code())
                .isZero();
        assertThat(read("model-card.md")).contains("| rmse | 41.5 |", "No promotion of this version was recorded.");
        cycloneDx();
    }

    @Test
    void aDirectoryThatIsNotOneOfAModelHasNoCard() throws IOException {
        Path model = Files.createDirectory(directory.resolve("model"));
        assertThat(card(model.toString()))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "modelkeel: --model: " + model
                                + " has no file MLmodel, so it is not the directory of a model\n"));
        assertThat(output()).doesNotExist();
    }

    @Test
    void aModelThatCannotBeReadHasACardToo() throws IOException {
        Path model = Files.createDirectory(directory.resolve("model"));
        Files.writeString(model.resolve("MLmodel"), """
                flavors:
                  prophet:
                    pr_version: 1.1
                signature:
                  inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}}]'
                  outputs: null
                """);
        assertThat(card(model.toString()).code()).isZero();
        assertThat(read("model-card.md"))
                .contains(
                        "The model cannot be read here: ",
                        "| flavors | prophet |",
                        "| (no name) | float32 \\[-1,3\\] | yes |",
                        "The signature declares no outputs.");
        assertThat(cycloneDx().path("modelCard").path("modelParameters").has("task"))
                .isFalse();
    }
}
