package io.github.modelkeel.model.tree;

import io.github.modelkeel.model.internal.BufferPool;
import java.util.Arrays;

/**
 * Trees of up to six levels, evaluated for 64 rows at once with one bit a row. For each threshold there is a word that says which rows
 * are above it: all words of a feature follow from the rows' ranks among its thresholds by one pass over them. A tree is then a
 * cascade of selections on words, whose result, one word a level, says for each row the bits of its leaf's number. No comparison is
 * made at a node, and nothing depends on the shape of the data.
 *
 * <p>Immutable and safe for use by multiple threads.
 */
final class BitSlices implements BatchTreeLayout {
    static final int ROWS = 64;
    private static final int MAX_DEPTH = 6;

    /** Below this number of rows it is faster to score them one by one. */
    private static final int MIN_ROWS = 24;

    /** Below this number of trees for each feature that they look at it is faster, too. */
    private static final int MIN_TREES_PER_FEATURE = 3;

    /** The splits of three levels: the upper one, the two below it, the four below those. */
    private static final int BLOCK = 7;

    /** By a byte: its bits as bytes of 0 and 1, the lowest bit in the lowest byte. */
    private static final long[] SPREAD = new long[256];

    static {
        for (int bits = 0; bits < SPREAD.length; bits++) {
            for (int i = 0; i < 8; i++) {
                SPREAD[bits] |= (long) (bits >> i & 1) << (8 * i);
            }
        }
    }

    private final FeatureKeys keys;
    private final Outputs outputs;
    private final int treeCount;
    private final int layers;
    private final int[][] thresholds;
    private final int[] firstWord;
    private final int words;
    private final int[] splits;
    private final double[] values;
    private final int[] treesOf;
    private final BufferPool<Scratch> bufferPool = new BufferPool<>(Scratch::new);

    BitSlices(TreeNodes nodes, FeatureKeys keys, Outputs outputs, int layers) {
        this.keys = keys;
        this.outputs = outputs;
        this.treeCount = nodes.treeCount();
        this.layers = layers;
        this.thresholds = thresholds(nodes, keys);
        this.firstWord = new int[keys.size()];
        int next = 1;
        for (int place = 0; place < firstWord.length; place++) {
            firstWord[place] = next;
            next += thresholds[place].length + 1;
        }
        this.words = next;
        this.splits = new int[treeCount * splitsOfTree()];
        this.values = new double[treeCount << (3 * layers)];
        this.treesOf = new int[outputs.rules().length];
        for (int tree = 0; tree < treeCount; tree++) {
            treesOf[outputs.ofTree()[tree]]++;
            lay(nodes, new Node(nodes.start(tree), nodes.start(tree), 0, 0), tree);
        }
    }

    /** Whether these trees can be laid out so. */
    static boolean fits(TreeNodes nodes, int depth) {
        return nodes.plain() && depth >= 1 && depth <= MAX_DEPTH && nodes.leafWidth() == 1;
    }

    /** Whether there are enough trees to make up for the ranks of all features. */
    static boolean isWorthIt(TreeNodes nodes, FeatureKeys keys) {
        return nodes.treeCount() >= MIN_TREES_PER_FEATURE * keys.size();
    }

    private int splitsOfTree() {
        return layers == 1 ? BLOCK : 9 * BLOCK;
    }

    private static int[][] thresholds(TreeNodes nodes, FeatureKeys keys) {
        int[][] sorted = new int[keys.size()][];
        int[] counts = new int[keys.size()];
        Arrays.fill(sorted, new int[0]);
        for (int node = 0; node < nodes.size(); node++) {
            if (!nodes.isLeaf(node)) {
                counts[keys.place(nodes, node)]++;
            }
        }
        for (int place = 0; place < sorted.length; place++) {
            sorted[place] = new int[counts[place]];
        }
        for (int node = 0; node < nodes.size(); node++) {
            if (!nodes.isLeaf(node)) {
                int place = keys.place(nodes, node);
                sorted[place][--counts[place]] = keys.threshold(nodes, node);
            }
        }
        for (int place = 0; place < sorted.length; place++) {
            sorted[place] = Arrays.stream(sorted[place]).sorted().distinct().toArray();
        }
        return sorted;
    }

    /** A node, its tree's root, its level, and its number within the level. */
    private record Node(int root, int node, int level, int path) {
        Node child(int index, int bit) {
            return new Node(root, root + index, level + 1, 2 * path + bit);
        }
    }

    private void lay(TreeNodes nodes, Node at, int tree) {
        if (nodes.isLeaf(at.node)) {
            int below = 3 * layers - at.level;
            int first = (tree << (3 * layers)) + (at.path << below);
            Arrays.fill(values, first, first + (1 << below), nodes.value(at.node));
            return;
        }
        int place = keys.place(nodes, at.node);
        int rank = Arrays.binarySearch(thresholds[place], keys.threshold(nodes, at.node));
        splits[tree * splitsOfTree() + position(at.level, at.path)] = firstWord[place] + rank + 1;
        lay(nodes, at.child(nodes.left(at.node), 0), tree);
        lay(nodes, at.child(nodes.right(at.node), 1), tree);
    }

    /** Blocks of three levels, the upper one first. */
    private static int position(int level, int path) {
        if (level < 3) {
            return (1 << level) - 1 + path;
        }
        int inBlock = level - 3;
        int block = path >> inBlock;
        return BLOCK * (1 + block) + (1 << inBlock) - 1 + (path & ((1 << inBlock) - 1));
    }

    @Override
    public int block() {
        return 4 * ROWS;
    }

    @Override
    public int score(double[][] rows, int count, double[] out) {
        int place = bufferPool.enter();
        Scratch scratch = bufferPool.at(place);
        int done = 0;
        while (count - done >= MIN_ROWS) {
            int together = Math.min(ROWS, count - done);
            scratch.run(rows, done, together);
            for (int output = 0; output < outputs.rules().length; output++) {
                for (int row = 0; row < together; row++) {
                    out[(done + row) * outputs.rules().length + output] =
                            outputs.rules()[output].finish(scratch.sums[output][row], treesOf[output]);
                }
            }
            done += together;
        }
        bufferPool.leave(place);
        return done;
    }

    /** Working arrays of a call. Not thread-safe. */
    final class Scratch {
        private final long[] above = new long[words];
        private final long[] lower = new long[24];
        private final long[] planes = new long[6];
        private final long[] leaves = new long[ROWS / 8];

        private final double[][] sums = new double[outputs.rules().length][ROWS];

        void run(double[][] rows, int from, int count) {
            for (int output = 0; output < sums.length; output++) {
                Arrays.fill(sums[output], outputs.rules()[output].start());
            }
            rank(rows, from, count);
            for (int tree = 0; tree < treeCount; tree++) {
                if (layers == 1) {
                    block(tree * BLOCK, planes, 0);
                } else {
                    twoLayers(tree * 9 * BLOCK);
                }
                number();
                int output = outputs.ofTree()[tree];
                outputs.rules()[output].addRows(sums[output], tree, values, tree << (3 * layers), leaves);
            }
        }

        private void rank(double[][] rows, int from, int count) {
            Arrays.fill(above, 0);
            for (int place = 0; place < firstWord.length; place++) {
                int[] sorted = thresholds[place];
                int first = firstWord[place];
                for (int row = 0; row < count; row++) {
                    long key = keys.key(place, rows[from + row]);
                    above[first + keys.rank(sorted, key)] |= 1L << row;
                }
                long sum = 0;
                for (int i = first + sorted.length; i > first; i--) {
                    sum |= above[i];
                    above[i] = sum;
                }
            }
        }

        /** The three words of a block of splits: the bits of the number of the leaf among eight. */
        private void block(int at, long[] out, int to) {
            long top = above[splits[at]];
            long low = above[splits[at + 1]];
            long high = above[splits[at + 2]];
            out[to] = top;
            out[to + 1] = low ^ (top & (low ^ high));
            long a = above[splits[at + 3]];
            long b = above[splits[at + 5]];
            a ^= low & (a ^ above[splits[at + 4]]);
            b ^= high & (b ^ above[splits[at + 6]]);
            out[to + 2] = a ^ (top & (a ^ b));
        }

        private void twoLayers(int at) {
            for (int i = 0; i < 8; i++) {
                block(at + BLOCK * (1 + i), lower, 3 * i);
            }
            block(at, planes, 0);
            long top = above[splits[at]];
            long low = above[splits[at + 1]];
            long high = above[splits[at + 2]];
            long c0 = above[splits[at + 3]];
            long c1 = above[splits[at + 4]];
            long c2 = above[splits[at + 5]];
            long c3 = above[splits[at + 6]];
            for (int plane = 0; plane < 3; plane++) {
                long a = select(c0, lower[plane], lower[3 + plane]);
                long b = select(c1, lower[6 + plane], lower[9 + plane]);
                long c = select(c2, lower[12 + plane], lower[15 + plane]);
                long d = select(c3, lower[18 + plane], lower[21 + plane]);
                planes[3 + plane] = select(top, select(low, a, b), select(high, c, d));
            }
        }

        /** Turns the planes of bits into one number a row, a byte each. */
        private void number() {
            for (int i = 0; i < leaves.length; i++) {
                int shift = 8 * i;
                long eight = spread(planes[0], shift) << 2 | spread(planes[1], shift) << 1 | spread(planes[2], shift);
                if (layers > 1) {
                    eight = eight << 3
                            | spread(planes[3], shift) << 2
                            | spread(planes[4], shift) << 1
                            | spread(planes[5], shift);
                }
                leaves[i] = eight;
            }
        }
    }

    private static long spread(long plane, int shift) {
        return SPREAD[(int) (plane >>> shift) & 255];
    }

    private static long select(long which, long zero, long one) {
        return zero ^ (which & (zero ^ one));
    }
}
