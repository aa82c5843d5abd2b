package io.github.modelkeel.model.operation;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A whole scorer as an operation: all its outputs, after the link. It stands where the answer of one model is a feature of another.
 *
 * @param scorer the scorer
 * @param link the link
 */
public record Score(Scorer scorer, Link link) implements Operation {
    /**
     * Checks that both are there.
     *
     * @param scorer the scorer
     * @param link the link
     */
    public Score {
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(link, "link");
    }

    @Override
    public int inputs() {
        return scorer.featureCount();
    }

    @Override
    public int outputs() {
        return scorer.outputs();
    }

    @Override
    public boolean mayBeMissing(int output, boolean[] missingInputs) {
        return !scorer.acceptsMissing() && Operation.super.mayBeMissing(output, missingInputs);
    }

    @Override
    public String words(int input) {
        return "score";
    }

    @Override
    public Kernel compile(CompileContext around) {
        return new Scoring(scorer, link);
    }

    private record Scoring(Scorer scorer, Link link) implements Kernel {
        @Override
        public void run(double[] slots, int[] from, int to) {
            put(scorer.scores(features(slots, from)), slots, to);
        }

        @Override
        public void runAll(double[][] rows, int[] from, int to) {
            double[][] features = new double[rows.length][];
            Arrays.setAll(features, row -> features(rows[row], from));
            double[] all = scorer.scoreAll(features);
            int outputs = scorer.outputs();
            for (int row = 0; row < rows.length; row++) {
                put(Arrays.copyOfRange(all, row * outputs, (row + 1) * outputs), rows[row], to);
            }
        }

        private static double[] features(double[] slots, int[] from) {
            double[] features = new double[from.length];
            Arrays.setAll(features, i -> slots[from[i]]);
            return features;
        }

        private void put(double[] scores, double[] slots, int to) {
            link.applyAll(scores);
            System.arraycopy(scores, 0, slots, to, scores.length);
        }
    }
}
