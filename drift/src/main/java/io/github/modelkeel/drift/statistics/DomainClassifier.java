package io.github.modelkeel.drift.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Whether a classifier can tell current rows from reference rows by all of their columns together: boosted trees are fitted to a half of the
 * rows of each side and judged by the other half, and the other way round.
 *
 * <p>The p-value is twice the smaller of the two halves' one-sided p-values of Mann and Whitney. Without drift the rows of the half that judges
 * can change places whatever the classifier learned, so each of the two is right; the two depend on each other, which is why scores of both
 * halves are not tested in one go.
 *
 * @param auc the mean of the two areas under the ROC curve: how likely the score of a current row is above that of a reference row; 0.5 without drift
 * @param gains the share of each column in what the trees learned
 */
@SuppressWarnings("ArrayRecordComponent") // within drift, never written to
public record DomainClassifier(double auc, double pValue, double[] gains) {
    /** Fewer rows on a side show nothing. */
    public static final int FEWEST_ROWS = 40;

    private static final int MOST_ROWS = 20_000;

    /**
     * Fits and judges.
     *
     * @param codes of the pooled rows by column and row, the reference's rows first; at least one column; they must not depend on the side
     * @param n how many rows are the reference's
     */
    public static DomainClassifier of(byte[][] codes, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int total = codes[0].length;
        boolean[] current = new boolean[total];
        Arrays.fill(current, n, total, true);
        int[] before = shuffled(0, n, random);
        int[] after = shuffled(n, total, random);
        int[] even = half(before, after, 0);
        int[] odd = half(before, after, 1);
        double[] gains = new double[codes.length];
        MannWhitney first = judge(codes, current, even, odd, gains, random);
        MannWhitney second = judge(codes, current, odd, even, gains, random);
        double sum = Arrays.stream(gains).sum();
        double p = 2 * Math.min(oneSided(first), oneSided(second));
        return new DomainClassifier(
                (first.larger() + second.larger()) / 2,
                Math.min(1, p),
                Arrays.stream(gains).map(gain -> sum > 0 ? gain / sum : 0).toArray());
    }

    /** The rows of a side in a random order, at most {@value #MOST_ROWS} of them. */
    private static int[] shuffled(int from, int to, SplittableRandom random) {
        int[] rows = IntStream.range(from, to).toArray();
        for (int i = rows.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[other];
            rows[other] = row;
        }
        return Arrays.copyOf(rows, Math.min(rows.length, MOST_ROWS));
    }

    private static int[] half(int[] before, int[] after, int which) {
        IntPredicate own = i -> i % 2 == which;
        return IntStream.concat(
                        IntStream.range(0, before.length).filter(own).map(i -> before[i]),
                        IntStream.range(0, after.length).filter(own).map(i -> after[i]))
                .toArray();
    }

    private static MannWhitney judge(
            byte[][] codes, boolean[] current, int[] fitted, int[] judged, double[] gains, SplittableRandom random) {
        BoostedTrees trees = BoostedTrees.fit(codes, current, fitted, random.split());
        double[] ofTrees = trees.gains();
        Arrays.setAll(gains, column -> gains[column] + ofTrees[column]);
        return MannWhitney.of(scores(trees, judged, row -> !current[row]), scores(trees, judged, row -> current[row]));
    }

    private static double[] scores(BoostedTrees trees, int[] rows, IntPredicate side) {
        return Arrays.stream(rows)
                .filter(side)
                .mapToDouble(trees::score)
                .sorted()
                .toArray();
    }

    private static double oneSided(MannWhitney test) {
        return test.larger() > 0.5 ? test.pValue() / 2 : 1 - test.pValue() / 2;
    }
}
