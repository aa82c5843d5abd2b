package io.github.modelkeel.docs;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Made-up houses for the examples. */
final class Houses {
    private static final List<String> LOCATIONS = List.of("urban", "suburban", "rural");

    private Houses() {}

    static List<Map<String, Object>> rows(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int sqft = 600 + random.nextInt(2400);
            int bedrooms = 1 + random.nextInt(5);
            String location = LOCATIONS.get(random.nextInt(LOCATIONS.size()));
            double price = 150.0 * sqft + 9_000 * bedrooms + (location.equals("urban") ? 80_000 : 0);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("sqft", sqft);
            row.put("bedrooms", bedrooms);
            row.put("location", location);
            row.put("price", price);
            rows.add(row);
        }
        return rows;
    }

    /** A model that knows what {@link #rows} does, but for the price of a square foot. */
    static ModelBundle linearModel(double pricePerSqft) {
        List<Map<String, Object>> rows = rows(50, 3);
        FittedPreprocessing preprocessing = preprocessing(rows);
        double[] weights = new double[preprocessing.featureNames().size()];
        weights[0] = pricePerSqft;
        weights[1] = 9_000;
        ScoringModel model = ScoringModelBuilder.linear(
                        preprocessing, Column.number("price"), weights, 0, Link.IDENTITY)
                .build();
        return ModelBundle.of(model, rows.subList(0, 5));
    }

    /** A classifier of houses that are sold within a month: the smaller, the likelier. */
    static ModelBundle classifier() {
        List<Map<String, Object>> rows = rows(50, 3);
        FittedPreprocessing preprocessing = preprocessing(rows);
        double[] weights = new double[preprocessing.featureNames().size()];
        weights[0] = -0.002;
        ScoringModel model = ScoringModelBuilder.linear(
                        preprocessing, Column.number("probability"), weights, 3, Link.LOGISTIC)
                .classes(List.of("waits", "sold"))
                .build();
        return ModelBundle.of(model, rows.subList(0, 5));
    }

    private static FittedPreprocessing preprocessing(List<Map<String, Object>> rows) {
        return Preprocessing.builder()
                .number("sqft")
                .number("bedrooms")
                .text("location", steps -> steps.oneHot())
                .build()
                .fit(rows);
    }
}
