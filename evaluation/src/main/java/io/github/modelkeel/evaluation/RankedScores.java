package io.github.modelkeel.evaluation;

import java.util.stream.IntStream;

/**
 * Rows in the order of their scores, for the area under the ROC curve: the probability that a positive row has a higher score than a
 * negative one, ties as halves (J. A. Hanley and B. J. McNeil, 1982).
 */
final class RankedScores {
    private final int[] order;
    private final boolean[] endsTie;

    RankedScores(double[] scores) {
        order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[a], scores[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        endsTie = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            endsTie[i] = i + 1 == order.length || scores[order[i]] != scores[order[i + 1]];
        }
    }

    /**
     * The area; NaN without a positive or without a negative.
     *
     * @param positive to which part each row is positive, 0 to 1
     * @param weights of the rows
     */
    double area(double[] positive, double[] weights) {
        double area = 0;
        double positives = 0;
        double negatives = 0;
        double tiedPositives = 0;
        double tiedNegatives = 0;
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            tiedPositives += weights[row] * positive[row];
            tiedNegatives += weights[row] * (1 - positive[row]);
            if (endsTie[i]) {
                area += tiedPositives * (negatives + tiedNegatives / 2);
                positives += tiedPositives;
                negatives += tiedNegatives;
                tiedPositives = 0;
                tiedNegatives = 0;
            }
        }
        return area / (positives * negatives);
    }
}
