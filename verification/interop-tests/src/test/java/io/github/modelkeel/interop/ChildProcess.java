package io.github.modelkeel.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test started, its output going to a file. Closing it ends it and all its descendants, by their handles.
 * Not thread-safe.
 */
final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int TAIL_LINES = 60;

    private final Process process;
    private final Path log;
    private final String title;

    private ChildProcess(Process process, Path log, String title) {
        this.process = process;
        this.log = log;
        this.title = title;
    }

    /** Starts {@code command} in {@code directory}; {@code environment} is added to this JVM's, output and errors go to {@code log}. */
    static ChildProcess start(List<String> command, Path directory, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ChildProcess(process, log, String.join(" ", command));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /** For the processor time that it and its descendants take. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end and returns whether it came within {@code limit}. */
    boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + title, e);
        }
    }

    int exitValue() {
        return process.exitValue();
    }

    /** Waits for the end; a process that overran {@code limit} is ended and reported, as is an exit code other than 0. */
    void awaitSuccess(Duration limit) {
        if (!awaitEnd(limit)) {
            close();
            throw new IllegalStateException(title + " did not end within " + limit + "\n" + tail());
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(title + " ended with exit code " + process.exitValue() + "\n" + tail());
        }
    }

    /** Everything written so far, decoded as UTF-8. */
    String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** Ends the process as {@code kill -9} does; its descendants go on. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(GRACE);
    }

    /** The last lines written so far, for a failure's message. */
    String tail() {
        List<String> lines = output().lines().toList();
        int from = Math.max(0, lines.size() - TAIL_LINES);
        return "--- last lines of its output:\n" + String.join("\n", lines.subList(from, lines.size())) + "\n---";
    }

    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        family.forEach(ProcessHandle::destroy);
        if (!awaitEnd(GRACE)) {
            process.destroyForcibly();
        }
        family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        awaitEnd(GRACE);
    }
}
