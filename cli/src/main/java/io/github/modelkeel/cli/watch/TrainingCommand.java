package io.github.modelkeel.cli.watch;

import io.github.modelkeel.cli.console.CommandFailure;
import io.github.modelkeel.cli.console.Failures;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command that trains, run without a shell. Safe for use by multiple threads. */
final class TrainingCommand {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int TAIL = 8_192;

    /** The last line of the output: a number, or the address of a version. */
    private static final Pattern VERSION = Pattern.compile("(?:models:/([^/]+)/)?([1-9]\\d{0,8})");

    private final List<String> words;
    private final Duration limit;
    private final Duration grace;

    TrainingCommand(List<String> words, Duration limit) {
        this(words, limit, GRACE);
    }

    /** With the time that a process has to end by itself once it was asked to. */
    TrainingCommand(List<String> words, Duration limit, Duration grace) {
        this.words = List.copyOf(words);
        this.limit = limit;
        this.grace = grace;
    }

    /** Fails unless the program can be found now, instead of at the first alert. */
    void mustBeThere() {
        String program = words.get(0);
        String path = String.valueOf(System.getenv("PATH"));
        Stream<Path> candidates = program.contains(File.separator)
                ? Stream.of(Path.of(program))
                : Stream.of(path.split(File.pathSeparator)).map(each -> Path.of(each, program));
        if (candidates.noneMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file))) {
            throw new CommandFailure(
                    Failures.USAGE,
                    "the command " + program + " cannot be run: there is no executable file of that name"
                            + (program.contains(File.separator) ? "" : " on the PATH"));
        }
    }

    /** How a run ended. */
    enum End {
        EXITED,
        TIMED_OUT
    }

    /**
     * The end of a run.
     *
     * @param end whether it ended by itself
     * @param code its exit code
     */
    record Ended(End end, int code) {}

    /** Runs it, without the secrets of the watch in its environment; an interrupt ends it. */
    Ended run(Path input, Path output, Path errors, Consumer<ProcessHandle> started)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeAll(List.of(Secrets.TOKEN, Secrets.SECRET));
        Process process = builder.start();
        try {
            started.accept(process.toHandle());
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Ended(ended ? End.EXITED : End.TIMED_OUT, ended ? process.exitValue() : -1);
        } finally {
            kill(all(Stream.of(process.toHandle()), output), output, grace);
        }
    }

    Duration limit() {
        return limit;
    }

    /** Ends what is left of the process that an earlier watch started; another process may have its number by now. */
    static boolean killLeft(Retraining retraining, Path output) {
        Stream<ProcessHandle> known = retraining.process() == 0
                ? Stream.of()
                : ProcessHandle.of(retraining.process()).stream()
                        .filter(process -> start(process) == retraining.processStart());
        List<ProcessHandle> left =
                all(known, output).stream().filter(ProcessHandle::isAlive).toList();
        kill(left, output, GRACE);
        return !left.isEmpty();
    }

    private static List<ProcessHandle> all(Stream<ProcessHandle> started, Path output) {
        Stream<ProcessHandle> trees =
                started.flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
        return Stream.concat(trees, writers(output)).distinct().toList();
    }

    /**
     * The processes whose standard output is a file, on systems that show it (Linux). They are what a command started and left to itself, and
     * a command whose watch ended before its number was on disk.
     */
    private static Stream<ProcessHandle> writers(Path output) {
        return ProcessHandle.allProcesses().filter(process -> isOutput(process, output));
    }

    private static boolean isOutput(ProcessHandle process, Path output) {
        try {
            Path link = Path.of("/proc", String.valueOf(process.pid()), "fd", "1");
            return Files.readSymbolicLink(link).equals(output.toRealPath());
        } catch (IOException e) {
            return false; // it has ended, it is another user's, or the system does not show it
        }
    }

    /** When a process started, in milliseconds since 1970; 0 if the system does not say. */
    static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Ends processes: first asked, then by force, and with them what they start on being asked. */
    private static void kill(List<ProcessHandle> tree, Path output, Duration grace) {
        tree.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + grace.toNanos();
        while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        tree.forEach(ProcessHandle::destroyForcibly);
        writers(output).forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * The version that the last line of the output names, if it names one.
     *
     * @throws IOException if the output cannot be read, or the line names a version of another model
     */
    static OptionalInt version(Path output, String model) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL);
            byte[] tail = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(tail);
            String last = new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce("", (before, line) -> line);
            Matcher matcher = VERSION.matcher(last);
            if (!matcher.matches()) {
                return OptionalInt.empty();
            }
            if (matcher.group(1) != null && !matcher.group(1).equals(model)) {
                throw new IOException(
                        "the last line of the output is " + last + ", a version of another model than " + model);
            }
            return OptionalInt.of(Integer.parseInt(matcher.group(2)));
        }
    }
}
