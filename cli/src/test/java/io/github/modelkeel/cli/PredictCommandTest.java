package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictCommandTest {
    private static final String NORTH = "{\"sqft\":1500,\"age\":0.1,\"area\":\"north\",\"pool\":true}";
    private static final String SOUTH = "{\"sqft\":3000,\"area\":\"south\",\"pool\":false}";
    private static final String OUT_OF_RANGE = "modelkeel: -: 1 cell out of the range that training saw\n";
    private static final String ANSWERS = "{\"value\":1250.1}\n{\"value\":501.0}\n";

    @TempDir
    static Path directory;

    private static String linear = "";
    private static String classes = "";
    private static String detector = "";

    @BeforeAll
    static void models() throws IOException {
        linear = Houses.linear(directory.resolve("linear")).toString();
        detector = Houses.detector(directory.resolve("detector")).toString();
        classes = Houses.classes(directory.resolve("classes")).toString();
    }

    private static Cli predict(String input, String... more) {
        String[] args = {"predict", "--model", linear, "--input", "-"};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Cli.withInput(input, all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s\n%s\n",
                "%s\n%s",
                "\uFEFF%s\r\n\r\n \n%s\r\n",
                "[%s,%s]",
                " [\n%s\n,\n%s\n]\n",
                "%s%s",
                "{\"instances\":[%s,%s]}",
                "{\n\"instances\":\n[%s,\n%s]}\n"
            })
    void rowsOfJsonInEveryFormHaveAnAnswerEach(String form) {
        Cli cli = predict(form.formatted(NORTH, SOUTH));
        assertThat(cli.err()).isEqualTo(OUT_OF_RANGE);
        assertThat(cli.out()).isEqualTo(ANSWERS);
        assertThat(cli.code()).isZero();
    }

    @Test
    void scoresAreAddedWhenTheyAreAskedFor() {
        String[] args = {"predict", "--model", detector, "--input", "-"};
        assertThat(Cli.withInput(SOUTH, args).out()).isEqualTo("{\"value\":0.0}\n");
        String[] withScores = {"predict", "--model", detector, "--input", "-", "--scores"};
        assertThat(Cli.withInput(SOUTH, withScores).out())
                .isEqualTo("{\"value\":0.0,\"scores\":{\"decision_function\":-1000.0,\"score_samples\":-3000.0}}\n");
    }

    @Test
    void scoresOfAModelThatHasNoneAreRefused() {
        Cli cli = predict(SOUTH, "--scores");
        assertThat(cli.err()).contains("neither a decision_function nor score_samples");
        assertThat(cli.code()).isNotZero();
    }

    @Test
    void csvIsReadByItsHeaderAndTheModelsTypes() {
        String csv = "\uFEFFpool,area,sqft,age\r\ntrue,north,1500,0.1\r\n\r\nFALSE,\"south\", 3e3 ,\r\n";
        Cli cli = predict(csv, "--format", "csv");
        assertThat(cli.err()).isEqualTo(OUT_OF_RANGE);
        assertThat(cli.out()).isEqualTo(ANSWERS);
        assertThat(cli.code()).isZero();
    }

    @Test
    void aFileSaysByItsNameWhatItIs() throws IOException {
        Path csv = Files.writeString(directory.resolve("rows.CSV"), "sqft,area,pool\n3000,south,0\n");
        assertThat(Cli.run("predict", "--model", linear, "--input", csv.toString())
                        .out())
                .isEqualTo("{\"value\":501.0}\n");
        Path jsonl = Files.writeString(directory.resolve("rows.jsonl"), SOUTH);
        assertThat(Cli.run("predict", "--model", linear, "--input", jsonl.toString())
                        .out())
                .isEqualTo("{\"value\":501.0}\n");
        Cli absent = Cli.run(
                "predict",
                "--model",
                linear,
                "--input",
                directory.resolve("no.csv").toString());
        assertThat(absent)
                .isEqualTo(
                        new Cli(1, "", "modelkeel: " + directory.resolve("no.csv") + ": no such file or directory\n"));
    }

    @Test
    void aClassifierNamesTheLabelAndEachProbability() {
        Cli cli = Cli.withInput(SOUTH, "predict", "--model", classes, "--input", "-");
        assertThat(cli.out())
                .isEqualTo("{\"label\":\"small\",\"probabilities\":{\"small\":0.6652409557748218,"
                        + "\"medium\":0.24472847105479764,\"large\":0.09003057317038046}}\n");
    }

    @Test
    void numbersAreTheShortestThatReadBack() {
        String tiny = "{\"sqft\":0,\"age\":%s,\"area\":\"north\",\"pool\":false}";
        // JDK 17 prints 2.0E-3 and 2.2250738585072014E-308 well, but 2.2E-322 as 2.17E-322 and 2^-44 with a digit too
        // many
        for (String number : new String[] {"-99.99999999999999", "2.0E14", "-1.0E22", "1.7976931348623157E308"}) {
            double expected = Double.parseDouble(number) + 100;
            String out = predict(tiny.formatted(number)).out();
            assertThat(Double.parseDouble(out.replaceAll("[^0-9.E+-]", ""))).isEqualTo(expected);
        }
        assertThat(predict(tiny.formatted("-100.0000000000000004")).out()).isEqualTo("{\"value\":0.0}\n");
        assertThat(predict("{\"sqft\":20,\"age\":-99.3,\"area\":\"north\",\"pool\":false}")
                        .out())
                .isEqualTo("{\"value\":2.7}\n".replace("2.7", Double.toString(0.1 * 20 + -99.3 + 100)));
    }

    @Test
    void noRowsGiveNothing() {
        assertThat(predict("")).isEqualTo(new Cli(0, "", ""));
        assertThat(predict("\n \n")).isEqualTo(new Cli(0, "", ""));
        assertThat(predict("[]")).isEqualTo(new Cli(0, "", ""));
        assertThat(predict("", "--format", "csv")).isEqualTo(new Cli(0, "", ""));
        assertThat(predict("sqft,area,pool\n", "--format", "csv")).isEqualTo(new Cli(0, "", ""));
    }

    @Test
    void aRowThatDoesNotFitEndsTheRunAfterTheAnswersBeforeIt() {
        Cli cli = predict(NORTH + "\n{\"sqft\":\"x\",\"area\":\"east\",\"pool\":true}\n" + SOUTH);
        assertThat(cli.out()).isEqualTo("{\"value\":1250.1}\n");
        assertThat(cli.err())
                .startsWith("modelkeel: -: row 1: 2 violations: column 'sqft' must be a number")
                .contains("column 'area' has a category that training never saw: \"east\"")
                .hasLineCount(1);
        assertThat(cli.code()).isEqualTo(1);
    }

    @Test
    void badRowsAreSkippedOrReportedOnRequest() {
        String rows = NORTH + "\n{\"sqft\":}\n" + SOUTH + "\n{\"sqft\":1}\n";
        Cli skip = predict(rows, "--on-invalid", "skip");
        assertThat(skip.out()).isEqualTo(ANSWERS);
        assertThat(skip.err())
                .contains("row 1: line 2 is not valid JSON", "row 3: 2 violations", "2 of 4 rows were refused")
                .endsWith(OUT_OF_RANGE)
                .hasLineCount(4);
        assertThat(skip.code()).isZero();
        Cli report = predict(rows, "--on-invalid=report");
        assertThat(report.out().lines().toList())
                .hasSize(4)
                .element(1)
                .asString()
                .startsWith("{\"error\":\"line 2 is not valid JSON");
        Cli words = predict("{\"sqft\":Infinity_}\n{\"sqft\":+1}\n{\"sqft\":\n", "--on-invalid", "skip");
        assertThat(words.err())
                .contains("row 0: line 1 is not valid JSON")
                .doesNotContain("enable", "Feature", "Source", "`");
        String csv = "sqft,area,pool\nx,north,true\n3000,south,false,9\n3000,south,false\n";
        Cli table = predict(csv, "--format", "csv", "--on-invalid", "skip");
        assertThat(table.out()).isEqualTo("{\"value\":501.0}\n");
        assertThat(table.err())
                .contains("row 0: column 'sqft' must be a number but is the text \"x\"", "row 1: line 3");
    }

    @Test
    void theInputPolicyIsChosen() {
        String row = "{\"sqft\":\"99\",\"area\":\"north\",\"pool\":1,\"oops\":1}";
        assertThat(predict(row).err()).contains("3 violations");
        assertThat(predict(row, "--input-policy", "coerce").err()).contains("\"oops\"");
        assertThat(predict(row, "--input-policy", "lenient").out()).isEqualTo("{\"value\":1110.9}\n");
        assertThat(predict(NORTH, "--input-policy", "STRICT").err())
                .contains("'age' is 0.1; training saw 10.5 to 10.5");
        Cli wrong = predict(row, "--input-policy", "kind");
        assertThat(wrong.code()).isEqualTo(2);
    }

    @Test
    void wrongCallsAreUsageErrors() {
        for (String[] args : new String[][] {
            {}, {"model"}, {"predict"}, {"predict", "--input", "-"}, {"zzz"}, {"model", "inspect", "--modle", "x"}
        }) {
            Cli cli = Cli.run(args);
            assertThat(cli.code()).isEqualTo(2);
            assertThat(cli.out()).isEmpty();
            assertThat(cli.err()).contains("Usage: modelkeel");
        }
        Cli uri = Cli.run("predict", "--model", "models:/", "--input", "-");
        assertThat(uri.code()).isEqualTo(2);
        assertThat(uri.err()).startsWith("modelkeel: --model: ").hasLineCount(1);
        Cli nowhere = Cli.run("predict", "--model", "no/such/dir", "--input", "-");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).isEqualTo("modelkeel: no/such/dir: no such directory, and no address of a model\n");
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        Cli help = Cli.run("predict", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Usage: modelkeel predict", "--on-invalid", "--tracking-uri");
        Cli version = Cli.run("--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("modelkeel ");
    }

    @Test
    void aStackTraceIsThereForWhoAsks() {
        assertThat(predict("{\"sqft\":1}", "--verbose").err()).contains("\tat io.github.modelkeel");
    }

    @Test
    void whoReadsNoMoreEndsTheRunInSilence() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int data) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        @SuppressWarnings("InputStreamSlowMultibyteRead")
        InputStream endless = new InputStream() {
            private final byte[] row = (SOUTH + "\n").getBytes(StandardCharsets.UTF_8);
            private int at;

            @Override
            public int read() {
                return row[at++ % row.length];
            }
        };
        int code = Main.run(endless, closed, new PrintStream(err, true), "predict", "--model", linear, "--input", "-");
        assertThat(code).isEqualTo(141);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
