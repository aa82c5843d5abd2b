package io.github.modelkeel.gates.table;

import io.github.modelkeel.evaluation.Metric;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How much worse one model's metric is than another's, with the interval of the difference. Of the same rows both are computed on each resample
 * (paired bootstrap; B. Efron and R. Tibshirani, <i>An introduction to the bootstrap</i>, 1993, chapter 16), which is narrower than what two
 * independent intervals give. A resample has at most 50,000 rows; of more rows, its distance from the difference of all rows is made smaller by
 * the root of the share that was drawn (m out of n bootstrap; P. Bickel, F. Götze and W. van Zwet, <i>Resampling fewer than n observations</i>,
 * 1997), so that the work is bounded. Of other rows it is the evaluation module's interval of a difference.
 *
 * @param value how much worse; negative for better
 * @param lower the interval's lower end; NaN if there is none
 * @param upper its upper end; NaN if there is none
 */
public record Loss(double challenger, double champion, double value, double lower, double upper, boolean paired) {
    private static final int RESAMPLES = 500;
    private static final int MAX_DRAWN = 50_000;
    private static final long SEED = 42;

    /** Compares two models by the same metric. */
    public static Loss of(Predictions challenger, Predictions champion, double confidence) {
        return of(challenger, champion, confidence, MAX_DRAWN);
    }

    /** With resamples of at most a number of rows. */
    static Loss of(Predictions challenger, Predictions champion, double confidence, int maxDrawn) {
        double sign = Predictions.higherIsBetter(challenger.metric()) ? -1 : 1;
        double of = challenger.value();
        double best = champion.value();
        double[] ends;
        boolean paired = challenger.hasRowsOf(champion);
        if (paired) {
            ends = paired(challenger, champion, sign, confidence, maxDrawn);
        } else {
            Metric difference = challenger
                    .performance(confidence)
                    .since(champion.performance(confidence))
                    .differences()
                    .getOrDefault(challenger.metric(), new Metric(challenger.metric(), 0, Double.NaN, Double.NaN));
            ends = sign > 0
                    ? new double[] {difference.lower(), difference.upper()}
                    : new double[] {-difference.upper(), -difference.lower()};
        }
        return new Loss(of, best, sign * (of - best), ends[0], ends[1], paired);
    }

    private static double[] paired(
            Predictions challenger, Predictions champion, double sign, double confidence, int maxDrawn) {
        SplittableRandom random = new SplittableRandom(SEED);
        int drawn = Math.min(challenger.rows(), maxDrawn);
        double ratio = Math.sqrt((double) drawn / challenger.rows());
        double whole = sign * (challenger.value() - champion.value());
        double[] losses = new double[RESAMPLES];
        int defined = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            int[] rows = random.ints(drawn, 0, challenger.rows()).toArray();
            double loss = sign * (challenger.value(rows) - champion.value(rows));
            if (!Double.isNaN(loss)) {
                losses[defined++] = drawn == challenger.rows() ? loss : whole + ratio * (loss - whole);
            }
        }
        if (defined < RESAMPLES / 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        Arrays.sort(losses, 0, defined);
        double tail = (1 - confidence) / 2;
        int last = defined - 1;
        return new double[] {losses[(int) Math.floor(tail * last)], losses[(int) Math.ceil((1 - tail) * last)]};
    }
}
