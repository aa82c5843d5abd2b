package io.github.modelkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class TreeEnsembleScorerTest {
    private static final int FEATURES = 5;

    /** Every rule against a walk that does just what the rule's words say. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void scoresAreThoseOfTheNaiveWalk(long seed) {
        Random random = new Random(seed);
        for (Comparison comparison : Comparison.values()) {
            for (Inputs inputs : Inputs.values()) {
                for (Sum sum : Sum.values()) {
                    TreeEnsembleScorer scorer = random(random, comparison, inputs, sum);
                    for (int row = 0; row < 200; row++) {
                        double[] features = features(random, row % 3 == 0 && scorer.acceptsMissing());
                        assertThat(scorer.score(features))
                                .as("%s %s %s", comparison, inputs, sum)
                                .isEqualTo(naive(scorer, features));
                    }
                }
            }
        }
    }

    @Test
    void treesForFiniteFloatsRefuseOtherNumbers() {
        TreeEnsembleScorer.Builder strict = TreeEnsembleScorer.builder(2).inputs(Inputs.FINITE_FLOAT);
        TreeEnsembleScorer scorer = strict.tree().leaf(1).build();
        TreeEnsembleScorer.Builder lenient = TreeEnsembleScorer.builder(2).inputs(Inputs.FINITE_FLOAT_OR_MISSING);
        TreeEnsembleScorer withMissing = lenient.tree().leaf(1).build();
        double[] largest = {Math.nextDown(0x1.ffffffp127), -3.4e38};
        assertThat(scorer.acceptsMissing()).isFalse();
        assertThat(withMissing.acceptsMissing()).isTrue();
        assertThat(scorer.score(largest)).isEqualTo(1);
        assertThat(withMissing.score(new double[] {Double.NaN, 0})).isEqualTo(1);
        assertThatThrownBy(() -> scorer.score(new double[] {0, Double.NaN}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the trees' feature 1 is missing, which they do not accept");
        for (TreeEnsembleScorer either : new TreeEnsembleScorer[] {scorer, withMissing}) {
            assertThatThrownBy(() -> either.scores(new double[] {-0x1.ffffffp127, 0}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("feature 0 is beyond a float");
        }
    }

    private static double[] features(Random random, boolean missing) {
        double[] features = new double[FEATURES + 2];
        for (int i = 0; i < FEATURES; i++) {
            features[i] =
                    missing && random.nextInt(3) == 0 ? Double.NaN : random.nextInt(9) / 4.0 + random.nextInt(3) * 1e-9;
        }
        features[FEATURES] = Double.NaN;
        return features;
    }

    private static TreeEnsembleScorer random(Random random, Comparison comparison, Inputs inputs, Sum sum) {
        TreeEnsembleScorer.Builder builder = TreeEnsembleScorer.builder(FEATURES)
                .comparison(comparison)
                .inputs(inputs)
                .sum(sum, random.nextInt(3) * 0.25);
        int trees = 1 + random.nextInt(11);
        for (int tree = 0; tree < trees; tree++) {
            builder.tree((float) (random.nextDouble() + 0.1));
            grow(builder, random);
        }
        return builder.build();
    }

    private static void grow(TreeEnsembleScorer.Builder builder, Random random) {
        Deque<Integer> depths = new ArrayDeque<>();
        depths.add(0);
        int next = 1;
        while (!depths.isEmpty()) {
            int depth = depths.remove();
            if (depth < 7 && random.nextInt(4) != 0) {
                boolean swapped = random.nextBoolean();
                int left = swapped ? next + 1 : next;
                builder.split(
                        random.nextInt(FEATURES),
                        random.nextInt(9) / 4.0,
                        left,
                        swapped ? next : next + 1,
                        random.nextBoolean());
                next += 2;
                depths.add(depth + 1);
                depths.add(depth + 1);
            } else {
                builder.leaf((float) random.nextGaussian());
            }
        }
    }

    private static double naive(TreeEnsembleScorer scorer, double[] features) {
        double sum = scorer.sum() == Sum.FLOAT_FROM_BASE || scorer.sum() == Sum.DOUBLE_FROM_BASE ? scorer.base() : 0;
        double weights = 0;
        for (int tree = 0; tree < scorer.treeCount(); tree++) {
            double value = scorer.trees().value(tree, leaf(scorer, tree, features));
            weights += scorer.trees().treeWeight(tree);
            sum = switch (scorer.sum()) {
                case FLOAT_FROM_BASE, FLOAT_BASE_LAST -> (float) sum + (float) value;
                case DOUBLE_FROM_BASE, DOUBLE_BASE_LAST, MEAN -> sum + value;
                case RUNNING_MEAN -> sum + (scorer.trees().treeWeight(tree) / weights) * (value - sum);
            };
        }
        return switch (scorer.sum()) {
            case FLOAT_FROM_BASE, DOUBLE_FROM_BASE -> sum;
            case FLOAT_BASE_LAST -> (float) sum + (float) scorer.base();
            case DOUBLE_BASE_LAST -> sum + scorer.base();
            case MEAN -> scorer.base() + sum / scorer.treeCount();
            case RUNNING_MEAN -> scorer.base() + sum;
        };
    }

    private static int leaf(TreeEnsembleScorer scorer, int tree, double[] features) {
        int node = 0;
        while (!scorer.trees().isLeaf(tree, node)) {
            double x = features[scorer.trees().feature(tree, node)];
            double value = scorer.inputs() != Inputs.DOUBLE ? (float) x : x;
            double threshold = scorer.trees().value(tree, node);
            boolean left = Double.isNaN(value)
                    ? scorer.trees().missingLeft(tree, node)
                    : scorer.comparison() == Comparison.LESS ? value < threshold : value <= threshold;
            node = left ? scorer.trees().left(tree, node) : scorer.trees().right(tree, node);
        }
        return node;
    }

    @Test
    void aTreeOfOneLeafIsAConstant() {
        TreeEnsembleScorer scorer =
                TreeEnsembleScorer.builder(1).tree().leaf(42).build();
        assertThat(scorer.score(new double[] {0})).isEqualTo(42);
        assertThat(scorer.score(new double[] {Double.NaN})).isEqualTo(42);
        assertThat(scorer.score(new double[] {Double.NEGATIVE_INFINITY})).isEqualTo(42);
    }

    @Test
    void aDeepChainOfSplitsIsWalkedToItsEnd() {
        int depth = 50_000;
        TreeEnsembleScorer.Builder builder = TreeEnsembleScorer.builder(1).tree();
        for (int i = 0; i < depth; i++) {
            builder.split(0, i, 2 * i + 1, 2 * i + 2, true).leaf(i);
        }
        TreeEnsembleScorer scorer = builder.leaf(depth).build();
        assertThat(scorer.score(new double[] {31_415.5})).isEqualTo(31_416);
        assertThat(scorer.score(new double[] {1e9})).isEqualTo(depth);
    }

    @Test
    void brokenTreesAreRefused() {
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1).build()).hasMessageContaining("needs a tree");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1).tree().build()).hasMessageContaining("tree 0 is empty");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1).leaf(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(0)).hasMessageContaining("number of features");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1).tree().split(1, 0, 1, 2, true))
                .hasMessageContaining("no feature 1");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1).tree().leaf(Double.NaN))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1).tree().split(0, Double.NaN, 1, 2, true))
                .hasMessageContaining("threshold must be finite, or infinite");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1)
                        .comparison(Comparison.LESS)
                        .tree()
                        .split(0, Double.NEGATIVE_INFINITY, 1, 2, true)
                        .leaf(1)
                        .leaf(2)
                        .build())
                .hasMessageContaining("cannot be -Infinity");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1).tree(0)).hasMessageContaining("weight");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1).sum(Sum.MEAN, Double.NaN))
                .hasMessageContaining("base score");
        for (int[] children : new int[][] {{0, 1}, {1, 1}, {1, 3}, {-1, 2}, {2, 2}}) {
            assertThatThrownBy(() -> TreeEnsembleScorer.builder(1)
                            .tree()
                            .split(0, 0, children[0], children[1], true)
                            .leaf(1)
                            .leaf(2)
                            .build())
                    .as("%s %s", children[0], children[1])
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot have child");
        }
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1)
                        .tree()
                        .split(0, 0, 1, 2, true)
                        .leaf(1)
                        .leaf(2)
                        .leaf(3)
                        .build())
                .hasMessageContaining("without a parent");
    }

    @Test
    void numbersThatAreNotFloatsAreRefusedWhereTheRulesSayFloat() {
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1)
                        .inputs(Inputs.FLOAT)
                        .tree()
                        .split(0, 0.1, 1, 2, true)
                        .leaf(1)
                        .leaf(2)
                        .build())
                .hasMessageContaining("threshold must be a float");
        assertThatThrownBy(() -> TreeEnsembleScorer.builder(1)
                        .sum(Sum.FLOAT_FROM_BASE, 0)
                        .tree()
                        .leaf(0.1)
                        .build())
                .hasMessageContaining("leaf must be a float");
    }

    @Test
    void tooFewFeaturesAreRefused() {
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(3).tree().leaf(1).build();
        assertThatThrownBy(() -> scorer.score(new double[2])).isInstanceOf(IndexOutOfBoundsException.class);
        LinearScorer linear = LinearScorer.of(new double[] {1, 2, 3}, 0);
        assertThatThrownBy(() -> linear.score(new double[2])).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void importanceCountsTheSplits() {
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(2)
                .tree()
                .split(1, 0, 1, 2, true)
                .leaf(1)
                .split(1, 1, 3, 4, true)
                .leaf(2)
                .leaf(3)
                .build();
        assertThat(scorer.importance()).containsExactly(0, 2);
    }
}
