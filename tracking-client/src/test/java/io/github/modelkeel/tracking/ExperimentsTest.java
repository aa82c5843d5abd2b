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
        Experiment made = tracker.experiments().create("flats", Map.of("team", "ml"), null);
        assertThat(made.name()).isEqualTo("flats");
        assertThat(made.tags()).containsEntry("team", "ml");
        assertThat(made.artifactLocation()).startsWith("mlflow-artifacts:");
        assertThat(made.creationTime()).isAfterOrEqualTo(made.updated().minusSeconds(60));
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> tracker.experiments().create("flats", Map.of(), null))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("RESOURCE_ALREADY_EXISTS"));

        tracker.experiments().rename(made.id(), "apartments");
        tracker.experiments().setTag(made.id(), "mlflow.note.content", "all of them");
        tracker.experiments().deleteTag(made.id(), "team");
        assertThat(tracker.experiments().get(made.id()).tags()).isEqualTo(Map.of("mlflow.note.content", "all of them"));
        assertThat(tracker.experiments().find("flats")).isEmpty();

        tracker.experiments().delete(made.id());
        assertThat(tracker.experiments().find("apartments").orElseThrow().deleted())
                .isTrue();
        tracker.experiments().restore(made.id());
        assertThat(tracker.experiments().get(made.id()).deleted()).isFalse();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> tracker.experiments().get("4711"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracker.experiments().create(" ", Map.of(), null));
    }

    @Test
    void experimentsAreFoundByFilterOrderAndView() {
        Experiment a = tracker.experiments().create("x-a", Map.of("team", "ml"), null);
        Experiment b = tracker.experiments().create("x-b", Map.of("team", "ml"), null);
        tracker.experiments().delete(b.id());

        assertThat(tracker.experiments().search("name LIKE 'x-%'", Experiment.View.ACTIVE))
                .extracting(Experiment::id)
                .containsExactly(a.id());
        assertThat(tracker.experiments().search("", Experiment.View.DELETED))
                .extracting(Experiment::name)
                .containsExactly("x-b");
        assertThat(tracker.experiments().search("tags.team = 'ml'", Experiment.View.ALL, "name DESC"))
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
        tracker.runs().rename(id, "uno");
        assertThat(tracker.runs().get(id).name()).isEqualTo("uno");
        assertThat(tracker.runs().get(id).tags()).containsEntry("mlflow.runName", "uno");
        assertThat(tracker.runs().get(id).status()).isEqualTo(RunStatus.FINISHED);
        tracker.runs().delete(id);
        assertThat(tracker.runs().search("", Experiment.View.ACTIVE)).isEmpty();
        assertThat(tracker.runs().search("", Experiment.View.DELETED))
                .extracting(RunInfo::id)
                .containsExactly(id);
        tracker.runs().restore(id);
        assertThat(tracker.runs().get(id).deleted()).isFalse();
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
            assertThat(tracker.runs().children(ids.get(0))).isEmpty();
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
            assertThat(tracker.runs().metricHistory(run.id(), "rmse")).containsExactlyElementsOf(points);
            assertThat(tracker.runs().metricHistory(run.id(), "none")).isEmpty();
        }
    }
}
