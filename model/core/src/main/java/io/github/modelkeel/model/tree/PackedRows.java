package io.github.modelkeel.model.tree;

import io.github.modelkeel.model.internal.BufferPool;
import java.util.Arrays;

/**
 * Packed trees for many rows at once: tree by tree, so that the memory of a tree is fetched once for all rows of a block. Down to a level
 * to which most rows come, eight rows walk side by side, so that the processor waits for their memory at the same time; those that
 * have not reached a leaf then go on level by level, and who has arrived is no longer looked at.
 *
 * <p>Immutable and safe for use by multiple threads.
 */
final class PackedRows implements BatchTreeLayout {
    private static final int GROUP = 8;

    /** Below this number of rows it is faster to score them one by one. */
    private static final int MIN_ROWS = 32;

    private static final int MAX_ROWS = 1024;

    /** What a block's keys or sums may take, in numbers, unless a row has such a number of them that too few rows would be left. */
    private static final int MAX_NUMBERS = 1 << 17;

    /** Trees at most this much deeper than their leaves are on average are walked side by side to the end. */
    private static final double EVEN = 1.35;

    /** The part of the leaves' average depth that is walked side by side in other trees. */
    private static final double SIDE_BY_SIDE = 0.8;

    private final Trees trees;
    private final Outputs outputs;
    private final int width;
    private final int block;
    private final int[] treesOf;
    private final int[] levels;
    private final boolean[] ends;
    private final BufferPool<Scratch> bufferPool = new BufferPool<>(Scratch::new);

    /**
     * Trees as a {@link PackedLayout} has them.
     *
     * @param keys the keys of features
     * @param nodes the nodes of all trees
     * @param roots the root of each tree
     * @param wayBits how many bits of a node are the way to its left child
     * @param leafAt by a node the number of its leaf, where leaves have several values
     * @param values the values by node, or by leaf where these have several
     */
    @SuppressWarnings("ArrayRecordComponent") // shared with the layout, never compared
    record Trees(FeatureKeys keys, long[] nodes, int[] roots, int wayBits, int[] leafAt, double[] values) {}

    PackedRows(Trees trees, TreeNodes source, Outputs outputs) {
        this.trees = trees;
        this.outputs = outputs;
        this.width = source.leafWidth();
        int numbers = Math.max(trees.keys.size(), outputs.rules().length);
        this.block = Math.max(MIN_ROWS, Math.min(MAX_ROWS, MAX_NUMBERS / numbers));
        this.treesOf = new int[outputs.rules().length];
        this.levels = new int[source.treeCount()];
        this.ends = new boolean[source.treeCount()];
        for (int tree = 0; tree < levels.length; tree++) {
            treesOf[outputs.ofTree()[tree]]++;
            double average = source.averageDepth(tree);
            int depth = source.depth(tree);
            ends[tree] = depth <= EVEN * average;
            levels[tree] = ends[tree] ? depth : (int) (SIDE_BY_SIDE * average);
        }
        if (width > 1) {
            Arrays.fill(treesOf, levels.length);
        }
    }

    @Override
    public int block() {
        return block;
    }

    @Override
    public int score(double[][] rows, int count, double[] out) {
        if (count < MIN_ROWS) {
            return 0;
        }
        int place = bufferPool.enter();
        try {
            Scratch scratch = bufferPool.at(place);
            int done = 0;
            while (count - done >= MIN_ROWS) {
                int together = Math.min(block, count - done);
                scratch.run(rows, done, together);
                scratch.finish(out, done, together);
                done += together;
            }
            return done;
        } finally {
            bufferPool.leave(place);
        }
    }

    /** Working arrays of a call. Not thread-safe. */
    private final class Scratch {
        private final int stride = trees.keys.size();
        private final int wayMask = (1 << trees.wayBits) - 1;
        private final long[] nodes = trees.nodes;
        private final int[] keys = new int[block * stride];
        private final int[] at = new int[block];
        private final int[] underWay = new int[block];
        private final double[][] sums = new double[outputs.rules().length][block];

        void run(double[][] rows, int from, int count) {
            for (int row = 0; row < count; row++) {
                for (int place = 0; place < stride; place++) {
                    keys[row * stride + place] = (int) trees.keys.key(place, rows[from + row]);
                }
            }
            for (int output = 0; output < sums.length; output++) {
                Arrays.fill(sums[output], 0, count, outputs.rules()[output].start());
            }
            for (int tree = 0; tree < levels.length; tree++) {
                walk(tree, count);
                add(tree, count);
            }
        }

        private void walk(int tree, int count) {
            int root = trees.roots[tree];
            int grouped = count / GROUP * GROUP;
            for (int row = 0; row < grouped; row += GROUP) {
                eight(root, row, levels[tree]);
            }
            Arrays.fill(at, grouped, count, root);
            int still = 0;
            for (int row = ends[tree] ? grouped : 0; row < count; row++) {
                underWay[still] = row;
                still += isSplit(nodes[at[row]]);
            }
            while (still > 0) {
                still = level(still);
            }
        }

        private void eight(int root, int row, int steps) {
            int ofA = row * stride;
            int ofB = ofA + stride;
            int ofC = ofB + stride;
            int ofD = ofC + stride;
            int ofE = ofD + stride;
            int ofF = ofE + stride;
            int ofG = ofF + stride;
            int ofH = ofG + stride;
            int a = root;
            int b = root;
            int c = root;
            int d = root;
            int e = root;
            int f = root;
            int g = root;
            int h = root;
            for (int step = 0; step < steps; step++) {
                a += step(nodes[a], ofA);
                b += step(nodes[b], ofB);
                c += step(nodes[c], ofC);
                d += step(nodes[d], ofD);
                e += step(nodes[e], ofE);
                f += step(nodes[f], ofF);
                g += step(nodes[g], ofG);
                h += step(nodes[h], ofH);
            }
            at[row] = a;
            at[row + 1] = b;
            at[row + 2] = c;
            at[row + 3] = d;
            at[row + 4] = e;
            at[row + 5] = f;
            at[row + 6] = g;
            at[row + 7] = h;
        }

        /** One step of the rows that are at a split; returns how many are at one then. */
        private int level(int count) {
            int still = 0;
            for (int i = 0; i < count; i++) {
                int row = underWay[i];
                int next = at[row] + step(nodes[at[row]], row * stride);
                at[row] = next;
                underWay[still] = row;
                still += isSplit(nodes[next]);
            }
            return still;
        }

        /** 1 for a split, 0 for a leaf, which has no way on. */
        private int isSplit(long node) {
            return -((int) node & wayMask) >>> 31;
        }

        private int step(long node, int ofRow) {
            int low = (int) node;
            return (low & wayMask) + (int) (((node >> 32) - keys[ofRow + (low >>> trees.wayBits)]) >>> 63);
        }

        private void add(int tree, int count) {
            if (width == 1) {
                int output = outputs.ofTree()[tree];
                outputs.rules()[output].addLeaves(sums[output], tree, trees.values, at, count);
                return;
            }
            for (int row = 0; row < count; row++) {
                at[row] = trees.leafAt[at[row]] * width;
            }
            for (int output = 0; output < width; output++) {
                outputs.rules()[output].addLeaves(sums[output], tree, trees.values, at, count);
                for (int row = 0; row < count; row++) {
                    at[row]++;
                }
            }
        }

        void finish(double[] out, int from, int count) {
            for (int output = 0; output < sums.length; output++) {
                for (int row = 0; row < count; row++) {
                    out[(from + row) * sums.length + output] =
                            outputs.rules()[output].finish(sums[output][row], treesOf[output]);
                }
            }
        }
    }
}
