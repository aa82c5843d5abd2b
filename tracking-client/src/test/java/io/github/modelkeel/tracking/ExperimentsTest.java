package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ResourceNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments and the finding of runs, against the embedded server. */
class ExperimentsTest {
    @TempDir
    private Path data = Path.of("");

    private Tracker tracker;

    @BeforeEach
    void open() {
        tracker = Tracker.open(
                "houses",
                ClientConfig.builder(Map.of()).trackingUri("local:" + data).build());
    }

    @AfterEach
    void close() {
        tracker.close();
    }

    @Test
    void anExperimentLivesFromItsCreationToItsDeletionAndBack() {
        Experiment made = tracker.createExperiment("flats", Map.of("team", "ml"), null);
        assertThat(made.name()).isEqualTo("flats");
        assertThat(made.tags()).containsEntry("team", "ml");
        assertThat(made.artifactLocation()).startsWith("mlflow-artifacts:");
        assertThat(made.creationTime()).isAfterOrEqualTo(made.updated().minusSeconds(60));
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> tracker.createExperiment("flats", Map.of(), null))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("RESOURCE_ALREADY_EXISTS"));

        tracker.renameExperiment(made.id(), "apartments");
        tracker.setExperimentTag(made.id(), "mlflow.note.content", "all of them");
        tracker.deleteExperimentTag(made.id(), "team");
        assertThat(tracker.getExperiment(made.id()).tags()).isEqualTo(Map.of("mlflow.note.content", "all of them"));
        assertThat(tracker.findExperiment("flats")).isEmpty();

        tracker.deleteExperiment(made.id());
        assertThat(tracker.findExperiment("apartments").orElseThrow().deleted()).isTrue();
        tracker.restoreExperiment(made.id());
        assertThat(tracker.getExperiment(made.id()).deleted()).isFalse();
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> tracker.getExperiment("4711"));
        assertThatIllegalArgumentException().isThrownBy(() -> tracker.createExperiment(" ", Map.of(), null));
    }

    @Test
    void experimentsAreFoundByFilterOrderAndView() {
        Experiment a = tracker.createExperiment("x-a", Map.of("team", "ml"), null);
        Experiment b = tracker.createExperiment("x-b", Map.of("team", "ml"), null);
        tracker.deleteExperiment(b.id());

        assertThat(tracker.searchExperiments("name LIKE 'x-%'", List.of(), Experiment.View.ACTIVE))
                .extracting(Experiment::id)
                .containsExactly(a.id());
        assertThat(tracker.searchExperiments("", List.of(), Experiment.View.DELETED))
                .extracting(Experiment::name)
                .containsExactly("x-b");
        assertThat(tracker.searchExperiments("tags.team = 'ml'", List.of("name DESC"), Experiment.View.ALL))
                .extracting(Experiment::name)
                .containsExactly("x-b", "x-a");
    }

    @Test
    void runsAreDeletedRestoredRenamedAndFoundByView() {
        String id;
        try (Run run = tracker.startRun("one")) {
            id = run.id();
            run.finish();
        }
        tracker.renameRun(id, "uno");
        assertThat(tracker.getRun(id).name()).isEqualTo("uno");
        assertThat(tracker.getRun(id).tags()).containsEntry("mlflow.runName", "uno");
        assertThat(tracker.getRun(id).status()).isEqualTo(RunStatus.FINISHED);
        tracker.deleteRun(id);
        assertThat(tracker.streamRuns("", List.of(), Experiment.View.ACTIVE)).isEmpty();
        assertThat(tracker.streamRuns("", List.of(), Experiment.View.DELETED))
                .extracting(RunInfo::id)
                .containsExactly(id);
        tracker.restoreRun(id);
        assertThat(tracker.getRun(id).deleted()).isFalse();
    }

    @Test
    void aRunKnowsItsChildren() {
        try (Run parent = tracker.startRun("parent")) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                try (Run child = parent.startChild("child-" + i)) {
                    ids.add(child.id());
                    child.finish();
                }
            }
            tracker.startRun("no child").finish();
            assertThat(parent.children()).extracting(RunInfo::id).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(tracker.childRuns(ids.get(0))).isEmpty();
        }
    }

    @Test
    void aHistoryIsReadInItsOrder() {
        try (Run run = tracker.startRun("long")) {
            List<MetricPoint> points = new ArrayList<>();
            for (int i = 0; i < 2_500; i++) {
                points.add(new MetricPoint("rmse", 1.0 / (i + 1), 1_700_000_000_000L + i, i));
            }
            run.logMetrics(points);
            assertThat(tracker.streamMetricHistory(run.id(), "rmse")).containsExactlyElementsOf(points);
            assertThat(tracker.streamMetricHistory(run.id(), "none")).isEmpty();
        }
    }
}
