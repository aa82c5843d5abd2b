package io.github.modelkeel.samples.houseprices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: first within this process, then as a process of its own that is asked to stop. */
class HousePricesTest {
    private static final Pattern ADDRESS = Pattern.compile("listening +(http://127\\.0\\.0\\.1:\\d+)");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int execute(String... arguments) {
        return execute(new Properties(), arguments);
    }

    private int execute(Properties properties, String... arguments) {
        return HousePrices.execute(
                List.of(arguments),
                properties,
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void helpIsPrinted() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("run", "train", "serve", "drift")
                .contains("--config", "--data", "--target", "--output", "--model", "--port", "MODEL_URI");
    }

    @Test
    void aMistakeEndsWithTwoAndOneLine() {
        assertThat(execute("drift", "--data", "none.csv")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("house-prices: no such file: ")
                .hasLineCount(1);
        assertThat(execute("--data", "none.csv", "drift"))
                .as("before the command")
                .isEqualTo(2);
        assertThat(execute("drift", "--config", "none.yaml")).isEqualTo(2);
        assertThat(execute("drift", "--target", "prize")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean 'price'?");
    }

    @Test
    void anUnknownWordEndsWithTwoAndTheNearestOne() {
        assertThat(execute("serv")).isEqualTo(2);
        assertThat(execute("--dat", "x")).isEqualTo(2);
        assertThat(execute("drift", "train")).isEqualTo(2);
        assertThat(execute("serve", "--port", "70000", "--model", "models:/none/1"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("house-prices: "))
                .anyMatch(line -> line.contains("'serv'") && line.contains("did you mean") && line.contains("serve'?"))
                .anyMatch(line -> line.contains("'--dat'") && line.endsWith("did you mean '--data'?"))
                .anyMatch(line -> line.contains("'train'"))
                .anyMatch(line -> line.endsWith("port must be between 0 and 65535: 70000"));
    }

    @Test
    void theDriftCommandWritesItsReports() {
        assertThat(execute("drift", "--output", folder.toString())).isZero();
        assertThat(folder.resolve("drift-generated-shifted.html")).isNotEmptyFile();
        assertThat(folder.resolve("drift-random-halves.html")).isNotEmptyFile();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(folder.resolve("drift-random-halves.html").toString());
    }

    @Test
    void aFlagComesBeforeAPropertyOnBothSidesOfTheCommand() {
        Properties properties = new Properties();
        properties.setProperty("output", folder.resolve("property").toString());
        assertThat(execute(
                        properties, "drift", "--output", folder.resolve("after").toString()))
                .isZero();
        assertThat(execute(properties, "--output", folder.resolve("before").toString(), "drift"))
                .isZero();
        assertThat(folder).isDirectoryNotContaining(each -> each.endsWith("property"));
        assertThat(folder.resolve("after")).isNotEmptyDirectory();
        assertThat(folder.resolve("before")).isNotEmptyDirectory();
        assertThat(execute(properties, "drift")).isZero();
        assertThat(folder.resolve("property")).isNotEmptyDirectory();
    }

    @Test
    void servingWithoutAModelSaysSo() throws Exception {
        Process serve = process("serve", "--port", "0");
        String printed = new String(serve.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(serve.waitFor()).isEqualTo(1);
        assertThat(printed).contains("house").doesNotContain("\tat ");
    }

    @Test
    void trainThenServeThenStopAsTwoProcessesOnOneFolder() throws Exception {
        Files.writeString(folder.resolve("model_config.yaml"), """
                target: price
                candidates:
                  - {name: small, model: xgboost, trees: 20}
                generated: {rows: 800}
                """);
        Process train = process("train");
        String trained = new String(train.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(train.waitFor()).as(trained).isZero();
        assertThat(trained).contains("house version 1, alias champion");

        Process serve = process("serve", "--port", "0");
        try (BufferedReader lines = serve.inputReader(StandardCharsets.UTF_8)) {
            Http http = new Http(address(lines));
            assertThat(http.post(
                                    "/predict",
                                    "{\"sqft\":1500,\"bedrooms\":3,\"bathrooms\":2,\"location\":\"urban\",\"condition\":\"good\"}")
                            .body())
                    .contains("predicted_price", "\"model_version\":1");
            // by its handle: Process.destroy() would also close the stream that is read here
            serve.toHandle().destroy();
            assertThat(lines.lines().toList()).anyMatch(line -> line.startsWith("stopped"));
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            serve.destroyForcibly();
        }
    }

    private static URI address(BufferedReader lines) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return URI.create(address.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("the server did not start:\n" + seen);
    }

    private Process process(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HousePrices.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_") || name.startsWith("MODEL_"));
        builder.environment().put("MODELKEEL_CACHE_DIR", folder.resolve("cache").toString());
        return builder.start();
    }
}
