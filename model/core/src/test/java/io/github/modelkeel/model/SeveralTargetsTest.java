package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.Output.Target;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source.OfColumn;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeveralTargetsTest {
    private static final List<List<String>> TARGETS = List.of(List.of("no", "yes"), List.of("a", "b", "c"));

    /** Says the same of every row. */
    private static ScoringModel saying(double... values) {
        FittedPreprocessing plain = CompiledPreprocessing.of(
                List.of(Column.number("x")), List.of(new Chain("x", new OfColumn("x"), List.of())));
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(1)
                .sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, new double[values.length])
                .tree()
                .leaf(values)
                .build();
        return ScoringModelBuilder.model(plain, Column.number("y"), scorer, Link.IDENTITY);
    }

    @Test
    void eachTargetHasItsLabelAndProbabilities() {
        ScoringModel model = ScoringModelBuilder.from(saying(1, 0.25, 0.75, 0, 0.5, 0.375, 0.125))
                .targets(TARGETS)
                .build();
        Output answer = model.predictOne(Rows.of(Map.of("x", 1)));
        assertThat(answer.targets())
                .containsExactly(
                        new Target(1, "yes", Map.of("no", 0.25, "yes", 0.75)),
                        new Target(0, "a", Map.of("a", 0.5, "b", 0.375, "c", 0.125)));
        assertThat(answer.targets().get(1).probabilities().keySet()).containsExactly("a", "b", "c");
        assertThat(answer.value()).isEqualTo(1);
        assertThat(answer.hasLabel()).isFalse();
        assertThat(answer.classes()).isEmpty();
        assertThatThrownBy(answer::values)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ask for targets()");
        assertThat(model.targets()).isEqualTo(TARGETS);
        assertThat(model.outputCount()).isEqualTo(2);
        assertThat(model.hasProbabilities()).isTrue();
    }

    @Test
    void labelsAloneAreEnough() {
        ScoringModel model =
                ScoringModelBuilder.from(saying(0, 2)).targets(TARGETS).build();
        assertThat(model.predictOne(Rows.of(Map.of("x", 1))).targets())
                .containsExactly(new Target(0, "no", Map.of()), new Target(2, "c", Map.of()));
        assertThat(model.hasProbabilities()).isFalse();
    }

    @Test
    void aSingleNumberIsNotAnOutput() {
        ScoringModel model =
                ScoringModelBuilder.from(saying(0, 2)).targets(TARGETS).build();
        assertThatThrownBy(() -> model.predict(Map.of("x", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts 2 classes; ask for predictOne(Rows.of(row)).targets()");
        assertThatThrownBy(() -> model.predictOne(Rows.of(Map.of("x", 1))).classProbabilities())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ask for targets()");
    }

    @Test
    void anotherNumberOfScoresIsRefused() {
        assertThatThrownBy(() -> ScoringModelBuilder.from(saying(0, 2, 1))
                        .targets(TARGETS)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 targets, scores 3");
        assertThatThrownBy(() -> ScoringModelBuilder.from(saying(0, 2))
                        .targets(List.of(List.of("a", "a"), List.of("b")))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTargetsAreAPartOfTheModel() {
        assertThat(ScoringModelBuilder.from(saying(0, 1)).targets(TARGETS).build())
                .isEqualTo(
                        ScoringModelBuilder.from(saying(0, 1)).targets(TARGETS).build())
                .isNotEqualTo(saying(0, 1));
        assertThat(ScoringModelBuilder.from(saying(0, 1))
                        .targets(TARGETS)
                        .build()
                        .withInputPolicy(InputPolicy.LENIENT)
                        .targets())
                .isEqualTo(TARGETS);
    }
}
