package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lineage of a run is an event that OpenLineage's own client makes too, field by field. */
@Heavy(
        counterpart = "openlineage",
        checks = {
            "cli/src/main/java/io/github/modelkeel/cli/runs/LineageCommand.java",
            "cli/src/main/java/io/github/modelkeel/cli/runs/OpenLineageEvent.java",
            "verification/interop-tests/requirements-openlineage.txt",
            "verification/interop-tests/src/test/resources/python/openlineage_event.py"
        })
class OpenLineageTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NAME = "interop-lineage";

    @TempDir
    private Path work = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private PythonEnvironment python;

    @BeforeEach
    void environment() {
        python = PythonEnvironment.heavyOrSkip("openlineage");
    }

    private JsonNode made(String event) throws IOException {
        Path file = Files.writeString(work.resolve("event.json"), event);
        return python.run("openlineage_event.py", work, LIMIT, Map.of(), file.toString());
    }

    private String logged(ServerKind server) throws IOException {
        Path houses = Files.writeString(work.resolve("houses.csv"), "sqft,price,town\n1500,300000.5,Oslo\n");
        String uri = server.uri().toString();
        ClientConfig config =
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
        try (Tracker tracker = Tracker.open(NAME, config);
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("train")) {
            run.logDataset(Dataset.ofCsv("houses", houses), "training");
            run.logDataset(
                    new Dataset("far", "d1", "http", "{\"url\":\"https://example.com/far.csv\"}", null, null), "test");
            LoggedModel model = run.logModel("house", HouseModel.bundle()::writeTo);
            run.logModel("spare", HouseModel.bundle()::writeTo);
            run.finish();
            registry.register(NAME, model);
            return run.id();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void theEventOfARunIsOneOfItsOwn(ServerKind server) throws IOException {
        String id = logged(server);
        String printed = CommandLine.run(server, work, 0, "runs", "lineage", id);
        JsonNode event = new ObjectMapper().readTree(printed);

        assertThat(made(printed)).isEqualTo(event);
        assertThat(event.path("eventType").asText()).isEqualTo("COMPLETE");
        assertThat(event.path("run").path("runId").asText().replace("-", "")).isEqualTo(id);
        assertThat(event.path("inputs").findValuesAsText("datasetVersion"))
                .containsExactlyInAnyOrder(
                        Dataset.ofCsv("houses", work.resolve("houses.csv")).digest(), "d1");
        assertThat(event.path("outputs")).hasSize(2);
        assertThat(event.path("outputs").path(0).path("name").asText()).isEqualTo("models/" + NAME);
        assertThat(event.path("outputs").findValuesAsText("datasetVersion"))
                .hasSize(2)
                .anyMatch(version -> version.matches("[0-9]+"))
                .anyMatch(version -> version.startsWith("m-"));
    }

    @Test
    void theEventOfThePageIsOneToo() throws IOException {
        Matcher block = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Checkout.root().resolve("docs/pipelines.md")));
        assertThat(block.find()).isTrue();
        assertThat(made(block.group(1))).isEqualTo(new ObjectMapper().readTree(block.group(1)));
    }

    @Test
    void itFindsPlantedErrors() throws IOException {
        String event = CommandLine.run(ServerKind.EMBEDDED, work, 0, "runs", "lineage", logged(ServerKind.EMBEDDED));
        for (List<String> planted : List.of(
                List.of("\"runId\":\"", "\"runId\":\"x", "badly formed hexadecimal UUID"),
                List.of("\"eventTime\":\"20", "\"eventTime\":\"in 20", "eventtime_check"),
                List.of("\"datasetVersion\"", "\"datasetVersions\"", "datasetVersions"),
                List.of("\"COMPLETE\"", "\"COMPLETED\"", "COMPLETED"),
                List.of("\"namespace\"", "\"nameSpace\"", "nameSpace"),
                List.of("facets/1-0-1/", "facets/9-0-0/", "9-0-0"))) {
            assertThat(event).contains(planted.get(0));
            assertThatIllegalStateException()
                    .as(planted.get(1))
                    .isThrownBy(() -> made(event.replace(planted.get(0), planted.get(1))))
                    .withMessageContaining(planted.get(2));
        }
    }
}
