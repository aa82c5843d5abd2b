package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's DAG, parsed by Airflow's own DagBag and run by its {@code dags test}. */
@Heavy(
        counterpart = "airflow",
        checks = {
            "samples/customer-churn/pipelines/airflow_dag.py",
            "samples/customer-churn/gates.yaml",
            "samples/customer-churn/expectations.yaml",
            "verification/interop-tests/requirements-airflow.txt",
            "verification/interop-tests/src/test/resources/python/airflow_dags.py",
            "verification/interop-tests/src/test/java/io/github/modelkeel/interop/PipelineHome.java"
        })
class AirflowTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String FILE = "airflow_dag.py";

    @TempDir
    private Path work = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private PythonEnvironment python;

    @SuppressWarnings("NullAway.Init") // set before each test
    private PipelineHome home;

    @BeforeEach
    void home() throws IOException {
        python = PythonEnvironment.heavyOrSkip("airflow");
        home = PipelineHome.make(work.resolve("home"));
        Files.createDirectories(dags());
    }

    private Path dags() {
        return work.resolve("dags");
    }

    private Map<String, String> variables() {
        return Map.of(
                "AIRFLOW_HOME",
                work.resolve("airflow").toString(),
                "AIRFLOW__CORE__DAGS_FOLDER",
                dags().toString(),
                "AIRFLOW__CORE__LOAD_EXAMPLES",
                "False",
                "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED",
                "False");
    }

    private JsonNode parse(String text) throws IOException {
        Files.writeString(dags().resolve(FILE), text);
        Map<String, String> all = new HashMap<>(home.variables());
        all.putAll(variables());
        return python.run("airflow_dags.py", work, LIMIT, all, dags().toString());
    }

    private static String sample() throws IOException {
        return Files.readString(PipelineHome.pipeline(FILE));
    }

    @Test
    void itsDagBagFindsTheTasksInTheirOrder() throws IOException {
        JsonNode parsed = parse(sample());
        assertThat(parsed.path("errors")).isEmpty();
        assertThat(parsed.path("dags")).hasSize(1);
        JsonNode tasks = parsed.path("dags").path("churn");
        List<String> order = List.of("customers", "validate", "train", "promote", "drift");
        assertThat(tasks).hasSize(order.size());
        for (int i = 0; i < order.size(); i++) {
            JsonNode task = tasks.path(order.get(i));
            assertThat(task.path("command").asText()).startsWith("java -jar ");
            assertThat(task.path("directory").asText())
                    .isEqualTo(home.directory().toString());
            assertThat(task.path("retries").asInt()).isEqualTo(i == 0 ? 2 : 0);
            assertThat(task.path("after").toString()).isEqualTo(i == 0 ? "[]" : "[\"" + order.get(i - 1) + "\"]");
        }
    }

    @Test
    void itRunsTheDagAndStopsWhereAGateRefuses() throws IOException {
        Files.writeString(dags().resolve(FILE), sample());
        PipelineHome.Ended migrated = home.run(python, variables(), "airflow", "db", "migrate");
        assertThat(migrated.code()).as(migrated.output()).isZero();

        PipelineHome.Ended ran = home.run(python, variables(), "airflow", "dags", "test", "churn");
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(ran.output())
                .contains(
                        "registry promote models:/churn-customers/1 --gates",
                        "end task task_id=drift",
                        "state=success");

        Path gates = home.directory().resolve("gates.yaml");
        Files.writeString(gates, Files.readString(gates).replace("at_least: 0.7", "at_least: 0.99"));
        PipelineHome.Ended refused = home.run(python, variables(), "airflow", "dags", "test", "churn");
        assertThat(refused.output())
                .contains("registry promote models:/churn-customers/3 --gates", "exit code 3", "state=failed")
                .doesNotContain("starting task_id=drift", "up_for_retry");
    }

    @Test
    void itFindsPlantedErrors() throws IOException {
        assertPlanted(sample().replace("train >> promote >> drift", "train >> promote >> drift >> train"), "ycle");
        assertPlanted(sample().replace("bash_command=", "bash_comand="), "bash_command");
        assertPlanted(sample().replace("customers >> validate", "customer >> validate"), "customer");
        assertPlanted(sample().replace("step(\"train\"", "step(\"validate\""), "validate");
    }

    private void assertPlanted(String dag, String found) throws IOException {
        JsonNode parsed = parse(dag);
        assertThat(parsed.path("errors")).hasSize(1);
        assertThat(parsed.path("errors").path(0).asText()).contains(found);
    }
}
