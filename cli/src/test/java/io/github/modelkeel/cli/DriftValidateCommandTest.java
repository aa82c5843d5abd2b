package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftValidateCommandTest {
    @TempDir
    private Path directory;

    private Path expectations;
    private Path good;
    private Path bad;

    @BeforeEach
    void write() throws IOException {
        expectations = file("expectations.yaml", """
                # what a delivery must be
                expectations:
                  - expect: row_count
                    min: 2
                  - {expect: between, column: age, min: 0, max: 120, mostly: 0.9}
                  - expect: in_set
                    column: state
                    values: [CA, 'NY', 7]
                  - expect: regex
                    column: state
                    pattern: ^\\w+$
                """);
        good = file("good.csv", "age,state\n30,CA\n40,7\n");
        bad = file("bad.csv", "age,state\n30,CA\n400,Ca\n");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static Cli validate(String option, Path suite, String... more) {
        String[] start = {"drift", "validate", option, suite.toString()};
        String[] all = new String[start.length + more.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return Cli.run(all);
    }

    private Cli check(Path data, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "--data";
        all[1] = data.toString();
        System.arraycopy(more, 0, all, 2, more.length);
        return validate("--expectations", expectations, all);
    }

    @Test
    void numbersAreJudgedAsTheyAreWritten() throws IOException {
        Path german = file("german.csv", "age;state\n30,5 %;CA\n1.040,5;7\n");
        String[] form = {"--delimiter", ";", "--decimal", ",", "--thousands", ".", "--units"};
        Cli cli = check(german, form);
        assertThat(cli.code()).isEqualTo(3);
        assertThat(cli.out()).contains("1 of 2 values", "'1040.5'").doesNotContain("'30");
        assertThat(check(german, "--delimiter", ";").out()).contains("2 of 2 values");
    }

    @Test
    void dataThatMeetTheExpectationsAreCodeZero() {
        Cli run = check(good);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("PASSED: 4 of 4 expectations met");
    }

    @Test
    void dataThatDoNotAreCodeThree() throws IOException {
        Path junit = directory.resolve("junit.xml");
        Path markdown = directory.resolve("report.md");
        Cli run = check(bad, "--junit", junit.toString(), "--markdown", markdown.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .contains(
                        "FAILED: age: between 0 and 120 (at least 90.0% of values): 1 of 2 values (50.0%) is not as expected,"
                                + " for instance '400'");
        assertThat(junit).content().contains("failures=\"2\"");
        assertThat(markdown).content().startsWith("**FAILED: 2 of 4 expectations met");

        Cli json = check(bad, "--json");
        assertThat(json.code()).isEqualTo(3);
        assertThat(json.out()).contains("\"state\":\"FAILED\"", "\"unexpected\":1");
    }

    @Test
    void whatCannotBeJudgedIsCodeFive() throws IOException {
        Path rules = file("rules.yaml", "expectations:\n- expect: not_null\n  column: age\n");
        Cli run = validate(
                "--expectations", rules, "--data", file("empty.csv", "age\n").toString());
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.out()).contains("UNDECIDED: age: not missing: there is nothing to judge, the data have no rows");
    }

    @Test
    void jsonLinesAndLogsAreData() throws IOException {
        String lines = "{\"age\":30,\"state\":\"CA\"}\n{\"age\":40,\"state\":7}\n";
        assertThat(check(file("good.jsonl", lines)).code()).isZero();
        String log = "{\"kind\":\"start\",\"format_version\":1}\n"
                + lines.replaceAll("(?m)^(.+)$", "{\"kind\":\"prediction\",\"inputs\":$1}");
        Files.createDirectories(directory.resolve("log"));
        file("log/predictions-20260301T120000Z-0123456789ab-000001.jsonl", log);
        assertThat(check(directory.resolve("log")).code()).isZero();
    }

    @Test
    void aProfileGivesExpectationsToBeEdited() throws IOException {
        StringBuilder rows = new StringBuilder("age,state\n");
        for (int i = 0; i < 200; i++) {
            rows.append(20 + i % 50).append(i % 3 == 0 ? ",CA\n" : ",NY\n");
        }
        Path training = file("training.csv", rows.toString());
        Path profile = directory.resolve("profile.json");
        assertThat(Cli.run("drift", "profile", "--reference", training.toString(), "--output", profile.toString())
                        .code())
                .isZero();
        Path suite = directory.resolve("expectations.json");
        Cli written = validate("--from-profile", profile, "--write-expectations", suite.toString());
        assertThat(written.code()).isZero();
        assertThat(written.err()).contains("expectations.json: ");
        assertThat(validate("--from-profile", profile, "--data", training.toString())
                        .code())
                .isZero();
        assertThat(validate("--expectations", suite, "--data", training.toString())
                        .code())
                .isZero();
        assertThat(validate("--expectations", suite, "--data", bad.toString()).code())
                .isEqualTo(3);
    }

    @Test
    void aSuiteOfGreatExpectationsIsRead() throws IOException {
        Path suite = file("suite.json", """
                {"name": "s", "expectations": [
                  {"type": "expect_column_values_to_be_between", "kwargs": {"column": "age", "min_value": 0, "max_value": 120}},
                  {"type": "expect_magic", "kwargs": {}}]}
                """);
        Cli refused = validate("--great-expectations", suite, "--data", good.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("suite.json: expectations[1]: unknown expectation 'expect_magic'");
        Cli skipped = validate("--great-expectations", suite, "--skip-unknown", "--data", good.toString());
        assertThat(skipped.code()).isZero();
        assertThat(skipped.out()).contains("skipped: expectations[1]: unknown expectation 'expect_magic'");
    }

    @Test
    void aWrongCallIsCodeTwoAndABrokenFileCodeOne() throws IOException {
        assertThat(Cli.run("drift", "validate", "--data", good.toString()).code())
                .isEqualTo(2);
        assertThat(validate("--expectations", expectations).code()).isEqualTo(2);
        assertThat(check(good, "--from-profile", expectations.toString()).code())
                .isEqualTo(2);

        Cli typo = validate(
                "--expectations", file("typo.yaml", "expectations:\n- expect: unqiue\n"), "--data", good.toString());
        assertThat(typo.code()).isEqualTo(1);
        assertThat(typo.err())
                .contains("typo.yaml: expectations[0]: unknown expectation 'unqiue', did you mean 'unique'?");
        for (String text : new String[] {"a: [", "- 1", "a: &x [1]\nb: *x", "[".repeat(100)}) {
            Cli broken = validate("--expectations", file("broken.yaml", text), "--data", good.toString());
            assertThat(broken.code()).as(text).isEqualTo(1);
            assertThat(broken.err()).contains("broken.yaml");
        }
        Cli missing = check(directory.resolve("nowhere.csv"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("--data: ", "nowhere.csv: no such file");
        Cli suite = validate("--expectations", directory.resolve("none.yaml"), "--data", good.toString());
        assertThat(suite.err()).contains("--expectations: ", "none.yaml: no such file");
    }

    @Test
    void aDirectoryThatIsNotThereIsNotMade() {
        Path file = directory.resolve("absent/x.xml");
        for (String option : new String[] {"--junit", "--markdown", "--write-expectations"}) {
            Cli run = check(good, option, file.toString());
            assertThat(run.code()).as(option).isEqualTo(1);
            assertThat(run.err()).contains(option + ": ", "absent: no such directory");
            assertThat(file.getParent()).doesNotExist();
        }
    }

    @Test
    void jsonIsNotReadAsCsv() throws IOException {
        Cli run = check(file("rows.json", " [{\"age\":30,\"state\":\"CA\"}]"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("--data: ", "rows.json: JSON, not CSV", ".jsonl");
        assertThat(check(file("table.json", "age,state\n30,CA\n40,7\n")).code()).isZero();
    }

    @Test
    void theHelpNamesTheExitCodes() {
        Cli help = Cli.run("drift", "validate", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--from-profile").containsPattern("3\\s+the data drifted or do not meet");
    }
}
