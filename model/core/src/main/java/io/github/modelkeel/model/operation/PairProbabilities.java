package io.github.modelkeel.model.operation;

import java.util.Arrays;

/**
 * The probability of each class from a decision a pair of classes. Each decision becomes the probability of the pair's first class,
 * {@code 1 / (1 + exp(a * decision + b))}, at least 1e-7 and at most 1 - 1e-7; all of them are then made to agree as well as possible by
 * the second method of Wu, Lin and Weng, "Probability estimates for multi-class classification by pairwise coupling" (2004), with the
 * order of operations and the limits of libsvm. Bound: the exponentials are within one ulp of the C library's; the iteration ends when
 * it moves by less than 0.005 by the number of classes, so two runs whose decisions differ by an ulp can end a step apart in rare cases.
 *
 * @param classes how many classes, at least 2
 * @param slopes a of each pair
 * @param offsets b of each pair
 */
public record PairProbabilities(int classes, Numbers slopes, Numbers offsets) implements Operation {
    private static final double LEAST = 1e-7;
    private static final int LEAST_STEPS = 100;
    private static final double PRECISION = 0.005;

    /**
     * Checks the sizes.
     *
     * @param classes how many classes, at least 2
     * @param slopes a of each pair
     * @param offsets b of each pair
     * @throws IllegalArgumentException if a size does not fit, or a number is not finite
     */
    public PairProbabilities {
        if (classes < 2 || classes > 10_000) {
            throw new IllegalArgumentException("there must be 2 to 10,000 classes: " + classes);
        }
        int pairs = classes * (classes - 1) / 2;
        slopes.requireFinite("slopes").requireSize(pairs, "slopes");
        offsets.requireFinite("offsets").requireSize(pairs, "offsets");
    }

    @Override
    public int inputs() {
        return slopes.size();
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public Kernel compile(CompileContext around) {
        return (slots, from, to) -> {
            double[][] first = new double[classes][classes];
            int pair = 0;
            for (int i = 0; i < classes; i++) {
                for (int j = i + 1; j < classes; j++) {
                    double p = logistic(slots[from[pair]] * slopes.get(pair) + offsets.get(pair));
                    first[i][j] = Math.min(Math.max(p, LEAST), 1 - LEAST);
                    first[j][i] = 1 - first[i][j];
                    pair++;
                }
            }
            System.arraycopy(coupled(first), 0, slots, to, classes);
        };
    }

    /** The form that does not overflow. */
    private static double logistic(double exponent) {
        if (exponent >= 0) {
            double small = StrictMath.exp(-exponent);
            return small / (1.0 + small);
        }
        return 1.0 / (1 + StrictMath.exp(exponent));
    }

    private static double[] coupled(double[][] first) {
        int classes = first.length;
        double[][] quadratic = quadratic(first);
        double[] shares = new double[classes];
        Arrays.fill(shares, 1.0 / classes);
        double[] products = new double[classes];
        int steps = Math.max(LEAST_STEPS, classes);
        for (int step = 0; step < steps; step++) {
            double value = 0;
            for (int t = 0; t < classes; t++) {
                products[t] = 0;
                for (int j = 0; j < classes; j++) {
                    products[t] += quadratic[t][j] * shares[j];
                }
                value += shares[t] * products[t];
            }
            double error = 0;
            for (double product : products) {
                error = Math.max(error, Math.abs(product - value));
            }
            if (error < PRECISION / classes) {
                break;
            }
            improve(quadratic, shares, products, value);
        }
        return shares;
    }

    private static double[][] quadratic(double[][] first) {
        int classes = first.length;
        double[][] quadratic = new double[classes][classes];
        for (int t = 0; t < classes; t++) {
            for (int j = 0; j < classes; j++) {
                if (j != t) {
                    quadratic[t][t] += first[j][t] * first[j][t];
                    quadratic[t][j] = j < t ? quadratic[j][t] : -first[j][t] * first[t][j];
                }
            }
        }
        return quadratic;
    }

    /** One step for each share in turn, which keeps the products of the matrix and the shares up to date. */
    private static void improve(double[][] quadratic, double[] shares, double[] products, double value) {
        double current = value;
        for (int t = 0; t < shares.length; t++) {
            double off = (-products[t] + current) / quadratic[t][t];
            shares[t] += off;
            current = (current + off * (off * quadratic[t][t] + 2 * products[t])) / (1 + off) / (1 + off);
            for (int j = 0; j < shares.length; j++) {
                products[j] = (products[j] + off * quadratic[t][j]) / (1 + off);
                shares[j] /= 1 + off;
            }
        }
    }
}
