package io.github.modelkeel.tracking;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.localserver.LocalServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            new RunLinks(() -> "http://h:5000/x", workspace, () -> hasPages, prints(config))
                    .show(run.name(), run.experimentId(), run.id(), new PrintStream(out, true, StandardCharsets.UTF_8));
            return out.toString(StandardCharsets.UTF_8).replace(run.id(), "ID").replace(run.experimentId(), "E");
        }
    }

    private static boolean prints(ClientConfig config) {
        return TrackerSettings.of(TrackerSettings.environment(config)).printRunLinks();
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStandaloneLocalServerGetsNoLinksAndAnotherServerDoes(boolean async) {
        try (LocalServer server = LocalServer.start(data)) {
            assertThat(linksOf(async, server.uri().toString())).isEmpty();
        }
        WireMockServer other =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        other.start();
        try {
            other.stubFor(any(anyUrl()).atPriority(10).willReturn(okJson("{}")));
            String api = "/api/2.0/mlflow/";
            other.stubFor(any(urlPathEqualTo(api + "experiments/get-by-name"))
                    .willReturn(okJson("{\"experiment\":{\"experiment_id\":\"7\",\"name\":\"links\"}}")));
            other.stubFor(any(urlPathEqualTo(api + "runs/create"))
                    .willReturn(okJson("{\"run\":{\"info\":{\"run_id\":\"abc\",\"run_name\":\"plain\","
                            + "\"experiment_id\":\"7\",\"status\":\"RUNNING\"},\"data\":{}}}")));
            assertThat(linksOf(async, other.baseUrl())).anyMatch(line -> line.contains("View run plain at: "));
        } finally {
            other.stop();
        }
    }

    /** What is logged at the end of a run on the server of an address. */
    private Queue<String> linksOf(boolean async, String address) {
        ClientConfig config =
                ClientConfig.builder(Map.of()).trackingUri(address).build();
        return logged(() -> {
            try (Tracker tracker = async
                            ? Tracker.builder("links")
                                    .config(config)
                                    .async(AsyncLogging.builder()
                                            .directory(data.resolve("spool"))
                                            .build())
                                    .open()
                            : Tracker.open("links", config);
                    Run run = tracker.startRun("plain")) {
                assertThat(tracker.flush(Duration.ofSeconds(30)).isComplete()).isTrue();
                assertThat(run.id()).isNotEmpty();
            }
        });
    }

    @Test
    void otherwiseTheLogSaysIt() {
        assertThat(logged(() -> printed(true, Map.of(), Optional.empty())))
                .anyMatch(line -> line.startsWith("INFO 🏃 View run ünique at: http://h:5000/x/#/experiments/"));
    }

    private static Queue<String> logged(Runnable work) {
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
            work.run();
        } finally {
            logger.removeHandler(handler);
        }
        return log;
    }
}
