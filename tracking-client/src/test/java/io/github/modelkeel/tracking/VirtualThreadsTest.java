package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Logging from virtual threads pins none of them, as the JDK's flight recorder sees it. */
class VirtualThreadsTest extends AsyncTest {
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void nothingPinsThem() throws Exception {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            recording.start();
            logFromMany();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> pins = RecordingFile.readAllEvents(file).stream()
                .filter(event -> String.valueOf(event.getStackTrace()).contains("io.github.modelkeel"))
                .toList();
        assertThat(pins).isEmpty();
    }

    /** Also where they wait for the disk and for the server. */
    private void logFromMany() throws Exception {
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server.uri())
                .requestTimeout(LONG)
                .build();
        AsyncLogging logging = settings().acknowledgeOnWrite(true).build();
        ExecutorService threads = virtualThreads();
        try (Tracker tracker =
                Tracker.builder("houses").config(config).async(logging).open()) {
            Run run = tracker.startRun("first");
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 200; thread++) {
                String key = "loss_" + thread;
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        run.logMetric(key, i + 0.5, i);
                    }
                    run.setTag(key, run.id());
                    tracker.flush(LONG);
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            assertComplete(tracker.flush(LONG));
        } finally {
            threads.shutdown();
        }
        assertThat(store.run().points()).hasSize(4000);
    }
}
