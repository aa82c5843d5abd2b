package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {
    @Test
    void aTakenPortIsReportedInOneLine(@TempDir Path directory) {
        try (LocalServer first = LocalServer.start(directory.resolve("a"))) {
            LocalServer.Builder second =
                    LocalServer.builder(directory.resolve("b")).port(first.uri().getPort());
            assertThatThrownBy(second::start)
                    .isInstanceOf(LocalServerException.class)
                    .hasMessageStartingWith(
                            "cannot listen on 127.0.0.1:" + first.uri().getPort())
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsReportedInOneLine(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> LocalServer.start(file))
                .isInstanceOf(LocalServerException.class)
                .hasMessageStartingWith("cannot use the directory " + file)
                .hasMessageNotContaining("\n");
    }

    @Test
    void anInvalidStoreIsReportedInOneLine(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("tracking.db"), "this is not a database, and it is long enough".repeat(99));
        assertThatThrownBy(() -> LocalServer.start(directory))
                .isInstanceOf(LocalServerException.class)
                .hasMessageStartingWith("cannot open the store ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aStoreOfANewerVersionIsLeftAlone(@TempDir Path directory) throws SQLException {
        LocalServer.start(directory).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tracking.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> LocalServer.start(directory))
                .isInstanceOf(LocalServerException.class)
                .hasMessageContaining("written by a newer version");
    }

    @Test
    void anInvalidPortIsRefusedWhereItIsWritten(@TempDir Path directory) {
        assertThatThrownBy(() -> LocalServer.builder(directory).port(65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port must be between 0 and 65535: 65536");
    }

    @Test
    void closingTwiceIsClosingOnceAndFreesThePort(@TempDir Path directory) {
        LocalServer first = LocalServer.start(directory);
        first.close();
        first.close();
        try (LocalServer second =
                LocalServer.builder(directory).port(first.uri().getPort()).start()) {
            assertThat(new Http(second.uri()).get("/health").text()).isEqualTo("OK");
        }
    }

    @Test
    void allThreadsAreDaemons(@TempDir Path directory) {
        try (LocalServer server = LocalServer.start(directory)) {
            new Http(server.uri()).okGet("experiments/get?experiment_id=0");
            List<Thread> ours = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("modelkeel-server")
                            || thread.getName().startsWith("HTTP-Dispatcher"))
                    .toList();
            assertThat(ours).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }

    @Test
    void theServerSaysWhatItIs(@TempDir Path directory) {
        try (LocalServer server = LocalServer.start(directory)) {
            Http http = new Http(server.uri());
            assertThat(http.get("/version").text()).isEqualTo("3.17.2");
            assertThat(http.okGet("/api/3.0/mlflow/server-info")
                            .path("multipart_uploads_enabled")
                            .isBoolean())
                    .isTrue();
            assertThat(server.toString()).contains(server.uri().toString());
        }
    }

    @Test
    void manyWritersLoseNothing(@TempDir Path directory) throws InterruptedException, ExecutionException {
        int writers = 8;
        int batches = 20;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try (LocalServer server = LocalServer.start(directory)) {
            Http http = new Http(server.uri());
            String run = http.newRun("0");
            http.ok("registered-models/create", "{'name': 'house'}");
            List<Callable<Integer>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int step = writer * batches;
                work.add(() -> {
                    for (int i = 0; i < batches; i++) {
                        http.ok(
                                "runs/log-metric",
                                "{'run_id': '" + run + "', 'key': 'm', 'value': 1, 'timestamp': 1, 'step': "
                                        + (step + i) + "}");
                        http.ok("model-versions/create", "{'name': 'house', 'source': 's3://b/m'}");
                        http.run(run);
                    }
                    return step;
                });
            }
            for (Future<Integer> done : threads.invokeAll(work)) {
                done.get();
            }
            assertThat(http.okGet("metrics/get-history?run_id=" + run + "&metric_key=m")
                            .path("metrics"))
                    .hasSize(writers * batches);
            assertThat(http.run(run).at("/data/metrics/0/step").asInt()).isEqualTo(writers * batches - 1);
            assertThat(http.okGet("registered-models/get?name=house")
                            .at("/registered_model/latest_versions/0/version")
                            .asInt())
                    .isEqualTo(writers * batches);
        } finally {
            threads.shutdownNow();
        }
    }
}
