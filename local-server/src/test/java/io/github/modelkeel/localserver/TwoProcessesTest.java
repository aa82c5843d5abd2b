package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Java virtual machines serve one directory at the same time. */
class TwoProcessesTest {
    @Test
    void bothWriteAndNeitherLosesAnything(@TempDir Path directory)
            throws IOException, InterruptedException, ExecutionException {
        Process process = start(directory);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (LocalServer server = LocalServer.start(directory)) {
            Http here = new Http(server.uri());
            Http there = new Http(address(process));
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

            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as("it stops when asked to")
                    .isTrue();
            assertThat(here.newRun("0")).isNotEmpty();
        } finally {
            threads.shutdownNow();
            process.destroyForcibly();
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

    private static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalServerTool.class.getName(),
                        "--port",
                        "0",
                        "--dir",
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static URI address(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        assertThat(line).startsWith("Modelkeel local server: http://127.0.0.1:");
        String rest = line.substring("Modelkeel local server: ".length());
        return URI.create(rest.substring(0, rest.indexOf(' ')));
    }
}
