package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.servinghttp.json.Parts;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each feature adds to the score of a linear model: its weight times its value, exactly what the model itself adds up. Other models do not
 * explain themselves in this way.
 *
 * @param score the sum, before the link
 * @param parts the intercept and the features that are not 0, the largest first
 */
record Contributions(double score, List<Part> parts) {
    /** One summand. */
    record Part(String feature, double value) {}

    private static final int TWO_CLASSES = 2;

    /** Whether a model has a single score that is a sum. */
    static boolean explain(ScoringModel model) {
        return model.scorer() instanceof LinearScorer
                && model.outputCount() == 1
                && model.targets().isEmpty()
                && model.classes().size() <= TWO_CLASSES;
    }

    /** Of a row that the model accepts. */
    static Contributions of(ScoringModel model, Map<String, ?> row) {
        if (!explain(model) || !(model.scorer() instanceof LinearScorer linear)) {
            throw new Refusal(409, "the model is not linear; it does not say what each feature adds");
        }
        double[] features = model.preprocessing().apply(row);
        double[] weights = linear.weights();
        List<String> names = model.preprocessing().featureNames();
        List<Part> parts = new ArrayList<>(List.of(new Part("(intercept)", linear.intercept())));
        for (int i = 0; i < weights.length; i++) {
            parts.add(new Part(names.get(i), weights[i] * features[i]));
        }
        parts.removeIf(part -> part.value() == 0);
        parts.sort(Comparator.comparingDouble(part -> -Math.abs(part.value())));
        return new Contributions(linear.score(features), parts);
    }

    /** The values of a body by column; a column whose value is null is missing. */
    static Map<String, Object> row(Parts body) {
        Map<String, Object> row = new LinkedHashMap<>();
        body.keys().stream().filter(body::has).forEach(key -> row.put(key, body.scalar(key)));
        return row;
    }

    Answer answer() {
        ReplyWriter to = new ReplyWriter().name("score").number(score);
        to.name("contributions").openList();
        for (Part part : parts) {
            to.openObject().name("feature").text(part.feature());
            to.name("value").number(part.value()).closeObject();
        }
        return Answer.json(200, to.closeList().finish());
    }
}
