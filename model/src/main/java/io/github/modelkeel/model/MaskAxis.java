package io.github.modelkeel.model;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One number that mask tables look at, and the finitely many cases that it falls into: for a number the intervals between cuts, each
 * with the cut at its upper end; for a code -1 and all codes; and last the case that it is missing.
 *
 * @param input where the number is
 * @param cuts the cuts, ascending; {@code null} for a code
 * @param features the features that depend on the number, and on nothing else
 * @param samples for each case what these features are, or {@code null} if the case cannot be decided beforehand
 */
@SuppressWarnings("ArrayRecordComponent") // handed from the one who makes it to the one table, never compared
record MaskAxis(int input, double @Nullable [] cuts, int[] features, double[] @Nullable [] samples) {
    /** The axis of a feature that is looked at itself. */
    static MaskAxis ofFeature(TreeNodes nodes, int feature, Thresholds rule) {
        TreeSet<Double> thresholds = new TreeSet<>();
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.feature(node) == feature) {
                thresholds.add(rule.inclusive(nodes.value(node)) + 0.0);
            }
        }
        double[] cuts = thresholds.stream().mapToDouble(Double::doubleValue).toArray();
        double[][] samples = new double[cuts.length + 2][1];
        for (int i = 0; i < cuts.length; i++) {
            samples[i][0] = cuts[i];
        }
        samples[cuts.length][0] = Double.POSITIVE_INFINITY;
        samples[cuts.length + 1][0] = Double.NaN;
        return new MaskAxis(feature, cuts, new int[] {feature}, samples);
    }
}
