package io.github.modelkeel.servinghttp;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Small models, and requests to an API without a socket. */
final class Served {
    static final String HOUSE = "{\"sqft\":1500,\"bedrooms\":3,\"location\":\"rural\"}";
    static final Map<String, Object> ROW = Map.of("sqft", 1500, "bedrooms", 3, "location", "rural");

    /** A price of 100 a square foot, 1,000.5 a bedroom and 7 for the country. */
    static final double PRICE = 100.0 * 1500 + 1000.5 * 3 + 7;

    private Served() {}

    private static final List<Map<String, Object>> HOUSES =
            List.of(ROW, Map.of("sqft", 900, "bedrooms", 1, "location", "urban"));

    static Predictor house() {
        return load("house", houseModel(), HOUSES);
    }

    /** A house whose columns have the ranges of training. */
    static Predictor houseWithRanges() {
        ScoringModel model = houseModel();
        List<Column> columns = model.signature().inputs().stream()
                .map(column -> column.name().equals("sqft")
                        ? column.withRange(900, 1500)
                        : column.name().equals("bedrooms") ? column.withRange(1, 3) : column)
                .toList();
        Signature ranged = new Signature(columns, model.signature().output());
        return load(
                "house",
                ScoringModelBuilder.of(ranged, model.preprocessing(), model.scorer(), model.link())
                        .build(),
                HOUSES);
    }

    private static ScoringModel houseModel() {
        return ScoringModelBuilder.linear(
                        Preprocessing.builder()
                                .number("sqft")
                                .number("bedrooms")
                                .text("location", steps -> steps.oneHot())
                                .build()
                                .fit(HOUSES),
                        Column.number("price"),
                        new double[] {100, 1000.5, 7, 0},
                        0,
                        Link.IDENTITY)
                .build();
    }

    /** The probability is the logistic function of the number of calls. */
    static Predictor churn(String negative, String positive) {
        return calls("churn", Link.LOGISTIC, builder -> builder.classes(List.of(negative, positive)));
    }

    /** The score is the number of calls. */
    static Predictor calls(String name, Link link, UnaryOperator<ScoringModelBuilder> as) {
        List<Map<String, Object>> rows = List.of(Map.of("calls", 1), Map.of("calls", 0));
        ScoringModelBuilder builder = ScoringModelBuilder.linear(
                Preprocessing.builder().number("calls").build().fit(rows),
                Column.number("probability"),
                new double[] {1},
                0,
                link);
        return load(name, as.apply(builder).build(), rows);
    }

    /** A model of one text column, and one category, of a name. */
    static Predictor named(String name) {
        List<Map<String, Object>> rows = List.of(Map.of(name, name), Map.of(name, "other"));
        return load(
                "named",
                ScoringModelBuilder.linear(
                                Preprocessing.builder()
                                        .text(name, steps -> steps.oneHot())
                                        .build()
                                        .fit(rows),
                                Column.number("y"),
                                new double[] {1, 2},
                                0,
                                Link.IDENTITY)
                        .build(),
                rows);
    }

    /** A model of a column of 40 categories that have line breaks, and of a column of very large numbers. */
    static Predictor extremes() {
        List<Map<String, Object>> rows = IntStream.range(0, 40)
                .mapToObj(i -> Map.<String, Object>of("text", "line\nbreak " + i, "large", i == 0 ? 1e308 : 1.5e308))
                .toList();
        ScoringModel model = ScoringModelBuilder.linear(
                        Preprocessing.builder()
                                .text("text", steps -> steps.oneHot())
                                .number("large")
                                .build()
                                .fit(rows),
                        Column.number("y"),
                        new double[41],
                        0,
                        Link.IDENTITY)
                .build();
        List<Column> columns = model.signature().inputs().stream()
                .map(column -> column.name().equals("large") ? column.withRange(1e308, 1.5e308) : column)
                .toList();
        return load(
                "extremes",
                ScoringModelBuilder.of(
                                new Signature(columns, model.signature().output()),
                                model.preprocessing(),
                                model.scorer(),
                                model.link())
                        .build(),
                rows);
    }

    private static Predictor load(String name, ScoringModel model, List<Map<String, Object>> rows) {
        try {
            Path directory = Files.createTempDirectory("served").resolve(name);
            ModelBundle.of(model, rows).writeTo(directory);
            return Predictor.load(directory.toUri().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScoringApi.Reply get(ScoringApi api, String path) {
        return api.handle("GET", path, header -> null, new byte[0]);
    }

    static ScoringApi.Reply post(ScoringApi api, String path, String body) {
        return post(api, path, body, Map.of("content-type", "application/json"));
    }

    static ScoringApi.Reply post(ScoringApi api, String path, String body, Map<String, String> headers) {
        return api.handle("POST", path, headers::get, body.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ScoringApi.Reply reply) {
        return new String(Objects.requireNonNull(reply.body()), StandardCharsets.UTF_8);
    }
}
