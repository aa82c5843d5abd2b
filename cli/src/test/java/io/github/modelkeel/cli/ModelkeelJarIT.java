package io.github.modelkeel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed jar, as a process. */
class ModelkeelJarIT {
    private static final Path JAR = Path.of("target/modelkeel.jar");
    private static final String ROW = "{\"sqft\":3000,\"area\":\"south\",\"pool\":false}\n";

    @TempDir
    Path directory;

    private Cli java(String input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(args));
        Path in = Files.writeString(directory.resolve("in"), input);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Cli(
                process.exitValue(),
                Files.readString(directory.resolve("out"), UTF_8),
                Files.readString(directory.resolve("err"), UTF_8));
    }

    @Test
    void theJarRunsAndSaysItsVersion() throws Exception {
        Cli version = java("", "--version");
        assertThat(version.out()).matches("modelkeel [0-9].*\n");
        assertThat(version.err()).isEmpty();
        assertThat(java("", "nonsense").code()).isEqualTo(2);
    }

    @Test
    void manyRowsAreStreamedInLittleMemory() throws Exception {
        String model = Houses.linear(directory.resolve("model")).toString();
        Cli cli = java(ROW.repeat(300_000), "predict", "--model", model, "--input", "-");
        assertThat(cli.err()).isEmpty();
        assertThat(cli.code()).isZero();
        assertThat(cli.out()).isEqualTo("{\"value\":501.0}\n".repeat(300_000));
    }

    @Test
    void aCommandThatReadsMakesNoStore() throws Exception {
        Cli cli = java("", "model", "verify", "--tracking-uri", "local:store", "--model", "models:/house@champion");
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.err()).startsWith("modelkeel: LOCAL_STORE_MISSING").hasLineCount(1);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void theServerEndsWhenItIsAskedTo() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "serve",
                        "--port",
                        "0",
                        "--dir",
                        directory.resolve("store").toString())
                .redirectError(directory.resolve("err").toFile())
                .start();
        try (BufferedReader lines = server.inputReader(UTF_8)) {
            String address = String.valueOf(lines.readLine()).replaceAll(".*(http://127\\.0\\.0\\.1:\\d+) .*", "$1");
            assertThat(java("", "registry", "list", "--tracking-uri", address).err())
                    .isEqualTo("no registered models were found\n");
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(143);
            assertThat(java("", "registry", "list", "--tracking-uri", address).code())
                    .isEqualTo(4);
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void theWatchAnswersAndEndsWhenItIsAskedTo() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toAbsolutePath().toString(),
                "watch",
                "--port",
                "0",
                "--state",
                directory.resolve("state").toString(),
                "--",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Process watch = new ProcessBuilder(command)
                .redirectError(directory.resolve("err").toFile())
                .start();
        try (BufferedReader lines = watch.inputReader(UTF_8)) {
            String line = String.valueOf(lines.readLine());
            URI health = URI.create(line.substring(line.indexOf("http"))).resolve("/health");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
            watch.destroy();
            assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isEqualTo(143);
        } finally {
            watch.destroyForcibly();
        }
    }

    @Test
    void theJarIsSmallAndKeepsItsLicences() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(16_000_000);
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("module-info.class")).isNull();
            assertThat(jar.getEntry("META-INF/services/java.util.spi.ToolProvider"))
                    .isNotNull();
        }
    }
}
