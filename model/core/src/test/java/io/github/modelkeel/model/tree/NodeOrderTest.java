package io.github.modelkeel.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.model.RandomTrees;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeOrderTest {
    @ParameterizedTest(name = "depth {0}")
    @ValueSource(ints = {0, 1, 2, 5, 20})
    void everyNodeHasItsPlaceAndChildrenFollowTheirParentSideBySide(int depth) {
        TreeNodes nodes = new RandomTrees(depth, Comparison.LESS_OR_EQUAL, Inputs.DOUBLE)
                .ofDepth(depth, Sum.MEAN, 1, false)
                .trees()
                .nodes();
        for (int tree = 0; tree < nodes.treeCount(); tree++) {
            int[] order = NodeOrder.of(nodes, tree);
            assertThat(Arrays.stream(order).sorted().toArray())
                    .containsExactly(IntStream.range(0, order.length).toArray());
            assertThat(order[0]).isZero();
            for (int node = 0; node < order.length; node++) {
                int at = nodes.start(tree) + node;
                if (!nodes.isLeaf(at)) {
                    assertThat(order[nodes.left(at)]).isGreaterThan(order[node]);
                    assertThat(order[nodes.right(at)]).isEqualTo(order[nodes.left(at)] + 1);
                }
            }
        }
    }

    @Test
    void aWayDownAFullTreeTouchesOneLineForEachTwoLevels() {
        int levels = 14;
        TreeEnsembleScorer.Builder trees =
                TreeEnsembleScorer.builder(1).sum(Sum.MEAN, 0).tree();
        int splits = (1 << levels) - 1;
        for (int node = 0; node < 2 * splits + 1; node++) {
            if (node < splits) {
                trees.split(0, node, 2 * node + 1, 2 * node + 2, true);
            } else {
                trees.leaf(node);
            }
        }
        int[] order = NodeOrder.of(trees.build().trees().nodes(), 0);
        long touched = 0;
        for (int leaf = splits; leaf < order.length; leaf++) {
            touched += IntStream.iterate(leaf, node -> node > 0, node -> (node - 1) / 2)
                    .map(node -> (order[node] - 1) / NodeOrder.LINE)
                    .distinct()
                    .count();
        }
        assertThat((double) touched / (splits + 1)).isLessThan(0.6 * levels);
    }
}
