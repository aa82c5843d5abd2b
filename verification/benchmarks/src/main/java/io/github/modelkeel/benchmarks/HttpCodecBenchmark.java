package io.github.modelkeel.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ScoringApi;
import io.github.modelkeel.servinghttp.json.JsonInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What JSON costs a service: a bare parse of a body by jackson-core (each token, name, text and number is asked for), the same bytes as checked
 * rows of a linear model with its predictions, and a whole request without a socket, with its predictions and its reply.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class HttpCodecBenchmark {
    private static final double GOAL = 3;

    /** Rows of a request. */
    @Param({"1", "100"})
    public int rows = 1;

    private final JsonFactory json = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private final JsonInput input = new JsonInput(64, 10_000);
    private byte[] body = new byte[0];
    private String path = "/predict";
    private @Nullable Path directory;
    private @Nullable Predictor predictor;
    private @Nullable ScoringModel model;
    private @Nullable ScoringApi api;

    /** Loads the model and makes the body. */
    @Setup
    public void open() throws IOException {
        Path made = Files.createTempDirectory("modelkeel-benchmark-");
        List<Map<String, Object>> houses =
                Houses.sample(rows, 42).stream().map(Houses.House::asMap).toList();
        FittedPreprocessing fitted = Houses.PREPROCESSING.fit(
                Houses.sample(256, 1).stream().map(Houses.House::asMap).toList());
        double[] weights = new double[fitted.featureNames().size()];
        Arrays.setAll(weights, i -> 1_000.5 * (i + 1));
        ModelBundle.of(
                        ScoringModelBuilder.linear(fitted, Column.number("price"), weights, 2e5, Link.IDENTITY)
                                .build(),
                        houses.subList(0, 1))
                .writeTo(made.resolve("house"));
        directory = made;
        predictor = Predictor.load(made.resolve("house").toUri().toString());
        model = predictor.model();
        api = ScoringApi.builder().model("house", predictor).build();
        List<String> texts = houses.stream().map(HttpCodecBenchmark::json).toList();
        path = rows == 1 ? "/predict" : "/predict/batch";
        body = (rows == 1 ? texts.get(0) : texts.toString()).getBytes(StandardCharsets.UTF_8);
        if (handle() != 200) {
            throw new IllegalStateException("the body is refused");
        }
    }

    private static String json(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\": "
                        + (entry.getValue() instanceof String text ? '"' + text + '"' : entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Closes the predictor. */
    @TearDown
    public void close() throws IOException {
        if (predictor != null && directory != null) {
            predictor.close();
            LogMetricBenchmark.delete(directory);
        }
    }

    /** The peer. */
    @Benchmark
    public void bareParse(Blackhole hole) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> hole.consume(parser.currentName());
                    case VALUE_STRING -> hole.consume(parser.getText());
                    case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> hole.consume(parser.getDoubleValue());
                    default -> hole.consume(token);
                }
            }
        }
    }

    /** The body becomes checked rows, and each a prediction of a linear model, which costs least. */
    @Benchmark
    public double rowsOfTheModel() {
        ScoringModel read = Objects.requireNonNull(model);
        return rows == 1 ? read.predictValue(input.row(body)) : read.predictValues(input.rows(body))[rows - 1];
    }

    /** A whole request: routing, rows, predictions, reply. */
    @Benchmark
    public int handle() {
        return Objects.requireNonNull(api)
                .handle("POST", path, name -> name.equals("content-type") ? "application/json" : null, body)
                .status();
    }

    /**
     * Measures and prints the ratios.
     *
     * @param arguments none
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] arguments) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(HttpCodecBenchmark.class.getName())
                        .build())
                .run();
        Map<String, Double> nanos = new TreeMap<>();
        for (RunResult result : results) {
            nanos.put(
                    result.getParams().getParam("rows") + " "
                            + result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore());
        }
        System.out.println("| rows | bare parse | rows and predictions | times | whole request | times |");
        System.out.println("|---:|---:|---:|---:|---:|---:|");
        for (String rows : List.of("1", "100")) {
            double bare = nanos.getOrDefault(rows + " bareParse", Double.NaN);
            double read = nanos.getOrDefault(rows + " rowsOfTheModel", Double.NaN);
            double whole = nanos.getOrDefault(rows + " handle", Double.NaN);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f ns | %,.0f ns | %.2f | %,.0f ns | %.2f |%n",
                    rows,
                    bare,
                    read,
                    read / bare,
                    whole,
                    whole / bare);
            System.out.printf(
                    Locale.ROOT,
                    "goal: at most %.0f times a bare parse: %s%n",
                    GOAL,
                    read <= GOAL * bare ? "met" : "MISSED");
        }
    }
}
