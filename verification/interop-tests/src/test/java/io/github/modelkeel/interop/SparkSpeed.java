package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.modelkeel.localserver.LocalServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * What profiles and predictions cost on Spark, each beside what a user of Spark writes without us, in processes of PySpark that follow each other in one
 * run. The data are made once, in {@code target/spark-speed}. Prints tables; a goal that is missed is marked.
 */
public final class SparkSpeed {
    private static final int ROUNDS = Integer.getInteger("speed.rounds", 3);
    private static final int ROWS = 2_000_000;
    private static final int NUMBERS = 20_000_000;
    private static final int MORE = 10_000_000;
    private static final double GOAL = 3;
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Path PEERS = Checkout.root().resolve("verification/interop-tests/src/spark/java");

    private final Path work;
    private final PythonEnvironment python;
    private final String jars;
    private final Map<String, String> variables;

    private SparkSpeed(Path work, LocalServer server) throws IOException {
        this.work = work;
        this.python = PythonEnvironment.heavyOrSkip("pyspark");
        List<Path> all = new ArrayList<>(SparkJars.ours(work));
        List<Path> peers = MavenJars.SPARK_PEERS.orSkip();
        all.addAll(peers);
        all.add(compiled(peers));
        this.jars = SparkJars.joined(all);
        this.variables = Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "PYSPARK_PYTHON", python.executable().toString(),
                "MLFLOW_TRACKING_URI", server.uri().toString(),
                "MODELKEEL_CACHE_DIR", work.resolve("cache").toString(),
                "OMP_NUM_THREADS", "1");
    }

    /**
     * Runs the comparisons.
     *
     * @param arguments {@code drift}, {@code growth}, {@code parts} or {@code score} for one of them, none for all
     * @throws IOException if files cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path work = Files.createDirectories(Path.of("target/spark-speed").toAbsolutePath());
        try (LocalServer server = LocalServer.start(work.resolve("server"))) {
            SparkSpeed speed = new SparkSpeed(work, server);
            if (Files.notExists(work.resolve("house.onnx"))) {
                speed.run("data", 2, ROWS, NUMBERS, MORE);
            }
            System.out.printf(
                    "%nSpark in PySpark, Java %s, medians of %d rounds%n", System.getProperty("java.version"), ROUNDS);
            List<String> parts =
                    arguments.length == 0 ? List.of("drift", "growth", "parts", "score") : List.of(arguments);
            for (String part : parts) {
                switch (part) {
                    case "drift" -> speed.drift();
                    case "growth" -> speed.growth();
                    case "parts" -> speed.parts();
                    case "score" -> speed.score();
                    default -> throw new IllegalArgumentException("not drift, growth, parts or score: " + part);
                }
            }
        }
    }

    /** The peer in Java, compiled with the jars of this PySpark. */
    private Path compiled(List<Path> peers) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        Path source = PEERS.resolve("io/github/modelkeel/interop/OnnxPartitions.java");
        String classPath = Stream.concat(sparksJars().stream(), peers.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                List.of("--release", "17", "-proc:none", "-cp", classPath, "-d", classes.toString(), source.toString());
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
        if (result != 0) {
            throw new IllegalStateException("the peer does not compile with this Spark: see above");
        }
        return SparkJars.packed(classes, work.resolve("peers.jar"));
    }

    private List<Path> sparksJars() throws IOException {
        Path environment = python.executable().resolveSibling("..").normalize();
        try (Stream<Path> found = Files.find(
                environment, 7, (path, attributes) -> path.toString().matches(".*pyspark.jars.[^/\\\\]+[.]jar"))) {
            return found.toList();
        }
    }

    private JsonNode run(String part, int cores, Object... arguments) {
        List<String> all = new ArrayList<>(
                List.of(part, Checkout.root().resolve("docs/python").toString(), jars, Integer.toString(cores)));
        Arrays.stream(arguments).map(Object::toString).forEach(all::add);
        JsonNode said = python.run("spark_speed.py", work, LIMIT, variables, all.toArray(String[]::new));
        Banner.say(part + " " + Arrays.toString(arguments) + " on " + cores + " cores done");
        return said;
    }

    private void drift() {
        System.out.println(
                "\n| drift, local[2], seconds | rows | ours | Bucketizer + groupBy | CASE + groupBy | times ours | goal |");
        System.out.println("|---|---:|---:|---:|---:|---:|---|");
        for (String data : List.of("houses", "numbers")) {
            JsonNode said = run("drift", 2, data, ROUNDS);
            double bins = seconds(said, "approxQuantile");
            line(said, data + ", the whole job: both sides, from rows to the report or PSI", bins, "reference, ", "");
            line(said, data + ", reference: profile; approxQuantile and counts", bins, "reference, ");
            line(said, data + ", current data; profile and edges are kept", 0, "");
            print(
                    "| %s, current data only read and added up | %,d | | | %.2f | | |",
                    data, said.path("rows").asLong(), seconds(said, "read"));
        }
    }

    /** Of the sides that are counted, with what choosing bins took where they are not known. */
    private static void line(JsonNode said, String what, double bins, String... sides) {
        double ours = 0;
        double bucketizer = bins;
        double cases = bins;
        for (String side : sides) {
            ours += seconds(said, side + "ours");
            bucketizer += seconds(said, side + "Bucketizer");
            cases += seconds(said, side + "CASE");
        }
        double times = Math.min(bucketizer, cases) / ours;
        print(
                "| %s | %,d | %.2f | %.2f | %.2f | %.1f | %s |",
                what,
                said.path("rows").asLong(),
                ours,
                bucketizer,
                cases,
                times,
                times >= GOAL ? "3: met" : "3: MISSED");
    }

    private static double seconds(JsonNode said, String way) {
        return median(said.path("seconds").path(way));
    }

    private static double median(JsonNode seconds) {
        double[] sorted = doubles(seconds).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static DoubleStream doubles(JsonNode numbers) {
        DoubleStream.Builder all = DoubleStream.builder();
        numbers.forEach(number -> all.add(number.asDouble()));
        return all.build();
    }

    private void growth() {
        growth("profile of 4 columns", "profile", "houses");
        growth("predictions", "score", "ours");
    }

    private void growth(String title, String part, String what) {
        System.out.println("\n| " + title + ", seconds | 100,000 rows | 1,000,000 | 10,000,000 |");
        System.out.println("|---|---:|---:|---:|");
        for (int cores : new int[] {1, 2}) {
            List<String> cells = new ArrayList<>();
            for (int rows : new int[] {100_000, 1_000_000, MORE}) {
                cells.add(String.format(
                        Locale.ROOT,
                        "%.2f",
                        median(run(part, cores, what, ROUNDS, rows).path("seconds"))));
            }
            System.out.println(
                    "| " + cores + (cores == 1 ? " core | " : " cores | ") + String.join(" | ", cells) + " |");
        }
    }

    private void parts() {
        System.out.println(
                "\n| profile of partitions of 10 rows | 2, seconds | 100 | 400 | ms a partition more | profile, kB |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        for (int columns : new int[] {1, 10, 100}) {
            JsonNode said = run("parts", 2, columns);
            double few = said.path("few").asDouble();
            double more = said.path("more").asDouble();
            print(
                    "| %d columns | %.2f | %.2f | %.2f | %.1f | %.0f |",
                    columns,
                    few,
                    said.path("hundred").asDouble(),
                    more,
                    (more - few) / 398 * 1e3,
                    said.path("bytes").asDouble() / 1e3);
        }
    }

    private void score() {
        JsonNode first = run("score", 2, "ours", ROUNDS, ROWS);
        Map<String, JsonNode> ways = new LinkedHashMap<>(Map.of("ours", first));
        for (String way : List.of("onnx", "pandas_udf", "read")) {
            ways.put(way, run("score", 2, way, ROUNDS, ROWS));
        }
        double[] expected = doubles(first.path("sample")).toArray();
        System.out.println(
                "\n| 2,000,000 predictions, local[2] | rows a second | times less than ours | µs of a processor a row | MB | until it is set up, s | first time, s | largest difference |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        double ours = median(first.path("seconds"));
        ways.forEach((way, said) -> {
            double seconds = median(said.path("seconds"));
            print(
                    "| %s | %,.0f | %.1f | %.2f | %.0f | %.1f | %.1f | %.1g |",
                    way,
                    ROWS / seconds,
                    seconds / ours,
                    said.path("processor").asDouble(),
                    said.path("megabytes").asDouble(),
                    said.path("fixed").asDouble(),
                    said.path("first").asDouble(),
                    difference(expected, doubles(said.path("sample")).toArray()));
        });
    }

    private static double difference(double[] expected, double[] found) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i] - found[i]) / Math.abs(expected[i]));
        }
        return largest;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
