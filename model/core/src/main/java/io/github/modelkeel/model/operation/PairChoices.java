package io.github.modelkeel.model.operation;

/**
 * The votes for each class from a choice a pair of classes, the first with the second, the first with the third, and so on: 0 is a vote
 * for the first one of the pair, 1 for the second. To its votes each class adds {@code c / (3 * (|c| + 1))} of the sum c of the
 * confidences, which are for the second one of a pair and against the first, so that no vote is outweighed. The inputs are the choices and
 * then the confidences.
 *
 * @param classes how many classes, at least 2
 */
public record PairChoices(int classes) implements Operation {
    private static final int MAX = 10_000;

    /**
     * Checks the size.
     *
     * @param classes how many classes, at least 2
     * @throws IllegalArgumentException if there are fewer
     */
    public PairChoices {
        if (classes < 2 || classes > MAX) {
            throw new IllegalArgumentException("there must be 2 to 10,000 classes: " + classes);
        }
    }

    @Override
    public int inputs() {
        return classes * (classes - 1);
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public Kernel compile(CompileContext around) {
        int pairs = inputs() / 2;
        return (slots, from, to) -> {
            double[] votes = new double[classes];
            double[] sums = new double[classes];
            int pair = 0;
            for (int i = 0; i < classes; i++) {
                for (int j = i + 1; j < classes; j++) {
                    double confidence = slots[from[pairs + pair]];
                    votes[slots[from[pair++]] == 0 ? i : j]++;
                    sums[i] -= confidence;
                    sums[j] += confidence;
                }
            }
            for (int k = 0; k < classes; k++) {
                slots[to + k] = PairVotes.withConfidence(votes[k], sums[k]);
            }
        };
    }
}
