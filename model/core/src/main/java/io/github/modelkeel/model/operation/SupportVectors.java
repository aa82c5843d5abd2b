package io.github.modelkeel.model.operation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The decisions of a support vector machine from how like the row is to each of its vectors: of each pair of classes, the first one with
 * the second, the first with the third, and so on; of a regression the only one. A decision adds up the products of coefficients and
 * likenesses in the order of the vectors, those of the pair's first class before those of its second, then the intercept, as libsvm does:
 * the bits are the same where the likenesses are.
 *
 * @param coefficients a row for each class but one, a column a vector
 * @param counts how many vectors each class has, those of the first class first; a single count for a regression
 * @param intercepts what is added to each decision
 */
public record SupportVectors(Matrix coefficients, Indices counts, Numbers intercepts) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param coefficients a row for each class but one, a column a vector
     * @param counts how many vectors each class has, those of the first class first; a single count for a regression
     * @param intercepts what is added to each decision
     * @throws IllegalArgumentException if a size does not fit, or a number is not finite
     */
    public SupportVectors {
        coefficients.values().requireFinite("coefficients");
        int classes = counts.size();
        long vectors = IntStream.of(counts.toArray()).asLongStream().sum();
        if (classes < 1 || vectors != coefficients.columns() || coefficients.rows() != Math.max(1, classes - 1)) {
            throw new IllegalArgumentException(vectors + " support vectors of " + classes
                    + " classes do not fit coefficients of " + coefficients.rows() + " x " + coefficients.columns());
        }
        intercepts.requireFinite("intercepts").requireSize(Math.max(1, classes * (classes - 1) / 2), "intercepts");
    }

    @Override
    public int inputs() {
        return coefficients.columns();
    }

    @Override
    public int outputs() {
        return intercepts.size();
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[][] rows = new double[coefficients.rows()][];
        double[] all = coefficients.values().toArray();
        int total = coefficients.columns();
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(all, row * total, (row + 1) * total);
        }
        double[] last = intercepts.toArray();
        int classes = counts.size();
        Range[] ranges = new Range[classes];
        for (int i = 0; i < classes; i++) {
            int start = i == 0 ? 0 : ranges[i - 1].end();
            ranges[i] = new Range(start, start + counts.get(i));
        }
        return (slots, from, to) -> {
            if (classes == 1) {
                slots[to] = add(0, rows[0], ranges[0], slots, from) + last[0];
            }
            int pair = 0;
            for (int i = 0; i < classes; i++) {
                for (int j = i + 1; j < classes; j++) {
                    double sum = add(0, rows[j - 1], ranges[i], slots, from);
                    slots[to + pair] = add(sum, rows[i], ranges[j], slots, from) + last[pair];
                    pair++;
                }
            }
        };
    }

    private record Range(int start, int end) {}

    private static double add(double start, double[] factors, Range range, double[] slots, int[] from) {
        double sum = start;
        for (int i = range.start(); i < range.end(); i++) {
            sum += factors[i] * slots[from[i]];
        }
        return sum;
    }
}
