package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where SQLite's native library is put: once per version, and not into the temporary directory. */
class SqliteLibraryTest {
    /** Lines of JDK 24 and newer: about a class that loads a native library, and a temporary directory that is missing. */
    private static final List<String> JVM_WARNINGS = List.of(
            "WARNING: A restricted method in java.lang.System has been called",
            "WARNING: java.lang.System::load",
            "WARNING: Use --enable-native-access=",
            "WARNING: Restricted methods will be blocked",
            "WARNING: java.io.tmpdir directory does not exist");

    @TempDir
    private Path directory = Path.of("");

    private Path home = Path.of("");
    private Path temporary = Path.of("");

    @BeforeEach
    void directories() throws IOException {
        home = Files.createDirectory(directory.resolve("home"));
        temporary = Files.createDirectory(directory.resolve("tmp"));
    }

    @Test
    void aKilledServerLeavesNothingBehindAndTheNextUsesTheSameFile() throws IOException, InterruptedException {
        List<Path> first = List.of();
        for (int i = 0; i < 3; i++) {
            assertThat(startAndKill()).startsWith("Modelkeel local server: ");
            List<Path> files = libraries(home);
            assertThat(files).hasSize(1);
            assertThat(first.isEmpty() ? files : first).isEqualTo(files);
            first = files;
        }
        assertThat(libraries(temporary)).isEmpty();
    }

    @Test
    void aDamagedFileIsWrittenAgain() throws IOException, InterruptedException {
        startAndKill();
        Path library = libraries(home).get(0);
        long size = Files.size(library);
        Files.write(library, new byte[] {1, 2, 3});
        assertThat(startAndKill()).startsWith("Modelkeel local server: ");
        assertThat(library).hasSize(size);
    }

    @Test
    void withoutAHomeItIsPutBesideTheStore() throws IOException, InterruptedException {
        Files.createFile(home.resolve(".cache")); // no directory can be made there
        assertThat(startAndKill()).startsWith("Modelkeel local server: ");
        assertThat(libraries(directory.resolve("store"))).hasSize(1);
        assertThat(libraries(temporary)).isEmpty();
    }

    @Test
    void whereNothingCanBeLoadedTheErrorNamesTheDirectoriesAndTheWayOut() throws IOException, InterruptedException {
        Files.createFile(home.resolve(".cache"));
        Files.createDirectory(directory.resolve("store"));
        Files.createFile(directory.resolve("store/native"));
        Files.delete(temporary);
        assertThat(startAndKill())
                .startsWith("modelkeel-local-server: cannot load SQLite's native library")
                .contains(temporary.toString())
                .contains(
                        home.toString(), directory.resolve("store").toRealPath().toString(), "-Dorg.sqlite.tmpdir=");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whereEverythingIsMountedNoexecOneLineSaysSo() throws IOException, InterruptedException {
        Path mounted = Files.createDirectory(directory.resolve("noexec"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "noexec,size=32m", "tmpfs", mounted.toString()), "needs root");
        try {
            home = Files.createDirectory(mounted.resolve("home"));
            temporary = Files.createDirectory(mounted.resolve("tmp"));
            assertThat(startAndKill()).startsWith("Modelkeel local server: ");
            assertThat(libraries(directory.resolve("store"))).hasSize(1);
            List<String> said = output("-Dorg.sqlite.tmpdir=" + temporary);
            assertThat(said).hasSize(1);
            assertThat(said.get(0))
                    .startsWith("modelkeel-local-server: cannot load SQLite's native library: -Dorg.sqlite.tmpdir="
                            + temporary)
                    .contains("noexec (failed to map segment from shared object)")
                    .doesNotContain("os.name");
        } finally {
            assertThat(run("umount", mounted.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    private String startAndKill() throws IOException, InterruptedException {
        List<String> said = output();
        return said.isEmpty() ? "it said nothing" : said.get(0);
    }

    /** All lines up to the first of the server itself, which is then killed; without what newer JVMs say of native code themselves. */
    private List<String> output(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                LocalServerTool.class.getName(),
                "--port",
                "0",
                "--dir",
                directory.resolve("store").toString()));
        command.addAll(1, List.of(options));
        List<String> said = new ArrayList<>();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.isBlank() || JVM_WARNINGS.stream().anyMatch(line::contains)) {
                    continue;
                }
                said.add(line);
                if (line.toLowerCase(Locale.ROOT).startsWith("modelkeel")) {
                    return said;
                }
            }
            return said;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** All files below a directory but those of the store. */
    private static List<Path> libraries(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().contains("sqlite"))
                    .collect(Collectors.toList());
        }
    }
}
