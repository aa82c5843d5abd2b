package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;

/** The unmodified {@code org.mlflow:mlflow-client} 2.17.2 on the embedded server, and on the real one to prove the expectations. */
@ExtendWith(ServerLogOnFailure.class)
class JavaMlflowClientTest {
    private static final long TIME = 1_700_000_000_000L;

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void experimentsAreCreatedFoundRenamedTaggedAndDeleted(ServerKind server) {
        try (MlflowClient client = server.javaClient()) {
            assertThat(client.getExperimentByName("java-none")).isEmpty();
            String id = client.createExperiment("java-experiments");
            assertThatThrownBy(() -> client.createExperiment("java-experiments"))
                    .isInstanceOfSatisfying(
                            MlflowHttpException.class,
                            e -> assertThat(e.getBodyMessage()).contains("RESOURCE_ALREADY_EXISTS"));
            client.setExperimentTag(id, "team", "ml");
            client.renameExperiment(id, "java-experiments-2");
            Experiment read = client.getExperiment(id);
            assertThat(read.getName()).isEqualTo("java-experiments-2");
            assertThat(read.getTagsList())
                    .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                    .containsExactly("team=ml");
            assertThat(client.searchExperiments("name LIKE 'java-exp%'").getItems())
                    .hasSize(1);
            client.deleteExperiment(id);
            assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
            client.restoreExperiment(id);
            assertThat(client.getExperimentByName("java-experiments-2")).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aRunKeepsItsParametersTagsAndEveryMetricPoint(ServerKind server) {
        try (MlflowClient client = server.javaClient()) {
            String experiment = client.createExperiment("java-run");
            RunInfo created = client.createRun(CreateRun.newBuilder()
                    .setExperimentId(experiment)
                    .setRunName("first")
                    .setUserId("ada")
                    .setStartTime(TIME)
                    .build());
            String id = created.getRunId();
            client.logParam(id, "depth", "3");
            client.logMetric(id, "rmse", 1.5, TIME, 0);
            client.logMetric(id, "rmse", 1.0 / 3, TIME + 1, 1);
            client.logMetric(id, "nan", Double.NaN, TIME, 0);
            client.logMetric(id, "inf", Double.POSITIVE_INFINITY, TIME, 0);
            client.setTag(id, "stage", "dev");
            client.setTag(id, "gone", "x");
            client.deleteTag(id, "gone");
            client.setTerminated(id, RunStatus.FINISHED, TIME + 2);

            Run run = client.getRun(id);
            assertThat(run.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
            assertThat(List.of(run.getInfo().getStartTime(), run.getInfo().getEndTime()))
                    .containsExactly(TIME, TIME + 2);
            assertThat(run.getInfo().getUserId()).isEqualTo("ada");
            assertThat(run.getData().getParamsList())
                    .extracting(Param::getValue)
                    .containsExactly("3");
            assertThat(run.getData().getTagsList())
                    .extracting(RunTag::getKey)
                    .containsExactlyInAnyOrder("stage", "mlflow.runName");
            assertThat(run.getData().getMetricsList())
                    .extracting(metric -> metric.getKey() + "=" + metric.getValue())
                    .containsExactlyInAnyOrder("rmse=" + 1.0 / 3, "nan=NaN", "inf=" + Double.MAX_VALUE);
            assertThat(client.getMetricHistory(id, "rmse"))
                    .extracting(Metric::getValue, Metric::getStep)
                    .containsExactly(tuple(1.5, 0L), tuple(1.0 / 3, 1L));
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aBatchOfAThousandIsKeptWhole(ServerKind server) {
        try (MlflowClient client = server.javaClient()) {
            String id = client.createRun(client.createExperiment("java-batch")).getRunId();
            List<Metric> metrics = IntStream.range(0, 900)
                    .mapToObj(i -> Metric.newBuilder()
                            .setKey("m")
                            .setValue(i / 7.0)
                            .setTimestamp(TIME + i)
                            .setStep(i)
                            .build())
                    .toList();
            List<Param> params = IntStream.range(0, 50)
                    .mapToObj(i -> Param.newBuilder()
                            .setKey("p" + i)
                            .setValue(Integer.toString(i))
                            .build())
                    .toList();
            List<RunTag> tags = IntStream.range(0, 50)
                    .mapToObj(i ->
                            RunTag.newBuilder().setKey("t" + i).setValue("v").build())
                    .toList();
            client.logBatch(id, metrics, params, tags);
            client.logBatch(id, metrics, params, tags);
            assertThat(client.getMetricHistory(id, "m"))
                    .extracting(Metric::getValue)
                    .containsExactlyElementsOf(
                            metrics.stream().map(Metric::getValue).toList());
            assertThat(client.getRun(id).getData().getParamsCount()).isEqualTo(50);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void runsAreFoundByFilterInOrderAndInPages(ServerKind server) {
        try (MlflowClient client = server.javaClient()) {
            String experiment = client.createExperiment("java-search");
            for (int i = 0; i < 7; i++) {
                RunInfo run = client.createRun(CreateRun.newBuilder()
                        .setExperimentId(experiment)
                        .setRunName("run-" + i)
                        .setStartTime(TIME + i)
                        .build());
                client.logMetric(run.getRunId(), "rmse", i / 10.0, TIME, 0);
            }
            RunsPage page = client.searchRuns(
                    List.of(experiment), "metrics.rmse > 0.05", ViewType.ACTIVE_ONLY, 4, List.of("metrics.rmse DESC"));
            assertThat(names(page)).containsExactly("run-6", "run-5", "run-4", "run-3");
            assertThat(page.hasNextPage()).isTrue();
            RunsPage second = (RunsPage) page.getNextPage();
            assertThat(names(second)).containsExactly("run-2", "run-1");
            assertThat(second.hasNextPage()).isFalse();

            String deleted = page.getItems().get(0).getInfo().getRunId();
            client.deleteRun(deleted);
            assertThat(count(client, experiment, ViewType.ACTIVE_ONLY)).isEqualTo(6);
            assertThat(count(client, experiment, ViewType.DELETED_ONLY)).isEqualTo(1);
            client.restoreRun(deleted);
            assertThat(count(client, experiment, ViewType.ACTIVE_ONLY)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void theRegistryIsRead(ServerKind server) {
        try (MlflowClient client = server.javaClient()) {
            client.sendPost("registered-models/create", "{\"name\":\"java-model\"}");
            for (int i = 1; i <= 2; i++) {
                client.sendPost(
                        "model-versions/create",
                        String.format(Locale.ROOT, "{\"name\":\"java-model\",\"source\":\"s3://bucket/%d\"}", i));
            }
            client.sendPost(
                    "registered-models/alias", "{\"name\":\"java-model\",\"alias\":\"champion\",\"version\":\"2\"}");
            client.sendPost(
                    "model-versions/transition-stage",
                    "{\"name\":\"java-model\",\"version\":\"1\",\"stage\":\"Production\",\"archive_existing_versions\":false}");
            client.sendPatch("registered-models/update", "{\"name\":\"java-model\",\"description\":\"prices\"}");

            assertThat(client.getRegisteredModel("java-model").getDescription()).isEqualTo("prices");
            assertThat(client.getModelVersion("java-model", "2").getSource()).isEqualTo("s3://bucket/2");
            assertThat(client.getModelVersionDownloadUri("java-model", "1")).isEqualTo("s3://bucket/1");
            assertThat(client.getLatestVersions("java-model"))
                    .extracting(ModelVersion::getVersion)
                    .containsExactlyInAnyOrder("1", "2");
            assertThat(client.getLatestVersions("java-model", List.of("Production")))
                    .extracting(ModelVersion::getVersion)
                    .containsExactly("1");
            assertThat(client.searchModelVersions("name = 'java-model'").getItems())
                    .hasSize(2);
            assertThat(client.sendGet("registered-models/alias?name=java-model&alias=champion"))
                    .contains("\"2\"");
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void whatIsMissingOrWrongIsRefused(ServerKind server) {
        try (MlflowClient client = server.javaClient()) {
            assertThatThrownBy(() -> client.getRun("0".repeat(32)))
                    .isInstanceOfSatisfying(
                            MlflowHttpException.class,
                            e -> assertThat(e.getStatusCode()).isEqualTo(404))
                    .hasMessageContaining("404");
            assertThatThrownBy(() -> client.getRegisteredModel("java-none"))
                    .isInstanceOfSatisfying(
                            MlflowHttpException.class,
                            e -> assertThat(e.getBodyMessage()).contains("RESOURCE_DOES_NOT_EXIST"));
            String id =
                    client.createRun(client.createExperiment("java-refusals")).getRunId();
            client.logParam(id, "p", "1");
            client.logParam(id, "p", "1");
            assertThatThrownBy(() -> client.logParam(id, "p", "2"))
                    .isInstanceOfSatisfying(
                            MlflowHttpException.class,
                            e -> assertThat(e.getBodyMessage()).contains("INVALID_PARAMETER_VALUE"));
            assertThatThrownBy(() -> client.searchRuns(List.of("0"), "metrics.x <> 1", ViewType.ALL, 10))
                    .isInstanceOfSatisfying(
                            MlflowHttpException.class,
                            e -> assertThat(e.getStatusCode()).isEqualTo(400));
        }
    }

    @Test
    void artifactsComeBackAsTheyWereSent(@TempDir Path work) {
        PythonEnvironment python = PythonEnvironment.orSkip();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path", ""),
                JavaClientArtifacts.class.getName(),
                ServerKind.EMBEDDED.uri().toString(),
                work.toString());
        Map<String, String> variables = PythonEnvironment.variables(
                Map.of("MLFLOW_PYTHON_EXECUTABLE", python.executable().toString()));
        try (ChildProcess program = ChildProcess.start(command, work, variables, work.resolve("program.log"))) {
            program.awaitSuccess(Duration.ofMinutes(3));
            assertThat(program.output()).contains(JavaClientArtifacts.PASSED);
        }
    }

    private static int count(MlflowClient client, String experiment, ViewType view) {
        return client.searchRuns(List.of(experiment), "", view, 100).getItems().size();
    }

    private static List<String> names(RunsPage page) {
        return page.getItems().stream().map(run -> run.getInfo().getRunName()).toList();
    }
}
