package io.github.modelkeel.cli;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Console;
import io.github.modelkeel.cli.console.Failures;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where the answers go: standard output, or a file that is there only when it is complete. Until then they are in a file beside it, which a
 * failure removes, so that a file of before stays as it was. Not thread-safe.
 */
final class OutputFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream stream;
    private final @Nullable Path target;
    private final @Nullable Path partial;
    private boolean complete;

    private OutputFile(OutputStream stream, @Nullable Path target, @Nullable Path partial) {
        this.stream = stream;
        this.target = target;
        this.partial = partial;
    }

    static OutputFile open(@Nullable String file, Console console) throws IOException {
        if (file == null || file.equals("-")) {
            return new OutputFile(new BufferedOutputStream(console.out(), BUFFER), null, null);
        }
        Path target = Path.of(file);
        if (Files.isDirectory(target)) {
            throw new CommandFailure(Failures.FAILED, "--output: " + file + " is a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            // a device, a pipe or a link: written where it is
            return new OutputFile(new BufferedOutputStream(Files.newOutputStream(target), BUFFER), null, null);
        }
        Path partial = target.resolveSibling(target.getFileName() + ".part");
        return new OutputFile(new BufferedOutputStream(Files.newOutputStream(partial), BUFFER), target, partial);
    }

    OutputStream stream() {
        return stream;
    }

    /** Says that everything was written; {@link #close()} puts the file in its place. */
    void completed() {
        complete = true;
    }

    @Override
    public void close() throws IOException {
        Path from = partial;
        Path to = target;
        if (from == null || to == null) {
            stream.flush();
            return;
        }
        try {
            stream.close();
            if (complete) {
                Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(from);
        }
    }
}
