package io.github.modelkeel.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.cli.Main;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The watch in a JVM that is killed, with notifications of a real Alertmanager and a command that waits until it may go on. */
@DisabledOnOs(OS.WINDOWS)
class WatchProcessTest {
    private static final String TRAIN = """
            cat > "$1/alert.json"
            env > "$1/env"
            echo $$ >> "$1/starts"
            while [ ! -e "$1/go" ]; do sleep 0.05; done
            echo trained
            echo models:/house/2
            exit $(cat "$1/go")
            """;

    @TempDir
    private Path directory = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private String uri = "";
    private String challengerRun = "";
    private URI address = URI.create("http://127.0.0.1/");

    @BeforeEach
    void twoVersions() throws IOException {
        uri = "local:" + directory.resolve("store");
        Files.writeString(directory.resolve("train.sh"), TRAIN);
        Files.writeString(directory.resolve("token"), "secret-token\n");
        try (Tracker tracker = Tracker.open("houses", config());
                Registry registry = Registry.open(config())) {
            version(tracker, registry, 10);
            registry.setAlias("house", "champion", 1);
            challengerRun = version(tracker, registry, 12);
        }
    }

    private ClientConfig config() {
        return ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
    }

    private static String version(Tracker tracker, Registry registry, double rmse) {
        try (Run run = tracker.startRun("train")) {
            run.logMetric("rmse", rmse);
            LoggedModel model = run.logModel("house", into -> Files.writeString(into.resolve("model"), "x"));
            registry.register("house", model);
            run.finish();
            return run.id();
        }
    }

    @AfterEach
    void end() throws Exception {
        Files.writeString(directory.resolve("go"), "1");
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private Process watch(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "watch"));
        words.addAll(List.of("--state", directory.resolve("state").toString(), "--port", "0"));
        words.addAll(List.of("--token-file", directory.resolve("token").toString(), "--tracking-uri", uri));
        words.addAll(List.of(options));
        words.addAll(List.of("--", "sh", directory.resolve("train.sh").toString(), directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()));
        builder.environment().putAll(Map.of("MODELKEEL_WATCH_TOKEN", "canary", "MODELKEEL_WATCH_SECRET", "canary"));
        Process process = builder.start();
        processes.add(process);
        BufferedReader lines = process.inputReader(UTF_8);
        String first = String.valueOf(lines.readLine());
        assertThat(first).as(log()).startsWith("Modelkeel watch: http://127.0.0.1:");
        address = URI.create(first.substring(first.indexOf("http")));
        return process;
    }

    private String log() throws IOException {
        Path log = directory.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private String post(String payload) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer secret-token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Payloads.recorded(payload)))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private List<Retraining> retrainings() throws IOException {
        return StateDirectory.read(directory.resolve("state"));
    }

    private Retraining.State state() throws IOException {
        return retrainings().get(0).state();
    }

    private List<String> starts() throws IOException {
        Path file = directory.resolve("starts");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("%s; the log: %s", what, log()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void threeRepeatsAndAKillInTheMiddleAreOneRetraining() throws Exception {
        Process first = watch();
        assertThat(post("first")).startsWith("200").contains("a retraining starts");
        await(
                "the command starts",
                () -> starts().size() == 1 && retrainings().get(0).process() != 0);
        assertThat(post("repeated")).startsWith("200").contains("known: RUNNING");
        first.destroyForcibly().waitFor();
        assertThat(isAlive(starts().get(0)))
                .as("the command survives a SIGKILL of the watch")
                .isTrue();

        watch();
        await("the command starts again", () -> starts().size() == 2);
        assertThat(isAlive(starts().get(0))).as("the one of before").isFalse();
        assertThat(post("gains-an-alert")).startsWith("200").contains("known: RUNNING");
        Files.writeString(directory.resolve("go"), "0");
        await("the promotion", () -> state() == Retraining.State.PROMOTED);
        assertThat(post("repeated")).startsWith("200").contains("known: PROMOTED");
        assertThat(post("loses-an-alert")).startsWith("200").contains("cools down");

        assertThat(retrainings()).singleElement().satisfies(one -> {
            assertThat(one.attempt()).isEqualTo(2);
            assertThat(one.version()).isEqualTo(2);
        });
        assertThat(starts()).hasSize(2);
        assertThat(Files.readString(directory.resolve("alert.json")))
                .contains("\"model\":\"house\"", "\"attempt\":2", "\"column\":\"sqft\"");
        try (Registry registry = Registry.open(config())) {
            assertThat(registry.resolveAlias("house", "champion")).isEqualTo(2);
        }
        assertThat(log()).doesNotContain("secret-token");
    }

    @Test
    void aGateThatRefusesIsNotedOnTheRun() throws Exception {
        Files.writeString(directory.resolve("go"), "0");
        watch("--lower-is-better", "rmse=0.02");
        assertThat(post("first")).startsWith("200");
        await("the refusal", () -> state() == Retraining.State.REFUSED);
        assertRefused("rmse");
        assertThat(directory.resolve("env")).content().contains("PATH=").doesNotContain("canary");
        assertThat(post("repeated")).contains("known: REFUSED");
    }

    @Test
    void aCommandThatRefusesItselfIsNotedOnTheRun() throws Exception {
        Files.writeString(directory.resolve("go"), "3");
        watch();
        assertThat(post("first")).startsWith("200");
        await("the refusal", () -> state() == Retraining.State.REFUSED);
        assertRefused("exit code 3");
    }

    private void assertRefused(String why) {
        try (Registry registry = Registry.open(config());
                Tracker tracker = Tracker.open("houses", config())) {
            assertThat(registry.resolveAlias("house", "champion")).isEqualTo(1);
            assertThat(registry.getVersion("house", 2).tags().get("modelkeel.refused.champion"))
                    .contains(why);
            assertThat(tracker.runs().get(challengerRun).tags().get("modelkeel.refused.champion"))
                    .contains(why);
            assertThat(tracker.runs().get(challengerRun).endTime()).isNotNull();
        }
    }

    @Test
    void anEndThatIsAskedForEndsTheCommandAndTheNextStartContinues() throws Exception {
        Process watch = watch();
        assertThat(post("first")).startsWith("200");
        await("the command starts", () -> starts().size() == 1);
        watch.destroy();
        assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isEqualTo(143);
        assertThat(isAlive(starts().get(0))).isFalse();
        assertThat(state()).isEqualTo(Retraining.State.RUNNING);

        Files.writeString(directory.resolve("go"), "7");
        watch();
        await("the failure", () -> state() == Retraining.State.FAILED);
        assertThat(retrainings().get(0).detail()).contains("exit code 7");
        assertThat(post("repeated")).contains("cools down");
    }
}
