package io.github.modelkeel.drift.statistics;

/** What is known of a statistic without drift: how often it is above the observed value, its mean and its variance. Not thread-safe. */
final class NullTail {
    private static final double EQUAL = 1e-9;
    private static final int FEW_ABOVE = 10;

    private final double observed;
    private double weights;
    private double above;
    private double equal;
    private double sum;
    private double squares;

    NullTail(double observed) {
        this.observed = observed;
    }

    /** Adds a value with its probability, or drawn values with weight 1. */
    public void add(double value, double weight) {
        double allowed = EQUAL * Math.max(value, observed);
        if (Math.abs(value - observed) <= allowed) {
            equal += weight;
        } else if (value > observed) {
            above += weight;
        }
        weights += weight;
        sum += weight * value;
        squares += weight * value * value;
    }

    public double mean() {
        return sum / weights;
    }

    /** The mid-p-value. Beyond what was drawn the tail is that of a gamma distribution of the same mean and variance. */
    public double pValue() {
        if (weights < 1.5) { // probabilities
            return Math.min(1, above + equal / 2);
        }
        double counted = counted();
        double variance = squares / weights - mean() * mean();
        if (above + equal >= FEW_ABOVE || variance <= 0) {
            return counted;
        }
        double scale = variance / mean();
        return Math.min(counted, SpecialFunctions.upperGamma(mean() / scale, observed / scale));
    }

    /** The mid-p-value of drawn values; beyond what was drawn, what is known to be no smaller than the tail. */
    public double pValue(double bound) {
        return above + equal >= FEW_ABOVE ? counted() : Math.min(counted(), bound);
    }

    private double counted() {
        return (above + (equal + 1) / 2) / (weights + 1);
    }
}
