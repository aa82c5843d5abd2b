package io.github.modelkeel.samples.risk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Tracker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The whole story on the embedded server, twice, and nights of real loans; and every command of the page. */
class CreditRiskTest {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    Path work;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String said = "";
    private String errors = "";

    private ClientConfig config() {
        return ClientConfig.builder(Map.of())
                .trackingUri("local:" + work.resolve("server"))
                .cacheDirectory(work.resolve("cache"))
                .build();
    }

    private int execute(String... args) {
        out.reset();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--gates=gates.yaml", "--output=" + work.resolve("nights")));
        int code = CreditRisk.execute(
                all,
                config(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        said = out.toString(StandardCharsets.UTF_8);
        errors = err.toString(StandardCharsets.UTF_8);
        return code;
    }

    @Test
    void theStoryCanBeToldTwice() throws IOException {
        assertThat(execute("run", "--modelkeel=" + CLASS_PATH)).as(errors).isZero();
        assertThat(said).contains("Nothing yet.");
        assertTheStory(1, "older", "younger");
        assertThat(lines(1))
                .hasSize(601)
                .allMatch(line -> line.startsWith("customer_id,")
                        || line.matches("\\d+,(good|bad),0\\.\\d+(E-\\d+)?,1,[0-9a-f]{64},store"));
        assertThat(lines(2).subList(1, 601)).allMatch(line -> line.endsWith(",defaults"));
        assertThat(lines(6).get(1)).contains(",2,").doesNotContain(",1,");
        try (Registry registry = Registry.open(config())) {
            assertThat(registry.aliasHistory("credit-risk", "champion")).endsWith(2);
            assertThat(registry.getVersion("credit-risk", 2).tags().get("modelkeel.promotion.champion"))
                    .contains("\"outcome\":\"accepted\"");
            assertThat(registry.getVersion("credit-risk", 3).tags().get("modelkeel.promotion.champion"))
                    .contains("\"outcome\":\"refused\"", "auc not worse than the champion's");
        }

        if ("required".equals(System.getProperty("interop"))) { // as long again, so in CI alone
            assertThat(execute("run", "--modelkeel=" + CLASS_PATH)).as(errors).isZero();
            assertThat(said).contains("'champion' is version 2.");
            assertTheStory(2, "younger", "older");
        }
    }

    /** A night as usual, one with defaults, three that drift, an alert, a retraining that takes over, a hasty one that does not. */
    private void assertTheStory(int before, String usual, String others) {
        int better = before == 1 ? 2 : 4;
        int first = before == 1 ? 1 : 7;
        assertThat(said)
                .containsSubsequence(
                        "night " + first + ": 600 applications of " + usual + " customers",
                        "scored by version " + before + " (",
                        "drift: none of",
                        "night " + (first + 1) + ": 600 applications of " + usual + " customers",
                        "scored by version " + before + " (",
                        "600 of 600 with defaults, so not compared: ",
                        "night " + (first + 4) + ": 600 applications of " + others + " customers",
                        "scored by version " + before + " (",
                        "ALERT Age: ",
                        "PROMOTED: credit-risk/" + better + " is champion",
                        "$ modelkeel registry promote credit-risk/" + (better + 1) + " --gates",
                        "FAIL        auc not worse than the champion's by more than 0.02, by latest_loans.csv: auc = 0.",
                        "REFUSED: version " + (better + 1),
                        "night " + (first + 5) + ": 600 applications of " + others + " customers",
                        "scored by version " + better + " (",
                        "drift: none of")
                .doesNotContain("NaN");
    }

    private List<String> lines(int night) throws IOException {
        return Files.readAllLines(work.resolve("nights/credit-risk/night-" + night + ".csv"));
    }

    @Test
    @EnabledIfSystemProperty(named = "interop", matches = "required")
    void otherCustomersAreNoticedAmongRealLoans() {
        Path file = Path.of(System.getProperty("modelkeel.shared", "../../shared"), "data", "credit_risk.csv");
        String data = "--data=" + file;
        assertThat(execute("train", data)).as(errors).isZero();
        inProduction("credit-risk-credit_risk");
        assertThat(execute("night", data)).as(errors).isZero();
        assertThat(said).contains("night 1: 378 applications of older customers", "drift: none of");
        for (int night = 2; night < 5; night++) {
            assertThat(said).doesNotContain("ALERT");
            assertThat(execute("night", data, "--customers=younger")).as(errors).isZero();
            assertThat(said).contains("night " + night + ": 223 applications of younger customers");
        }
        assertThat(said).contains("ALERT Age: ").doesNotContain("NaN");
        assertThat(execute("train", data)).as(errors).isZero();
        assertThat(said).endsWith("models:/credit-risk-credit_risk/2\n");
    }

    private void inProduction(String model) {
        try (Registry registry = Registry.open(config())) {
            registry.setAlias(model, "champion", 1);
        }
    }

    @Test
    void featuresComeFromFeastIfItIsThere() throws IOException {
        assertThat(execute("train")).as(errors).isZero();
        assertThat(said).endsWith("models:/credit-risk/1\n");
        inProduction("credit-risk");
        try (FeastDouble feast = new FeastDouble(Loans.generate(6_000, 42))) {
            assertThat(execute("night", "--feast=" + feast.address()))
                    .as(errors)
                    .isZero();
            assertThat(feast.asked).containsExactly("credit_features");
        }
        assertThat(said).contains("drift: none of").doesNotContain("defaults");
        assertThat(execute("night")).as(errors).isZero();
        assertThat(execute("night", "--customers=nobody")).isEqualTo(2);
        assertThat(errors).contains("the loans of (generated) have no customers who are 'nobody'");
    }

    @Test
    void defaultsAreNeitherComparedNorLearnedFrom() throws IOException {
        assertThat(execute("train")).as(errors).isZero();
        inProduction("credit-risk");
        try (FeastDouble feast = new FeastDouble(Loans.generate(6_000, 42))) {
            String store = "--feast=" + feast.address();
            feast.unknown = 10; // of 10
            assertThat(execute("night", store)).as(errors).isZero();
            assertThat(said)
                    .contains("600 of 600 with defaults, so not compared")
                    .doesNotContain("drift:");
            assertThat(lines(1).subList(1, 601)).allMatch(line -> line.endsWith(",defaults"));
            assertThat(execute("train")).isEqualTo(1);
            assertThat(errors).contains("no night in ", "score one with it, or move the nights away");

            feast.unknown = 1;
            assertThat(execute("night", store)).as(errors).isZero();
            assertThat(lines(2)).anyMatch(line -> line.endsWith(",defaults"));
            long known =
                    lines(2).stream().filter(line -> line.endsWith(",store")).count();
            assertThat(said).contains(600 - known + " of 600 with defaults, so not compared");
            assertThat(execute("train")).as(errors).isZero();
            try (Tracker tracker = Tracker.open("credit-risk", config());
                    Registry registry = Registry.open(config())) {
                String run = registry.getVersion("credit-risk", 2).runId().orElseThrow();
                assertThat(Integer.parseInt(tracker.runs().get(run).params().get("loans")))
                        .isLessThan((int) known);
            }
        }
    }

    @Test
    void anAlertIsToldBeforeItsReceiverAnswers() throws IOException {
        assertThat(execute("train")).as(errors).isZero();
        inProduction("credit-risk");
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicBoolean told = new AtomicBoolean();
        receiver.createContext("/", exchange -> {
            for (int i = 0; i < 200 && !told.get(); i++) {
                told.set(out.toString(StandardCharsets.UTF_8).contains("ALERT Age"));
                LockSupport.parkNanos(100_000_000);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        String watch = "--watch=http://127.0.0.1:" + receiver.getAddress().getPort();
        for (int night = 1; night < 4; night++) {
            assertThat(execute("night", "--customers=younger", watch))
                    .as(errors)
                    .isZero();
        }
        receiver.stop(0);
        assertThat(told).isTrue();
        assertThat(said).containsOnlyOnce("ALERT Age");

        Files.delete(work.resolve("nights/credit-risk/night-2.csv"));
        Files.write(work.resolve("nights/credit-risk/night-4.csv"), List.of());
        assertThat(execute("train")).as(errors).isZero();
        assertThat(said).contains("night 4 has no customers with features of the store: left out");
        assertThat(execute("night")).as(errors).isZero();
        assertThat(said).contains("night 5: ");
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        assertThat(execute("night")).isEqualTo(1);
        assertThat(errors).contains("credit-risk");
        assertThat(execute("train", "--python=no-such-python")).isEqualTo(1);
        assertThat(errors).contains("no-such-python");
        assertThat(execute("run", "--modelkeel=absent.jar")).isEqualTo(1);
        assertThat(errors).contains("is the jar of --modelkeel built?");

        assertThat(execute("train", "--most=0")).isEqualTo(2);
        assertThat(errors).contains("the loans of (generated), with --most=0, are too few");
        assertThat(execute("train", "--most=-1")).isEqualTo(2);
        assertThat(errors).contains("--most=-1");

        Path file = work.resolve("loans.csv");
        Files.createFile(file);
        assertThat(execute("train", "--data=" + file)).isEqualTo(2);
        assertThat(errors).contains("loans.csv");
        Files.write(
                file,
                Loans.generate(3, 1).csv().stream()
                        .map(line -> line.replaceAll("(good|bad)$", "1"))
                        .toList());
        assertThat(execute("train", "--data=" + file)).isEqualTo(2);
        assertThat(errors).contains("the loans of loans, with --most=").contains(", are too few");
        assertThat(Loans.read(Files.copy(file, work.resolve("generated.csv"))).model())
                .isEqualTo("credit-risk-generated");
        Files.write(file, List.of("Age,Result", "35,1"));
        assertThat(execute("train", "--data=" + file)).isEqualTo(2);
        assertThat(errors).contains("loans.csv has no columns [Duration, Credit amount, ");
        List<String> lines = new ArrayList<>(Loans.generate(3, 1).csv());
        Files.write(file, lines);
        assertThat(execute("train", "--data=" + file)).isEqualTo(2);
        assertThat(errors).contains("loans.csv, line 2: '").contains("' is not a value of Result");
        assertThat(execute("train", "--data=" + work.resolve("absent.csv"))).isNotZero();
        assertThat(errors).contains("absent.csv");
    }

    /** The command line is the one of the checkout, in a process of its own; the sample's own commands run here. */
    @Test
    void theStepsOfThePageRunAsTheyStand() throws IOException, InterruptedException {
        Files.copy(Path.of("gates.yaml"), work.resolve("gates.yaml"));
        List<String> steps = steps();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(8);
        for (String step : steps) {
            int expected = step.contains("exit code 3") ? 3 : 0;
            List<String> words = List.of(step.replaceFirst(" *#.*", "").split(" "));
            boolean own = words.get(0).equals("java");
            assertThat(
                            own
                                    ? execute(words.subList(3, words.size()).toArray(String[]::new))
                                    : modelkeel(words.subList(1, words.size())))
                    .as("%s%n%s%s", step, said, errors)
                    .isEqualTo(expected);
            if (step.contains("ALERT")) {
                assertThat(said).contains("ALERT Age");
            }
        }
        assertThat(said).containsSubsequence("1  ", "previous", "2  ", "current", "3  ", "outside");
    }

    private static List<String> steps() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../../docs/credit-risk.md"));
        List<String> after = lines.subList(lines.indexOf("## As steps of a scheduler"), lines.size());
        int start = after.indexOf("```bash") + 1;
        return after.subList(start, start + after.subList(start, after.size()).indexOf("```"));
    }

    private int modelkeel(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASS_PATH,
                "io.github.modelkeel.cli.Main"));
        command.addAll(words);
        Path output = work.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("MLFLOW_TRACKING_URI", config().trackingUri());
        builder.environment().put("MODELKEEL_CACHE_DIR", work.resolve("cache").toString());
        int code = builder.start().waitFor();
        said = Files.readString(output);
        errors = "";
        return code;
    }
}
