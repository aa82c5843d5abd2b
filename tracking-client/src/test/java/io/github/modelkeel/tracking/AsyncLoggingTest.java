package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.ServerUnavailableException;
import io.github.modelkeel.fakeserver.FakeMlflow.Seen;
import io.github.modelkeel.fakeserver.FakeStore.StoredRun;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What asynchronous logging sends, and what it says about it. */
class AsyncLoggingTest extends AsyncTest {
    @Test
    void everyKindOfValueArrivesInTheRun() {
        Dataset data = new Dataset("train", "abc", "local", "{}", "{\"mlflow_colspec\":[]}", null);
        try (Tracker tracker = open()) {
            Run run = tracker.startRun(
                    RunOptions.named("first").withDescription("a note").withTag("team", "blue"));
            run.logParam("depth", 3);
            run.logMetric("rmse", 0.5, 1);
            run.logMetrics(Map.of("mae", 2, "nan", Double.NaN));
            run.setTag("stage", "a");
            run.setTag("stage", "b");
            run.setTag("gone", "x");
            run.deleteTag("gone");
            run.deleteTag("never there");
            run.logDataset(data, "training");
            run.finish();
            assertComplete(tracker.flush(LONG));
            assertBalanced(tracker);
        }
        StoredRun run = store.run();
        assertThat(run.name()).isEqualTo("first");
        assertThat(run.params()).isEqualTo(Map.of("depth", "3"));
        assertThat(run.tags())
                .containsEntry("team", "blue")
                .containsEntry("mlflow.note.content", "a note")
                .containsEntry("stage", "b")
                .doesNotContainKey("gone");
        assertThat(run.points()).hasSize(3).anyMatch(point -> point.startsWith("nan|") && point.endsWith("|NaN"));
        assertThat(run.datasets()).containsExactly("train");
        assertThat(run.statuses()).containsExactly("FINISHED");
    }

    @Test
    void tenThousandMetricsAreTenRequestsOfAThousand() {
        LoggedPoints points = new LoggedPoints();
        AsyncLogging patient = settings().linger(Duration.ofSeconds(5)).build();
        try (Tracker tracker =
                Tracker.builder("houses").config(config()).async(patient).open()) {
            points.log(tracker.startRun("first"), "loss", 10_000);
            assertComplete(tracker.flush(LONG));
        }
        points.assertOnServerExactlyOnce(store);
        points.assertCallerNeverWaited();
        assertThat(server.seen("runs/log-batch"))
                .hasSize(10)
                .allSatisfy(request -> assertThat(request.body().split("\"timestamp\"", -1).length - 1)
                        .isEqualTo(1000));
        assertThat(server.seen().stream().map(Seen::path).filter(path -> !path.equals("runs/log-batch")))
                .containsExactly("experiments/get-by-name", "experiments/create", "runs/create", "runs/update");
    }

    @Test
    void bodiesStayUnderAMillionBytesAndKeepWhatIsInThem() {
        String text = "\"\\\n\u0001ü€\uD83D\uDE00".repeat(700);
        try (Tracker tracker = open();
                Run run = tracker.startRun("first")) {
            for (int i = 0; i < 250; i++) {
                run.logParam("p" + i, text);
                run.setTag("t" + i, text);
            }
            run.finish();
            assertComplete(tracker.flush(LONG));
        }
        assertThat(store.run().params())
                .hasSize(250)
                .allSatisfy((key, value) -> assertThat(value).isEqualTo(text));
        assertThat(store.run().tags()).containsEntry("t249", text);
        assertThat(server.seen("runs/log-batch"))
                .allSatisfy(request -> assertThat(request.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .hasSizeLessThanOrEqualTo(1_000_000));
    }

    @Test
    void aThousandValuesOfATagAreOneRequestAndTheLastOneWins() {
        try (Tracker tracker = Tracker.builder("houses")
                .config(config())
                .async(settings().linger(Duration.ofSeconds(5)).build())
                .open()) {
            Run run = tracker.startRun("first");
            for (int i = 0; i < 1000; i++) {
                run.setTag("progress", i + " %");
            }
            assertComplete(tracker.flush(LONG));
            assertBalanced(tracker);
        }
        assertThat(store.run().tags()).containsEntry("progress", "999 %");
        assertThat(server.seen("runs/log-batch").size()).isLessThanOrEqualTo(11);
    }

    @Test
    void timesAreThoseOfTheCallHoweverTheClockJumps() {
        List<Long> times = new ArrayList<>();
        AtomicLong wall = new AtomicLong(1_800_000_000_000L);
        AsyncLogging jumping = settings()
                .clocks(() -> Instant.ofEpochMilli(wall.get()), System::nanoTime)
                .build();
        server.down();
        try (Tracker tracker =
                Tracker.builder("houses").config(config()).async(jumping).open()) {
            Run run = tracker.startRun("first");
            for (long jump : new long[] {0, 3_600_000, -7_200_000, -600_000, 1}) {
                times.add(wall.addAndGet(jump));
                run.logMetric("loss", times.size());
            }
            server.up();
            assertComplete(tracker.flush(LONG));
        }
        assertThat(store.run().points().stream().map(point -> Long.parseLong(point.split("\\|", -1)[1])))
                .containsExactlyElementsOf(times);
    }

    @Test
    void childRunsKnowTheirParentThoughNeitherExistedYet() {
        try (Tracker tracker = open();
                Run parent = tracker.startRun("parent");
                Run child = parent.startChild("child")) {
            child.logMetric("loss", 1);
            assertThat(child.id()).isEqualTo(store.runs().get(1).id());
            assertThat(parent.id()).isEqualTo(store.runs().get(0).id());
        }
        assertThat(store.runs().get(1).tags())
                .containsEntry("mlflow.parentRunId", store.runs().get(0).id());
        assertThat(store.runs().get(0).statuses()).containsExactly("FAILED");
    }

    @Test
    void aRunIsResumedWithoutARequestWhenTheSettingsNameIt() {
        String id;
        try (Tracker tracker = open()) {
            id = tracker.startRun("first").id();
        }
        try (Tracker tracker = Tracker.builder("houses")
                .config(config())
                .runId(id)
                .async(settings().build())
                .open()) {
            Run run = tracker.startRun("ignored");
            run.logMetric("loss", 1);
            assertThat(run.id()).isEqualTo(id);
            run.finish();
        }
        assertThat(store.run().points()).hasSize(1);
        assertThat(store.run().statuses()).containsExactly("FAILED", "RUNNING", "FINISHED");
    }

    @Test
    void wrongUseFailsAtTheCall() {
        Tracker tracker = open();
        Run run = tracker.startRun("first");
        assertThatIllegalArgumentException().isThrownBy(() -> run.logMetric("", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> run.logParam("p", "x".repeat(6001)));
        assertThatIllegalArgumentException().isThrownBy(() -> run.setTag("a//b", "x"));
        run.logMetrics(Map.of());
        run.logParams(Map.of());
        run.finish();
        assertThatIllegalStateException().isThrownBy(() -> run.logMetric("loss", 1));
        assertComplete(tracker.close(LONG));
        assertThatIllegalStateException().isThrownBy(() -> tracker.startRun("second"));
        assertComplete(tracker.close(LONG));
        tracker.close();
        assertBalanced(tracker);
    }

    @Test
    void anEmptyTrackerLeavesNothing() throws Exception {
        try (Tracker tracker = open()) {
            assertComplete(tracker.flush(Duration.ZERO));
            assertThat(tracker.sync(LONG)).isTrue();
        }
        assertThat(server.requests()).isZero();
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void noThreadIsLeftAfterClose() {
        try (Tracker tracker = open()) {
            tracker.startRun("first").logMetric("loss", 1);
            assertThat(modelkeelThreads()).contains("modelkeel-sender");
        }
        assertThat(modelkeelThreads()).isEmpty();
    }

    static List<String> modelkeelThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("modelkeel-"))
                .toList();
    }

    @Test
    void theRunsIdIsWaitedForOnlyAsLongAsARequestMayTake() {
        server.down();
        ClientConfig hasty =
                config().newBuilder().requestTimeout(Duration.ofMillis(200)).build();
        try (Tracker tracker = Tracker.builder("houses")
                .config(hasty)
                .async(settings().closeTimeout(Duration.ZERO).build())
                .open()) {
            Run run = tracker.startRun("first");
            assertThat(run.toString()).contains("first", "not created yet");
            org.assertj.core.api.Assertions.assertThatExceptionOfType(ServerUnavailableException.class)
                    .isThrownBy(run::id)
                    .withMessageContaining("RUN_NOT_CREATED_YET");
        }
    }

    @Test
    void theEnvironmentSwitchesItOn() {
        ClientConfig config = ClientConfig.builder(
                        Map.of("MLFLOW_ENABLE_ASYNC_LOGGING", "true", "MODELKEEL_SPOOL_DIR", directory.toString()))
                .trackingUri(server.uri())
                .build();
        try (Tracker tracker = Tracker.open("houses", config)) {
            assertThat(server.requests()).isZero();
            tracker.startRun("first").finish();
            assertComplete(tracker.flush(LONG));
            assertThat(directory).isNotEmptyDirectory();
        }
        assertThat(store.run().statuses()).containsExactly("FINISHED");
    }

    @Test
    void micrometerBindsToTheCounters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Tracker tracker = open()) {
            AsyncLogging.Counters counters = tracker.counters();
            FunctionCounter.builder("modelkeel.tracking.delivered", counters, AsyncLogging.Counters::delivered)
                    .register(registry);
            Gauge.builder("modelkeel.tracking.pending", counters, AsyncLogging.Counters::pending)
                    .register(registry);
            Gauge.builder(
                            "modelkeel.tracking.oldest",
                            counters,
                            each -> each.oldestPendingAge().toMillis() / 1000.0)
                    .baseUnit("seconds")
                    .register(registry);
            tracker.startRun("first").logMetric("loss", 1);
            assertComplete(tracker.flush(LONG));
            assertThat(registry.get("modelkeel.tracking.delivered")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("modelkeel.tracking.pending").gauge().value())
                    .isZero();
            assertThat(registry.get("modelkeel.tracking.oldest").gauge().value())
                    .isZero();
        }
    }
}
