package io.github.modelkeel.springboot;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Models whose price is so much a square foot. */
final class Houses {
    private static final List<Map<String, Object>> ROWS =
            List.of(Map.of("sqft", 900, "town", "Bern"), Map.of("sqft", 1500, "town", "Basel"));

    private Houses() {}

    static ModelBundle model(double pricePerSqft) {
        FittedPreprocessing preprocessing = Preprocessing.builder()
                .number("sqft")
                .text("town", steps -> steps.oneHot())
                .build()
                .fit(ROWS);
        double[] weights = new double[preprocessing.featureNames().size()];
        weights[0] = pricePerSqft;
        return ModelBundle.of(
                ScoringModelBuilder.linear(preprocessing, Column.number("price"), weights, 0, Link.IDENTITY)
                        .build(),
                ROWS);
    }

    /** The address of a directory with such a model. */
    static String saved(Path directory, double pricePerSqft) {
        try {
            model(pricePerSqft).writeTo(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory.toUri().toString();
    }

    /** Registers such a model as the next version of {@code house}, and moves the alias there. */
    static void promote(ClientConfig config, double pricePerSqft) {
        try (Tracker tracker = Tracker.open("houses", config);
                Run run = tracker.startRun("linear");
                Registry registry = Registry.open(config)) {
            registry.setAlias(
                    registry.register("house", run.logModel("house", model(pricePerSqft)::writeTo)), "champion");
            run.finish();
        }
    }
}
