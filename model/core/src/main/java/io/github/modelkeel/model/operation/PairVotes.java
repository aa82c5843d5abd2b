package io.github.modelkeel.model.operation;

/**
 * The votes for each class from a decision a pair of classes, the first with the second, the first with the third, and so on: above 0 it
 * is a vote for the first one of the pair. With confidence, as scikit-learn's one-versus-rest form has it, each class has also
 * {@code c / (3 * (|c| + 1))} of the sum c of its decisions, so that no vote is outweighed; then a decision of 0 votes for the first one,
 * too.
 *
 * @param classes how many classes, at least 2
 * @param confident whether the size of the decisions counts
 */
public record PairVotes(int classes, boolean confident) implements Operation {
    /**
     * Checks the size.
     *
     * @param classes how many classes, at least 2
     * @param confident whether the size of the decisions counts
     * @throws IllegalArgumentException if there are fewer
     */
    public PairVotes {
        if (classes < 2 || classes > 10_000) {
            throw new IllegalArgumentException("there must be 2 to 10,000 classes: " + classes);
        }
    }

    @Override
    public int inputs() {
        return classes * (classes - 1) / 2;
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            double[] votes = new double[classes];
            double[] sums = new double[classes];
            int pair = 0;
            for (int i = 0; i < classes; i++) {
                for (int j = i + 1; j < classes; j++) {
                    double decision = slots[from[pair++]];
                    votes[decision > 0 || (confident && decision == 0) ? i : j]++;
                    sums[i] += decision;
                    sums[j] -= decision;
                }
            }
            for (int k = 0; k < classes; k++) {
                slots[to + k] = confident ? withConfidence(votes[k], sums[k]) : votes[k];
            }
        };
    }

    /** Votes and a share of less than a third that grows with the confidence, so that no vote is outweighed. */
    static double withConfidence(double votes, double confidence) {
        return votes + confidence / (3 * (Math.abs(confidence) + 1));
    }
}
