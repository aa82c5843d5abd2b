package io.github.modelkeel.model.operation;

import java.util.Objects;

/**
 * The logarithm of how likely each class and the inputs are together, by scikit-learn's Gaussian naive Bayes:
 * {@code prior + (normal - 0.5 * (sum of (x - mean)^2 / variance))}. Bound: the sum runs in the order of the inputs, numpy's in another
 * one from 8 inputs on; either is within {@code n} half ulps of it.
 *
 * @param means a row of means a class
 * @param variances a row of variances a class, above 0
 * @param priors the logarithm of each class's prior
 * @param normals {@code -0.5 * (sum of log(2 * pi * variance))} of each class
 */
public record GaussianLogs(Matrix means, Matrix variances, Numbers priors, Numbers normals) implements Operation {
    /**
     * Checks the sizes.
     *
     * @param means a row of means a class
     * @param variances a row of variances a class, above 0
     * @param priors the logarithm of each class's prior
     * @param normals {@code -0.5 * (sum of log(2 * pi * variance))} of each class
     * @throws IllegalArgumentException if a size does not fit, a number is not finite, or a variance is not above 0
     */
    public GaussianLogs {
        means.values().requireFinite("means");
        variances.values().requireFinite("variances").requireSize(means.values().size(), "variances");
        priors.requireFinite("priors").requireSize(means.rows(), "priors");
        normals.requireFinite("normals").requireSize(means.rows(), "normals");
        Objects.checkIndex(means.columns() - 1, variances.columns());
        for (double variance : variances.values().toArray()) {
            if (!(variance > 0)) {
                throw new IllegalArgumentException("a variance must be above 0: " + variance);
            }
        }
    }

    @Override
    public int inputs() {
        return means.columns();
    }

    @Override
    public int outputs() {
        return means.rows();
    }

    @Override
    public Kernel compile(CompileContext around) {
        double[] centers = means.values().toArray();
        double[] widths = variances.values().toArray();
        double[] first = priors.toArray();
        double[] second = normals.toArray();
        return (slots, from, to) -> {
            int at = 0;
            for (int k = 0; k < first.length; k++) {
                double sum = 0;
                for (int slot : from) {
                    double off = slots[slot] - centers[at];
                    sum += off * off / widths[at++];
                }
                slots[to + k] = first[k] + (second[k] - 0.5 * sum);
            }
        };
    }
}
