package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source.OfColumn;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a row's value, label, probabilities and targets are, for every kind of model. */
class OutputTest {
    private static final Map<String, Object> ROW = Map.of("x", 1);
    private static final List<String> TWO = List.of("no", "yes");
    private static final List<String> THREE = List.of("a", "b", "c");

    private static ScoringModelBuilder scores(Link link, double... scores) {
        FittedPreprocessing plain = CompiledPreprocessing.of(
                List.of(Column.number("x")), List.of(new Chain("x", new OfColumn("x"), List.of())));
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(1);
        if (scores.length == 1) {
            trees.sum(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, 0);
            trees.tree().leaf(scores[0]);
        } else {
            trees.sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, new double[scores.length]);
            trees.tree().leaf(scores);
        }
        return ScoringModelBuilder.of(plain, Column.number("y"), trees.build(), link);
    }

    /** The logit of 0.8. */
    private static final double LOGIT = Math.log(4);

    /**
     * A model, and what it must say: the value, the label or nothing, a probability a class or none.
     */
    static List<Arguments> models() {
        return List.of(
                Arguments.of("a regression", scores(Link.IDENTITY, 7.5).build(), 7.5, null, null),
                Arguments.of(
                        "the probability of the positive class, not of the negative one",
                        scores(Link.LOGISTIC, LOGIT).classes(TWO).build(),
                        0.8,
                        "yes",
                        List.of(0.2, 0.8)),
                Arguments.of(
                        "the same below a half",
                        scores(Link.LOGISTIC, -LOGIT).classes(TWO).build(),
                        0.2,
                        "no",
                        List.of(0.8, 0.2)),
                Arguments.of(
                        "a half is the first of equals",
                        scores(Link.LOGISTIC, 0).classes(TWO).build(),
                        0.5,
                        "no",
                        List.of(0.5, 0.5)),
                Arguments.of(
                        "a score of 0 is the positive class by another rule",
                        scores(Link.LOGISTIC, 0)
                                .classes(TWO, DecisionRule.HIGHEST_SCORE_OR_ZERO)
                                .build(),
                        0.5,
                        "yes",
                        List.of(0.5, 0.5)),
                Arguments.of(
                        "a score of 0 is the negative class by the usual one",
                        scores(Link.LOGISTIC, 0)
                                .classes(TWO, DecisionRule.HIGHEST_SCORE)
                                .build(),
                        0.5,
                        "no",
                        List.of(0.5, 0.5)),
                Arguments.of(
                        "a score a class, of two",
                        scores(Link.IDENTITY, 0.3, 0.7).classes(TWO).build(),
                        0.7,
                        "yes",
                        List.of(0.3, 0.7)),
                Arguments.of(
                        "more than two classes: the index",
                        scores(Link.IDENTITY, 0.2, 0.1, 0.7).classes(THREE).build(),
                        2.0,
                        "c",
                        List.of(0.2, 0.1, 0.7)),
                Arguments.of(
                        "the first of equal classes",
                        scores(Link.IDENTITY, 0.2, 0.4, 0.4).classes(THREE).build(),
                        1.0,
                        "b",
                        List.of(0.2, 0.4, 0.4)),
                Arguments.of(
                        "a label without probabilities: its index",
                        scores(Link.IDENTITY, 1)
                                .classes(THREE, DecisionRule.FIRST_OUTPUT)
                                .build(),
                        1.0,
                        "b",
                        List.of()),
                Arguments.of(
                        "a label of two without probabilities: its index",
                        scores(Link.STEP, 5)
                                .classes(TWO, DecisionRule.FIRST_OUTPUT)
                                .build(),
                        1.0,
                        "yes",
                        List.of()),
                Arguments.of(
                        "a label that is not the most probable class",
                        scores(Link.IDENTITY, 0, 0.2, 0.1, 0.7)
                                .classes(THREE, DecisionRule.FIRST_OUTPUT)
                                .build(),
                        0.0,
                        "a",
                        List.of(0.2, 0.1, 0.7)),
                Arguments.of(
                        "a label and the probabilities of two classes",
                        scores(Link.IDENTITY, 0, 0.4, 0.6)
                                .classes(TWO, DecisionRule.FIRST_OUTPUT)
                                .build(),
                        0.6,
                        "no",
                        List.of(0.4, 0.6)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void everyWayOfAskingSaysTheSame(
            String what, ScoringModel model, double value, String label, List<Double> probabilities) {
        Output output = model.predictOne(Rows.of(ROW));
        assertThat(output.value()).as(what).isCloseTo(value, within());
        assertThat(model.predict(ROW)).isEqualTo(output.value());
        assertThat(model.predictValue(Rows.of(ROW))).isEqualTo(output.value());
        assertThat(model.predictValues(Rows.ofMaps(List.of(ROW, ROW)))).containsExactly(output.value(), output.value());
        assertThat(model.predict(Rows.ofMaps(List.of(ROW, ROW)))).containsExactly(output, output);
        if (label == null) {
            assertThat(output.values()).containsExactly(output.value());
            assertThat(output.hasLabel()).isFalse();
            assertThat(output.hasProbabilities()).isFalse();
            assertThat(output.classes()).isEmpty();
            return;
        }
        assertThat(output.label()).isEqualTo(label);
        assertThat(output.classes()).isEqualTo(model.classes());
        assertThat(output.classes().get(output.classIndex())).isEqualTo(label);
        assertThat(output.hasProbabilities())
                .isEqualTo(model.hasProbabilities())
                .isEqualTo(!probabilities.isEmpty());
        if (!probabilities.isEmpty()) {
            assertThat(output.probabilities().keySet()).containsExactlyElementsOf(model.classes());
            List<Double> found = new ArrayList<>(output.probabilities().values());
            assertThat(output.classProbabilities()).isEqualTo(found);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).isCloseTo(probabilities.get(i), within());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aScalarModelMakesTheWholeOutputOfItsValue(String what, ScoringModel model) {
        if (model.isScalar()) {
            assertThat(model.outputOfValue().apply(model.predict(ROW)))
                    .as(what)
                    .isEqualTo(model.predictOne(Rows.of(ROW)))
                    .hasSameHashCodeAs(model.predictOne(Rows.of(ROW)));
        } else {
            assertThatThrownBy(model::outputOfValue)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("predictOne");
        }
    }

    @Test
    void onlyAValueThatSaysEverythingIsScalar() {
        assertThat(scores(Link.IDENTITY, 7).build().isScalar()).isTrue();
        assertThat(scores(Link.LOGISTIC, 7).classes(TWO).build().isScalar()).isTrue();
        assertThat(scores(Link.LOGISTIC, 0)
                        .classes(TWO, DecisionRule.HIGHEST_SCORE_OR_ZERO)
                        .build()
                        .isScalar())
                .isFalse();
        assertThat(scores(Link.IDENTITY, 7, 8).build().isScalar()).isFalse();
        assertThat(scores(Link.IDENTITY, 0).targets(List.of(TWO)).build().isScalar())
                .isFalse();
        assertThat(scores(Link.IDENTITY, 7).build().withScores().isScalar()).isFalse();
    }

    /** Around a half the label must be the more probable class, whatever the last bit. */
    @Test
    void theLabelIsTheClassOfTheLargerProbability() {
        ScoringModel model = scores(Link.LOGISTIC, 0).classes(TWO).build();
        for (double value : new double[] {Math.nextDown(0.5), 0.5, Math.nextUp(0.5), 0, 1}) {
            Output output = model.outputOfValue().apply(value);
            assertThat(output.value()).isEqualTo(value);
            assertThat(output.classProbabilities()).containsExactly(1 - value, value);
            assertThat(output.label()).as("%s", value).isEqualTo(value > 0.5 ? "yes" : "no");
        }
    }

    @Test
    void severalNumbersAreValuesAndTheFirstIsTheValue() {
        ScoringModel model = scores(Link.IDENTITY, 7, 8, 9).build();
        Output output = model.predictOne(Rows.of(ROW));
        assertThat(output.values()).containsExactly(7.0, 8.0, 9.0);
        assertThat(output.value()).isEqualTo(7);
        assertThatThrownBy(() -> model.predict(ROW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts 3 numbers; ask for predictOne(Rows.of(row)).values()");
        assertThatThrownBy(() -> model.predictValues(Rows.ofMaps(List.of(ROW))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSingleTargetHasTheIndexOfItsClassAsValue() {
        ScoringModel model = scores(Link.IDENTITY, 2).targets(List.of(THREE)).build();
        Output output = model.predictOne(Rows.of(ROW));
        assertThat(output.targets()).containsExactly(new Output.Target(2, "c", Map.of()));
        assertThat(output.value()).isEqualTo(2);
        assertThat(model.predict(ROW)).isEqualTo(2);
    }

    @Test
    void whatIsNotThereSaysWhatToAskFor() {
        Output number = scores(Link.IDENTITY, 7).build().predictOne(Rows.of(ROW));
        Output label = scores(Link.STEP, 7)
                .classes(TWO, DecisionRule.FIRST_OUTPUT)
                .build()
                .predictOne(Rows.of(ROW));
        for (Runnable absent : List.<Runnable>of(number::label, number::classIndex, number::probabilities)) {
            assertThatThrownBy(absent::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the model predicts a number, not a class; ask for value() or values()");
        }
        assertThatThrownBy(label::values).hasMessage("the model predicts a class, not a number; ask for label()");
        assertThatThrownBy(label::probabilities)
                .hasMessage("the model decides for a class without probabilities; ask for label()");
        assertThatThrownBy(number::targets)
                .hasMessage("the model predicts a single target; ask for label() or value()");
        assertThatThrownBy(number::decisionFunction).hasMessageContaining("there is no decision function");
        assertThatThrownBy(number::scoreSamples).hasMessageContaining("there is no score of samples");
    }

    @Test
    void scoresAreThereWhenTheyWereAskedFor() {
        LinearScorer decision = LinearScorer.of(new double[] {2}, 1);
        LinearScorer samples = LinearScorer.of(new double[] {-4}, 0);
        ScoringModel model = scores(Link.LOGISTIC, LOGIT)
                .classes(TWO)
                .scoreFunctions(decision, samples)
                .build();
        assertThat(model.predictOne(Rows.of(ROW)).hasDecisionFunction()).isFalse();
        Output output = model.withScores().predictOne(Rows.of(ROW));
        assertThat(output.decisionFunction()).containsExactly(3.0);
        assertThat(output.scoreSamples()).isEqualTo(-4);
        assertThat(output.label()).isEqualTo("yes");
        assertThat(output).isNotEqualTo(model.predictOne(Rows.of(ROW)));
        assertThat(model.withScores().predict(Rows.ofMaps(List.of(ROW)))).containsExactly(output);
        assertThatThrownBy(() -> scores(Link.IDENTITY, 7)
                        .scoreFunctions(
                                null, scores(Link.IDENTITY, 1, 2).build().scorer())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the score of samples is one number, not 2");
    }

    @Test
    void classesThatAreNoneAreRefusedWhereTheyAreWritten() {
        assertThatThrownBy(() -> scores(Link.LOGISTIC, 0).classes(List.of("yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two classes or more");
        assertThatThrownBy(() -> scores(Link.IDENTITY, 0).targets(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a target");
        assertThatThrownBy(() -> scores(Link.LOGISTIC, 0)
                        .classes(Arrays.asList("a", "a"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-15);
    }
}
