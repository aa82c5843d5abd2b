package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A prediction is the model's output, with the version that gave it. */
class PredictionTest {
    private static final ScoringModel CLASSIFIER = TestModels.classifier("no", "yes");

    /** Its logit is 2. */
    private static final Map<String, Object> LIKELY = Map.of("x", 2);

    private static final double PROBABILITY = 1 / (1 + Math.exp(-2));

    private record Row(double x) {}

    private static void assertLikely(Prediction prediction) {
        assertThat(prediction.value()).as("of the positive class").isCloseTo(PROBABILITY, within(1e-15));
        assertThat(prediction.label()).isEqualTo("yes");
        assertThat(prediction.classes()).containsExactly("no", "yes");
        assertThat(prediction.probabilities()).containsOnlyKeys("no", "yes");
        assertThat(prediction.probabilities().get("yes")).isEqualTo(prediction.value());
        assertThat(prediction.probabilities().get("no")).isEqualTo(1 - prediction.value());
        assertThat(prediction.output()).isEqualTo(CLASSIFIER.predictOne(Rows.of(LIKELY)));
    }

    @Test
    void aClassifiersValueIsTheProbabilityOfThePositiveClassInEveryWayOfAsking() {
        Rig rig = new Rig();
        rig.source.put(1, () -> CLASSIFIER);
        try (Predictor risk = rig.load()) {
            assertLikely(risk.predict(LIKELY));
            assertLikely(risk.predict(new Row(2)));
            assertLikely(risk.predictOne(Rows.of(LIKELY)));
            List<Prediction> many = risk.predict(Rows.ofMaps(List.of(LIKELY, Map.of("x", -2), LIKELY)));
            assertLikely(many.get(0));
            assertLikely(many.get(2));
            assertThat(many.get(1).value()).isCloseTo(1 - PROBABILITY, within(1e-15));
            assertThat(many.get(1).label()).isEqualTo("no");
            assertThat(risk.predictValues(Rows.ofColumns(Map.of("x", new double[] {2, -2}))))
                    .containsExactly(many.get(0).value(), many.get(1).value());
        }
    }

    @Test
    void aPredictionWhoseOutputIsMadeAtOnceSaysTheSameAsOneWhoseOutputIsMadeLater() {
        Prediction later = TestModels.predict(TestModels.version("risk", 3, CLASSIFIER), LIKELY);
        Prediction atOnce = TestModels.predict(TestModels.version("risk", 3, CLASSIFIER.withScores()), LIKELY);
        assertThat(TestModels.version("risk", 3, CLASSIFIER).isScalar()).isTrue();
        assertThat(TestModels.version("risk", 3, CLASSIFIER.withScores()).isScalar())
                .isFalse();
        assertThat(later).isEqualTo(atOnce).hasSameHashCodeAs(atOnce);
        assertLikely(atOnce);
    }

    @Test
    void equalPredictionsHaveOneVersionAndOneOutput() {
        Prediction one = TestModels.predict(TestModels.version("risk", 3, CLASSIFIER), LIKELY);
        assertThat(one).isEqualTo(TestModels.predict(TestModels.version("risk", 3, CLASSIFIER), LIKELY));
        assertThat(one).isNotEqualTo(TestModels.predict(TestModels.version("risk", 4, CLASSIFIER), LIKELY));
        assertThat(one).isNotEqualTo(TestModels.predict(TestModels.version("other", 3, CLASSIFIER), LIKELY));
        assertThat(one).isNotEqualTo(TestModels.predict(TestModels.version("risk", 3, CLASSIFIER), Map.of("x", 1)));
        assertThat(one)
                .isNotEqualTo(TestModels.predict(
                        TestModels.version("risk", 3, TestModels.classifier("good", "bad")), LIKELY));
        assertThat(one).hasToString("Prediction[risk/3: " + one.output() + "]");
    }

    @Test
    void whatIsNotThereNamesTheVersion() {
        Prediction price = TestModels.priced(2);
        assertThat(price.values()).containsExactly(TestModels.priceOf(2));
        assertThatThrownBy(price::label)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("house/2: the model predicts a number, not a class; ask for value() or values()");
        assertThatThrownBy(price::probabilities).hasMessageStartingWith("house/2: ");
        assertThatThrownBy(price::targets).hasMessageStartingWith("house/2: ");
        assertThatThrownBy(() -> TestModels.predict(TestModels.version("risk", 3, CLASSIFIER), LIKELY)
                        .values())
                .hasMessage("risk/3: the model predicts a class, not a number; ask for label()");
    }
}
