package io.github.modelkeel.benchmarks;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.ScoringModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.common.xgboost.XGBoostModel;
import org.tribuo.regression.Regressor;

/**
 * How much memory a JVM of {@code -Xmx128m} holds while it predicts a batch of 1,440 rows of 14 numbers twenty times a second: with our evaluator,
 * and with xgboost4j 3.4.0 in both of its ways. Half an hour, or what {@code -Dduration=PT5M} says; all run side by side.
 */
public final class ResidentMemory {
    private static final Duration DURATION = Duration.parse(System.getProperty("duration", "PT30M"));
    private static final int ROWS = 1440;
    private static final int FEATURES = 14;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LINES = 30;

    private ResidentMemory() {}

    /**
     * Measures and prints.
     *
     * @param arguments none
     * @throws Exception if a process cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("modelkeel-memory-");
        try {
            ServingModels.Pair pair = ServingModels.numbers(FEATURES, 100, 3);
            Path booster = Files.write(directory.resolve("booster.json"), json(pair));
            Path model = directory.resolve("model");
            ModelBundle.of(pair.ours(), List.of(row(ServingModels.rows(1, 5)[0])))
                    .writeTo(model);
            Map<String, Process> processes = new LinkedHashMap<>();
            processes.put("ours", start(directory, "ours", model));
            processes.put("xgboost4j 3.4.0, inplace_predict", start(directory, "inplace", booster));
            processes.put("xgboost4j 3.4.0, predict of a matrix", start(directory, "matrix", booster));
            Map<String, List<String[]>> lines = new LinkedHashMap<>();
            for (Map.Entry<String, Process> each : processes.entrySet()) {
                lines.put(each.getKey(), lines(each.getValue()));
            }
            print(lines);
        } finally {
            LogMetricBenchmark.delete(directory);
        }
    }

    private static byte[] json(ServingModels.Pair pair) throws XGBoostError {
        Booster booster =
                ((XGBoostModel<Regressor>) pair.tribuo()).getInnerModels().get(0);
        return booster.toByteArray("json");
    }

    private static Map<String, Object> row(double[] features) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < FEATURES; i++) {
            row.put(ServingModels.name(i), features[i]);
        }
        return row;
    }

    private static Process start(Path directory, String way, Path model) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Dduration=" + DURATION,
                        "-Dpeers=" + System.getProperty("peers", "target/peers"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        way,
                        model.toString())
                .redirectError(directory.resolve(way + ".log").toFile())
                .start();
    }

    private static List<String[]> lines(Process process) throws IOException, InterruptedException {
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line.split(" "));
            }
        }
        if (process.waitFor() != 0 || lines.size() != LINES) {
            throw new IllegalStateException("a process failed with " + process.exitValue());
        }
        return lines;
    }

    private static void print(Map<String, List<String[]>> lines) {
        System.out.printf(
                "%nJava %s, %s of %d x %d, 20 batches a second%n%n",
                System.getProperty("java.version"), DURATION, ROWS, FEATURES);
        System.out.println("| resident memory, MB, after a part of the time | 1/30 | 1/3 | 2/3 | all | batches |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        lines.forEach((name, all) -> {
            String[] last = all.get(LINES - 1);
            System.out.printf(
                    "| %s | %s | %s | %s | %s | %s |%n",
                    name, all.get(0)[1], all.get(LINES / 3 - 1)[1], all.get(2 * LINES / 3 - 1)[1], last[1], last[0]);
        });
    }

    /** One of the processes: prints from time to time how many batches it has predicted and what memory it holds. */
    static final class Worker {
        private Worker() {}

        /**
         * Predicts until the time is over.
         *
         * @param arguments the way, the model
         * @throws IOException if the model or the memory cannot be read
         */
        public static void main(String[] arguments) throws IOException {
            Consumer<double[][]> way = way(arguments[0], Path.of(arguments[1]));
            double[][] rows = Arrays.stream(ServingModels.rows(ROWS, 9))
                    .map(row -> Arrays.copyOf(row, FEATURES))
                    .toArray(double[][]::new);
            long start = System.nanoTime();
            long every = DURATION.toNanos() / LINES;
            int batches = 0;
            for (int line = 1; line <= LINES; line++) {
                while (System.nanoTime() - start < line * every) {
                    way.accept(rows);
                    batches++;
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                System.out.println(batches + " " + residentMegabytes());
            }
        }

        private static Consumer<double[][]> way(String name, Path model) throws IOException {
            if (name.equals("ours")) {
                ScoringModel ours = ModelBundle.read(model).model();
                return rows -> require(ours.scorer().scoreAll(rows)[ROWS - 1]);
            }
            NewerXgboost booster = new NewerXgboost(Files.readAllBytes(model));
            return name.equals("inplace")
                    ? rows -> require(booster.inPlace(flat(rows), ROWS)[ROWS - 1][0])
                    : rows -> require(booster.withMatrix(flat(rows), ROWS)[ROWS - 1][0]);
        }

        private static void require(double value) {
            if (Double.isNaN(value)) {
                throw new IllegalStateException("no number");
            }
        }

        private static float[] flat(double[][] rows) {
            float[] flat = new float[ROWS * FEATURES];
            for (int row = 0; row < ROWS; row++) {
                for (int i = 0; i < FEATURES; i++) {
                    flat[row * FEATURES + i] = (float) rows[row][i];
                }
            }
            return flat;
        }

        private static long residentMegabytes() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                                .filter(line -> line.startsWith("VmRSS:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                                .findFirst()
                                .orElseThrow()
                        / 1024;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
