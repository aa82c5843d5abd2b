package io.github.modelkeel.model.tree;

import org.jspecify.annotations.Nullable;

/**
 * One number that mask tables look at, and the finitely many cases that it falls into: for a number the intervals between cuts, each
 * with the cut at its upper end; for a code -1 and all codes; and last the case that it is missing.
 *
 * @param input where the number is
 * @param cuts the cuts, ascending; {@code null} for a code
 * @param features the features that depend on the number, and on nothing else
 * @param samples for each case what these features are, or {@code null} if the case depends on the row
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the one who makes it to the one table, never compared
public record MaskAxis(int input, double @Nullable [] cuts, int[] features, double[] @Nullable [] samples) {
    /** The axis of a feature that is looked at itself. */
    static MaskAxis ofFeature(TreeNodes nodes, int feature, Thresholds rule) {
        double[] cuts = rule.cuts(nodes.thresholds(feature));
        double[][] samples = new double[cuts.length + 2][1];
        for (int i = 0; i < cuts.length; i++) {
            samples[i][0] = cuts[i];
        }
        samples[cuts.length][0] = Double.POSITIVE_INFINITY;
        samples[cuts.length + 1][0] = Double.NaN;
        return new MaskAxis(feature, cuts, new int[] {feature}, samples);
    }
}
