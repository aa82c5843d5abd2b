package io.github.modelkeel.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each recipe by its main method, with what it prints. */
class RecipesTest {
    /** A recipe's main method. */
    private interface Recipe {
        void start(String[] args) throws Exception;
    }

    private static List<String> run(Recipe recipe) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            recipe.start(new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aRunIsLogged() throws Exception {
        List<String> printed = run(LogARun::main);
        assertThat(printed.get(0)).matches("logged: http://127\\.0\\.0\\.1:\\d+/#/experiments/\\d+/runs/[0-9a-f]{32}");
        assertThat(printed.get(1))
                .startsWith("FINISHED {")
                .contains("n_estimators=100", "max_depth=3")
                .endsWith("the last rmse 30000.0");
        assertThat(printed.get(2)).contains("plots/residuals.svg");
    }

    @Test
    void metricsOfAHotLoopSurviveAKill() throws Exception {
        assertThat(run(LogInAHotLoop::main))
                .containsExactly(
                        "never-waits: 10000 points on the server, FINISHED",
                        "the other process ended with 137",
                        "recovered: true",
                        "killed: 10000 points on the server, RUNNING");
    }

    @Test
    void theBestOfTheNestedRunsIsKept() throws Exception {
        assertThat(run(TuneWithNestedRuns::main)).containsExactly("best: depth-4 {rmse=30000.0}");
    }

    @Test
    void aVersionIsPromotedAndAWorseOneRefused() throws Exception {
        List<String> printed = run(PromoteWithGates::main);
        assertThat(printed.get(0)).matches("house-promoted@champion: version \\d+ -> version \\d+, accepted");
        assertThat(printed)
                .anyMatch(line -> line.endsWith("rmse = 101.0, the champion's 100.0, the limit 102.0"))
                .anyMatch(line -> line.contains("passed: no drift: STABLE"))
                .anyMatch(line -> line.matches("PROMOTION_REFUSED: house-promoted@champion: .* refused"))
                .anyMatch(line -> line.contains("failed: rmse") && line.endsWith("the limit 103.02"));
        String challenger = printed.get(0).replaceAll(".*-> version (\\d+),.*", "$1");
        assertThat(printed).last().isEqualTo("still version " + challenger);
    }

    @Test
    void anAliasIsTakenBack() throws Exception {
        List<String> printed = run(RollBack::main);
        assertThat(printed.get(0)).isEqualTo("promoted: true");
        assertThat(printed.get(1)).startsWith("rolled back to the one before: true, history [");
    }

    @Test
    void onlySignedFilesAreServed() throws Exception {
        List<String> printed = run(VerifySignedModel::main);
        assertThat(printed.get(0)).endsWith(" is signed");
        assertThat(printed.get(1)).matches("Prediction\\[house-signed/\\d+: Output\\[\\[252000\\.0]]]");
        assertThat(printed.get(2)).startsWith("refused: ").contains("is not signed");
        assertThat(printed).hasSize(3);
    }

    @Test
    void aPipelineOfScikitLearnIsServed() throws Exception {
        List<String> printed = run(ServeScikitLearn::main);
        assertThat(printed.get(0)).contains("income", "rooms", "area");
        assertThat(printed.get(1)).matches("Prediction\\[house/?\\d*: Output\\[\\[-?0\\.\\d+]]]");
    }

    @Test
    void aVersionThatFailsGivesWayToTheFallback() throws Exception {
        List<String> printed = run(ServeWithGuardAndFallback::main);
        assertThat(printed.get(0)).startsWith("252000.0 LIVE Optional[");
        assertThat(printed)
                .contains("250000.0 FALLBACK")
                .anyMatch(line -> line.startsWith("GuardOpened[") && line.contains("Infinity"));
    }

    @Test
    void anAliasThatMovedIsServedAtOnce() throws Exception {
        assertThat(run(HotSwapByWebhook::main))
                .containsExactly("webhook: 200", "serves version 1", "the alias has moved", "serves version 2");
    }

    @Test
    void whatWasPredictedAndWhatBecameOfItIsWrittenDown() throws Exception {
        List<String> printed = run(KeepAPredictionLog::main);
        assertThat(printed).hasSize(3);
        assertThat(printed.get(1))
                .contains("\"sqft\":1500", "\"output\":{\"value\":252000}")
                .doesNotContain("rural");
        assertThat(printed.get(2)).contains("\"kind\":\"outcome\"", "\"actual\":251000");
    }

    @Test
    void twoFilesAreCompared() throws Exception {
        List<String> printed = run(CompareTwoFiles::main);
        assertThat(printed.subList(0, 3))
                .anyMatch(line -> line.startsWith("sqft DRIFTED: "))
                .anyMatch(line -> line.startsWith("bedrooms STABLE: "))
                .anyMatch(line -> line.startsWith("location STABLE: "));
        Path page = Path.of(printed.get(printed.size() - 1).substring("page: ".length()));
        assertThat(page).content().contains("<svg");
    }

    @Test
    void aProfileOfTheTrainingIsComparedEachNight() throws Exception {
        List<String> printed = run(CompareEachNight::main);
        assertThat(printed.get(0)).isEqualTo("STABLE: none of 3 judged columns changed");
        assertThat(printed.get(1)).contains("1 of 3 judged columns drifted");
        assertThat(printed.get(2)).contains("drifted  sqft");
    }

    @Test
    void whatAServiceWasAskedIsComparedWithTheTraining() throws Exception {
        assertThat(run(CompareAPredictionLog::main))
                .containsExactlyInAnyOrder(
                        "2000 rows were asked for",
                        "sqft DRIFTED",
                        "bedrooms STABLE",
                        "location STABLE",
                        "sqft DRIFTED",
                        "bedrooms STABLE",
                        "location STABLE",
                        "price DRIFTED");
    }

    @Test
    void profilesOfSeveralInstancesAreOne() throws Exception {
        assertThat(run(MergeProfiles::main).get(0))
                .startsWith("1500 rows of 2 instances: ")
                .contains("1 of 3 judged columns drifted");
    }

    @Test
    void everyRecipeIsRunHereShortAndInTheTable() throws IOException {
        String here = Files.readString(Path.of("src/test/java/io/github/modelkeel/samples/recipes/RecipesTest.java"));
        String table = Files.readString(Path.of("README.md"));
        List<String> recipes = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/modelkeel/samples/recipes"))) {
            for (Path file : files.toList()) {
                String code = Files.readString(file);
                if (code.contains("public static void main")) {
                    String name = file.getFileName().toString().replace(".java", "");
                    recipes.add(name);
                    assertThat(here).contains("run(" + name + "::main)");
                    assertThat(table).contains("(src/main/java/io/github/modelkeel/samples/recipes/" + name + ".java)");
                    long lines = Arrays.stream(code.split("\n"))
                            .filter(line -> !line.startsWith("import ") && !line.isBlank())
                            .count();
                    assertThat(lines).as(name).isLessThanOrEqualTo(90);
                }
            }
        }
        assertThat(recipes).hasSizeGreaterThanOrEqualTo(14);
    }
}
