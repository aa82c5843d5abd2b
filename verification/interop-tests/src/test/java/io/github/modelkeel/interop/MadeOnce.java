package io.github.modelkeel.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A file or directory that is made once for all checkouts of a user, below {@code ~/.cache/modelkeel-interop}. Two builds that start together are
 * kept apart by a file lock. Where it cannot be made the calling test is skipped with one loud line, or fails when {@code interop=required}. Safe for use by
 * multiple threads.
 */
final class MadeOnce {
    /** Makes the result in a directory. */
    interface Maker {
        void make(Path home) throws IOException;
    }

    private static final Duration PROGRESS = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final String what;
    private final Path home;
    private final String result;
    private final Maker maker;
    private @Nullable Path made;
    private @Nullable String whyNot;

    /** The maker leaves {@code result} in {@code directory} as its last step. */
    MadeOnce(String what, String directory, String result, Maker maker) {
        this.what = what;
        this.home = Path.of(System.getProperty("user.home"), ".cache", "modelkeel-interop", directory);
        this.result = result;
        this.maker = maker;
    }

    /** The result, made now when it is not there yet. */
    synchronized Path orSkip() {
        PythonEnvironment.Mode mode = PythonEnvironment.Mode.current();
        if (made == null && whyNot == null) {
            whyNot = mode == PythonEnvironment.Mode.OFF
                    ? "-Dinterop=off leaves " + what + " out"
                    : ensure().orElse(null);
            if (whyNot != null && mode != PythonEnvironment.Mode.REQUIRED) {
                Banner.skipped("all tests with " + what + ": " + whyNot);
            }
        }
        if (made != null) {
            return made;
        } else if (mode == PythonEnvironment.Mode.REQUIRED) {
            throw new IllegalStateException("-Dinterop=required, but " + whyNot);
        }
        return Assumptions.abort(whyNot);
    }

    private Optional<String> ensure() {
        try {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    return Optional.of("the lock of " + home + " was lost");
                }
                if (!Files.exists(home.resolve(result))) {
                    maker.make(home);
                }
                made = home.resolve(result);
                return Optional.empty();
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return Optional.of("it could not be made: " + e.getMessage());
        }
    }

    /** Waits for the success of a process, with a line for the reader of the build from time to time. */
    static void await(ChildProcess process, String doing) {
        long start = System.nanoTime();
        while (!process.awaitEnd(PROGRESS)) {
            Duration passed = Duration.ofNanos(System.nanoTime() - start);
            if (passed.compareTo(LIMIT) > 0) {
                throw new IllegalStateException(doing + " did not end within " + LIMIT + "\n" + process.tail());
            }
            Banner.say("still " + doing + " (" + passed.toSeconds() + " s)");
        }
        process.awaitSuccess(PROGRESS);
    }
}
