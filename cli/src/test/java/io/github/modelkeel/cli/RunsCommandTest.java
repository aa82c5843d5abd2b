package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Dataset;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private String uri = "";

    @BeforeEach
    void store() {
        uri = "local:" + directory.resolve("store");
    }

    private Tracker tracker() {
        return Tracker.open(
                "houses",
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build());
    }

    private Cli runs(String... args) {
        List<String> all = new ArrayList<>(List.of("runs"));
        all.addAll(List.of(args));
        all.addAll(List.of("--tracking-uri", uri));
        return Cli.run(all.toArray(String[]::new));
    }

    private static String run(Tracker tracker, String name, double rmse, String depth) {
        try (Run run = tracker.startRun(name)) {
            run.logMetric("rmse", rmse);
            run.logMetric("rows", 100);
            run.logParam("depth", depth);
            run.setTag("team", "ml\u001b[31m");
            run.finish();
            return run.id();
        }
    }

    @Test
    void runsAreListedNewestFirst() {
        try (Tracker tracker = tracker()) {
            tracker.experimentId();
            assertThat(runs("list", "--experiment", "houses"))
                    .isEqualTo(new Cli(0, "", "no runs were found in this experiment\n"));
            String first = run(tracker, "first", 2, "3");
            String second = run(tracker, "second", 1.5, "4");

            Cli listed = runs("list", "--experiment", "houses");
            assertThat(listed.err()).isEmpty();
            assertThat(listed.out().lines().toList())
                    .satisfiesExactly(
                            head -> assertThat(head).matches("ID {32}STATUS {4}START {17}TOOK +NAME"),
                            one -> assertThat(one).matches(second + "  FINISHED  20\\S+Z  \\S+s +second"),
                            two -> assertThat(two).matches(first + "  FINISHED  20\\S+Z  \\S+s +first"));
            assertThat(runs("list", "--experiment", "houses", "--filter", "metrics.rmse < 1.7", "--json")
                            .out())
                    .startsWith("{\"runs\":[\n{\"id\":\"" + second + "\",\"name\":\"second\",")
                    .contains("\"params\":{\"depth\":\"4\"},\"metrics\":{\"rmse\":1.5,\"rows\":100.0}")
                    .doesNotContain(first);
            assertThat(runs("list", "--experiment", "houses", "--limit", "1")
                            .out()
                            .lines())
                    .hasSize(2);
        }
    }

    @Test
    void aRunIsShownAndRunsAreCompared() {
        try (Tracker tracker = tracker()) {
            String first = run(tracker, "first", Double.NaN, "3");
            String second = run(tracker, "second", 1.5, "3");

            Cli shown = runs("show", first);
            assertThat(shown.err()).isEmpty();
            assertThat(shown.out())
                    .contains(
                            "name        first\n",
                            "METRIC  VALUE\nrmse    NaN\nrows    100.0\n",
                            "PARAMETER  VALUE\ndepth      3\n")
                    .containsPattern("team +ml\\?\\[31m\n");

            Cli compared = runs("compare", first, second);
            assertThat(compared.out().lines().toList())
                    .satisfiesExactly(
                            head -> assertThat(head).matches(" +" + first + "  " + second),
                            name -> assertThat(name).matches("name +first +second"),
                            status -> assertThat(status).matches("status +FINISHED +FINISHED"),
                            start -> assertThat(start).startsWith("start"),
                            rmse -> assertThat(rmse).matches("metric rmse +NaN +1.5"),
                            rows -> assertThat(rows).matches("metric rows +100.0 +100.0"),
                            depth -> assertThat(depth).matches("param depth +3 +3"));
            assertThat(runs("compare", first, second, "--differing").out())
                    .contains("rmse")
                    .doesNotContain("depth", "rows");
            assertThat(runs("compare", first, second, "--json").out())
                    .contains("\"metrics\":{\"rmse\":\"NaN\",")
                    .endsWith("\"differing_metrics\":[\"rmse\"],\"differing_params\":[]}\n");
            assertThat(runs("compare", first, first).code()).isEqualTo(2);
            assertThat(runs("compare", first).code()).isEqualTo(2);
        }
    }

    @Test
    void theLineageOfARunNamesWhatItReadAndMade() throws IOException {
        String id;
        ClientConfig config =
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
        try (Tracker tracker = tracker();
                Registry registry = Registry.open(config);
                Run run = tracker.startRun("train")) {
            id = run.id();
            assertThat(runs("lineage", id).out()).contains("\"eventType\":\"RUNNING\"", "\"inputs\":[],\"outputs\":[]");
            run.logDataset(Dataset.ofColumns("mem", Map.of("x", List.of(1))), "");
            run.logDataset(
                    new Dataset("d", "abc", "local", "{\"uri\":\"C:\\\\data\\\\a.csv\"}", null, null), "training");
            run.logDataset(new Dataset("e", "def", "s3", "{\"uri\":\"s3://bucket/a b.csv\"}", "not JSON", null), "");
            run.logDataset(new Dataset("f", "012", "http", "{\"url\":\"https://example.com/f.csv\"}", "{}", null), "");
            LoggedModel model = run.logModel("house", files -> Files.writeString(files.resolve("model.json"), "{}"));
            run.finish();
            registry.register("house", model);
        }
        Cli printed = runs("lineage", id);
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out())
                .hasLineCount(1)
                .contains(
                        "\"eventType\":\"COMPLETE\"",
                        "\"job\":{\"namespace\":\"" + uri + "\",\"name\":\"houses.train\"}",
                        "{\"namespace\":\"code\",\"name\":\"mem\"",
                        "\"fields\":[{\"name\":\"x\",\"type\":\"long\"}]",
                        "{\"namespace\":\"file\",\"name\":\"C:/data/a.csv\"",
                        "{\"namespace\":\"s3\",\"name\":\"e\"", // not a valid address, so by its name
                        "{\"namespace\":\"https://example.com\",\"name\":\"/f.csv\"",
                        "\"datasetVersion\":\"012\"",
                        "{\"namespace\":\"" + uri + "\",\"name\":\"models/house\"",
                        "\"datasetVersion\":\"1\"")
                .doesNotContain("models/m-");
        assertThat(runs("lineage", "0".repeat(32)).code()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsNamedAndNothingIsCreated() {
        Cli noStore = runs("list");
        assertThat(noStore.code()).isEqualTo(1);
        assertThat(noStore.err()).startsWith("modelkeel: LOCAL_STORE_MISSING").hasLineCount(1);
        try (Tracker tracker = tracker()) {
            tracker.experimentId();
            Cli misspelled = runs("list", "--experiment", "huoses");
            assertThat(misspelled.code()).isEqualTo(1);
            assertThat(misspelled.err())
                    .contains("huoses", "did you mean 'houses'?")
                    .hasLineCount(1);
            assertThat(tracker.experiments().find("huoses")).isEmpty();
            Cli unknown = runs("show", "0".repeat(32));
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.err()).contains("0".repeat(32)).hasLineCount(1);
            assertThat(runs("show", "../x").code()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatIsNotThereIsExitCode4() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            uri = "http://127.0.0.1:" + socket.getLocalPort();
        }
        Map.of("list", 4, "show " + "0".repeat(32), 4)
                .forEach((command, code) ->
                        assertThat(runs(command.split(" ")).code()).isEqualTo(code));
    }
}
