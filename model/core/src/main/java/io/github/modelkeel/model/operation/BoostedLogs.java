package io.github.modelkeel.model.operation;

/**
 * What a member of AdaBoost by SAMME.R, which scikit-learn had until version 1.7, adds to the decision for each class:
 * {@code (classes - 1) * (log p - 1 / classes * (sum of log p))}, with no {@code p} below the double's epsilon. Bound: each logarithm is
 * within one ulp of the C library's.
 *
 * @param classes how many classes, at least 2
 */
public record BoostedLogs(int classes) implements Operation {
    private static final double EPSILON = 0x1p-52;

    /**
     * Checks the size.
     *
     * @param classes how many classes, at least 2
     * @throws IllegalArgumentException if there are fewer
     */
    public BoostedLogs {
        if (classes < 2) {
            throw new IllegalArgumentException("there must be two classes: " + classes);
        }
    }

    @Override
    public int inputs() {
        return classes;
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                slots[to + k] = StrictMath.log(Math.max(slots[from[k]], EPSILON));
                sum += slots[to + k];
            }
            double mean = (1.0 / classes) * sum;
            for (int k = 0; k < classes; k++) {
                slots[to + k] = (classes - 1) * (slots[to + k] - mean);
            }
        };
    }
}
