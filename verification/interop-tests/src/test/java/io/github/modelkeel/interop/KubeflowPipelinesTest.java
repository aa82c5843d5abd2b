package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's pipeline compiled by Kubeflow's own compiler; its containers' commands run here, one after the other. */
@Heavy(
        counterpart = "kfp",
        checks = {
            "samples/customer-churn/pipelines/kubeflow_pipeline.py",
            "samples/customer-churn/pipelines/kubeflow_pipeline.yaml",
            "samples/customer-churn/gates.yaml",
            "samples/customer-churn/expectations.yaml",
            "verification/interop-tests/requirements-kfp.txt",
            "verification/interop-tests/src/test/resources/python/kubeflow_spec.py",
            "verification/interop-tests/src/test/java/io/github/modelkeel/interop/PipelineHome.java"
        })
class KubeflowPipelinesTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String SOURCE = "kubeflow_pipeline.py";
    private static final String COMPILED = "kubeflow_pipeline.yaml";

    @TempDir
    private Path work = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private PythonEnvironment python;

    @SuppressWarnings("NullAway.Init") // set before each test
    private PipelineHome home;

    @BeforeEach
    void home() throws IOException {
        python = PythonEnvironment.heavyOrSkip("kfp");
        home = PipelineHome.make(work.resolve("home"));
    }

    private PipelineHome.Ended compile(String source) throws IOException {
        Path file = Files.writeString(home.directory().resolve(SOURCE), source);
        return home.run(python, Map.of(), "python", file.toString());
    }

    private JsonNode specification(Path yaml) {
        return python.run("kubeflow_spec.py", work, LIMIT, Map.of(), yaml.toString());
    }

    @Test
    void whatIsCommittedIsWhatItCompiles() throws IOException {
        PipelineHome.Ended compiled = compile(Files.readString(PipelineHome.pipeline(SOURCE)));
        assertThat(compiled.code()).as(compiled.output()).isZero();
        assertThat(home.directory().resolve(COMPILED)).hasSameTextualContentAs(PipelineHome.pipeline(COMPILED));
    }

    @Test
    void itsStepsComeInOrderAndNoneIsTakenFromTheCache() {
        JsonNode tasks = specification(PipelineHome.pipeline(COMPILED))
                .path("root")
                .path("dag")
                .path("tasks");
        assertThat(tasks).hasSize(5);
        assertThat(after(tasks, "validate")).containsExactly("write-customers");
        assertThat(after(tasks, "train")).containsExactly("validate", "write-customers");
        assertThat(after(tasks, "promote")).containsExactly("train");
        assertThat(after(tasks, "drift")).containsExactly("promote", "write-customers");
        for (String task : List.of("write-customers", "validate", "train", "promote", "drift")) {
            assertThat(tasks.path(task)
                            .path("cachingOptions")
                            .path("enableCache")
                            .asBoolean())
                    .as(task)
                    .isFalse();
        }
    }

    private static List<String> after(JsonNode tasks, String task) {
        List<String> after = new ArrayList<>();
        tasks.path(task).path("dependentTasks").forEach(each -> after.add(each.asText()));
        after.sort(null);
        return after;
    }

    /** There is no cluster here: what Kubeflow fills in is filled in by this test. */
    @Test
    void theContainersCommandsDoTheWork() throws IOException {
        JsonNode executors = specification(PipelineHome.pipeline(COMPILED))
                .path("deploymentSpec")
                .path("executors");
        assertThat(executors).hasSize(5);
        Path address = home.directory().resolve("address");
        for (String step : List.of("write-customers", "validate", "train", "promote", "drift")) {
            JsonNode container = executors.path("exec-" + step).path("container");
            Map<String, String> filledIn = new LinkedHashMap<>();
            filledIn.put(
                    "['customers'].path}}",
                    home.directory().resolve("customers").toString());
            filledIn.put("['report'].path}}", home.directory().resolve("report").toString());
            filledIn.put("['address'].output_file}}", address.toString());
            filledIn.put("['address']}}", Files.exists(address) ? Files.readString(address) : "");
            List<String> words = new ArrayList<>();
            container.path("command").forEach(word -> words.add(word.asText()));
            container.path("args").forEach(word -> words.add(filled(word.asText(), filledIn)));
            PipelineHome.Ended ended = home.run(words);
            assertThat(ended.code()).as("%s%n%s", words, ended.output()).isZero();
            assertThat(container.path("image").asText()).startsWith("registry.example.com/");
            assertThat(container.path("env").toString().contains("MLFLOW_TRACKING_URI"))
                    .as(step)
                    .isTrue();
        }
        assertThat(address).hasContent("models:/churn-customers/1");
        assertThat(home.directory().resolve("report")).content().contains("<html");
    }

    private static String filled(String word, Map<String, String> filledIn) {
        for (Map.Entry<String, String> each : filledIn.entrySet()) {
            if (word.startsWith("{{$.") && word.endsWith(each.getKey())) {
                return each.getValue();
            }
        }
        assertThat(word).doesNotContain("{{");
        return word;
    }

    @Test
    void itFindsPlantedErrors() throws IOException {
        String source = Files.readString(PipelineHome.pipeline(SOURCE));
        assertPlanted(source.replace("promote(address=trained", "promote(adress=trained"), "adress");
        assertPlanted(source.replace("trained.outputs[\"address\"]", "trained.outputs[\"uri\"]"), "uri");
        assertPlanted(source.replace("promote(address: str)", "promote(address: int)"), "Incompatible");
        String yaml = Files.readString(PipelineHome.pipeline(COMPILED));
        Path planted = Files.writeString(work.resolve("planted.yaml"), yaml.replace("componentRef:", "componentReff:"));
        assertThatIllegalStateException()
                .isThrownBy(() -> specification(planted))
                .withMessageContaining("componentReff");
    }

    private void assertPlanted(String source, String found) throws IOException {
        PipelineHome.Ended compiled = compile(source);
        assertThat(compiled.code()).as(compiled.output()).isNotZero();
        assertThat(compiled.output()).contains(found);
    }
}
