package io.github.modelkeel.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearPartsTest {
    private static final FittedPreprocessing PREPROCESSING = Preprocessing.builder()
            .number("small")
            .number("large")
            .number("nothing")
            .build()
            .fit(List.of(Map.of("small", 1.0, "large", 1.0, "nothing", 1.0)));

    @Test
    void theLargestComesFirstAndWhatAddsNothingIsLeftOut() {
        ScoringModel model = ScoringModelBuilder.linear(
                        PREPROCESSING, Column.number("y"), new double[] {0.5, -3, 2}, 1, Link.LOGISTIC)
                .classes(List.of("no", "yes"))
                .build();
        Map<String, Double> parts = LinearParts.of(model).of(Map.of("small", 0.25, "large", 2.0, "nothing", 0.0));
        assertThat(parts.keySet()).containsExactly("large", "(intercept)", "small");
        assertThat(parts).isEqualTo(Map.of("large", -6.0, "(intercept)", 1.0, "small", 0.125));
    }

    @Test
    void aModelThatIsNotLinearIsRefused() {
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(3)
                .sum(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, 0)
                .tree()
                .leaf(1)
                .build();
        ScoringModel model = ScoringModelBuilder.model(PREPROCESSING, Column.number("y"), trees, Link.IDENTITY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearParts.of(model))
                .withMessageContaining("the model is not linear");
    }
}
