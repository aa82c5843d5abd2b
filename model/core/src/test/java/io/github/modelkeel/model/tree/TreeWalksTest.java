package io.github.modelkeel.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.RandomTrees;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each layout, for one row and for many, against a walk from node to node and a sum from tree to tree; few trees and rows, where
 * {@link LayoutsTest} takes many.
 */
class TreeWalksTest {
    /** The leaf that a row comes to. */
    private static int leaf(TreeEnsembleScorer scorer, int tree, double[] row) {
        Trees trees = scorer.trees();
        int node = 0;
        while (!trees.isLeaf(tree, node)) {
            double given = row[trees.feature(tree, node)];
            double x = scorer.inputs() == Inputs.DOUBLE ? given : (float) given;
            double threshold = trees.value(tree, node);
            boolean below = scorer.comparison() == Comparison.LESS ? x < threshold : x <= threshold;
            boolean left = Double.isNaN(given) ? trees.missingLeft(tree, node) : below;
            node = left ? trees.left(tree, node) : trees.right(tree, node);
        }
        return node;
    }

    /** The scores of a row: for each output the values of its trees, added up in their order as the rule says. */
    private static double[] scores(TreeEnsembleScorer scorer, double[] row) {
        double[] scores = new double[scorer.outputs()];
        for (int output = 0; output < scores.length; output++) {
            double base = scorer.bases()[output];
            boolean baseFirst = scorer.sum() == Sum.FLOAT_FROM_BASE || scorer.sum() == Sum.DOUBLE_FROM_BASE;
            double sum = baseFirst ? base : 0;
            double weights = 0;
            int count = 0;
            for (int tree = 0; tree < scorer.treeCount(); tree++) {
                double[] values = scorer.trees().leafValues(tree, leaf(scorer, tree, row));
                if (values.length == 1 && scorer.trees().treeOutput(tree) != output) {
                    continue;
                }
                double value = values.length == 1 ? values[0] : values[output];
                weights += scorer.trees().treeWeight(tree);
                count++;
                sum = switch (scorer.sum()) {
                    case FLOAT_FROM_BASE, FLOAT_BASE_LAST -> (float) sum + (float) value;
                    case DOUBLE_FROM_BASE, DOUBLE_BASE_LAST, MEAN -> sum + value;
                    case RUNNING_MEAN -> sum + (scorer.trees().treeWeight(tree) / weights) * (value - sum);
                };
            }
            scores[output] = switch (scorer.sum()) {
                case FLOAT_FROM_BASE, DOUBLE_FROM_BASE -> sum;
                case FLOAT_BASE_LAST -> (float) sum + (float) base;
                case DOUBLE_BASE_LAST, RUNNING_MEAN -> sum + base;
                case MEAN -> base + sum / count;
            };
        }
        return scores;
    }

    private static double[][] rows(RandomTrees random, int count) {
        double[][] rows = new double[count][];
        Arrays.setAll(rows, i -> random.row(i % 2 == 0 ? 0.2 : 0));
        return rows;
    }

    /** Scores the first rows together, checks them, and that nothing else is written; gives how many they were. */
    private static int check(TreeEnsembleScorer scorer, BatchTreeLayout layout, double[][] rows, int count) {
        int outputs = scorer.outputs();
        double[] out = new double[(count + 1) * outputs];
        Arrays.fill(out, 1234.5);
        int done = layout.score(rows, count, out);
        double[] expected = out.clone();
        Arrays.fill(expected, 1234.5);
        for (int row = 0; row < done; row++) {
            System.arraycopy(scores(scorer, rows[row]), 0, expected, row * outputs, outputs);
        }
        assertThat(out).as("%s of %s rows", count, scorer).containsExactly(expected);
        return done;
    }

    /** A running mean has one output. */
    private static int outputs(Sum sum, int most) {
        return sum == Sum.RUNNING_MEAN ? 1 : most;
    }

    private static BatchTreeLayout together(TreeEnsembleScorer scorer) {
        return Objects.requireNonNull(scorer.trees().together());
    }

    @ParameterizedTest
    @EnumSource
    void slicesOfSixtyFourRowsGiveTheScoresOfTheWalk(Sum sum) {
        for (int depth = 1; depth <= 6; depth++) {
            Comparison comparison = depth % 2 == 0 ? Comparison.LESS : Comparison.LESS_OR_EQUAL;
            Inputs inputs = depth % 3 == 0 ? Inputs.DOUBLE : Inputs.FLOAT;
            RandomTrees random = new RandomTrees(depth, comparison, inputs);
            TreeEnsembleScorer scorer = random.ofTrees(40, depth, sum, depth % 2 == 0 ? 1 : outputs(sum, 3), false);
            double[][] rows = rows(random, 152);
            assertThat(together(scorer)).isInstanceOf(BitSlices.class);
            assertThat(together(scorer).block()).isPositive();
            // what is left after slices of 64 is too few below 24
            int[] counts = {0, 23, 24, 63, 64, 87, 88, 150, 152};
            int[] done = {0, 0, 24, 63, 64, 64, 88, 128, 152};
            for (int i = 0; i < counts.length; i++) {
                assertThat(check(scorer, together(scorer), rows, counts[i])).isEqualTo(done[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void packedRowsGiveTheScoresOfTheWalk(Sum sum) {
        for (boolean vectors : new boolean[] {false, true}) {
            Comparison comparison = vectors ? Comparison.LESS : Comparison.LESS_OR_EQUAL;
            RandomTrees random =
                    new RandomTrees(sum.name().length(), comparison, vectors ? Inputs.FLOAT : Inputs.DOUBLE);
            for (int depth : new int[] {1, 9, 16}) {
                TreeEnsembleScorer scorer = random.ofTrees(5, depth, sum, outputs(sum, 2), vectors);
                PackedRows packed = packed(scorer);
                double[][] rows = rows(random, 75);
                // fewer than 32 rows are not worth it
                int[] counts = {0, 31, 32, 39, 40, 75};
                int[] done = {0, 0, 32, 39, 40, 75};
                for (int i = 0; i < counts.length; i++) {
                    assertThat(check(scorer, packed, rows, counts[i])).isEqualTo(done[i]);
                }
            }
        }
    }

    private static PackedRows packed(TreeEnsembleScorer scorer) {
        TreeNodes nodes = scorer.trees().nodes();
        int[] outputs = new int[scorer.treeCount()];
        Arrays.setAll(
                outputs, tree -> nodes.leafWidth() > 1 ? 0 : scorer.trees().treeOutput(tree));
        TreeSum[] sums = new TreeSum[scorer.outputs()];
        Arrays.setAll(sums, scorer.trees()::sum);
        return PackedLayout.of(nodes, new FeatureKeys(nodes, scorer.trees().rule()))
                .forManyRows(nodes, new BatchTreeLayout.Outputs(sums, outputs));
    }

    /** In a chain of splits most rows are at a leaf early; they must stay there while others walk. */
    @Test
    void unevenTreesAreWalkedToTheirEnd() {
        TreeEnsembleScorer chain = chain(40);
        double[][] rows = new double[64][];
        Arrays.setAll(rows, row -> new double[] {row % 8 == 0 ? 39.5 : row / 2.0});
        assertThat(check(chain, packed(chain), rows, 64)).isEqualTo(64);
        assertThat(chain.trees().depth(0)).isEqualTo(40);
        assertThat(chain.trees().nodes().averageDepth(0)).isEqualTo((40 * 41 / 2.0 + 40) / 41);
    }

    /** Splits at 0, 1, 2 and so on, each of which sends what is not above it to a leaf. */
    private static TreeEnsembleScorer chain(int depth) {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(1).tree();
        for (int i = 0; i < depth; i++) {
            trees.split(0, i, 2 * i + 1, 2 * i + 2, true).leaf(i);
        }
        return trees.leaf(depth).build();
    }

    @ParameterizedTest(name = "depth {0}")
    @ValueSource(ints = {0, 1, 3, 4, 8})
    void everyLayoutForOneRowComesToTheLeavesOfTheWalk(int depth) {
        for (Inputs inputs : List.of(Inputs.DOUBLE, Inputs.FLOAT)) {
            RandomTrees random = new RandomTrees(depth, Comparison.LESS_OR_EQUAL, inputs);
            for (boolean vectors : new boolean[] {false, true}) {
                TreeEnsembleScorer scorer =
                        random.ofTrees(11, depth, vectors ? Sum.MEAN : Sum.RUNNING_MEAN, vectors ? 2 : 1, vectors);
                TreeNodes nodes = scorer.trees().nodes();
                Thresholds rule = scorer.trees().rule();
                FeatureKeys keys = new FeatureKeys(nodes, rule);
                for (TreeLayout layout : List.of(
                        WalkLayout.of(nodes, rule),
                        PackedLayout.of(nodes, keys),
                        new HeapLayout(nodes, keys, Layouts.depth(nodes)),
                        depth > 4 ? WalkLayout.of(nodes, rule) : Layouts.masks(nodes, rule))) {
                    for (double[] row : rows(random, 30)) {
                        checkOne(scorer, layout, row);
                    }
                }
            }
        }
    }

    private static void checkOne(TreeEnsembleScorer scorer, TreeLayout layout, double[] row) {
        int width = scorer.trees().leafWidth();
        int[] found = new int[scorer.treeCount()];
        layout.find(row, found);
        for (int tree = 0; tree < found.length; tree++) {
            double[] expected = scorer.trees().leafValues(tree, leaf(scorer, tree, row));
            assertThat(Arrays.copyOfRange(layout.values(), found[tree] * width, (found[tree] + 1) * width))
                    .as("%s", layout.getClass())
                    .containsExactly(expected);
        }
        if (width == 1) {
            assertThat(layout.sum(row, scorer.trees().sum(0))).isEqualTo(scores(scorer, row)[0]);
        }
    }

    /** The shapes at which docs/performance.md found each layout the fastest. */
    @ParameterizedTest(name = "{0} trees of depth {1}")
    @CsvSource({
        "40, 3, FLOAT, HeapLayout, BitSlices",
        "72, 3, FLOAT, MaskTables, BitSlices",
        "3, 3, DOUBLE, MaskTables, ''",
        "100, 6, DOUBLE, HeapLayout, BitSlices",
        "20, 12, DOUBLE, PackedLayout, PackedRows"
    })
    void theLayoutFollowsTheShape(int trees, int depth, Inputs inputs, String one, String many) {
        TreeEnsembleScorer scorer = full(trees, depth, inputs);
        assertThat(scorer.trees().layout().getClass().getSimpleName()).isEqualTo(one);
        BatchTreeLayout together = scorer.trees().together();
        assertThat(together == null ? "" : together.getClass().getSimpleName()).isEqualTo(many);
        assertThat(scorer.trees().depth(0)).isEqualTo(depth);
        assertThat(scorer.trees().treeSize(trees - 1)).isEqualTo((2 << depth) - 1);
        for (int i = 0; i < 20; i++) {
            double[] row = {i, 30 - i, 15, i % 4, i / 3.0, -i};
            assertThat(scorer.score(row)).isEqualTo(scores(scorer, row)[0]);
        }
    }

    /** Full trees on six features, with thresholds from 0 to 30. */
    private static TreeEnsembleScorer full(int count, int depth, Inputs inputs) {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(6).inputs(inputs);
        int splits = (1 << depth) - 1;
        for (int tree = 0; tree < count; tree++) {
            trees.tree();
            for (int node = 0; node < splits; node++) {
                trees.split((tree + node) % 6, (7 * node + tree) % 31, 2 * node + 1, 2 * node + 2, node % 2 == 0);
            }
            for (int leaf = 0; leaf <= splits; leaf++) {
                trees.leaf(leaf / 4.0 - tree);
            }
        }
        return trees.build();
    }

    @Test
    void treesOfOneLeafHaveNoWayToScoreRowsTogether() {
        assertThat(full(3, 0, Inputs.DOUBLE).trees().together()).isNull();
        assertThat(full(3, 0, Inputs.DOUBLE).score(new double[6])).isEqualTo(-3);
    }

    /** LightGBM's splits that take what is near zero as missing, and those that look for a category. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1e-36, 1", "-1e-36, 1", "1e-34, 2", "-1e-34, 1", "1, 2", "NaN, 1", "Infinity, 2"})
    void aSplitCanTakeZeroAsMissing(double x, double expected) {
        // below -1e-34 there is no threshold, so that 0 would go to the right
        TreeEnsembleScorer zero = TreeEnsembleScorer.builder(1)
                .tree()
                .split(0, -1e-34, 1, 2, true)
                .zeroMissing()
                .leaf(1)
                .leaf(2)
                .build();
        assertThat(zero.score(new double[] {x})).isEqualTo(expected);
        assertThat(zero.trees().zeroMissing(0, 0)).isTrue();
        assertThat(zero.trees().zeroMissing(0, 1)).isFalse();
        assertThat(zero.trees().layout()).isInstanceOf(WalkLayout.class);
        assertThat(zero.trees().together()).isNull();
        double limit = 1e-35f;
        assertThat(zero.score(new double[] {limit})).isEqualTo(1);
        assertThat(zero.score(new double[] {Math.nextUp(limit)})).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 1", "3.9, 1, 1", "4, 2, 2", "0, 1, 1", "-0.5, 1, 2", "-1, 2, 2", "NaN, 2, 2", "1e300, 2, 2"})
    void aSplitCanLookForACategory(double x, double lightGbm, double xgBoost) {
        for (Comparison comparison : Comparison.values()) {
            TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(1)
                    .comparison(comparison)
                    .tree()
                    .categorical(0, new int[] {0, 3, 70}, 1, 2, false)
                    .leaf(1)
                    .leaf(2)
                    .build();
            assertThat(scorer.score(new double[] {x}))
                    .as("%s", comparison)
                    .isEqualTo(comparison == Comparison.LESS ? xgBoost : lightGbm);
            assertThat(scorer.trees().isCategorical(0, 0)).isTrue();
            assertThat(scorer.trees().isCategorical(0, 1)).isFalse();
            assertThat(scorer.trees().categories(0, 0)).containsExactly(0, 3, 70);
            assertThat(scorer.trees().categories(0, 1)).isEmpty();
        }
    }

    private static TreeEnsembleScorer.Builder builder() {
        return TreeEnsembleScorer.builder(2).tree();
    }

    @Test
    void treesAreEqualByAllThatTheySay() {
        TreeEnsembleScorer one =
                builder().split(0, 1, 1, 2, true).leaf(1).leaf(2).build();
        assertThat(one)
                .isEqualTo(builder().split(0, 1, 1, 2, true).leaf(1).leaf(2).build())
                .hasSameHashCodeAs(
                        builder().split(0, 1, 1, 2, true).leaf(1).leaf(2).build());
        for (TreeEnsembleScorer other : List.of(
                builder().split(1, 1, 1, 2, true).leaf(1).leaf(2).build(),
                builder().split(0, 2, 1, 2, true).leaf(1).leaf(2).build(),
                builder().split(0, 1, 2, 1, true).leaf(1).leaf(2).build(),
                builder().split(0, 1, 1, 2, false).leaf(1).leaf(2).build(),
                builder().split(0, 1, 1, 2, true).zeroMissing().leaf(1).leaf(2).build(),
                builder().split(0, 1, 1, 2, true).leaf(1).leaf(3).build(),
                builder().split(0, 1, 1, 2, true).leaf(1).leaf(2).tree().leaf(0).build(),
                builder().leaf(1).tree().leaf(1).tree().leaf(2).build(),
                TreeEnsembleScorer.builder(3)
                        .tree()
                        .split(0, 1, 1, 2, true)
                        .leaf(1)
                        .leaf(2)
                        .build(),
                TreeEnsembleScorer.builder(2)
                        .tree(2)
                        .split(0, 1, 1, 2, true)
                        .leaf(1)
                        .leaf(2)
                        .build())) {
            assertThat(one).isNotEqualTo(other);
        }
        TreeEnsembleScorer set = builder()
                .categorical(0, new int[] {1, 2}, 1, 2, true)
                .leaf(1)
                .leaf(2)
                .build();
        assertThat(set)
                .isEqualTo(builder()
                        .categorical(0, new int[] {1, 2}, 1, 2, true)
                        .leaf(1)
                        .leaf(2)
                        .build())
                .isNotEqualTo(builder()
                        .categorical(0, new int[] {1, 3}, 1, 2, true)
                        .leaf(1)
                        .leaf(2)
                        .build())
                .isNotEqualTo(builder().split(0, 0, 1, 2, true).leaf(1).leaf(2).build());
    }

    @Test
    void nodesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> builder().zeroMissing()).hasMessageContaining("only a split at a threshold");
        assertThatThrownBy(() -> builder().leaf(1).zeroMissing()).hasMessageContaining("only a split at a threshold");
        assertThatThrownBy(() ->
                        builder().categorical(0, new int[] {1}, 1, 2, true).zeroMissing())
                .hasMessageContaining("only a split at a threshold");
        assertThatThrownBy(() -> builder().categorical(0, new int[] {1, 1}, 1, 2, true))
                .hasMessage("categories must ascend and be at least 0: 1 after 1");
        assertThatThrownBy(() -> builder().categorical(0, new int[] {-1}, 1, 2, true))
                .hasMessage("categories must ascend and be at least 0: -1 after -1");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1_000_001))
                .hasMessage("the number of features must be 1 to 1000000: 1000001");
        assertThat(TreeEnsembleScorer.builder(1_000_000).tree().leaf(1).build().featureCount())
                .isEqualTo(1_000_000);
    }

    /** More trees, nodes and further leaf values than the first arrays hold. */
    @Test
    void arraysGrowWithTheTrees() {
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(1).sums(Sum.DOUBLE_FROM_BASE, 0, 0, 0);
        for (int tree = 0; tree < 300; tree++) {
            trees.tree().split(0, tree, 1, 2, true).leaf(1, tree, 2 * tree).leaf(0, 0, 1);
        }
        TreeEnsembleScorer scorer = trees.build();
        // a row of 297.5 goes left in the trees 298 and 299
        assertThat(scorer.scores(new double[] {297.5})).containsExactly(2, 597, 298 + 1194);
        assertThat(scorer.trees().leafValues(299, 1)).containsExactly(1, 299, 598);
        assertThat(scorer.trees().treeCount()).isEqualTo(300);
    }
}
