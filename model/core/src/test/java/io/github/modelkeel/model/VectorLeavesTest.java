package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import org.junit.jupiter.api.Test;

class VectorLeavesTest {
    private static TreeEnsembleScorer.Builder twoTrees() {
        return TreeEnsembleScorer.builder(2)
                .tree()
                .split(0, 0.5, 1, 2, true)
                .leaf(0.1, 0.2, 0.7)
                .leaf(0.3, 0.3, 0.4)
                .tree()
                .split(1, -1, 1, 2, false)
                .leaf(1, 0, 0)
                .split(0, 2, 3, 4, true)
                .leaf(0, 1, 0)
                .leaf(0, 0.25, 0.75);
    }

    @Test
    void everyTreeAddsToEveryOutput() {
        TreeEnsembleScorer mean = twoTrees().sums(Sum.MEAN, 0, 0, 0).build();
        assertThat(mean.scores(new double[] {0, -1})).containsExactly((0.1 + 1) / 2, 0.2 / 2, 0.7 / 2);
        assertThat(mean.scores(new double[] {1, 0})).containsExactly(0.3 / 2, (0.3 + 1) / 2, 0.4 / 2);
        assertThat(mean.scores(new double[] {3, 0})).containsExactly(0.3 / 2, (0.3 + 0.25) / 2, (0.4 + 0.75) / 2);
        assertThat(mean.scores(new double[] {Double.NaN, Double.NaN})).containsExactly(0.1 / 2, (0.2 + 1) / 2, 0.7 / 2);
        TreeEnsembleScorer sum =
                twoTrees().sums(Sum.DOUBLE_FROM_BASE, 10, 0.1, -1).build();
        assertThat(sum.scores(new double[] {0, -1})).containsExactly(10 + 0.1 + 1, 0.1 + 0.2, -1 + 0.7);
    }

    @Test
    void theLeavesCanBeReadBack() {
        TreeEnsembleScorer trees = twoTrees().sums(Sum.MEAN, 0, 0, 0).build();
        assertThat(trees.trees().leafWidth()).isEqualTo(3);
        assertThat(trees.trees().leafValues(1, 4)).containsExactly(0, 0.25, 0.75);
        assertThat(trees.trees().value(0, 1)).isEqualTo(0.1);
        assertThat(trees.trees().left(0, 2)).isZero();
        assertThatThrownBy(() -> trees.trees().leafValues(1, 2)).hasMessageContaining("is a split");
        assertThat(trees).isEqualTo(twoTrees().sums(Sum.MEAN, 0, 0, 0).build());
        assertThat(twoTrees().tree().leaf(1, 2, 3).sums(Sum.MEAN, 0, 0, 0).build())
                .isNotEqualTo(
                        twoTrees().tree().leaf(1, 2, 4).sums(Sum.MEAN, 0, 0, 0).build());
    }

    @Test
    void theCategoricalWalkReadsThemToo() {
        TreeEnsembleScorer trees = TreeEnsembleScorer.builder(1)
                .sums(Sum.MEAN, 0, 1)
                .tree()
                .categorical(0, new int[] {1, 3}, 1, 2, false)
                .leaf(1, 2)
                .leaf(3, 4)
                .build();
        assertThat(trees.scores(new double[] {3})).containsExactly(1, 3);
        assertThat(trees.scores(new double[] {2})).containsExactly(3, 5);
    }

    @Test
    void leavesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> twoTrees().sums(Sum.MEAN, 0, 0).build())
                .hasMessageContaining("3 values, but there are 2 outputs");
        assertThatThrownBy(() -> twoTrees().tree().leaf(1)).hasMessageContaining("1 after 3");
        assertThatThrownBy(() -> twoTrees().tree().leaf()).hasMessageContaining("0 after 3");
        assertThatThrownBy(() -> twoTrees().tree().leaf(1, Double.NaN, 2)).hasMessageContaining("finite");
        assertThatThrownBy(() -> twoTrees()
                        .tree(1, 1)
                        .leaf(1, 1, 1)
                        .sums(Sum.MEAN, 0, 0, 0)
                        .build())
                .hasMessageContaining("every tree adds to all of them");
        assertThatThrownBy(() -> twoTrees()
                        .tree()
                        .leaf(1, 0.1, 2)
                        .sums(Sum.FLOAT_FROM_BASE, 0, 0, 0)
                        .build())
                .hasMessageContaining("leaf must be a float");
    }
}
