package io.github.modelkeel.samples.risk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code modelkeel watch} as a process of its own, as it would run on a server: it retrains once for an alert, and promotes if the gates agree. */
final class Watch implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("Modelkeel watch: (http://\\S+)");
    private static final Pattern DECIDED = Pattern.compile("\\S+ (PROMOTED|REFUSED): .*");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Process process;
    private final Path log;

    /**
     * Starts it.
     *
     * @param modelkeel the jar of the command line, or a class path with it
     * @param options of the watch
     * @param training the arguments of this sample that train
     * @param log where its output goes
     */
    Watch(String modelkeel, List<String> options, List<String> training, Map<String, String> environment, Path log)
            throws IOException {
        this.log = log;
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> command = new ArrayList<>(java(modelkeel, "io.github.modelkeel.cli.Main"));
        command.add("watch");
        command.addAll(options);
        command.add("--");
        command.addAll(java(System.getProperty("java.class.path", ""), CreditRisk.class.getName()));
        command.addAll(training);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "credit-risk-watch-stop"));
    }

    private static List<String> java(String classPath, String main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp", classPath, main);
    }

    /** Where it takes alerts. */
    URI address() throws IOException, InterruptedException {
        return URI.create(await(LISTENS).group(1));
    }

    /** What became of the alert, in a line; a training that failed is an error. */
    String decision() throws IOException, InterruptedException {
        return await(DECIDED).group();
    }

    private Matcher await(Pattern line) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            boolean alive = process.isAlive();
            String said = Files.readString(log);
            Matcher matcher = line.matcher(said);
            if (matcher.find()) {
                return matcher;
            }
            if (!alive || said.contains(" FAILED: ") || System.nanoTime() > end) {
                throw new IllegalStateException("modelkeel watch "
                        + (alive ? "got no version to decide on" : "has ended (is the jar of --modelkeel built?)")
                        + ", see " + log + ": " + said);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
