package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.tracking.context.MachineReadings;
import io.github.modelkeel.tracking.context.SystemMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SystemMetricsTest {
    private record Reading(Map<String, Double> values, long step) {}

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("modelkeel-system-metrics"))
                .count();
    }

    @Test
    void pointsComeAtTheIntervalWithRisingStepsUntilTheEnd() throws InterruptedException {
        BlockingQueue<Reading> logged = new LinkedBlockingQueue<>();
        try (SystemMetrics metrics = SystemMetrics.start(
                () -> Map.of("system/x", 1.5),
                (values, time, step) -> logged.add(new Reading(values, step)),
                () -> 7,
                Duration.ofMillis(5))) {
            assertThat(metrics).isNotNull();
            for (long step = 7; step < 10; step++) {
                assertThat(logged.take()).isEqualTo(new Reading(Map.of("system/x", 1.5), step));
            }
            assertThat(threads()).isEqualTo(1);
        }
        assertThat(threads()).isZero();
    }

    @Test
    void aFailureIsNotFatalAndTheNextPointIsLogged() throws InterruptedException {
        BlockingQueue<Reading> logged = new LinkedBlockingQueue<>();
        BlockingQueue<String> failures = new LinkedBlockingQueue<>(List.of("one", "two"));
        try (SystemMetrics metrics = SystemMetrics.start(
                () -> Map.of("system/x", 1.0),
                (values, time, step) -> {
                    String failure = failures.poll();
                    if (failure != null) {
                        throw new IllegalStateException(failure);
                    }
                    logged.add(new Reading(values, step));
                },
                () -> 0,
                Duration.ofMillis(5))) {
            assertThat(metrics).isNotNull();
            assertThat(logged.poll(30, TimeUnit.SECONDS)).isEqualTo(new Reading(Map.of("system/x", 1.0), 0));
        }
    }

    @Test
    void theMachineIsReadUnderMlflowsNames(@TempDir Path proc) throws IOException {
        Files.writeString(
                proc.resolve("meminfo"),
                "MemTotal:       1000000 kB\nMemFree:         100000 kB\nMemAvailable:    250000 kB\n");
        Path dev = Files.createDirectories(proc.resolve("net")).resolve("dev");
        String header = "Inter-|   Receive    |  Transmit\n face |bytes    packets errs drop fifo frame compressed"
                + " multicast|bytes    packets errs drop fifo colls carrier compressed\n";
        Files.writeString(
                dev,
                header + "    lo: 100 1 0 0 0 0 0 0 100 1 0 0 0 0 0 0\n  eth0:2000 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n");
        MachineReadings readings = new MachineReadings(proc);
        Files.writeString(
                dev,
                header
                        + "    lo: 100 1 0 0 0 0 0 0 100 1 0 0 0 0 0 0\n  eth0:5002000 1 0 0 0 0 0 0 1000500 1 0 0 0 0 0 0\n");

        Map<String, Double> read = readings.get();

        assertThat(read)
                .containsEntry("system/system_memory_usage_percentage", 75.0)
                .containsEntry("system/system_memory_usage_megabytes", 768.0)
                .containsEntry("system/network_receive_megabytes", 5.0)
                .containsEntry("system/network_transmit_megabytes", 1.0)
                .containsKeys(
                        "system/disk_usage_percentage",
                        "system/disk_usage_megabytes",
                        "system/disk_available_megabytes",
                        "system/jvm_heap_usage_megabytes",
                        "system/jvm_heap_usage_percentage",
                        "system/jvm_gc_count",
                        "system/jvm_gc_time_milliseconds");
        assertThat(read.values()).allMatch(value -> Double.isFinite(value) && value >= 0);
    }

    @Test
    void whereThereIsNoProcTheJdkIsAsked(@TempDir Path proc) {
        Map<String, Double> read = new MachineReadings(proc).get();
        assertThat(read).containsKey("system/system_memory_usage_percentage");
        assertThat(read.keySet()).noneMatch(key -> key.contains("network"));
    }

    @Test
    void aRunThatAsksForItIsMeasuredAndKeepsCountingWhenItIsResumed(@TempDir Path data) throws InterruptedException {
        ClientConfig config =
                ClientConfig.builder(Map.of()).trackingUri("local:" + data).build();
        String id;
        try (Tracker tracker = Tracker.open("measured", config)) {
            try (Run run = tracker.startRun(RunOptions.named("m").withSystemMetrics(Duration.ofMillis(20)))) {
                id = run.id();
                awaitSteps(tracker, id, 2);
                run.finish();
            }
            assertThat(threads()).isZero();
            assertThat(tracker.startRun("not measured")).isNotNull();
            assertThat(threads()).isZero();
        }
        try (Tracker tracker = Tracker.builder("measured")
                .config(config)
                .systemMetricsInterval(Duration.ofMillis(20))
                .open()) {
            long before =
                    tracker.runs().metricHistory(id, "system/jvm_gc_count").count();
            Run run = tracker.resumeRun(id);
            awaitSteps(tracker, id, before + 2);
            assertThat(tracker.runs().metricHistory(id, "system/jvm_gc_count").map(MetricPoint::step))
                    .as("no step twice")
                    .doesNotHaveDuplicates();
            run.finish();
        }
        assertThat(threads()).isZero();
    }

    private static void awaitSteps(Tracker tracker, String id, long steps) throws InterruptedException {
        while (tracker.runs().metricHistory(id, "system/jvm_gc_count").count() < steps) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
