package io.github.modelkeel.model.tree;

import io.github.modelkeel.model.internal.BufferPool;
import java.util.Arrays;
import java.util.List;

/**
 * Small trees as tables of bits, a bit a leaf. For each axis and each of its cases a row says which leaves the row of features may
 * still end in, as far as the splits on this axis are concerned; the first leaf that all axes allow is the one. So a tree costs as many
 * words as there are axes, shared with the other trees in the word, and no split is looked at (Lucchese and others, "QuickScorer",
 * SIGIR 2015, with the rows precomputed).
 */
public final class MaskTables implements TreeLayout {
    private static final int[] NONE = {};
    private static final int MAX_LEAVES = 32;

    /** The largest table, in words: what stays in a processor's second cache beside other things. */
    private static final int MAX_WORDS = 1 << 15;

    private final MaskWords masks;
    private final MaskCases cases;
    private final BufferPool<int[]> bufferPool;

    public MaskTables(TreeNodes nodes, List<MaskAxis> axes, Thresholds rule) {
        int leafBits = leafBits(nodes);
        int words = MaskWords.count(nodes.treeCount(), leafBits);
        List<MaskCases.Group> groups = MaskCases.groups(axes, words);
        cases = new MaskCases(groups, words);
        double[] values = new double[(words << 6) * nodes.leafWidth()];
        Arrays.fill(values, -0.0);
        MaskBuilder builder = new MaskBuilder(nodes, rule, values, leafBits);
        int rows = 1 + groups.stream().mapToInt(MaskCases.Group::cases).sum();
        masks = new MaskWords(nodes.treeCount(), leafBits, rows, values);
        int row = 1;
        for (MaskCases.Group group : groups) {
            fill(group, row, builder);
            row += group.cases();
        }
        bufferPool = new BufferPool<>(() -> new int[cases.further()]);
    }

    /** Fills the rows of a group, of which the last axis changes with each row. */
    private void fill(MaskCases.Group group, int first, MaskBuilder builder) {
        int repeats = group.cases();
        for (MaskAxis axis : group.axes()) {
            int count = axis.samples().length;
            repeats /= count;
            for (int row = 0; row < group.cases(); row++) {
                double[] sample = axis.samples()[row / repeats % count];
                if (sample != null) {
                    builder.exclude(axis.features(), sample, masks.table(), (first + row) * masks.words());
                }
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

    /** Whether the trees are small and few enough, with this number of cases. */
    public static boolean fits(TreeNodes nodes, int cases) {
        int bits = leafBits(nodes);
        return nodes.plain()
                && 1 << bits <= MAX_LEAVES
                && (long) cases * MaskWords.count(nodes.treeCount(), bits) <= MAX_WORDS;
    }

    /** How many words are looked at for a row. */
    public int wordsOfRow() {
        return masks.words() * (MaskCases.PACKED + cases.further());
    }

    /** The sum, or NaN when a case is undecided. */
    @Override
    public double sum(double[] row, TreeSum rule) {
        if (cases.further() == 0) {
            return sum(cases.locate(row, NONE), NONE, rule);
        }
        int place = bufferPool.enter();
        int[] further = bufferPool.at(place);
        double sum = sum(cases.locate(row, further), further, rule);
        bufferPool.leave(place);
        return sum;
    }

    private double sum(long starts, int[] further, TreeSum rule) {
        return starts == MaskCases.OPEN
                ? Double.NaN
                : rule.finish(rule.addMasked(rule.start(), masks, starts, further), masks.treeCount());
    }

    @Override
    public void find(double[] row, int[] leaves) {
        int place = bufferPool.enter();
        int[] further = bufferPool.at(place);
        long starts = cases.locate(row, further);
        if (starts == MaskCases.OPEN) {
            throw new IllegalStateException("a case is undecided");
        }
        for (int word = 0, tree = 0; word < masks.words(); word++) {
            long allowed = masks.allowed(starts, further, word);
            for (int bit = 0; bit < 64 && tree < masks.treeCount(); bit += masks.leafStep(), tree++) {
                leaves[tree] = MaskWords.leaf(word, bit, allowed);
            }
        }
        bufferPool.leave(place);
    }

    @Override
    public double[] values() {
        return masks.values();
    }
}
