package io.github.modelkeel.tribuo;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A booster in XGBoost's binary format, little-endian structures one after the other, which holds every float as it is: learner
 * parameters (136 bytes), the names of the objective and of the booster, the tree model's parameters (160 bytes), and for each tree
 * its parameters (148 bytes), its nodes (20 bytes each) and their statistics (16 bytes each); then the output of each tree (4 bytes each).
 *
 * @param baseScore what the sum of the trees starts from
 * @param objective the objective's name
 * @param booster the booster's name
 * @param trees the trees, in the order of the sum
 */
record BoosterFile(float baseScore, String objective, String booster, List<Tree> trees) {
    private static final int LEARNER_PARAMETERS = 136;
    private static final int MODEL_PARAMETERS = 160;
    private static final int TREE_PARAMETERS = 148;
    private static final int NODE = 20;
    private static final int STATISTICS = 16;
    private static final int MAX_NAME = 1000;

    static BoosterFile parse(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.length >= 4 && new String(bytes, 0, 4, StandardCharsets.US_ASCII).equals("binf")) {
                in.position(4);
            }
            ByteBuffer learner = take(in, LEARNER_PARAMETERS);
            float baseScore = learner.getFloat(0);
            String objective = name(in);
            String booster = name(in);
            List<Tree> trees = booster.equals("gbtree") ? trees(in) : List.of();
            return new BoosterFile(baseScore, objective, booster, trees);
        } catch (BufferUnderflowException | ArithmeticException e) {
            throw new IllegalArgumentException("the booster is not in the known binary format of XGBoost 1.6", e);
        }
    }

    private static List<Tree> trees(ByteBuffer in) {
        int count = take(in, MODEL_PARAMETERS).getInt(0);
        List<Tree> trees = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int nodes = take(in, TREE_PARAMETERS).getInt(4);
            trees.add(new Tree(take(in, Math.multiplyExact(nodes, NODE)), 0));
            take(in, Math.multiplyExact(nodes, STATISTICS));
        }
        return trees.stream().map(tree -> new Tree(tree.nodes(), in.getInt())).toList();
    }

    private static ByteBuffer take(ByteBuffer in, int size) {
        if (size < 0 || size > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = in.slice(in.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + size);
        return part;
    }

    private static String name(ByteBuffer in) {
        long length = in.getLong();
        if (length < 0 || length > MAX_NAME) {
            throw new BufferUnderflowException();
        }
        byte[] name = new byte[(int) length];
        in.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    /**
     * A tree's nodes: parent, left child, right child (-1 for a leaf), feature with the way of a missing one in the top bit, and a
     * float, the threshold or the leaf's value. Pruned nodes are still there, but no node's children.
     *
     * @param nodes the structures
     * @param output the output that the tree adds to: of a classifier the number of its class
     */
    record Tree(ByteBuffer nodes, int output) {
        /** Adds the nodes that can be reached, level by level, so that children come after their parent. */
        void addTo(TreeEnsembleScorer.Builder trees, int[] indexOfId) {
            Deque<Integer> queue = new ArrayDeque<>(List.of(0));
            int next = 1;
            while (!queue.isEmpty()) {
                int at = queue.remove() * NODE;
                int left = nodes.getInt(at + 4);
                float number = nodes.getFloat(at + 16);
                if (left == -1) {
                    trees.leaf(number);
                } else {
                    int split = nodes.getInt(at + 12);
                    trees.split(indexOfId[split & Integer.MAX_VALUE], number, next, next + 1, split < 0);
                    queue.add(left);
                    queue.add(nodes.getInt(at + 8));
                    next += 2;
                }
            }
        }
    }
}
