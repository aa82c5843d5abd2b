package io.github.modelkeel.model.tree;

import io.github.modelkeel.model.internal.BufferPool;
import java.util.Arrays;

/**
 * Trees of any shape in eight bytes a node: the key of the threshold in the upper half, and in the lower one the place of the feature's
 * key and the way to the left child, which the right one follows. A leaf is its own child. Eight trees are walked at once, so that
 * the processor waits for their memory at the same time.
 */
final class PackedLayout implements TreeLayout {
    private static final int GROUP = 8;

    /** Behind it a line of the processor's cache starts, where a collector puts large arrays at the start of a region, as G1 does. */
    private static final int FIRST_ROOT = 5;

    private static final long LEAF = (long) Integer.MAX_VALUE << 32;

    private final FeatureKeys keys;
    private final int treeCount;
    private final int wayBits;
    private final int wayMask;
    private final long[] nodes;
    private final int[] roots;
    private final double[] values;
    private final int[] leafAt;
    private final BufferPool<Scratch> bufferPool;

    private PackedLayout(TreeNodes source, FeatureKeys keys, int wayBits) {
        this.keys = keys;
        this.treeCount = source.treeCount();
        this.wayBits = wayBits;
        this.wayMask = (1 << wayBits) - 1;
        this.roots = new int[(treeCount + GROUP - 1) / GROUP * GROUP];
        int end = 0;
        for (int tree = 0; tree < treeCount; tree++) {
            roots[tree] = end + Math.floorMod(FIRST_ROOT - end, NodeOrder.LINE);
            end = roots[tree] + source.start(tree + 1) - source.start(tree);
        }
        this.nodes = new long[end];
        Arrays.fill(nodes, LEAF);
        int width = source.leafWidth();
        this.leafAt = new int[width == 1 ? 0 : nodes.length];
        this.values = new double[width == 1 ? nodes.length : source.leafCount() * width];
        this.bufferPool = new BufferPool<>(() -> new Scratch(new long[keys.size()], new int[GROUP]));
    }

    @SuppressWarnings("ArrayRecordComponent") // working arrays, never compared
    private record Scratch(long[] keys, int[] leaves) {}

    /** Whether the places and the ways within every tree fit into the lower half of a node. */
    static boolean fits(TreeNodes source, FeatureKeys keys) {
        return wayBits(source) + bits(keys.size() - 1) <= 32;
    }

    private static int wayBits(TreeNodes source) {
        int largest = 0;
        for (int tree = 0; tree < source.treeCount(); tree++) {
            largest = Math.max(largest, source.start(tree + 1) - source.start(tree));
        }
        return Math.min(31, bits(largest));
    }

    private static int bits(int number) {
        return 32 - Integer.numberOfLeadingZeros(number);
    }

    static PackedLayout of(TreeNodes source, FeatureKeys keys) {
        PackedLayout layout = new PackedLayout(source, keys, wayBits(source));
        int leaves = 0;
        for (int tree = 0; tree < layout.treeCount; tree++) {
            leaves = layout.lay(source, tree, leaves);
        }
        return layout;
    }

    private int lay(TreeNodes source, int tree, int leavesBefore) {
        int[] order = NodeOrder.of(source, tree);
        int start = source.start(tree);
        int root = roots[tree];
        int leaves = leavesBefore;
        for (int node = 0; node < order.length; node++) {
            int at = root + order[node];
            if (source.isLeaf(start + node)) {
                leaves = putLeaf(at, source.values(start + node), leaves);
            } else {
                int way = order[source.left(start + node)] - order[node];
                long low = (long) keys.place(source, start + node) << wayBits | way;
                nodes[at] = (long) keys.threshold(source, start + node) << 32 | low;
            }
        }
        return leaves;
    }

    private int putLeaf(int at, double[] leaf, int leaves) {
        if (leaf.length == 1) {
            values[at] = leaf[0];
        } else {
            leafAt[at] = leaves;
            System.arraycopy(leaf, 0, values, leaves * leaf.length, leaf.length);
        }
        return leaves + 1;
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
            int count = Math.min(GROUP, treeCount - tree);
            for (int i = 0; i < count; i++) {
                leaves[tree + i] = leafAt.length == 0 ? scratch.leaves[i] : leafAt[scratch.leaves[i]];
            }
        }
        bufferPool.leave(place);
    }

    private void walk(int tree, long[] row, int[] at) {
        int a = roots[tree];
        int b = roots[tree + 1];
        int c = roots[tree + 2];
        int d = roots[tree + 3];
        int e = roots[tree + 4];
        int f = roots[tree + 5];
        int g = roots[tree + 6];
        int h = roots[tree + 7];
        int before;
        do {
            before = a + b + c + d + e + f + g + h;
            a += step(nodes[a], row);
            b += step(nodes[b], row);
            c += step(nodes[c], row);
            d += step(nodes[d], row);
            e += step(nodes[e], row);
            f += step(nodes[f], row);
            g += step(nodes[g], row);
            h += step(nodes[h], row);
        } while (a + b + c + d + e + f + g + h != before);
        at[0] = a;
        at[1] = b;
        at[2] = c;
        at[3] = d;
        at[4] = e;
        at[5] = f;
        at[6] = g;
        at[7] = h;
    }

    private int step(long node, long[] row) {
        int low = (int) node;
        return (low & wayMask) + (int) (((node >> 32) - row[low >>> wayBits]) >>> 63);
    }

    @Override
    public double[] values() {
        return values;
    }

    /** The same trees for many rows at once. */
    PackedRows forManyRows(TreeNodes source, BatchTreeLayout.Outputs outputs) {
        return new PackedRows(new PackedRows.Trees(keys, nodes, roots, wayBits, leafAt, values), source, outputs);
    }

    @Override
    public String toString() {
        return "PackedLayout" + Arrays.toString(roots);
    }
}
