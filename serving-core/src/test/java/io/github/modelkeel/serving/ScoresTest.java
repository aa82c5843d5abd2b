package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.serving.version.LoadedVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final ScoringModel PLAIN =
            TestModels.severalTargets(List.of(List.of("no", "yes"), List.of("a", "b")), 1, 0);
    private static final ScoringModel MODEL = ScoringModelBuilder.from(PLAIN)
            .scoreFunctions(LinearScorer.of(new double[] {2}, 1), LinearScorer.of(new double[] {4}, 0))
            .build();

    private static Prediction predict(ScoringModel model) {
        return TestModels.predict(TestModels.version("risk", 3, model), Map.of("x", 3));
    }

    @Test
    void aPredictionHoldsTheScoresThatWereAskedFor() {
        Prediction prediction = predict(MODEL.withScores());
        assertThat(prediction.decisionFunction()).containsExactly(7.0);
        assertThat(prediction.scoreSamples()).isEqualTo(12.0);
    }

    @Test
    void manyRowsHaveTheirScores() {
        LoadedVersion version = TestModels.version("risk", 3, MODEL.withScores());
        assertThat(Call.MANY.by().of(version, Rows.ofMaps(List.of(Map.of("x", 3), Map.of("x", -1)))))
                .extracting(Prediction::decisionFunction)
                .containsExactly(List.of(7.0), List.of(-1.0));
    }

    @Test
    void thereAreNoneUnlessTheyWereAskedForAndTheModelHasThem() {
        assertThatThrownBy(() -> predict(MODEL).decisionFunction())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no decision function")
                .hasMessageContaining("PredictorBuilder.scores(true)");
        assertThatThrownBy(() -> predict(PLAIN.withScores()).scoreSamples())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("risk has none");
    }

    @Test
    void aPredictorIsMadeWithScores() {
        Rig rig = new Rig();
        rig.source.put(1, () -> MODEL);
        try (Predictor risk = rig.builder().scores(true).load(rig.wiring())) {
            assertThat(risk.predict(Map.of("x", 3)).scoreSamples()).isEqualTo(12.0);
        }
    }
}
