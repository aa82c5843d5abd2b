package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLinksTest {
    @TempDir
    private Path data = Path.of("");

    private String printed(boolean hasPages, Map<String, String> environment, Optional<String> workspace) {
        ClientConfig config =
                ClientConfig.builder(environment).trackingUri("local:" + data).build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Tracker tracker = Tracker.open("links", config)) {
            Run run = tracker.startRun("ünique");
            run.finish();
            new RunLinks("http://h:5000/x", workspace, hasPages, config.printsRunLinks())
                    .print(run.data().info(), new PrintStream(out, true, StandardCharsets.UTF_8));
            return out.toString(StandardCharsets.UTF_8).replace(run.id(), "ID").replace(run.experimentId(), "E");
        }
    }

    @Test
    void aRunsEndIsPrintedAsMlflowPrintsIt() {
        assertThat(printed(true, Map.of(), Optional.empty())).isEqualTo("""
                        🏃 View run ünique at: http://h:5000/x/#/experiments/E/runs/ID
                        🧪 View experiment at: http://h:5000/x/#/experiments/E
                        """);
    }

    @Test
    void theWorkspaceIsPartOfTheLink() {
        assertThat(printed(true, Map.of(), Optional.of("a b")))
                .contains("/runs/ID?workspace=a+b\n")
                .contains("experiments/E?workspace=a+b\n");
        assertThat(printed(true, Map.of(), Optional.of("default"))).doesNotContain("workspace");
    }

    @Test
    void nothingIsPrintedForAServerWithoutPagesOrWhenMlflowsSwitchSaysSo() {
        assertThat(printed(false, Map.of(), Optional.empty())).isEmpty();
        assertThat(printed(true, Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"), Optional.empty()))
                .isEmpty();
    }
}
