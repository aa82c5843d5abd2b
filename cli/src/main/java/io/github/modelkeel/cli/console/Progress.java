package io.github.modelkeel.cli.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the reading of files is, in a line of standard error that is drawn again and is gone at the end. Nothing where no terminal shows it, and of
 * what takes less than a second. Not thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final double MEGABYTE = 1e6;

    private final @Nullable PrintStream terminal;
    private final LongSupplier nanos;
    private long next;
    private int drawn;

    private Progress(@Nullable PrintStream terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.next = nanos.getAsLong() + FIRST_NANOS;
    }

    /** For a command that starts now. */
    public static Progress of(Console console) {
        return of(console, System::nanoTime);
    }

    static Progress of(Console console, LongSupplier nanos) {
        return new Progress(console.isTerminal() ? console.err() : null, nanos);
    }

    /** Takes how many bytes of a file were read so far; fewer than before mean that it is read again. */
    public LongConsumer reading(Path file) {
        return new LongConsumer() {
            private final long size = size(file);
            private long last;
            private boolean again;

            @Override
            public void accept(long bytes) {
                again |= bytes < last;
                last = bytes;
                long now = nanos.getAsLong();
                if (terminal != null && now - next >= 0) {
                    next = now + EVERY_NANOS;
                    String times = again ? " again" : "";
                    draw("reading " + file.getFileName() + times + ": " + part(bytes, size));
                }
            }
        };
    }

    private static String part(long bytes, long size) {
        return size <= 0
                ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE)
                : String.format(Locale.ROOT, "%d %% of %.0f MB", Math.min(100, 100 * bytes / size), size / MEGABYTE);
    }

    /** Of a pipe 0. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // who reads it says why
        }
    }

    private void draw(String line) {
        if (terminal != null) {
            terminal.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            terminal.flush();
            drawn = line.length();
        }
    }

    /** Wipes the line. */
    @Override
    public void close() {
        if (drawn > 0) {
            draw("");
            if (terminal != null) {
                terminal.print("\r");
                terminal.flush();
            }
        }
    }
}
