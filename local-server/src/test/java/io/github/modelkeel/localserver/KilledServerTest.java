package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at random times, again and again, in one directory: what it answered with 200 is there afterwards. */
class KilledServerTest {
    private static final int KILLS = "full".equals(System.getProperty("modelkeel.chaos"))
            ? 1_000
            : "required".equals(System.getProperty("interop")) ? 12 : 4;
    private static final int WRITERS = 2;
    private static final int SEED = 20_261;
    private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts/0/";

    /** What one writer sent, and what of it was answered with 200. */
    private record Written(TreeSet<Integer> sent, TreeSet<Integer> acknowledged) {}

    @Test
    void whatWasAnsweredIsThereAndNothingIsInvented(@TempDir Path directory)
            throws IOException, InterruptedException, ExecutionException {
        String run;
        try (LocalServer server = LocalServer.start(directory)) {
            run = new Http(server.uri()).newRun("0");
        }
        Random random = new Random(SEED);
        Written all = new Written(new TreeSet<>(), new TreeSet<>());
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                oneLife(directory, run, threads, kill, random.nextInt(400), all);
            }
        } finally {
            threads.shutdownNow();
        }
        try (LocalServer server = LocalServer.start(directory)) {
            Http http = new Http(server.uri());
            TreeSet<Integer> stored = new TreeSet<>();
            for (JsonNode point : http.okGet("metrics/get-history?run_id=" + run + "&metric_key=m&max_results=25000")
                    .path("metrics")) {
                assertThat(stored.add(point.path("step").asInt()))
                        .as("stored once: %s", point)
                        .isTrue();
            }
            System.out.println(KILLS + " kills: " + all.acknowledged.size() + " of " + all.sent.size()
                    + " requests were answered, " + stored.size() + " are stored");
            assertThat(all.acknowledged).hasSizeGreaterThanOrEqualTo(KILLS);
            assertThat(stored).containsAll(all.acknowledged).isSubsetOf(all.sent);
            for (int step : all.acknowledged) {
                assertThat(http.get(PROXY + step + ".bin").bytes()).isEqualTo(content(step));
            }
        }
    }

    private static void oneLife(Path directory, String run, ExecutorService threads, int kill, int millis, Written all)
            throws IOException, InterruptedException, ExecutionException {
        try (ServerProcess process = ServerProcess.start(directory)) {
            List<Future<Written>> writers = new ArrayList<>();
            CountDownLatch answered = new CountDownLatch(1);
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = (kill * WRITERS + writer) * 100_000;
                Callable<Written> work = () -> write(new Http(process.uri()), run, first, answered);
                writers.add(threads.submit(work));
            }
            assertThat(answered.await(1, TimeUnit.MINUTES)).as("a first answer").isTrue();
            Thread.sleep(millis); // the random moment of the kill, not a wait for anything
            process.kill();
            for (Future<Written> writer : writers) {
                all.sent.addAll(writer.get().sent);
                all.acknowledged.addAll(writer.get().acknowledged);
            }
        }
    }

    /** Sends a file and a metric in turn until the server is gone; both answered is one acknowledged step. */
    private static Written write(Http http, String run, int first, CountDownLatch answered) {
        Written written = new Written(new TreeSet<>(), new TreeSet<>());
        for (int step = first; ; step++) {
            written.sent.add(step);
            try {
                boolean both = http.put(PROXY + step + ".bin", content(step)).status() == 200
                        && http.post(
                                                "runs/log-metric",
                                                "{'run_id': '" + run
                                                        + "', 'key': 'm', 'value': 1, 'timestamp': 1, 'step': " + step
                                                        + "}")
                                        .status()
                                == 200;
                assertThat(both).as("an answer other than 200").isTrue();
                written.acknowledged.add(step);
                answered.countDown();
            } catch (UncheckedIOException gone) {
                return written;
            }
        }
    }

    private static byte[] content(int step) {
        byte[] content = new byte[20_000];
        Arrays.fill(content, (byte) step);
        return content;
    }
}
