package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one prediction costs here and in Python, of the same model files on one thread each: the house pipeline of scikit-learn (100
 * trees of depth 3 behind a scaler and an encoder) and XGBoost. A Python process takes turns with this one; before that all rows must
 * have Python's bits. Prints a table of medians.
 */
public final class PredictSpeed {
    private static final int ROUNDS = Integer.getInteger("speed.rounds", 5);
    private static final int BATCH = 1000;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long WINDOW_NANOS = Duration.ofMillis(500).toNanos();

    private final Path work;
    private final Map<String, double[]> micros = new LinkedHashMap<>();
    private int round = -1;
    private double sink;

    private PredictSpeed(Path work) {
        this.work = work;
    }

    /** The components are the columns. */
    record House(double sqft, double bedrooms, double bathrooms, double age, String area, String condition) {
        static House of(Map<String, @Nullable Object> row) {
            return new House(
                    number(row, "sqft"),
                    number(row, "bedrooms"),
                    number(row, "bathrooms"),
                    number(row, "age"),
                    text(row, "area"),
                    text(row, "condition"));
        }

        private static double number(Map<String, @Nullable Object> row, String column) {
            return (double) Objects.requireNonNull(row.get(column));
        }

        private static String text(Map<String, @Nullable Object> row, String column) {
            return (String) Objects.requireNonNull(row.get(column));
        }
    }

    /** A model as read here, and its rows. */
    private record Served(ScoringModel model, List<Map<String, @Nullable Object>> rows) {}

    /** Python's way and our way of doing the same. */
    private record Line(String python, String ours) {}

    private static final List<Line> LINES = List.of(
            new Line("pipeline, a frame of one row", "pipeline, a record"),
            new Line("pipeline, from a dict", "pipeline, a map"),
            new Line("trees alone, an array of one row", "pipeline, a record"),
            new Line("xgboost, inplace_predict of one row", "xgboost, a map"),
            new Line("pipeline, 1,000 rows", "pipeline, 1,000 maps"),
            new Line("xgboost, inplace_predict of 1,000 rows", "xgboost, 1,000 maps"));

    /**
     * Runs the comparison.
     *
     * @param args none
     * @throws IOException if a model cannot be read
     */
    public static void main(String[] args) throws IOException {
        Path work = Checkout.newDirectory("predict-speed-");
        try {
            new PredictSpeed(work).compare();
        } finally {
            Checkout.deleteTree(work);
        }
    }

    private void compare() throws IOException {
        python("fit");
        JsonNode rows = new ObjectMapper().readTree(work.resolve("rows.json").toFile());
        Served pipeline = served("pipeline", rows);
        Served booster = served("booster", rows);
        List<House> houses = pipeline.rows().stream().map(House::of).toList();
        for (; round < ROUNDS; round++) { // the first one warms up
            time("pipeline, a record", 1, i -> sink += pipeline.model().predict(houses.get(i)));
            time(
                    "pipeline, a map",
                    1,
                    i -> sink += pipeline.model().predict(pipeline.rows().get(i)));
            time(
                    "xgboost, a map",
                    1,
                    i -> sink += booster.model().predict(booster.rows().get(i)));
            batch("pipeline, 1,000 maps", pipeline);
            batch("xgboost, 1,000 maps", booster);
            JsonNode measured = python("measure");
            for (Line line : LINES) {
                put(line.python(), measured.path(line.python()).asDouble());
            }
            Banner.say("round " + (round + 1) + " of " + ROUNDS + " done");
        }
        print();
    }

    private Served served(String name, JsonNode all) throws IOException {
        ScoringModel model = ModelBundle.read(work.resolve(name)).model();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (JsonNode row : all.path(name).path("rows")) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            row.properties()
                    .forEach(value -> values.put(
                            value.getKey(),
                            value.getValue().isTextual()
                                    ? value.getValue().textValue()
                                    : value.getValue().doubleValue()));
            double expected = all.path(name).path("expected").path(rows.size()).doubleValue();
            double predicted = model.predict(values);
            if (predicted != expected) {
                throw new IllegalStateException(
                        name + ", row " + rows.size() + ": Python says " + expected + ", we say " + predicted);
            }
            rows.add(values);
        }
        return new Served(model, rows);
    }

    private JsonNode python(String command) {
        return PythonEnvironment.orSkip().run("predict_speed.py", work, LIMIT, Map.of(), command, work.toString());
    }

    private void batch(String name, Served served) {
        List<Map<String, @Nullable Object>> rows = served.rows().subList(0, BATCH);
        time(name, BATCH, i -> sink += served.model().predictValues(Rows.ofMaps(rows))[0]);
    }

    private void time(String name, int rowsACall, IntConsumer predict) {
        int calls = Math.max(1, BATCH / rowsACall);
        List<Double> blocks = new ArrayList<>();
        long end = System.nanoTime() + WINDOW_NANOS;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                predict.accept(i);
            }
            blocks.add((System.nanoTime() - start) / 1e3 / calls / rowsACall);
        }
        put(name, blocks.stream().sorted().skip(blocks.size() / 2).findFirst().orElseThrow());
    }

    private void put(String name, double value) {
        if (round >= 0) {
            micros.computeIfAbsent(name, key -> new double[ROUNDS])[round] = value;
        }
    }

    private void print() {
        System.out.printf(
                "%nOne prediction, Java %s and Python side by side, medians of %d rounds (checked: %s)%n%n",
                System.getProperty("java.version"), ROUNDS, Double.isFinite(sink));
        System.out.println("| Python | µs a row | Modelkeel | µs a row | times ours | lowest to highest |");
        System.out.println("|---|---:|---|---:|---:|---:|");
        for (Line line : LINES) {
            double[] python = Objects.requireNonNull(micros.get(line.python()));
            double[] ours = Objects.requireNonNull(micros.get(line.ours()));
            double[] ratios = new double[ROUNDS];
            Arrays.setAll(ratios, i -> python[i] / ours[i]);
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %s | %.3f | %,.0f | %,.0f to %,.0f |%n",
                    line.python(),
                    median(python),
                    line.ours(),
                    median(ours),
                    ratios[ROUNDS / 2],
                    ratios[0],
                    ratios[ROUNDS - 1]);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
