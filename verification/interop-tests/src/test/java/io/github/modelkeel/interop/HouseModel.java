package io.github.modelkeel.interop;

import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.List;
import java.util.Map;

/** A small model of house prices with predictions in many digits. */
final class HouseModel {
    static final List<Map<String, Object>> ROWS = List.of(
            Map.of("sqft", 850, "bedrooms", 2),
            Map.of("sqft", 1500, "bedrooms", 3),
            Map.of("sqft", 2725.5, "bedrooms", 4));

    private HouseModel() {}

    static ModelBundle bundle() {
        FittedPreprocessing fitted = Preprocessing.builder()
                .number("sqft", steps -> steps.scaleStandard())
                .number("bedrooms")
                .build()
                .fit(ROWS);
        ScoringModel model = ScoringModelBuilder.model(
                fitted, Column.number("price"), LinearScorer.of(new double[] {1e5 / 3, 1e4 / 7}, 2e5), Link.IDENTITY);
        return ModelBundle.of(model, ROWS);
    }
}
