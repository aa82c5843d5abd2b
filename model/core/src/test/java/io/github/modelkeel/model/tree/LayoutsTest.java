package io.github.modelkeel.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.modelkeel.model.RandomTrees;
import io.github.modelkeel.model.TreeEnsembleScorerTest;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layout gives the bits of the plain walk; {@link TreeEnsembleScorerTest} compares that with the rules' own words. */
class LayoutsTest {
    private static List<TreeLayout> all(TreeEnsembleScorer trees) {
        TreeNodes nodes = trees.trees().nodes();
        FeatureKeys keys = new FeatureKeys(nodes, trees.trees().rule());
        List<TreeLayout> layouts = new ArrayList<>(List.of(trees.trees().layout(), PackedLayout.of(nodes, keys)));
        int depth = Layouts.depth(nodes);
        if (depth <= 8) {
            layouts.add(new HeapLayout(nodes, keys, depth));
        }
        if (MaskTables.fits(nodes, nodes.size() / 2 + 2 * RandomTrees.FEATURES)) {
            layouts.add(Layouts.masks(nodes, trees.trees().rule()));
        }
        return layouts;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void allLayoutsFindTheSameLeaves(long seed) {
        for (Comparison comparison : Comparison.values()) {
            for (Inputs inputs : List.of(Inputs.DOUBLE, Inputs.FLOAT)) {
                RandomTrees random = new RandomTrees(seed, comparison, inputs);
                for (int depth : new int[] {0, 1, 2, 3, 4, 5, 6, 8, 20}) {
                    for (Sum sum : Sum.values()) {
                        compare(random, random.ofDepth(depth, sum, 1, false));
                    }
                    compare(random, random.ofDepth(depth, Sum.DOUBLE_FROM_BASE, 3, false));
                    compare(random, random.ofDepth(depth, Sum.MEAN, 3, true));
                }
            }
        }
    }

    private static void compare(RandomTrees random, TreeEnsembleScorer trees) {
        WalkLayout walk = WalkLayout.of(trees.trees().nodes(), trees.trees().rule());
        List<TreeLayout> layouts = all(trees);
        for (int i = 0; i < 60; i++) {
            double[] row = random.row(i % 3 == 0 ? 0.3 : 0);
            for (TreeLayout layout : layouts) {
                Supplier<String> where = () -> layout.getClass() + " on " + Arrays.toString(row);
                assertArrayEquals(leaves(walk, trees, row), leaves(layout, trees, row), where);
                if (trees.trees().leafWidth() == 1 && trees.outputs() == 1) {
                    assertEquals(
                            walk.sum(row, trees.trees().sum(0)),
                            layout.sum(row, trees.trees().sum(0)),
                            where);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void manyRowsTogetherGiveTheScoresOfEach(long seed) {
        int sliced = 0;
        int packed = 0;
        for (Comparison comparison : Comparison.values()) {
            for (Inputs inputs : List.of(Inputs.DOUBLE, Inputs.FLOAT)) {
                RandomTrees random = new RandomTrees(seed, comparison, inputs);
                for (int depth : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 20}) {
                    for (Sum sum : Sum.values()) {
                        if (depth < 8) {
                            sliced += compareMany(random, random.ofTrees(40, depth, sum, 1, false), depth < 7 ? 1 : 0);
                        }
                        packed += compareMany(random, random.ofDepth(depth, sum, 1, false), depth > 6 ? 1 : 0);
                    }
                    compareMany(random, random.ofDepth(depth, Sum.FLOAT_FROM_BASE, 3, false), 0);
                    packed += compareMany(random, random.ofDepth(depth, Sum.MEAN, 3, true), 1);
                    packed += compareMany(random, random.ofDepth(depth, Sum.FLOAT_BASE_LAST, 3, true), 1);
                }
            }
        }
        assertThat(sliced).as("trees of which rows were scored together").isEqualTo(4 * 6 * Sum.values().length);
        assertThat(packed).isGreaterThan(90);
    }

    /** Compares, and says whether the rows were really scored together. */
    private static int compareMany(RandomTrees random, TreeEnsembleScorer trees, int counts) {
        double[][] rows = new double[170][];
        Arrays.setAll(rows, i -> random.row(i % 2 == 0 ? 0.2 : 0));
        int outputs = trees.outputs();
        double[] scores = new double[rows.length * outputs];
        trees.scoreAll(rows, rows.length, scores);
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            assertArrayEquals(
                    trees.scores(row),
                    Arrays.copyOfRange(scores, i * outputs, (i + 1) * outputs),
                    () -> trees + " on " + Arrays.toString(row));
        }
        BatchTreeLayout together = trees.trees().together();
        return together != null && together.score(rows, rows.length, scores) > 0 ? counts : 0;
    }

    private static double[] leaves(TreeLayout layout, TreeEnsembleScorer trees, double[] row) {
        int[] leaves = new int[trees.treeCount()];
        layout.find(row, leaves);
        int width = trees.trees().leafWidth();
        double[] values = new double[leaves.length * width];
        for (int tree = 0; tree < leaves.length; tree++) {
            System.arraycopy(layout.values(), leaves[tree] * width, values, tree * width, width);
        }
        return values;
    }
}
