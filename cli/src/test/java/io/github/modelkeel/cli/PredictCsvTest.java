package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV in and out: encoding, delimiter, missing words, blanks, columns that are kept, where the answers go. */
class PredictCsvTest {
    @TempDir
    static Path directory;

    private static String model = "";
    private static String classes = "";

    @BeforeAll
    static void models() throws IOException {
        List<Map<String, ?>> rows = List.of(
                Map.of("sqft", 1000, "area", "north"),
                Map.of("sqft", 2000, "area", "s\u00FCd"),
                Map.of("sqft", 2000, "area", " west"),
                Map.of("sqft", 2000, "area", "None"));
        // sqft / 100, + 1000 north, 2000 süd, 4000 " west", 8000 None, nothing for another area; a missing sqft counts
        // as 500
        ScoringModel linear = ScoringModelBuilder.model(
                Preprocessing.builder()
                        .learnRanges()
                        .number("sqft", c -> c.imputeConstant(500))
                        .text("area", c -> c.oneHotIgnoringUnknown())
                        .build()
                        .fit(rows),
                Column.number("price"),
                LinearScorer.of(new double[] {0.01, 4000, 8000, 1000, 2000}, 0),
                Link.IDENTITY);
        model = directory.resolve("model").toString();
        ModelBundle.of(linear, rows).writeTo(Path.of(model));
        classes = Houses.classes(directory.resolve("classes")).toString();
    }

    private static Path file(String name, String content, Charset charset) throws IOException {
        return Files.write(directory.resolve(name), content.getBytes(charset));
    }

    private static Cli predict(Path input, String... more) {
        List<String> args = new ArrayList<>(List.of("predict", "--model", model, "--input", input.toString()));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    @Test
    void bytesOfAnotherEncodingAreRefusedAndReadByOption() throws IOException {
        Path latin = file("latin1.csv", "sqft,area\n1500,s\u00FCd\n", StandardCharsets.ISO_8859_1);
        Cli refused = predict(latin);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("latin1.csv, line 2, byte 0xFC at offset 16 of the file: not UTF-8", "--encoding")
                .hasLineCount(1);
        Cli read = predict(latin, "--encoding", "windows-1252");
        assertThat(read).isEqualTo(new Cli(0, "{\"value\":2015.0}\n", ""));
        Cli unknown = predict(latin, "--encoding", "latin-one");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("knows no encoding 'latin-one'");
    }

    @Test
    void anotherDelimiterIsNamedAndReadByOption() throws IOException {
        Path semicolons = file("semicolons.csv", "sqft;area\n1500;north\n", StandardCharsets.UTF_8);
        Cli refused = predict(semicolons);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("the header has no ',' and holds ';', which looks like the delimiter", "--delimiter ';'");
        assertThat(predict(semicolons, "--delimiter", ";").out()).isEqualTo("{\"value\":1015.0}\n");
        Path tabs = file("tabs.tsv", "sqft\tarea\n1500\tnorth\n", StandardCharsets.UTF_8);
        assertThat(predict(tabs).err()).contains("--delimiter tab");
        assertThat(predict(tabs, "--delimiter", "tab").out()).isEqualTo("{\"value\":1015.0}\n");
        assertThat(predict(tabs, "--delimiter", "\\t").out()).isEqualTo("{\"value\":1015.0}\n");
        assertThat(predict(tabs, "--delimiter", ";;").code()).isEqualTo(2);
        assertThat(predict(tabs, "--delimiter", "\"").code()).isEqualTo(2);
    }

    @Test
    void numbersAreReadAsPeopleWriteThem() throws IOException {
        Path german =
                file("german.csv", "sqft;area\n1.500,5;north\n\u20AC 2.000;north\n1.234;5,0\n", StandardCharsets.UTF_8);
        String[] form = {"--delimiter", ";", "--decimal", ",", "--thousands", ".", "--units"};
        assertThat(predict(german, form).out())
                .isEqualTo("{\"value\":1015.005}\n{\"value\":1020.0}\n{\"value\":12.34}\n");
        assertThat(predict(german, "--delimiter", ";").err()).contains("\"1.500,5\"");
        assertThat(predict(german, "--delimiter", ";", "--thousands", "..").err())
                .contains("--thousands: one character is needed, not '..'");
        Cli same = predict(german, "--delimiter", ";", "--thousands", ".");
        assertThat(same.code()).isEqualTo(2);
        assertThat(same.err()).contains("decimal and thousands are both '.'");
        assertThat(predict(german, "--decimal", ";").code()).isEqualTo(2);
        Path json = file("units.jsonl", "{\"sqft\":1500,\"area\":\"north\"}", StandardCharsets.UTF_8);
        assertThat(predict(json, "--units").err()).contains("--thousands and --units are for CSV; the input is JSON");
    }

    @Test
    void missingWordsAndBlanksFollowOneRule() throws IOException {
        Path file = file(
                "words.csv",
                " sqft ,area\n NA ,north\nNaN, north \n 1500 ,\" north\"\n<NA>,north\n",
                StandardCharsets.UTF_8);
        Cli cli = predict(file);
        assertThat(cli)
                .isEqualTo(new Cli(
                        0, "{\"value\":1005.0}\n{\"value\":1005.0}\n{\"value\":1015.0}\n{\"value\":1005.0}\n", ""));
        Path other = file("other.csv", "sqft,area\n?,north\n", StandardCharsets.UTF_8);
        assertThat(predict(other).err()).contains("column 'sqft' must be a number but is the text \"?\"");
        assertThat(predict(other, "--missing", "?,-").out()).isEqualTo("{\"value\":1005.0}\n");
        Cli kept = predict(file("kept.csv", "sqft,area\n1500,north \n", StandardCharsets.UTF_8), "--keep-blanks");
        assertThat(kept.out()).isEqualTo("{\"value\":15.0}\n");
        assertThat(kept.err()).endsWith("kept.csv: 1 cell of a category that training never saw\n");
    }

    @Test
    void aTextThatTheModelKnowsIsThatTextWhateverItsBlanksOrMeaningElsewhere() throws IOException {
        Path file = file("known.csv", "sqft,area\n1500, west\n1500,None\n1500, None \n", StandardCharsets.UTF_8);
        assertThat(predict(file))
                .isEqualTo(new Cli(0, "{\"value\":4015.0}\n{\"value\":8015.0}\n{\"value\":8015.0}\n", ""));
    }

    @Test
    void cellsThatWereUnseenOrOutOfRangeOrConvertedAreCounted() throws IOException {
        Path file = file("odd.csv", "sqft,area,more\n99,east,1\n5000,south,2\n1500,north,3\n", StandardCharsets.UTF_8);
        Cli cli = predict(file, "--input-policy", "lenient");
        assertThat(cli.code()).isZero();
        assertThat(cli.err())
                .isEqualTo("modelkeel: " + file
                        + ": 2 cells of a category that training never saw; 2 cells out of the range"
                        + " that training saw; 3 cells of columns that the model does not know, ignored\n");
        Cli json = Cli.withInput(
                "{\"sqft\":\"1500\",\"area\":\"north\"}",
                "predict",
                "--model",
                model,
                "--input",
                "-",
                "--input-policy",
                "coerce");
        assertThat(json)
                .isEqualTo(new Cli(0, "{\"value\":1015.0}\n", "modelkeel: -: 1 cell converted from another type\n"));
    }

    @Test
    void columnsAreKeptAndTheAnswersAreJsonOrCsv() throws IOException {
        Path file = file(
                "ids.csv",
                "id,sqft,area\n007,1500,north\n\"a,b\",oops,north\n 8 ,2000,s\u00FCd\n",
                StandardCharsets.UTF_8);
        Cli json = predict(file, "--keep", "id", "--on-invalid", "report");
        assertThat(json.out().lines().toList())
                .hasSize(3)
                .contains("{\"id\":\"007\",\"value\":1015.0}", "{\"id\":\" 8 \",\"value\":2020.0}");
        assertThat(json.out()).contains("{\"id\":\"a,b\",\"error\":\"column 'sqft' must be a number");
        Cli csv = predict(file, "--keep=id,area", "--on-invalid", "report", "--output-format", "csv");
        assertThat(csv.out().lines().toList())
                .startsWith("id,area,value,error", "007,north,1015.0,")
                .endsWith(" 8 ,s\u00FCd,2020.0,")
                .element(2)
                .asString()
                .startsWith("\"a,b\",north,,\"column 'sqft' must be a number");
        Cli semicolons = predict(
                file("semi.csv", "id;sqft;area\n1;1500;north\n", StandardCharsets.UTF_8),
                "--delimiter",
                ";",
                "--keep",
                "id",
                "--output-format",
                "csv");
        assertThat(semicolons.out()).isEqualTo("id;value\n1;1015.0\n");
        Cli wrong = predict(file, "--keep", "idd");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("--keep: ", "has no column 'idd'; it has id, sqft, area");
    }

    @Test
    void aClassifierHasAColumnForTheLabelAndEachProbability() {
        Cli cli = Cli.withInput(
                "{\"sqft\":3000,\"area\":\"south\",\"pool\":false}",
                "predict",
                "--model",
                classes,
                "--input",
                "-",
                "--output-format",
                "csv");
        assertThat(cli.out()).isEqualTo("""
                        label,probability_small,probability_medium,probability_large
                        small,0.6652409557748218,0.24472847105479764,0.09003057317038046
                        """);
    }

    @Test
    void aFileOfAnswersIsThereWholeOrNotAtAll() throws IOException {
        Path input = file("in.csv", "sqft,area\n1500,north\n", StandardCharsets.UTF_8);
        Path broken = file("broken.csv", "sqft,area\n1500,north\noops,north\n", StandardCharsets.UTF_8);
        Path out = directory.resolve("prices.csv");
        assertThat(predict(input, "--output", out.toString())).isEqualTo(new Cli(0, "", ""));
        assertThat(out).hasContent("value\n1015.0");
        Cli failed = predict(broken, "--output", out.toString());
        assertThat(failed.code()).isEqualTo(1);
        assertThat(out).hasContent("value\n1015.0");
        assertThat(directory.resolve("prices.csv.part")).doesNotExist();
        Path inPlace = file("same.csv", "sqft,area\n1500,north\n", StandardCharsets.UTF_8);
        assertThat(predict(inPlace, "--output", inPlace.toString()).code()).isZero();
        assertThat(inPlace).hasContent("value\n1015.0");
        assertThat(predict(input, "--output", directory.toString()).err()).contains("is a directory");
        Path json = directory.resolve("prices.jsonl");
        assertThat(predict(input, "--output", json.toString()).code()).isZero();
        assertThat(json).hasContent("{\"value\":1015.0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sqft,area\r\n1500,north\r\n",
                "\uFEFFsqft,area\n1500,north",
                "area,sqft\n\n\"north\",\"1500\"\n\n",
                "\"sqft\",\"area\"\r\n\"1500\r\n\",\"north\"\r\n"
            })
    void formsOfOneFileGiveOneAnswer(String content) throws IOException {
        assertThat(predict(file("form.csv", content, StandardCharsets.UTF_8)))
                .isEqualTo(new Cli(0, "{\"value\":1015.0}\n", ""));
    }

    @Test
    void filesThatAreNotTablesAreRefusedByName() throws IOException {
        assertThat(predict(file("twice.csv", "sqft,area,sqft\n1,north,2\n", StandardCharsets.UTF_8))
                        .err())
                .contains("twice.csv, line 1: the column 'sqft' is there twice");
        assertThat(predict(file("ragged.csv", "sqft,area\n1500,north\n1500\n", StandardCharsets.UTF_8))
                        .err())
                .contains("row 1: line 3 has 1 fields, the header 2");
        assertThat(predict(file("quote.csv", "sqft,area\n1500,\"north\n1500,north\n", StandardCharsets.UTF_8))
                        .err())
                .contains("quote.csv, after line 1: not valid CSV", "a quote that is not closed");
        assertThat(predict(file("empty.csv", "", StandardCharsets.UTF_8))).isEqualTo(new Cli(0, "", ""));
        assertThat(predict(file("header.csv", "sqft,area\n", StandardCharsets.UTF_8), "--output-format", "csv"))
                .isEqualTo(new Cli(0, "value\n", ""));
        assertThat(predict(file("infinite.csv", "sqft,area\ninf,north\n", StandardCharsets.UTF_8))
                        .err())
                .contains("column 'sqft' is infinite");
    }

    @Test
    void optionsOfCsvAreRefusedForJson() throws IOException {
        Path json = file("rows.jsonl", "{\"sqft\":1500,\"area\":\"north\"}", StandardCharsets.UTF_8);
        assertThat(predict(json, "--encoding", "UTF-16").code()).isEqualTo(2);
        assertThat(predict(json, "--delimiter", ";", "--output-format", "csv").out())
                .isEqualTo("value\n1015.0\n");
        assertThat(predict(
                                file("id.csv", "value,sqft,area\n1,1500,north\n", StandardCharsets.UTF_8),
                                "--keep",
                                "value",
                                "--output-format",
                                "csv")
                        .err())
                .contains("--keep: the output would have the column 'value' twice; rename it in the input");
    }

    @Test
    void aFullDiskIsAFailureAndAClosedPipeIsNot() throws IOException {
        Path input = file("disk.csv", "sqft,area\n1500,north\n", StandardCharsets.UTF_8);
        for (String format : List.of("csv", "json")) {
            assertThat(failing("No space left on device", input, format)).isEqualTo(1);
            assertThat(failing("Broken pipe", input, format)).isEqualTo(141);
        }
    }

    private static int failing(String message, Path input, String format) {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int data) throws IOException {
                throw new IOException(message);
            }
        };
        return Main.run(
                InputStream.nullInputStream(),
                out,
                new PrintStream(new ByteArrayOutputStream(), true),
                "predict",
                "--model",
                model,
                "--input",
                input.toString(),
                "--output-format",
                format);
    }
}
