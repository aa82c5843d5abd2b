package io.github.modelkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of JSON that are carried to the output. */
class KeepTest {
    private static final String ROW = "\"sqft\":3000,\"area\":\"south\",\"pool\":false";

    @TempDir
    static Path directory;

    private static String model = "";

    @BeforeAll
    static void models() throws IOException {
        model = Houses.classes(directory.resolve("classes")).toString();
    }

    private static Cli predict(String json, String... more) {
        List<String> args = new ArrayList<>(List.of("predict", "--model", model, "--input", "-"));
        args.addAll(List.of(more));
        return Cli.withInput(json, args.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":9007199254740993,%1$s}\n{%1$s,\"id\":9007199254740992}\n",
                "[{\"id\":9007199254740993,%1$s},{%1$s,\"id\":9007199254740992}]",
                "{\n\"id\":9007199254740993,%1$s\n}{%1$s,\"id\":9007199254740992}\n",
                "{\"dataframe_records\":[{\"id\":9007199254740993,%1$s},{\"id\":9007199254740992,%1$s}]}",
                "{\"dataframe_split\":{\"columns\":[\"id\",\"sqft\",\"area\",\"pool\"],\"data\":"
                        + "[[9007199254740993,3000,\"south\",false],[9007199254740992,3000,\"south\",false]]}}"
            })
    void anIdIsCarriedFromEachFormOfJsonWithAllOfItsDigits(String form) {
        Cli json = predict(String.format(form, ROW), "--keep", "id");
        assertThat(json.err()).isEmpty();
        assertThat(json.out().lines().map(line -> line.substring(0, line.indexOf(",\"probabilities"))))
                .containsExactly(
                        "{\"id\":9007199254740993,\"label\":\"small\"", "{\"id\":9007199254740992,\"label\":\"small\"");
        Cli csv = predict(String.format(form, ROW), "--keep", "id", "--output-format", "csv");
        assertThat(csv.out().lines().map(line -> line.split(",", -1)[0]))
                .containsExactly("id", "9007199254740993", "9007199254740992");
    }

    @Test
    void valuesAreCarriedAsTheyAre() {
        String row = "{\"text\":\" 7 \",\"price\":1.50,\"yes\":true,\"none\":null,\"nan\":NaN," + ROW + "}";
        String[] keep = {"--keep", "none,text,price,yes,nan,area"};
        assertThat(predict(row, keep).out())
                .startsWith("{\"none\":null,\"text\":\" 7 \",\"price\":1.50,\"yes\":true,\"nan\":null,"
                        + "\"area\":\"south\",\"label\":\"small\"");
        assertThat(predict(row, "--keep", "none,text,price,yes,nan,area", "--output-format", "csv")
                        .out()
                        .lines()
                        .toList()
                        .get(1))
                .startsWith(", 7 ,1.50,true,NaN,south,small,");
    }

    @Test
    void aRowThatLacksTheColumnDoesNotFit() {
        String rows = "{\"id\":1," + ROW + "}\n{" + ROW + "}\noops\n{\"id\":{},\"sqft\":1}\n{\"id\":4," + ROW + "}\n";
        Cli fails = predict(rows, "--keep", "id");
        assertThat(fails.code()).isEqualTo(1);
        assertThat(fails.err())
                .contains("row 1: --keep: the row lacks the column 'id'")
                .hasLineCount(1);
        assertThat(fails.out()).hasLineCount(1);
        Cli reports = predict(rows, "--keep", "id", "--on-invalid", "report");
        assertThat(reports.code()).isZero();
        assertThat(reports.out().lines().toList())
                .hasSize(5)
                .element(1)
                .isEqualTo("{\"id\":null,\"error\":\"--keep: the row lacks the column 'id'\"}");
        assertThat(reports.out().lines().toList().get(2)).startsWith("{\"id\":null,\"error\":\"line 3 ");
        assertThat(reports.out().lines().toList().get(3)).contains("column 'id' is an object");
        assertThat(reports.out().lines().toList().get(4)).startsWith("{\"id\":4,\"label\":\"small\"");
    }

    @Test
    void aRowOfADocumentThatLacksTheColumnDoesNotFit() {
        Cli skips = predict("[{" + ROW + "},{\"id\":2," + ROW + "}]", "--keep", "id", "--on-invalid", "skip");
        assertThat(skips.out()).startsWith("{\"id\":2,").hasLineCount(1);
        assertThat(skips.err()).contains("row 0: --keep: the row lacks the column 'id'", "1 of 2 rows were refused");
    }

    @Test
    void aRowThatDoesNotFitKeepsItsId() {
        Cli reports = predict(
                "{\"id\":\"007\",\"sqft\":\"many\",\"area\":\"south\",\"pool\":false}",
                "--keep",
                "id",
                "--on-invalid",
                "report");
        assertThat(reports.out()).startsWith("{\"id\":\"007\",\"error\":\"column 'sqft'");
    }

    @Test
    void aColumnNamedAsOneOfTheAnswerIsRefusedInJsonToo() throws IOException {
        Cli json = predict("{\"label\":1," + ROW + "}", "--keep", "label");
        assertThat(json.code()).isEqualTo(2);
        assertThat(json.err()).contains("the output would have the column 'label' twice");
        Path csv = Files.writeString(directory.resolve("error.csv"), "error,sqft,area,pool\n1,3000,south,false\n");
        assertThat(Cli.run("predict", "--model", model, "--input", csv.toString(), "--keep", "error")
                        .code())
                .isEqualTo(2);
    }
}
