package io.github.modelkeel.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a virtual environment from a requirements file, once: a marker file beside it holds the requirements' digest. An environment
 * without its marker is a half-made one and is made again, as is one of other requirements. Two builds that start together are kept
 * apart by a file lock.
 */
final class PythonInstallation {
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);
    private static final Duration PROGRESS = Duration.ofSeconds(15);
    private static final List<String> CANDIDATES =
            List.of("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python");
    private static final String PROBE = "import sys, venv, ensurepip; assert sys.version_info >= (3, 10)";

    private final Path home;
    private final Path requirements;
    private final Path environment;
    private final Path marker;

    /** The installation in {@code home} of what {@code requirements} lists. */
    PythonInstallation(Path home, Path requirements) {
        this.home = home;
        this.requirements = requirements;
        this.environment = home.resolve("env");
        this.marker = home.resolve("complete");
    }

    /** The interpreter of the environment, whether or not it is there. */
    Path executable() {
        Path windows = environment.resolve("Scripts/python.exe");
        return Files.exists(windows) ? windows : environment.resolve("bin/python");
    }

    /** Makes the environment when it is not there yet; a reason when that is impossible here. */
    Optional<String> ensure() {
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                return lock.isValid() ? ensureLocked() : Optional.of("the lock of " + home + " was lost");
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return Optional.of("its environment could not be made: " + e.getMessage());
        }
    }

    private Optional<String> ensureLocked() throws IOException {
        String wanted = Checkout.sha256(Files.readAllBytes(requirements));
        if (Files.exists(marker)
                && Files.readString(marker).strip().equals(wanted)
                && answers(executable().toString())) {
            return Optional.empty();
        }
        Optional<String> python = CANDIDATES.stream().filter(this::answers).findFirst();
        if (python.isEmpty()) {
            return Optional.of("no Python 3.10 or newer with venv and ensurepip is on the PATH");
        }
        Files.deleteIfExists(marker);
        Checkout.deleteTree(environment);
        Banner.say("making a Python environment in " + home + ", once; with MLflow it takes one to two minutes");
        await("venv", List.of(python.get(), "-m", "venv", environment.toString()));
        String pip = executable().toString();
        await("pip", List.of(pip, "-m", "pip", "install", "--quiet", "--no-input", "-r", requirements.toString()));
        Files.writeString(marker, wanted + "\n");
        return Optional.empty();
    }

    /** Whether {@code python} can be started, is new enough and can make environments. */
    private boolean answers(String python) {
        try (ChildProcess process =
                ChildProcess.start(List.of(python, "-c", PROBE), home, Map.of(), home.resolve("probe.log"))) {
            process.awaitSuccess(PROBE_LIMIT);
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            return false; // not installed, too old, or without venv: the next candidate may do
        }
    }

    private void await(String name, List<String> command) {
        long start = System.nanoTime();
        Map<String, String> quiet = Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        try (ChildProcess process = ChildProcess.start(command, home, quiet, home.resolve(name + ".log"))) {
            while (!process.awaitEnd(PROGRESS)) {
                Duration passed = Duration.ofNanos(System.nanoTime() - start);
                if (passed.compareTo(INSTALL_LIMIT) > 0) {
                    throw new IllegalStateException(
                            name + " did not end within " + INSTALL_LIMIT + "\n" + process.tail());
                }
                Banner.say("still installing (" + name + ", " + passed.toSeconds() + " s)");
            }
            process.awaitSuccess(PROGRESS);
        }
    }
}
