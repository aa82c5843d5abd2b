package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What boosters need beyond sums of plain splits: sets of categories, zero as missing, several outputs, links in floats. */
class BoosterFormsTest {
    @ParameterizedTest(name = "{0} by {1} is {2}")
    @CsvSource({
        "2, LESS, 1",
        "2.9, LESS, 1",
        "3, LESS, -1",
        "-0.5, LESS, -1",
        "-0.5, LESS_OR_EQUAL, 1",
        "-1, LESS_OR_EQUAL, -1",
        "0, LESS, 1",
        "1e300, LESS, -1",
        "NaN, LESS, 1",
        "2.99999999999, LESS, -1"
    })
    void aCategoricalSplitSendsItsMembersToTheLeft(
            double feature, TreeEnsembleScorer.Comparison comparison, double expected) {
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(1)
                .comparison(comparison)
                .inputs(
                        comparison == TreeEnsembleScorer.Comparison.LESS
                                ? TreeEnsembleScorer.Inputs.FLOAT
                                : TreeEnsembleScorer.Inputs.DOUBLE)
                .tree()
                .categorical(0, new int[] {0, 2}, 1, 2, true)
                .leaf(1)
                .leaf(-1)
                .build();
        assertThat(scorer.score(new double[] {feature})).isEqualTo(expected);
    }

    @Test
    void categoriesMustAscend() {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(1).tree();
        assertThatThrownBy(() -> trees.categorical(0, new int[] {2, 2}, 1, 2, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 after 2");
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "-0.0, 2", "1e-36, 2", "NaN, 2", "1e-34, 1", "-1e-34, 1", "5, 2"})
    void zeroCanBeMissing(double feature, double expected) {
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(1)
                .tree()
                .split(0, 3, 1, 2, false)
                .zeroMissing()
                .leaf(1)
                .leaf(2)
                .build();
        assertThat(scorer.score(new double[] {feature})).isEqualTo(expected);
    }

    @Test
    void eachOutputAddsItsOwnTreesInTheirOrder() {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(1)
                .comparison(TreeEnsembleScorer.Comparison.LESS)
                .inputs(TreeEnsembleScorer.Inputs.FLOAT)
                .sums(TreeEnsembleScorer.Sum.FLOAT_FROM_BASE, 0.5, 0.25, -1);
        float[] expected = {0.5f, 0.25f, -1};
        for (int tree = 0; tree < 14; tree++) {
            float leaf = 0.1f * (tree + 1);
            trees.tree(1, tree % 3).split(0, 1, 1, 2, tree % 2 == 0).leaf(leaf).leaf(-leaf);
            expected[tree % 3] += leaf;
        }
        TreeEnsembleScorer scorer = trees.build();
        assertThat(scorer.outputs()).isEqualTo(3);
        assertThat(scorer.scores(new double[] {0})).containsExactly(expected[0], expected[1], expected[2]);
        assertThat(scorer.scores(new double[] {Double.NaN})).isNotEqualTo(scorer.scores(new double[] {0}));
        assertThatThrownBy(() -> scorer.score(new double[] {0})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTreeOfAnOutputThatIsNotThereIsRefused() {
        assertThatThrownBy(
                        () -> TreeEnsembleScorer.builder(1).tree(1, 1).leaf(1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("output 1");
    }

    @Test
    void theLikeliestClassIsTheFirstOfEquals() {
        ScoringModel model = threeClasses(0, 2, 2);
        assertThat(model.predict(Map.of("x", 1))).isEqualTo(1);
        assertThat(model.predictOne(Rows.of(Map.of("x", 1))).classProbabilities().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isBetween(0.9999, 1.0001);
        assertThat(model.predictOne(Rows.of(Map.of("x", 1))).probabilities()).containsOnlyKeys("a", "b", "c");
    }

    private static ScoringModel threeClasses(double... leaves) {
        TreeEnsembleScorer.Builder trees =
                TreeEnsembleScorer.builder(1).sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, 0, 0, 0);
        for (int output = 0; output < leaves.length; output++) {
            trees.tree(1, output).leaf(leaves[output]);
        }
        Column x = Column.number("x");
        FittedPreprocessing plain =
                CompiledPreprocessing.of(List.of(x), List.of(new Chain("x", new Source.OfColumn("x"), List.of())));
        return ScoringModelBuilder.of(plain, Column.number("y"), trees.build(), Link.SOFTMAX)
                .classes(List.of("a", "b", "c"))
                .build();
    }

    /** The bits of glibc 2.36's expf, and what XGBoost makes of them. */
    @ParameterizedTest
    @CsvSource({"1, 402df854", "-1, 3ebc5ab2", "0.5, 3fd3094c", "88.7, 7f7a37fc", "-100, 0000001b", "3.3, 41d8e6af"})
    void theFloatExponentialHasTheBitsOfTheLibrary(float x, String bits) {
        assertThat(String.format("%08x", Float.floatToRawIntBits((float) Link.FLOAT_EXP.apply(x))))
                .isEqualTo(bits);
    }
}
