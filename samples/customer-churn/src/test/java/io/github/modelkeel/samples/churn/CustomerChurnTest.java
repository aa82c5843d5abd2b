package io.github.modelkeel.samples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The whole story on the embedded server, twice, and on real customers; and every command of the page. */
class CustomerChurnTest {
    @TempDir
    Path work;

    private String said = "";
    private String errors = "";

    private ClientConfig config() {
        return ClientConfig.builder(Map.of())
                .trackingUri("local:" + work.resolve("server"))
                .cacheDirectory(work.resolve("cache"))
                .build();
    }

    private int execute(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--gates=gates.yaml", "--output=" + work.resolve("output")));
        int code = CustomerChurn.execute(
                all,
                config(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        said = out.toString(StandardCharsets.UTF_8);
        errors = err.toString(StandardCharsets.UTF_8);
        return code;
    }

    @Test
    void theStoryCanBeToldTwice() {
        assertThat(execute("run")).as(errors).isZero();
        assertTheStory("churn", 1, 2, 3);
        assertThat(said).contains("Nothing yet.", "there is no champion yet");
        try (Registry registry = Registry.open(config())) {
            assertThat(registry.aliasHistory("churn", "champion")).endsWith(1);
            ModelVersion refused = registry.getVersion("churn", 3);
            assertThat(refused.tags().get("modelkeel.promotion.champion"))
                    .contains("\"outcome\":\"refused\"", "auc not worse than the champion's");
        }

        if ("required".equals(System.getProperty("interop"))) { // as long again, so in CI alone
            assertThat(execute("run")).as(errors).isZero();
            assertTheStory("churn", 1, 4, 5);
            assertThat(said).contains("'champion' of 'churn' is version 1.");
        }
    }

    /** The same story at the same length, for CI. */
    @Test
    @EnabledIfSystemProperty(named = "interop", matches = "required")
    void theStoryHoldsForRealCustomers() {
        Path file = Path.of(System.getProperty("modelkeel.shared", "../../shared"), "data", "customer_churn.csv");
        assertThat(execute("run", "--data=" + file)).as(errors).isZero();
        assertTheStory("churn-customer_churn", 1, 2, 3);
    }

    /** One is refused, the other one promoted and served, the change of customers is noticed, and the service is back where it was. */
    private void assertTheStory(String model, int production, int better, int worse) {
        assertThat(said)
                .containsSubsequence(
                        "$ modelkeel registry promote " + model + "/" + worse + " --gates",
                        "FAIL        auc not worse than the champion's by more than 0.02, by evaluation.json: auc = 0.",
                        "REFUSED: version " + worse,
                        "PROMOTED: version " + better,
                        "\"will_churn\":",
                        "\"model_version\":" + better,
                        "% of those predictions were right.",
                        "none of 12 judged columns changed",
                        "of 12 judged columns drifted",
                        "drifted: Contract",
                        "drifted: Churn.probability",
                        "$ modelkeel registry rollback " + model + "@champion",
                        "\"model_version\":" + production)
                .doesNotContain("NaN");
    }

    @Test
    void whatIsWrongWithAFileIsNamed() throws IOException {
        Path file = work.resolve("customers.csv");
        assertThat(execute("customers", "--file=" + file)).as(errors).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(6_001);
        assertThat(Customers.read(file).rows())
                .isEqualTo(Customers.generate(6_000, 42).rows());

        Files.write(file, List.of("tenure,Churn", "3,Yes"));
        assertThat(execute("train", "--data=" + file)).isEqualTo(2);
        assertThat(errors).contains("customers.csv has no columns [SeniorCitizen, MonthlyCharges, ");

        lines.set(2, lines.get(2).replaceFirst("(Yes|No)$", "maybe"));
        Files.write(file, lines);
        assertThat(execute("train", "--data=" + file)).isEqualTo(2);
        assertThat(errors).contains("customers.csv, line 3: Churn must be Yes or No but is maybe");

        assertThat(execute("train", "--data=" + work.resolve("absent.csv"))).isNotZero();
        assertThat(errors).contains("absent.csv");
    }

    @Test
    void aServiceWithoutAModelAndAPythonThatIsNotThereSayWhatToDo() {
        assertThat(execute("serve", "--port=0")).isEqualTo(1);
        assertThat(errors).contains("churn");
        assertThat(execute("train", "--python=no-such-python")).isEqualTo(1);
        assertThat(errors).contains("no-such-python");
    }

    /** The command line is the one of the checkout, in a process of its own; the sample's own commands run here. */
    @Test
    void theStepsOfThePageRunAsTheyStand() throws IOException, InterruptedException {
        for (String file : List.of("gates.yaml", "expectations.yaml")) {
            Files.copy(Path.of(file), work.resolve(file));
        }
        List<String> steps = steps();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(8);
        for (String step : steps) {
            int expected = step.contains("exit code 3") ? 3 : 0;
            List<String> words = List.of(step.replaceFirst(" *#.*", "").split(" "));
            boolean ours = words.get(0).equals("java");
            assertThat(ours ? ownCommand(words.subList(3, words.size())) : modelkeel(words.subList(1, words.size())))
                    .as("%s%n%s%s", step, said, errors)
                    .isEqualTo(expected);
        }
        assertThat(Files.readAllLines(work.resolve("scores.csv"))).hasSize(6_001);
    }

    private static List<String> steps() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../../docs/customer-churn.md"));
        List<String> after = lines.subList(lines.indexOf("## As steps of a pipeline"), lines.size());
        int start = after.indexOf("```bash") + 1;
        return after.subList(start, start + after.subList(start, after.size()).indexOf("```"));
    }

    private int ownCommand(List<String> words) {
        return execute(words.stream()
                .map(word -> word.endsWith(".csv") ? work.resolve(word).toString() : word)
                .toArray(String[]::new));
    }

    private int modelkeel(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
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
