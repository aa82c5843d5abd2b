package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLinksTest {
    private static final Map<String, String> PRINT = Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "false");

    @TempDir
    private Path data = Path.of("");

    private String printed(boolean hasPages, Map<String, String> environment, Optional<String> workspace) {
        ClientConfig config =
                ClientConfig.builder(environment).trackingUri("local:" + data).build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Tracker tracker = Tracker.open("links", config)) {
            Run run = tracker.startRun("ünique");
            run.finish();
            new RunLinks(() -> "http://h:5000/x", workspace, hasPages, config.printsRunLinks())
                    .show(run, new PrintStream(out, true, StandardCharsets.UTF_8));
            return out.toString(StandardCharsets.UTF_8).replace(run.id(), "ID").replace(run.experimentId(), "E");
        }
    }

    @Test
    void aRunsEndIsPrintedAsMlflowPrintsIt() {
        assertThat(printed(true, PRINT, Optional.empty())).isEqualTo("""
                        🏃 View run ünique at: http://h:5000/x/#/experiments/E/runs/ID
                        🧪 View experiment at: http://h:5000/x/#/experiments/E
                        """);
    }

    @Test
    void theWorkspaceIsPartOfTheLink() {
        assertThat(printed(true, PRINT, Optional.of("a b")))
                .contains("/runs/ID?workspace=a+b\n")
                .contains("experiments/E?workspace=a+b\n");
        assertThat(printed(true, PRINT, Optional.of("default"))).doesNotContain("workspace");
    }

    @Test
    void nothingIsPrintedForAServerWithoutPagesOrUnlessItIsAskedFor() {
        assertThat(printed(true, Map.of(), Optional.empty())).isEmpty();
        assertThat(printed(false, PRINT, Optional.empty())).isEmpty();
        assertThat(printed(true, Map.of("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void otherwiseTheLogSaysIt() {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord event) {
                log.add(event.getLevel() + " " + event.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(RunLinks.class.getName());
        logger.addHandler(handler);
        try {
            printed(true, Map.of(), Optional.empty());
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log).anyMatch(line -> line.startsWith("INFO 🏃 View run ünique at: http://h:5000/x/#/experiments/"));
    }
}
