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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A command that {@code go install} makes, once for all checkouts of a user: it is kept below {@code ~/.cache/modelkeel-interop}. Two builds that
 * start together are kept apart by a file lock. Where there is no Go the calling test is skipped with one loud line, or fails when
 * {@code interop=required}.
 */
final class GoTool {
    /** Open Policy Agent. */
    static final GoTool OPA = new GoTool("opa", "github.com/open-policy-agent/opa@v1.22.4");

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(15);
    private static final Duration PROGRESS = Duration.ofSeconds(15);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final String module;
    private @Nullable Path made;
    private @Nullable String whyNot;

    private GoTool(String name, String module) {
        this.name = name;
        this.module = module;
    }

    /** The command's file, made now when it is not there yet. */
    synchronized Path orSkip() {
        PythonEnvironment.Mode mode = PythonEnvironment.Mode.current();
        if (made == null && whyNot == null) {
            whyNot = mode == PythonEnvironment.Mode.OFF
                    ? "-Dinterop=off leaves the real " + name + " out"
                    : ensure().orElse(null);
            if (whyNot != null && mode != PythonEnvironment.Mode.REQUIRED) {
                Banner.skipped("all tests with the real " + name + ": " + whyNot);
            }
        }
        if (made != null) {
            return made;
        } else if (mode == PythonEnvironment.Mode.REQUIRED) {
            throw new IllegalStateException("-Dinterop=required, but " + whyNot);
        }
        return Assumptions.abort(whyNot);
    }

    /** Makes the command when it is not there yet; a reason when that is impossible here. */
    private Optional<String> ensure() {
        String version = module.substring(module.indexOf('@') + 1);
        Path home = Path.of(System.getProperty("user.home"), ".cache", "modelkeel-interop", name + "-" + version);
        Path command = home.resolve(name);
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    return Optional.of("the lock of " + home + " was lost");
                }
                if (!Files.isExecutable(command)) {
                    install(home);
                }
                made = command;
                return Optional.empty();
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return Optional.of("it could not be made with Go: " + e.getMessage());
        }
    }

    private void install(Path home) throws IOException {
        try (ChildProcess probe =
                ChildProcess.start(List.of("go", "version"), home, Map.of(), home.resolve("probe.log"))) {
            probe.awaitSuccess(PROBE_LIMIT);
        }
        Banner.say("making " + module + " in " + home + ", once; it takes some minutes");
        Path part = Files.createDirectories(home.resolve("part"));
        Map<String, String> settings = Map.of("GOBIN", part.toString(), "GOFLAGS", "-mod=mod");
        long start = System.nanoTime();
        try (ChildProcess go =
                ChildProcess.start(List.of("go", "install", module), home, settings, home.resolve("install.log"))) {
            while (!go.awaitEnd(PROGRESS)) {
                Duration passed = Duration.ofNanos(System.nanoTime() - start);
                if (passed.compareTo(INSTALL_LIMIT) > 0) {
                    throw new IllegalStateException(
                            "go install did not end within " + INSTALL_LIMIT + "\n" + go.tail());
                }
                Banner.say("still building " + name + " (" + passed.toSeconds() + " s)");
            }
            go.awaitSuccess(PROGRESS);
        }
        Files.move(part.resolve(name), home.resolve(name));
    }
}
