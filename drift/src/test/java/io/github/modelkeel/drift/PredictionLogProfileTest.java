package io.github.modelkeel.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A prediction log as current data. */
class PredictionLogProfileTest {
    private static final String START = "{\"kind\":\"start\",\"format_version\":1,\"log\":\"0123456789ab\"}\n";

    @TempDir
    private Path directory;

    private static String line(String inputs) {
        return "{\"kind\":\"prediction\",\"time\":\"2026-03-01T12:00:00Z\",\"id\":\"a-1\",\"inputs\":" + inputs
                + ",\"output\":{\"value\":1.5,\"targets\":[{\"label\":\"a\"},[1,2]]}}\n";
    }

    private Path write(int number, String text) throws IOException {
        return Files.writeString(
                directory.resolve("predictions-20260301T120000Z-0123456789ab-00000" + number + ".jsonl"), text);
    }

    private static Path compress(Path file, String text) throws IOException {
        Path compressed = file.resolveSibling(file.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(text.getBytes(UTF_8));
        }
        return compressed;
    }

    @Test
    void theInputsOfAllFilesAreTheRows() throws IOException {
        compress(write(1, ""), START + line("{\"x\":1,\"word\":\"a \\u00e4\"}"));
        write(
                2,
                START + line("{\"x\":2.5,\"word\":null}") + "{\"kind\":\"outcome\",\"id\":\"a-1\",\"actual\":3}\n"
                        + "{\"kind\":\"news\",\"of\":[{}]}\n" + line("{\"x\":9007199254740993}")
                        + "{\"kind\":\"predic");
        Files.writeString(directory.resolve("notes.txt"), "not a log");
        Profile profile = Profile.ofPredictionLog(directory);
        assertThat(profile.rows()).isEqualTo(3);
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(Map.of("x", 1, "word", "a \u00e4"));
        rows.add(Map.of("x", 2.5));
        rows.add(Map.of("x", 9007199254740993L));
        assertThat(profile.fingerprint()).isEqualTo(Profile.ofRows(rows).fingerprint());
    }

    @Test
    void aPredictionNeedsAName() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Profile.ofPredictionLog(directory, ""))
                .withMessageContaining("prediction must not be blank");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Profile.ofPredictionLog(directory, "  "))
                .withMessageContaining("prediction must not be blank");
    }

    @Test
    void whatJsonDoesNotHaveIsRead() throws IOException {
        Path file = write(
                1,
                START
                        + "{\"kind\":\"prediction\",\"inputs\":{\"x\":null,\"y\":null,\"z\":true},"
                        + "\"not_finite\":{\"x\":\"-Infinity\",\"y\":\"NaN\"}}\n"
                        + line("{\"x\":1,\"y\":2,\"z\":false}"));
        Profile read = Profile.ofPredictionLog(file);
        Profile expected = Profile.ofRows(List.of(
                Map.of("x", Double.NEGATIVE_INFINITY, "y", Double.NaN, "z", true), Map.of("x", 1, "y", 2, "z", false)));
        assertThat(read.fingerprint()).isEqualTo(expected.fingerprint());
    }

    @Test
    void anInjectedDriftIsFound() throws IOException {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder(START);
        double[] reference = random.doubles(2000).toArray();
        for (int i = 0; i < 2000; i++) {
            lines.append(line("{\"moved\":" + (random.nextDouble() + 0.5) + ",\"same\":" + random.nextDouble() + "}"));
        }
        compress(directory.resolve("predictions-20260301T120000Z-0123456789ab-000001.jsonl"), lines.toString());
        DriftReport report = Drift.compare(
                Profile.builder()
                        .number("moved", reference)
                        .number("same", reference)
                        .build(),
                Profile.ofPredictionLog(directory));
        assertThat(report.column("moved").orElseThrow().state()).isEqualTo(DriftState.DRIFTED);
        assertThat(report.column("same").orElseThrow().state()).isEqualTo(DriftState.STABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"prediction\",\"inputs\":{\"x\":[1]}}|line 2: 'x': expected a number, a string",
                "{\"kind\":\"prediction\",\"inputs\":3}|line 2: 'inputs': expected an object",
                "{\"kind\":\"prediction\",\"inputs\":{},\"not_finite\":{\"x\":\"big\"}}|line 2: 'not_finite': expected",
                "{\"kind\":\"predic|line 2: not valid JSON",
                "[1]|line 2: expected a JSON object",
                "{\"kind\":\"start\",\"format_version\":2}|line 2: a log of version 2, and this reads version 1",
            })
    void aMalformedLineIsNamed(String bad, String expected) throws IOException {
        Path file = write(1, START + bad + "\n");
        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> Profile.ofPredictionLog(file))
                .withMessageContaining(expected)
                .withMessageContaining(file.getFileName().toString());
    }

    @Test
    void aLineThatIsNestedTooDeepIsRefused() throws IOException {
        Path file = write(1, START + "{\"deep\":" + "[".repeat(5000) + "\n");
        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> Profile.ofPredictionLog(file))
                .withMessageContaining("64 levels deep");
    }

    @Test
    void aLogWithoutInputsIsNoData() throws IOException {
        Path file = write(1, START + "{\"kind\":\"prediction\",\"id\":\"a-1\"}\n");
        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> Profile.ofPredictionLog(file))
                .withMessageContaining("has 1 predictions without inputs");
        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> Profile.ofPredictionLog(Files.createDirectory(directory.resolve("empty"))))
                .withMessageContaining("name the directory of a prediction log");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Profile.ofPredictionLog(directory.resolve("absent.jsonl")));
    }

    private static String answered(String inputs, String output) {
        return "{\"kind\":\"prediction\"" + (inputs.isEmpty() ? "" : ",\"inputs\":" + inputs) + ",\"output\":" + output
                + "}\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"value\":1.5}|price=1.5",
                "{\"value\":\"-Infinity\",\"score_samples\":[[1]]}|price=-Infinity",
                "{\"value\":0.75,\"label\":\"yes\",\"probabilities\":{\"no\":0.25,\"yes\":0.75}}|price=yes,price.probability=0.75",
                "{\"probabilities\":{\"a\":0.25,\"b\":0.5,\"c\":0.25},\"label\":\"b\",\"value\":1}|price=b",
                "{\"value\":1,\"values\":[1,\"NaN\",2.5]}|price.0=1,price.1=NaN,price.2=2.5",
                "{\"value\":1,\"targets\":[{\"label\":\"a\",\"probabilities\":{\"a\":1}},{\"label\":\"z\"}]}|price.0=a,price.1=z",
            })
    void aPredictionIsAColumnBesideTheInputs(String output, String columns) throws IOException {
        Path file = write(1, START + answered("{\"x\":1}", output) + "{\"kind\":\"outcome\",\"actual\":3}\n");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("x", 1);
        for (String column : columns.split(",", -1)) {
            String text = column.substring(column.indexOf('=') + 1);
            row.put(
                    column.substring(0, column.indexOf('=')),
                    text.matches("-?(\\d.*|Infinity)|NaN") ? (Object) Double.parseDouble(text) : text);
        }
        Profile profile = Profile.ofPredictionLog(file, "price");
        assertThat(profile.columnNames()).containsExactlyElementsOf(row.keySet());
        assertThat(profile.fingerprint()).isEqualTo(Profile.ofRows(List.of(row)).fingerprint());
        assertThat(Profile.ofPredictionLog(file).columnNames()).containsExactly("x");
    }

    @Test
    void predictionsThatMovedAreFoundThoughNoInputDid() throws IOException {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder(START);
        List<Map<String, Object>> training = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            training.add(Map.of("x", random.nextDouble(), "price", random.nextDouble()));
            lines.append(
                    answered("{\"x\":" + random.nextDouble() + "}", "{\"value\":" + (random.nextDouble() + 1) + "}"));
        }
        Path file = write(1, lines.toString());
        DriftReport report = Drift.compare(Profile.ofRows(training), Profile.ofPredictionLog(file, "price"));
        assertThat(report.column("price").orElseThrow().state()).isEqualTo(DriftState.DRIFTED);
        assertThat(report.column("x").orElseThrow().state()).isEqualTo(DriftState.STABLE);
    }

    @Test
    void aLogWithoutInputsHasThePredictions() throws IOException {
        Path file = write(1, START + answered("", "{\"value\":2}"));
        assertThat(Profile.ofPredictionLog(file, "price").columnNames()).containsExactly("price");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"price\":1}|{\"value\":1}|the input 'price' has the name of the prediction; choose another",
                "{}|3|'output': expected an object",
                "{}|{\"value\":\"big\"}|'value': expected \"NaN\"",
                "{}|{\"values\":1}|'values': expected a list",
                "{}|{\"label\":[1]}|'label': expected a number, a string",
            })
    void aMalformedOutputIsNamed(String inputs, String output, String expected) throws IOException {
        Path file = write(1, START + answered(inputs, output));
        assertThatExceptionOfType(InvalidDataException.class)
                .isThrownBy(() -> Profile.ofPredictionLog(file, "price"))
                .withMessageContaining("line 2: " + expected);
    }
}
