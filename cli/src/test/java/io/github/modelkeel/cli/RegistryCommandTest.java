package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private String uri = "";

    @SuppressWarnings("NullAway.Init") // made before each test
    private Tracker tracker;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Registry registry;

    @BeforeEach
    void open() {
        uri = "local:" + directory.resolve("store");
        ClientConfig config =
                ClientConfig.builder().trackingUri(uri).registryUri(uri).build();
        tracker = Tracker.open("houses", config);
        tracker.experimentId(); // makes the store
        registry = Registry.open(config);
    }

    @AfterEach
    void close() {
        registry.close();
        tracker.close();
    }

    private Cli registry(String... args) {
        List<String> all = new ArrayList<>(List.of("registry"));
        all.addAll(List.of(args));
        all.addAll(List.of("--tracking-uri", uri));
        return Cli.run(all.toArray(String[]::new));
    }

    private void version(double rmse) {
        try (Run run = tracker.startRun("train")) {
            run.logMetric("rmse", rmse);
            LoggedModel logged = run.logModel("house", Houses::linear);
            registry.register("house", logged);
            run.finish();
        }
    }

    @Test
    void gatesOfAFileDecideWithTheirOwnExitCodes() throws IOException {
        version(40);
        version(39);
        Path gates = directory.resolve("gates.yaml");
        Files.writeString(gates, "gates:\n  - metric: rmse\n    tolerance: 2%\n  - replay: stored\n");
        Cli first = registry("promote", "house/1", "--gates", gates.toString());
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .contains(
                        "passed: rmse not worse than the champion's by more than 2 %: there is no champion yet",
                        "passed: stored predictions are replayed: 2 rows, bit for bit");

        Files.writeString(gates, "gates:\n  - metric: rmse\n    at_most: 10\n  - metric: gain\n    at_least: 1\n");
        Cli refused = registry("promote", "house/2", "--gates", gates.toString(), "--at-most", "rmse=39.5");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.out())
                .contains(
                        "version 1 -> version 2, refused",
                        "passed: rmse at most 39.5",
                        "failed: rmse at most 10.0: rmse = 39.0",
                        "failed: gain at least 1.0: the challenger has no metric gain; log it in the run");

        Files.writeString(
                gates,
                "gates:\n  - metric: rmse\n    segment: zone\n    at_most: 10\n    table: t.csv\n    actual: a\n    predicted: p\n");
        Path table = Files.writeString(directory.resolve("t.csv"), "a,p,zone\n1,1,hill\n");
        tracker.resumeRun(registry.getVersion("house", 2).runId().orElseThrow()).logArtifact(table);
        for (String dryRun : List.of("--dry-run", "--json")) {
            Cli undecided = registry("promote", "house/2", "--gates", gates.toString(), dryRun);
            assertThat(undecided.code()).isEqualTo(5);
            assertThat(undecided.out()).contains("none of 1 segments has 30 rows");
        }
        assertThat(registry.resolveAlias("house", "champion")).isEqualTo(1);
        assertThat(registry("promote", "house/2", "--gates", gates.toString(), "--json")
                        .out())
                .contains("\"accepted\":false", "\"outcome\":\"investigate\"");
    }

    @Test
    void aBrokenFileOfGatesIsNamedBeforeTheServerIsAsked() throws IOException {
        Path gates =
                Files.writeString(directory.resolve("gates.yaml"), "gates:\r\n  - metric: rmse\r\n    at_mots: 1\r\n");
        assertThat(Cli.run(
                        "registry",
                        "promote",
                        "house/1",
                        "--gates",
                        gates.toString(),
                        "--tracking-uri",
                        "http://127.0.0.1:1"))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "modelkeel: --gates: " + gates + ":3: unknown key 'at_mots'; did you mean 'at_most'?\n"));
        assertThat(registry(
                                "promote",
                                "house/1",
                                "--gates",
                                directory.resolve("none.yaml").toString())
                        .err())
                .contains("none.yaml: no such file or directory");
    }

    @Test
    void modelsAreListedWithTheirAliases() {
        assertThat(registry("list")).isEqualTo(new Cli(0, "", "no registered models were found\n"));
        assertThat(registry("list", "--json").out()).isEqualTo("{\"models\":[]}\n");

        registry.createModel("flat", Map.of("team", "ml"), "small ones");
        version(10);
        registry.setAlias("house", "champion", 1);
        registry.setAlias("house", "best", 1);

        Cli listed = registry("list");
        assertThat(listed.err()).isEmpty();
        assertThat(listed.out().lines().toList())
                .satisfiesExactly(
                        head -> assertThat(head).isEqualTo("NAME   ALIASES            UPDATED"),
                        flat -> assertThat(flat).matches("flat {22}20\\d\\d-\\S+Z"),
                        house -> assertThat(house).matches("house {2}best=1 champion=1 {2}20\\d\\d-\\S+Z"));
        assertThat(registry("list", "--json").out())
                .contains(
                        "{\"models\":[\n{\"name\":\"flat\",\"description\":\"small ones\",\"aliases\":{},\"tags\":{\"team\":\"ml\"},")
                .contains("\"aliases\":{\"best\":1,\"champion\":1}")
                .endsWith("}]}\n");
        assertThat(registry("list", "--filter", "name LIKE 'h%'").out().lines()).hasSize(2);
        assertThat(registry("list", "--limit", "1", "--order-by", "name DESC").out())
                .contains("house")
                .doesNotContain("flat");
        assertThat(registry("list", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void moreModelsThanAPageAreListedAndAReaderMayStopEarly() {
        for (int i = 0; i < 1_100; i++) {
            registry.createModel("model-%04d".formatted(i));
        }
        assertThat(registry("list").out().lines()).hasSize(1_101);
        OutputStream closing = new OutputStream() {
            private int left = 10_000;

            @Override
            public void write(int b) throws IOException {
                if (--left < 0) {
                    throw new IOException("Broken pipe");
                }
            }
        };
        PrintStream none = new PrintStream(OutputStream.nullOutputStream());
        assertThat(Main.run(System.in, closing, none, "registry", "list", "--tracking-uri", uri))
                .isEqualTo(141);
    }

    @Test
    void aModelAndAVersionAreShown() {
        version(10);
        version(9);
        registry.setAlias("house", "champion", 2);
        registry.setVersionTag("house", 2, "note", "line one\nline two");

        Cli model = registry("show", "house");
        assertThat(model.err()).isEmpty();
        assertThat(model.out())
                .contains("name      house\n", "aliases   champion=2\n", "versions  2\n")
                .containsPattern(
                        "VERSION  CREATED {15,}STATUS  ALIASES   RUN\n2 {8}20\\S+  READY   champion  \\w{32}\n1 ");
        assertThat(registry("show", "models:/house@champion").out())
                .contains("version  2\n", "aliases  champion\n", "\nnote ", "line one line two\n");
        assertThat(registry("show", "house/latest", "--json").out())
                .startsWith("{\"name\":\"house\",\"version\":2,\"status\":\"READY\",\"aliases\":[\"champion\"],")
                .contains("\"note\":\"line one\\nline two\"");
        assertThat(registry("show", "house", "--json").out())
                .contains("\"versions\":[{\"name\":\"house\",\"version\":2");
        registry.createModel("empty");
        assertThat(registry("show", "empty").out()).contains("versions  none yet\n");
        assertThat(registry("show", "empty/latest").err())
                .isEqualTo("modelkeel: the model 'empty' has no versions yet\n");
    }

    @Test
    void anAliasMovesOnlyIfTheGatesAgree() {
        version(10);
        version(20);
        Cli first = registry("promote", "house/1", "--lower-is-better", "rmse=0.02");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("house@champion: no version -> version 1, accepted\n  passed: ");

        Cli refused = registry("promote", "house/latest", "--lower-is-better", "rmse=0.02", "--at-most", "rmse=50");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).isEmpty();
        assertThat(refused.out())
                .startsWith("house@champion: version 1 -> version 2, refused\n")
                .contains("  failed: ", "  passed: rmse at most 50");
        assertThat(registry.resolveAlias("house", "champion")).isEqualTo(1);
        assertThat(registry.getVersion("house", 2).tags()).containsKey("modelkeel.promotion.champion");

        Cli dry = registry("promote", "house/2", "--at-most", "rmse=50", "--dry-run", "--json");
        assertThat(dry.code()).isZero();
        assertThat(dry.out())
                .startsWith("{\"name\":\"house\",\"version\":2,\"alias\":\"champion\",\"from\":1,\"accepted\":true,")
                .endsWith("\"dry_run\":true}\n");
        assertThat(registry.resolveAlias("house", "champion")).isEqualTo(1);

        Cli conflict = registry("promote", "house/2", "--if-current-is", "2", "--json");
        assertThat(conflict.code()).isEqualTo(1);
        assertThat(conflict.err()).contains("PROMOTION_CONFLICT: house@champion points to version 1, not to version 2");

        registry.setAlias("house", "challenger", 2);
        assertThat(registry("promote", "house@challenger", "--if-current-is", "1")
                        .code())
                .isZero();
        assertThat(registry.resolveAlias("house", "champion")).isEqualTo(2);
    }

    @Test
    void anAliasIsRolledBackAndItsHistorySaysWhy() {
        version(10);
        version(9);
        version(30);
        registry.promote("house", 1, "champion", Promotion.always());
        registry.promote("house", 2, "champion", Promotion.always());
        registry("promote", "house/3", "--at-most", "rmse=20");

        Cli history = registry("history", "house@champion");
        assertThat(history.err()).isEmpty();
        assertThat(history.out().lines().toList())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("VERSION  STATE     DECIDED"),
                        one -> assertThat(one)
                                .startsWith("1        previous  20")
                                .contains("accepted"),
                        two -> assertThat(two)
                                .startsWith("2        current   20")
                                .contains("accepted"),
                        three -> assertThat(three)
                                .startsWith("3        outside   20")
                                .contains("refused", "rmse at most 20"));
        assertThat(registry("history", "house@champion", "--json").out())
                .contains("{\"version\":3,\"state\":\"outside\",\"decision\":{\"outcome\":\"refused\"");

        assertThat(registry("rollback", "house@champion", "--from", "2")).isEqualTo(new Cli(0, "1\n", ""));
        assertThat(registry("rollback", "house@champion", "--from", "2"))
                .as("again")
                .isEqualTo(new Cli(0, "1\n", ""));
        Cli none = registry("rollback", "house@champion");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("NO_PREVIOUS_VERSION");
        assertThat(registry("history", "house@nightly"))
                .isEqualTo(new Cli(0, "", "no version is known to which this alias pointed\n"));
    }

    @Test
    void anAliasIsSetShownAndDeleted() {
        version(10);
        version(9);
        assertThat(registry("alias", "house@nightly", "latest")).isEqualTo(new Cli(0, "2\n", ""));
        assertThat(registry("alias", "house@nightly", "1")).isEqualTo(new Cli(0, "1\n", ""));
        assertThat(registry("alias", "house@nightly", "--json").out())
                .isEqualTo("{\"name\":\"house\",\"alias\":\"nightly\",\"version\":1,\"deleted\":false}\n");
        assertThat(registry("alias", "house@nightly", "2", "--delete").code()).isEqualTo(2);
        assertThat(registry("alias", "house@nightly", "--delete").out())
                .isEqualTo("deleted house@nightly, which pointed to version 1\n");
        Cli gone = registry("alias", "house@nightly");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.err())
                .contains("nightly")
                .contains("its newest version is 2")
                .hasLineCount(1);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        version(10);
        registry.createModel("flat");
        Cli cli = registry("show", "houze");
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).contains("houze", "registered there: house, flat").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "promote house, a version is needed: house/VERSION",
        "promote house/x, after the name must come a version or 'latest': 'x'",
        "promote house/0, 'a version must be a whole number from 1'",
        "promote house/1 --at-most rmse, rmse",
        "promote house/1 --lower-is-better rmse=-1, --lower-is-better rmse",
        "promote house/1 --if-current-is -1, --if-current-is",
        "rollback house, 'an alias is needed, as in house@champion'",
        "rollback house@champion --from 0, --from must be 1 or more",
        "history models:/m-0123, a registered model is needed",
        "show, MODEL",
        "'', 'a command is needed: list, show, promote, rollback, alias or history'"
    })
    void aWrongCallIsExitCode2(String args, String message) {
        Cli cli = args.isEmpty() ? Cli.run("registry") : registry(args.split(" "));
        assertThat(cli.err()).contains(message);
        assertThat(cli.code()).isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsExitCode4() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            uri = "http://127.0.0.1:" + socket.getLocalPort();
        }
        for (String command : List.of("list", "show house", "history house@champion", "promote house/1")) {
            Cli cli = registry(command.split(" "));
            assertThat(cli.code()).as(command).isEqualTo(4);
            assertThat(cli.out()).isEmpty();
            assertThat(cli.err()).contains(uri.substring(7)).hasLineCount(1);
        }
    }
}
