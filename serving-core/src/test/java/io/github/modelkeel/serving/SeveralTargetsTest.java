package io.github.modelkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.version.SchemaCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeveralTargetsTest {
    private static final List<List<String>> TARGETS = List.of(List.of("no", "yes"), List.of("a", "b"));
    private static final ScoringModel MODEL = TestModels.severalTargets(TARGETS, 1, 0.25, 0.75, 0, 1, 0);

    private static Prediction prediction() {
        return TestModels.predict(TestModels.version("risk", 3, MODEL), Map.of("x", 1));
    }

    @Test
    void aPredictionHasALabelAndProbabilitiesForEachTarget() {
        assertThat(prediction().targets()).hasSize(2);
        assertThat(prediction().targets().get(0).label()).isEqualTo("yes");
        assertThat(prediction().targets().get(0).probabilities()).isEqualTo(Map.of("no", 0.25, "yes", 0.75));
        assertThat(prediction().targets().get(1).label()).isEqualTo("a");
        assertThat(prediction().value()).isEqualTo(1);
    }

    @Test
    void whatBelongsToASingleTargetSaysWhereToLook() {
        assertThatThrownBy(() -> prediction().label())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ask for targets()");
        assertThatThrownBy(() -> prediction().probabilities()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> prediction().values()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aModelOfOneTargetHasNoTargets() {
        Prediction one =
                TestModels.predict(TestModels.version("risk", 1, TestModels.classifier("no", "yes")), Map.of("x", 0));
        assertThatThrownBy(one::targets)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ask for label()");
    }

    @Test
    void otherTargetsBreakCallers() {
        ScoringModel other = TestModels.severalTargets(List.of(List.of("no", "yes"), List.of("a", "c")), 1, 0);
        assertThat(SchemaCheck.breaks(MODEL, other))
                .containsExactly("its targets have the classes [[no, yes], [a, c]] and had [[no, yes], [a, b]]");
    }
}
