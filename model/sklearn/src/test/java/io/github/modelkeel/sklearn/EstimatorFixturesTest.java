package io.github.modelkeel.sklearn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.formats.ModelFiles;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every supported estimator of scikit-learn: its labels, and its numbers within the bound that the fixture states. */
class EstimatorFixturesTest {
    static List<EstimatorFixture> fixtures() {
        return EstimatorFixture.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void everyRowIsAnsweredAsInPython(EstimatorFixture fixture) {
        ScoringModel model = fixture.model();
        for (int i = 0; i < fixture.answers().size(); i++) {
            EstimatorFixture.Expected expected = fixture.answers().get(i);
            Output answer = model.predictOne(Rows.of(fixture.row(i)));
            if (answer.hasTargets()) {
                assertTargets(fixture, i, answer.targets());
                continue;
            }
            String label = answer.hasLabel() ? answer.label() : "";
            List<Double> probabilities = answer.hasProbabilities() ? answer.classProbabilities() : List.of();
            assertNear(fixture, i, probabilities, expected.probabilities());
            assertNear(fixture, i, answer.hasLabel() ? List.of() : answer.values(), expected.outputs());
            assertThat(label).as("row %d", i).isEqualTo(expected.label());
        }
    }

    private static void assertTargets(EstimatorFixture fixture, int row, List<Output.Target> targets) {
        EstimatorFixture.Expected expected = fixture.answers().get(row);
        assertThat(targets.stream().map(Output.Target::label).collect(Collectors.joining("|")))
                .as("row %d", row)
                .isEqualTo(expected.label());
        List<Double> probabilities = targets.stream()
                .flatMap(target -> target.probabilities().values().stream())
                .toList();
        assertNear(fixture, row, probabilities, expected.probabilities());
    }

    private static void assertNear(EstimatorFixture fixture, int row, List<Double> found, List<Double> wanted) {
        assertThat(found).as("row %d", row).hasSameSizeAs(wanted);
        for (int i = 0; i < found.size(); i++) {
            double unit = Math.ulp(Math.max(Math.abs(wanted.get(i)), fixture.scale()));
            double off = Math.abs(found.get(i) - wanted.get(i)) / unit;
            boolean same = Double.doubleToLongBits(found.get(i)) == Double.doubleToLongBits(wanted.get(i));
            assertThat(same ? 0 : Math.max(off, Double.MIN_NORMAL))
                    .as("row %d, number %d: %s, not %s", row, i, found.get(i), wanted.get(i))
                    .isLessThanOrEqualTo(fixture.ulps());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void theNeutralFormGoesThroughItsFile(EstimatorFixture fixture) throws IOException {
        ScoringModel model = fixture.model();
        ScoringModel again = ModelFiles.savedAndRead(model);
        assertThat(again).isEqualTo(model);
        assertThat(again.predictOne(Rows.of(fixture.row(0)))).isEqualTo(model.predictOne(Rows.of(fixture.row(0))));
    }
}
