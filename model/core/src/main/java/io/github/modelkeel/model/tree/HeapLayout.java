package io.github.modelkeel.model.tree;

import io.github.modelkeel.model.internal.BufferPool;
import java.util.Arrays;

/**
 * Trees padded to one depth. The nodes of a level are side by side, tree after tree, so that the children of node {@code i} are
 * {@code 2 i} and {@code 2 i + 1} of the next level, and the last level is the leaves. Eight trees are walked at once: their loads do
 * not wait for each other, and no branch depends on the data.
 */
final class HeapLayout implements TreeLayout {
    private static final int GROUP = 8;

    /** A threshold that no key is above; the split that pads. */
    private static final long ALWAYS_LEFT = (long) Integer.MAX_VALUE << 32;

    private final FeatureKeys keys;
    private final int treeCount;
    private final long[][] levels;
    private final double[] values;
    private final BufferPool<Scratch> bufferPool;

    HeapLayout(TreeNodes nodes, FeatureKeys keys, int depth) {
        this.keys = keys;
        this.treeCount = nodes.treeCount();
        int padded = (treeCount + GROUP - 1) / GROUP * GROUP;
        this.levels = new long[depth][];
        for (int level = 0; level < depth; level++) {
            levels[level] = new long[padded << level];
            Arrays.fill(levels[level], ALWAYS_LEFT);
        }
        this.values = new double[(padded << depth) * nodes.leafWidth()];
        for (int tree = 0; tree < treeCount; tree++) {
            lay(nodes, nodes.start(tree), nodes.start(tree), 0, tree);
        }
        this.bufferPool = new BufferPool<>(() -> new Scratch(new long[keys.size()], new int[GROUP]));
    }

    @SuppressWarnings("ArrayRecordComponent") // working arrays, never compared
    private record Scratch(long[] keys, int[] leaves) {}

    private void lay(TreeNodes nodes, int start, int node, int level, int at) {
        if (nodes.isLeaf(node)) {
            double[] leaf = nodes.values(node);
            int below = levels.length - level;
            for (int end = at << below; end < (at + 1) << below; end++) {
                System.arraycopy(leaf, 0, values, end * leaf.length, leaf.length);
            }
            return;
        }
        levels[level][at] = (long) keys.threshold(nodes, node) << 32 | keys.place(nodes, node);
        lay(nodes, start, start + nodes.left(node), level + 1, 2 * at);
        lay(nodes, start, start + nodes.right(node), level + 1, 2 * at + 1);
    }

    @Override
    public double sum(double[] features, TreeSum rule) {
        int place = bufferPool.enter();
        Scratch scratch = bufferPool.at(place);
        keys.write(features, scratch.keys);
        double sum = rule.start();
        for (int tree = 0; tree < treeCount; tree += GROUP) {
            walk(tree, scratch.keys, scratch.leaves);
            sum = rule.addAll(sum, tree, values, scratch.leaves, Math.min(GROUP, treeCount - tree));
        }
        bufferPool.leave(place);
        return rule.finish(sum, treeCount);
    }

    @Override
    public void find(double[] features, int[] leaves) {
        int place = bufferPool.enter();
        Scratch scratch = bufferPool.at(place);
        keys.write(features, scratch.keys);
        for (int tree = 0; tree < treeCount; tree += GROUP) {
            walk(tree, scratch.keys, scratch.leaves);
            System.arraycopy(scratch.leaves, 0, leaves, tree, Math.min(GROUP, treeCount - tree));
        }
        bufferPool.leave(place);
    }

    private void walk(int tree, long[] row, int[] leaves) {
        int a = tree;
        int b = tree + 1;
        int c = tree + 2;
        int d = tree + 3;
        int e = tree + 4;
        int f = tree + 5;
        int g = tree + 6;
        int h = tree + 7;
        for (long[] level : levels) {
            a = 2 * a + right(level[a], row);
            b = 2 * b + right(level[b], row);
            c = 2 * c + right(level[c], row);
            d = 2 * d + right(level[d], row);
            e = 2 * e + right(level[e], row);
            f = 2 * f + right(level[f], row);
            g = 2 * g + right(level[g], row);
            h = 2 * h + right(level[h], row);
        }
        leaves[0] = a;
        leaves[1] = b;
        leaves[2] = c;
        leaves[3] = d;
        leaves[4] = e;
        leaves[5] = f;
        leaves[6] = g;
        leaves[7] = h;
    }

    /** 1 if the node's key, in the upper half, is below that of the feature whose place is in the lower half; otherwise 0. */
    private static int right(long node, long[] row) {
        return (int) (((node >> 32) - row[(int) node]) >>> 63);
    }

    @Override
    public double[] values() {
        return values;
    }
}
