package io.github.modelkeel.tracking.spool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that runs a main class of the tests, small and quick to start. */
final class ChildProcess implements AutoCloseable {
    final Process process;
    final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    static ChildProcess start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** Starts it behind a shell command, such as {@code ulimit -f 100}. */
    static ChildProcess start(List<String> shell, Class<?> main, String... arguments) throws IOException {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        java.addAll(List.of(arguments));
        List<String> command = new ArrayList<>();
        if (shell.isEmpty()) {
            command.addAll(java);
        } else {
            command.addAll(List.of("bash", "-c", String.join(" ", shell) + "; exec \"$@\"", "bash"));
            command.addAll(java);
        }
        return new ChildProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line, which must be there. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the child ended without a word, with status " + exitStatus());
        }
        return line;
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    /** SIGKILL; unlike {@link Process#destroyForcibly}, leaves what the child said to be read. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    int exitStatus() throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
