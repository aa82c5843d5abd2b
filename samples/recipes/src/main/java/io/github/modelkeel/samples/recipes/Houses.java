package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Made-up houses and a model of their prices: what the recipes work on. */
final class Houses {
    private static final List<String> LOCATIONS = List.of("urban", "suburban", "rural");

    private Houses() {}

    /** Houses of 600 to 3,000 square feet, times a factor: 1 for those of training. */
    static List<Map<String, Object>> rows(int count, long seed, double larger) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double sqft = Math.rint(larger * (600 + random.nextInt(2400)));
            int bedrooms = 1 + random.nextInt(5);
            rows.add(Map.of("sqft", sqft, "bedrooms", bedrooms, "location", LOCATIONS.get(random.nextInt(3))));
        }
        return rows;
    }

    /** The same rows as a CSV file. */
    static Path csv(String name, int count, long seed, double larger) throws IOException {
        StringBuilder csv = new StringBuilder("sqft,bedrooms,location\n");
        for (Map<String, Object> row : rows(count, seed, larger)) {
            csv.append(row.get("sqft")).append(',').append(row.get("bedrooms"));
            csv.append(',').append(row.get("location")).append('\n');
        }
        return Files.writeString(Files.createTempDirectory("recipe").resolve(name), csv);
    }

    /** A linear model: so much a square foot, and 9,000 a bedroom. */
    static ModelBundle model(double pricePerSqft) {
        List<Map<String, Object>> rows = rows(50, 3, 1);
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("sqft")
                .number("bedrooms")
                .text("location", steps -> steps.oneHot())
                .build()
                .fit(rows);
        double[] weights = new double[preprocessing.featureNames().size()];
        weights[0] = pricePerSqft;
        weights[1] = 9_000;
        return ModelBundle.of(
                ScoringModelBuilder.linear(preprocessing, Column.number("price"), weights, 0, Link.IDENTITY)
                        .build(),
                rows.subList(0, 5));
    }

    /** Logs such a model in a run of its own, with the metrics that gates look at. */
    static LoggedModel log(double pricePerSqft, double rmse, double auc) {
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("linear")) {
            run.logMetrics(Map.of("rmse", rmse, "auc", auc));
            LoggedModel logged = run.logModel("house", model(pricePerSqft)::writeTo);
            run.finish();
            return logged;
        }
    }
}
