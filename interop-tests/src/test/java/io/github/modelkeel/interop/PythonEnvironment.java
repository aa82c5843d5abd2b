package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The Python environment with the real MLflow, made once in {@code .venv-interop} of the checkout from
 * {@code requirements.txt} and remade when that file changes. Immutable, safe for use by multiple threads; two builds that
 * start together are kept apart by a file lock, and an environment without its marker file is a half-made one and is made again.
 */
final class PythonEnvironment {
    /** The system property {@code interop}: what to do where there is no Python. */
    enum Mode {
        AUTO,
        REQUIRED,
        OFF
    }

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);
    private static final Duration PROGRESS = Duration.ofSeconds(15);
    private static final List<String> CANDIDATES =
            List.of("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python");
    private static final String PROBE =
            "import sys, venv, ensurepip; assert sys.version_info >= (3, 10); print(sys.executable, sys.version)";

    private static @Nullable PythonEnvironment made;
    private static @Nullable String whyNot;

    private final Path directory;

    private PythonEnvironment(Path directory) {
        this.directory = directory;
    }

    /**
     * The environment, made now when it is not there yet. Where there is none, skips the calling test with one loud line in the
     * build's output, or fails it when {@code interop=required}.
     */
    static synchronized PythonEnvironment orSkip() {
        if (made == null && whyNot == null) {
            Mode mode = mode();
            whyNot = mode == Mode.OFF ? "-Dinterop=off leaves the real MLflow out" : tryToMake();
            if (whyNot != null && mode == Mode.REQUIRED) {
                whyNot = "-Dinterop=required, but " + whyNot;
            } else if (whyNot != null) {
                Banner.skipped("all tests with a real MLflow 3.17.2: " + whyNot);
            }
        }
        if (made != null) {
            return made;
        }
        String reason = whyNot == null ? "" : whyNot;
        if (mode() == Mode.REQUIRED) {
            throw new IllegalStateException(reason);
        }
        return Assumptions.abort(reason);
    }

    private static Mode mode() {
        String value = System.getProperty("interop", "auto");
        try {
            return Mode.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("system property interop must be auto, required or off: " + value, e);
        }
    }

    /** The environment's interpreter. */
    Path executable() {
        Path unix = directory.resolve("bin/python");
        return Files.exists(unix) ? unix : directory.resolve("Scripts/python.exe");
    }

    /** The variables that every Python process gets: UTF-8, no telemetry, no progress bars, no other server by accident. */
    static Map<String, String> variables(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "PYTHONUTF8", "1",
                "PYTHONUNBUFFERED", "1",
                "MLFLOW_DISABLE_TELEMETRY", "true",
                "DO_NOT_TRACK", "true",
                "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false",
                "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true",
                "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0"));
        all.putAll(more);
        return all;
    }

    /**
     * Runs {@code src/test/resources/python/<script>} in {@code work} and returns the JSON object that is the last line of its
     * output.
     *
     * @throws IllegalStateException with the script's last lines when it fails or overruns
     */
    JsonNode run(String script, Path work, Duration limit, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                executable().toString(), Checkout.resource("python/" + script).toString()));
        command.addAll(List.of(arguments));
        Path log = work.resolve(script + ".log");
        try (ChildProcess process = ChildProcess.start(command, work, variables(variables), log)) {
            process.awaitSuccess(limit);
            List<String> lines = process.output().lines().toList();
            return new ObjectMapper().readTree(lines.get(lines.size() - 1));
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(script + " did not print a JSON summary as its last line: " + log, e);
        }
    }

    /** Makes the environment; a reason when that is impossible here. */
    private static @Nullable String tryToMake() {
        Path home = Checkout.root().resolve(".venv-interop");
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return lock.isValid() ? makeLocked(home) : "the lock of " + home + " was lost";
            }
        } catch (IOException | IllegalStateException e) {
            return "its environment could not be made: " + e.getMessage();
        }
    }

    private static @Nullable String makeLocked(Path home) throws IOException {
        Path requirements = Checkout.root().resolve("interop-tests/requirements.txt");
        String wanted = Checkout.sha256(Files.readAllBytes(requirements));
        Path marker = home.resolve("complete");
        PythonEnvironment environment = new PythonEnvironment(home.resolve("env"));
        if (Files.exists(marker)
                && Files.readString(marker).strip().equals(wanted)
                && probe(environment.executable().toString(), home).isPresent()) {
            made = environment;
            return null;
        }
        Optional<String> python = CANDIDATES.stream()
                .filter(name -> probe(name, home).isPresent())
                .findFirst();
        if (python.isEmpty()) {
            return "no Python 3.10 or newer with venv and ensurepip on the PATH";
        }
        Files.deleteIfExists(marker);
        deleteTree(environment.directory);
        Banner.progress(
                "making a Python environment with MLflow 3.17.2 in .venv-interop, once; this takes one to two minutes");
        await(List.of(python.get(), "-m", "venv", environment.directory.toString()), home, "venv");
        await(
                List.of(
                        environment.executable().toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--no-input",
                        "--disable-pip-version-check",
                        "-r",
                        requirements.toString()),
                home,
                "pip");
        Files.writeString(marker, wanted + "\n");
        made = environment;
        return null;
    }

    private static Optional<String> probe(String python, Path home) {
        try (ChildProcess process =
                ChildProcess.start(List.of(python, "-c", PROBE), home, Map.of(), home.resolve("probe.log"))) {
            process.awaitSuccess(PROBE_LIMIT);
            return Optional.of(process.output().strip());
        } catch (java.io.UncheckedIOException | IllegalStateException e) {
            return Optional.empty(); // not installed, too old, or without venv: the next candidate may do
        }
    }

    private static void await(List<String> command, Path home, String name) {
        long start = System.nanoTime();
        try (ChildProcess process = ChildProcess.start(command, home, Map.of(), home.resolve(name + ".log"))) {
            while (!process.awaitEnd(PROGRESS)) {
                Duration passed = Duration.ofNanos(System.nanoTime() - start);
                if (passed.compareTo(INSTALL_LIMIT) > 0) {
                    throw new IllegalStateException(
                            name + " did not end within " + INSTALL_LIMIT + "\n" + process.tail());
                }
                Banner.progress("still installing (" + name + ", " + passed.toSeconds() + " s)");
            }
            process.awaitSuccess(PROGRESS);
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory, new FileVisitOption[0])) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
