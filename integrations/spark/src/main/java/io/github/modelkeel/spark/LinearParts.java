package io.github.modelkeel.spark;

import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each feature adds to the score of a linear model: its weight times its value, which is what the model itself adds up. Immutable. */
final class LinearParts {
    private static final String INTERCEPT = "(intercept)";
    private static final int TWO_CLASSES = 2;

    private final ScoringModel model;
    private final List<String> names;
    private final double[] weights;
    private final double intercept;

    private LinearParts(ScoringModel model, LinearScorer linear) {
        this.model = model;
        this.names = model.preprocessing().featureNames();
        this.weights = linear.weights();
        this.intercept = linear.intercept();
    }

    /**
     * Of a model with one score that is a sum.
     *
     * @throws IllegalArgumentException if it is another one
     */
    static LinearParts of(ScoringModel model) {
        if (model.scorer() instanceof LinearScorer linear
                && model.outputCount() == 1
                && model.targets().isEmpty()
                && model.classes().size() <= TWO_CLASSES) {
            return new LinearParts(model, linear);
        }
        throw new IllegalArgumentException(
                "the model is not linear, and does not say what each feature adds to a prediction; leave out ScoringOptions.contributions(true)");
    }

    /** Of a row that the model accepts, the largest first, without those of 0. */
    Map<String, Double> of(Map<String, ? extends @Nullable Object> row) {
        double[] features = model.preprocessing().apply(row);
        Map<String, Double> all = new LinkedHashMap<>();
        all.put(INTERCEPT, intercept);
        for (int i = 0; i < weights.length; i++) {
            all.put(names.get(i), weights[i] * features[i]);
        }
        List<Map.Entry<String, Double>> parts = new ArrayList<>(all.entrySet());
        parts.removeIf(part -> part.getValue() == 0);
        parts.sort(Comparator.comparingDouble(part -> -Math.abs(part.getValue())));
        Map<String, Double> sorted = new LinkedHashMap<>();
        parts.forEach(part -> sorted.put(part.getKey(), part.getValue()));
        return sorted;
    }
}
