package io.github.modelkeel.benchmarks;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * How long a process takes from its start to its first answer: a JVM that does nothing, one that loads the house model from a registry whose
 * files it has on disk, ONNX Runtime with the same model, and a Python that unpickles such a pipeline. Each is started again and again, in turn,
 * with the class path that it needs. The goal is 150 ms, and two seconds where the registry is down.
 */
public final class ColdStartReport {
    private static final int ROUNDS = Integer.getInteger("rounds", 15);
    private static final double GOAL_MILLIS = 150;
    private static final String LOAD = "Predictor.load, files in the cache";

    /** What {@code serving-core} brings, by the beginning of the files' names. */
    private static final List<String> SERVING = List.of(
            "modelkeel-serving-core",
            "modelkeel-registry-client",
            "modelkeel-client-core",
            "modelkeel-model-0",
            "modelkeel-model-formats",
            "modelkeel-model-sklearn",
            "modelkeel-model-boosters",
            "modelkeel-model-onnx-",
            "jackson-core",
            "caffeine",
            "micrometer-core",
            "micrometer-commons",
            "micrometer-observation",
            "HdrHistogram",
            "jspecify",
            "snakeyaml-engine");

    private final Map<String, List<Double>> millis = new LinkedHashMap<>();

    private ColdStartReport() {}

    /**
     * Measures and prints.
     *
     * @param arguments none
     * @throws Exception if the server or a process cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("modelkeel-cold-start-");
        try {
            new ColdStartReport().measure(directory);
        } finally {
            LogMetricBenchmark.delete(directory);
        }
    }

    private void measure(Path directory) throws Exception {
        ScoringModel house = ServingModels.house(Houses.xgboost()).ours();
        Path onnx = Files.write(directory.resolve("house.onnx"), new HousePeers(house).onnx());
        Path cache = directory.resolve("cache");
        List<String> load;
        try (LocalServer server = LocalServer.start(directory.resolve("server"))) {
            String address = server.uri().toString();
            publish(address, house);
            Path classes = jar(directory.resolve("cold-start.jar"));
            String serving = classes + File.pathSeparator + classPath(SERVING);
            load = java(serving, ColdStart.class, address, cache.toString());
            Map<String, List<String>> commands = new LinkedHashMap<>();
            commands.put("a JVM that does nothing", java(classes.toString(), ColdStart.Nothing.class));
            commands.put(LOAD, load);
            commands.put("the same, with an archive of its classes", archived(load, directory.resolve("classes.jsa")));
            commands.put(
                    "ONNX Runtime, a file",
                    java(
                            classes + File.pathSeparator + classPath(List.of("onnxruntime")),
                            ColdStart.Onnx.class,
                            onnx.toString()));
            pythons(directory.resolve("house.pickle")).ifPresent(python -> commands.put("Python, a pickle", python));
            for (int round = -1; round < ROUNDS; round++) { // the first is for the disk
                time(commands, round >= 0);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            time(Map.of("the same, and the registry is down", load), true);
        }
        print();
    }

    private void time(Map<String, List<String>> commands, boolean counted) throws IOException, InterruptedException {
        for (Map.Entry<String, List<String>> command : commands.entrySet()) {
            double took = untilFirstLine(command.getValue());
            if (counted) {
                millis.computeIfAbsent(command.getKey(), any -> new ArrayList<>())
                        .add(took);
            }
        }
    }

    /** A Python that unpickles such a pipeline, where {@code -Dpython} names one with scikit-learn. */
    private static Optional<List<String>> pythons(Path pickle) throws IOException, InterruptedException {
        String python = System.getProperty("python");
        if (python == null) {
            System.out.println("without Python: -Dpython=FILE names one that has scikit-learn and pandas");
            return Optional.empty();
        }
        String script = Path.of("src", "main", "python", "cold_start.py").toString();
        if (new ProcessBuilder(python, script, "fit", pickle.toString())
                        .inheritIO()
                        .start()
                        .waitFor()
                != 0) {
            throw new IllegalStateException(python + " could not fit the pipeline");
        }
        return Optional.of(List.of(python, script, "answer", pickle.toString()));
    }

    private void print() {
        double empty = ServingReport.median(millis.values().iterator().next());
        System.out.printf(
                "%nJava %s, medians of %d starts, milliseconds from the start of the process to its first line%n%n",
                System.getProperty("java.version"), ROUNDS);
        System.out.println("| process | median | fastest | slowest | times the empty JVM |");
        System.out.println("|---|---:|---:|---:|---:|");
        millis.forEach((name, values) -> {
            double median = ServingReport.median(values);
            System.out.printf(
                    "| %s | %.0f | %.0f | %.0f | %.1f |%n",
                    name,
                    median,
                    values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                    values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                    median / empty);
        });
        double load = ServingReport.median(millis.getOrDefault(LOAD, List.of(Double.NaN)));
        System.out.printf(
                "%n%s takes %.0f ms, goal %.0f: %s%n", LOAD, load, GOAL_MILLIS, load <= GOAL_MILLIS ? "met" : "MISSED");
    }

    private static void publish(String address, ScoringModel model) throws IOException {
        ClientConfig config =
                ClientConfig.builder(Map.of()).trackingUri(address).build();
        ModelBundle bundle = ModelBundle.of(
                model, Houses.sample(5, 42).stream().map(Houses.House::asMap).toList());
        try (Registry registry = Registry.open(config);
                Tracker tracker = Tracker.open("cold start", config);
                Run run = tracker.startRun("train")) {
            LoggedModel logged = run.logModel("house", bundle::writeTo);
            run.finish();
            registry.setAlias(
                    "house", "champion", registry.register("house", logged).version());
        }
    }

    /** The jars of this process's class path whose names begin so. */
    private static String classPath(List<String> beginnings) {
        String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
        List<String> chosen = new ArrayList<>();
        for (String beginning : beginnings) {
            chosen.add(Arrays.stream(entries)
                    .filter(entry -> new File(entry).getName().startsWith(beginning))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "no jar " + beginning + "* on the class path; run this in Maven's phase verify")));
        }
        return String.join(File.pathSeparator, chosen);
    }

    /** What the processes start with, as a file, since a JVM archives no classes of folders. */
    private static Path jar(Path file) throws IOException {
        Path root = Path.of(ColdStart.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        if (Files.isRegularFile(root)) {
            return root;
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                Stream<Path> files = Files.walk(root)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(root.relativize(path).toString().replace(File.separatorChar, '/')));
                Files.copy(path, jar);
                jar.closeEntry();
            }
        }
        return file;
    }

    /**
     * Starts the process twice: to fill the cache, and to write what a warm start needs of its classes. From JDK 25 on that is an
     * ahead-of-time cache, which has the classes linked and the profiles of their methods.
     */
    private static List<String> archived(List<String> command, Path archive) throws IOException, InterruptedException {
        boolean aheadOfTime = Runtime.version().feature() >= 25;
        untilFirstLine(command);
        List<String> writing = new ArrayList<>(command);
        writing.add(1, (aheadOfTime ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
        untilFirstLine(writing);
        List<String> reading = new ArrayList<>(command);
        reading.add(1, (aheadOfTime ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive);
        return reading;
    }

    private static List<String> java(String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath, main.getName()));
        String options = System.getProperty("options", "");
        if (!options.isEmpty()) {
            command.addAll(1, List.of(options.split(" ")));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private static double untilFirstLine(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("modelkeel-cold-start-", ".log");
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        int first = process.getInputStream().read();
        double took = (System.nanoTime() - start) / 1e6;
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0 || first < 0) {
            throw new IllegalStateException(command + " failed, see " + log + ": " + Files.readString(log));
        }
        Files.delete(log);
        return took;
    }
}
