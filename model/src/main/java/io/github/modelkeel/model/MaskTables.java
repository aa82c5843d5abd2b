package io.github.modelkeel.model;

import java.util.Arrays;
import java.util.List;

/**
 * Small trees as tables of bits, a bit a leaf. For each axis and each of its cases a row says which leaves the row of features may
 * still end in, as far as the splits on this axis are concerned; the first leaf that all axes allow is the one. So a tree costs as many
 * words as there are axes, shared with the other trees in the word, and no split is looked at (Lucchese and others, "QuickScorer",
 * SIGIR 2015, with the rows made beforehand).
 */
final class MaskTables implements TreeLayout {
    private static final int GROUP = 32;
    private static final int MAX_LEAVES = 32;

    /** The largest table, in words: what stays in a processor's second cache beside other things. */
    private static final int MAX_WORDS = 1 << 15;

    private final int treeCount;
    private final int leafBits;
    private final int words;
    private final int[] inputs;
    private final double[][] cuts;
    private final int[] firstCase;
    private final boolean[] undecided;
    private final boolean decided;
    private final long[] table;
    private final double[] values;
    private final Pool<Scratch> pool;

    @SuppressWarnings("ArrayRecordComponent") // working arrays, never compared
    private record Scratch(int[] at, int[] leaves) {}

    MaskTables(TreeNodes nodes, List<MaskAxis> axes, Thresholds rule) {
        treeCount = nodes.treeCount();
        leafBits = leafBits(nodes);
        words = wordsOf(treeCount, leafBits);
        inputs = axes.stream().mapToInt(MaskAxis::input).toArray();
        cuts = new double[inputs.length][];
        firstCase = new int[inputs.length + 1];
        for (int i = 0; i < inputs.length; i++) {
            double[] ofAxis = axes.get(i).cuts();
            cuts[i] = ofAxis == null ? new double[0] : ofAxis;
            firstCase[i + 1] = firstCase[i] + axes.get(i).samples().length;
        }
        int cases = firstCase[inputs.length];
        undecided = new boolean[cases];
        table = new long[Math.max(1, cases) * words];
        Arrays.fill(table, -1);
        values = new double[(words << (6 - leafBits) << leafBits) * nodes.leafWidth()];
        MaskBuilder builder = new MaskBuilder(nodes, rule, values, leafBits);
        for (int i = 0; i < inputs.length; i++) {
            fill(axes.get(i), firstCase[i], builder);
        }
        boolean all = true;
        for (boolean open : undecided) {
            all &= !open;
        }
        decided = all;
        pool = new Pool<>(() -> new Scratch(new int[inputs.length], new int[GROUP]));
    }

    private void fill(MaskAxis axis, int first, MaskBuilder builder) {
        for (int i = 0; i < axis.samples().length; i++) {
            double[] sample = axis.samples()[i];
            undecided[first + i] = sample == null;
            if (sample != null) {
                builder.exclude(axis.features(), sample, table, (first + i) * words);
            }
        }
    }

    /** The power of two that holds the leaves of any tree: 3 to 6. */
    private static int leafBits(TreeNodes nodes) {
        int most = 1;
        for (int tree = 0; tree < nodes.treeCount(); tree++) {
            most = Math.max(most, (nodes.start(tree + 1) - nodes.start(tree) + 1) / 2);
        }
        return Math.max(3, 32 - Integer.numberOfLeadingZeros(most - 1));
    }

    private static int wordsOf(int trees, int leafBits) {
        int treesOfWord = 64 >> leafBits;
        return (trees + treesOfWord - 1) / treesOfWord;
    }

    /** Whether the trees are small and few enough, with this number of cases. */
    static boolean fits(TreeNodes nodes, int cases) {
        int bits = leafBits(nodes);
        return nodes.plain() && 1 << bits <= MAX_LEAVES && (long) cases * wordsOf(nodes.treeCount(), bits) <= MAX_WORDS;
    }

    /** How many words are looked at for a row. */
    int wordsOfRow() {
        return words * inputs.length;
    }

    /** Finds the case of each axis; false when one is undecided. */
    private boolean locate(double[] row, int[] at) {
        for (int i = 0; i < at.length; i++) {
            double value = row[inputs[i]];
            int found;
            if (Double.isNaN(value)) {
                found = firstCase[i + 1] - 1;
            } else if (cuts[i].length == 0) {
                found = firstCase[i] + 1 + (int) value;
            } else {
                found = firstCase[i] + Ranks.below(cuts[i], value);
            }
            if (!decided && undecided[found]) {
                return false;
            }
            at[i] = found * words;
        }
        return true;
    }

    /** The sum, or NaN when a case is undecided. */
    @Override
    public double sum(double[] row, TreeSum rule) {
        int place = pool.enter();
        Scratch scratch = pool.at(place);
        double sum = Double.NaN;
        if (locate(row, scratch.at)) {
            sum = rule.start();
            for (int tree = 0; tree < treeCount; tree += GROUP) {
                int count = Math.min(GROUP, treeCount - tree);
                group(scratch.at, tree, count, scratch.leaves);
                sum = rule.addAll(sum, tree, values, scratch.leaves, count);
            }
            sum = rule.finish(sum, treeCount);
        }
        pool.leave(place);
        return sum;
    }

    @Override
    public void find(double[] row, int[] leaves) {
        int place = pool.enter();
        Scratch scratch = pool.at(place);
        if (!locate(row, scratch.at)) {
            throw new IllegalStateException("a case is undecided");
        }
        for (int tree = 0; tree < treeCount; tree += GROUP) {
            int count = Math.min(GROUP, treeCount - tree);
            group(scratch.at, tree, count, scratch.leaves);
            System.arraycopy(scratch.leaves, 0, leaves, tree, count);
        }
        pool.leave(place);
    }

    /** The leaves of some trees; there is room in the array for all trees of the last word. */
    private void group(int[] at, int tree, int count, int[] leaves) {
        int bits = leafBits;
        int treesOfWord = 64 >> bits;
        for (int done = 0; done < count; done += treesOfWord) {
            int word = (tree + done) >> (6 - bits);
            long allowed = -1;
            for (int start : at) {
                allowed &= table[start + word];
            }
            if (bits == 3) {
                for (int i = 0; i < 8; i++, allowed >>>= 8) {
                    leaves[done + i] = ((tree + done + i) << 3) + Long.numberOfTrailingZeros(allowed);
                }
                continue;
            }
            for (int i = 0; i < treesOfWord; i++) {
                leaves[done + i] = ((tree + done + i) << bits) + Long.numberOfTrailingZeros(allowed >>> (i << bits));
            }
        }
    }

    @Override
    public double[] values() {
        return values;
    }
}
