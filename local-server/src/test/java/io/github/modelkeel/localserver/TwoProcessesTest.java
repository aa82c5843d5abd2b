package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Java virtual machines serve one directory at the same time. */
class TwoProcessesTest {
    @Test
    void bothWriteAndNeitherLosesAnything(@TempDir Path directory)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ServerProcess process = ServerProcess.start(directory);
                LocalServer server = LocalServer.start(directory)) {
            Http here = new Http(server.uri());
            Http there = new Http(process.uri());
            String run = here.newRun("0");
            there.ok("registered-models/create", "{'name': 'house'}");

            List<Callable<List<Integer>>> work = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                Http http = writer % 2 == 0 ? here : there;
                int first = writer * 25;
                work.add(() -> write(http, run, first));
            }
            Set<Integer> versions = new HashSet<>();
            for (Future<List<Integer>> done : threads.invokeAll(work)) {
                versions.addAll(done.get());
            }
            assertThat(versions).as("no number was given twice").hasSize(100).contains(1, 100);
            for (Http http : List.of(here, there)) {
                JsonNode history = http.okGet("metrics/get-history?run_id=" + run + "&metric_key=m");
                assertThat(history.path("metrics")).hasSize(100);
                assertThat(http.run(run).at("/data/metrics/0/step").asInt()).isEqualTo(99);
            }
            here.put("/api/2.0/mlflow-artifacts/artifacts/0/a.txt", "from here".getBytes(StandardCharsets.UTF_8));
            assertThat(there.get("/api/2.0/mlflow-artifacts/artifacts/0/a.txt").text())
                    .isEqualTo("from here");

            assertThat(process.terminate(Duration.ofSeconds(20)))
                    .as("it stops when asked to")
                    .isTrue();
            assertThat(here.newRun("0")).isNotEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Integer> write(Http http, String run, int first) {
        List<Integer> versions = new ArrayList<>();
        for (int step = first; step < first + 25; step++) {
            http.ok(
                    "runs/log-metric",
                    "{'run_id': '" + run + "', 'key': 'm', 'value': 1, 'timestamp': 1, 'step': " + step + "}");
            versions.add(http.ok("model-versions/create", "{'name': 'house', 'source': 's3://b/m'}")
                    .at("/model_version/version")
                    .asInt());
        }
        return versions;
    }
}
