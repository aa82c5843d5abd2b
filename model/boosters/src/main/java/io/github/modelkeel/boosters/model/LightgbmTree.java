package io.github.modelkeel.boosters.model;

import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.util.BitSet;

/**
 * One tree of a LightGBM file. Splits are numbered from 0, the root; a child below 0 is a leaf, -1 the first.
 *
 * <p>LightGBM replaces numbers within 1e-35f of zero by zero before it asks any tree, so a threshold in that range is moved to the edge
 * that gives the same answer for all of them.
 */
final class LightgbmTree {
    private static final double ZERO = 1e-35f;
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_ZERO = 1;
    private static final int MISSING_NAN = 2;
    private static final int WORD = 32;
    private static final int MAX_CATEGORY_WORDS = 1_000_000;

    private final LightgbmText.Block lines;
    private final int splits;
    private final double[] leaves;
    private final int[] feature;
    private final double[] threshold;
    private final int[] decision;
    private final int[] left;
    private final int[] right;
    private final int[] setStarts;
    private final int[] setWords;

    LightgbmTree(LightgbmText.Block lines) {
        this.lines = lines;
        if (lines.find("is_linear")
                .filter(linear -> !linear.strip().equals("0"))
                .isPresent()) {
            throw lines.bad("its leaves are linear models; train with linear_tree=false");
        }
        int count = lines.integer("num_leaves");
        if (count < 1 || count > Booster.MAX_NODES) {
            throw lines.bad("num_leaves must be 1 to " + Booster.MAX_NODES + ": " + count);
        }
        splits = count - 1;
        leaves = lines.numbers("leaf_value", count);
        feature = lines.integers("split_feature", splits);
        threshold = lines.numbers("threshold", splits);
        decision = lines.integers("decision_type", splits);
        left = lines.integers("left_child", splits);
        right = lines.integers("right_child", splits);
        int sets = lines.find("num_cat")
                .map(text -> lines.parseInt("num_cat", text))
                .orElse(0);
        if (sets < 0 || sets > splits) {
            throw lines.bad("num_cat must be 0 to " + splits + ": " + sets);
        }
        setStarts = sets == 0 ? new int[1] : lines.integers("cat_boundaries", sets + 1);
        int words = setStarts[sets];
        if (words < 0 || words > MAX_CATEGORY_WORDS) {
            throw lines.bad("cat_boundaries must end at 0 to " + MAX_CATEGORY_WORDS + ": " + words);
        }
        setWords = sets == 0 ? new int[0] : lines.integers("cat_threshold", words);
    }

    /** Adds the nodes level by level, so that children come after their parent. */
    void addTo(TreeEnsembleScorer.Builder trees) {
        int[] queue = new int[splits + leaves.length];
        BitSet seen = new BitSet(queue.length);
        int end = enqueue(splits == 0 ? -1 : 0, queue, 0, seen);
        for (int i = 0; i < end; i++) {
            int node = queue[i];
            if (node < 0) {
                trees.leaf(leaves[~node]);
            } else {
                end = enqueue(left[node], queue, end, seen);
                end = enqueue(right[node], queue, end, seen);
                addSplit(trees, node, end - 2);
            }
        }
    }

    private int enqueue(int node, int[] queue, int end, BitSet seen) {
        boolean there = node < 0 ? ~node < leaves.length : node < splits;
        int slot = node < 0 ? splits + ~node : node;
        if (!there || seen.get(slot)) {
            throw lines.bad("the child " + node + " is not there or has another parent");
        }
        seen.set(slot);
        queue[end] = node;
        return end + 1;
    }

    private void addSplit(TreeEnsembleScorer.Builder trees, int node, int leftPlace) {
        if ((decision[node] & CATEGORICAL) != 0) {
            trees.categorical(feature[node], categories(node), leftPlace, leftPlace + 1, false);
            return;
        }
        double limit = threshold[node];
        if (limit >= -ZERO && limit <= ZERO) {
            limit = limit >= 0 ? ZERO : Math.nextDown(-ZERO);
        }
        int missing = (decision[node] >> 2) & 3;
        boolean defaultLeft = (decision[node] & DEFAULT_LEFT) != 0;
        boolean missingLeft = (missing == MISSING_NAN || missing == MISSING_ZERO) ? defaultLeft : limit >= 0;
        trees.split(feature[node], limit, leftPlace, leftPlace + 1, missingLeft);
        if (missing == MISSING_ZERO) {
            trees.zeroMissing();
        }
    }

    /** The members of a split's bit set. */
    private int[] categories(int node) {
        int set = (int) threshold[node];
        if (set != threshold[node] || set < 0 || set >= setStarts.length - 1) {
            throw lines.bad("a split has the set of categories " + threshold[node] + ", which is not there");
        }
        int start = setStarts[set];
        int end = setStarts[set + 1];
        if (start < 0 || end < start || end > setWords.length) {
            throw lines.bad("cat_boundaries do not ascend");
        }
        BitSet members = new BitSet();
        for (int word = start; word < end; word++) {
            for (int bit = 0; bit < WORD; bit++) {
                if (((setWords[word] >>> bit) & 1) != 0) {
                    members.set((word - start) * WORD + bit);
                }
            }
        }
        return members.stream().toArray();
    }
}
