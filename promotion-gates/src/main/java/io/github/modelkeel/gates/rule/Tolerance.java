package io.github.modelkeel.gates.rule;

/** How much worse than the champion's a metric may be: an amount in the metric's unit, or a share of the champion's value. */
public record Tolerance(double amount, boolean isShare) {
    double of(double champion) {
        return isShare ? amount * Math.abs(champion) : amount;
    }

    /** A rule in words. */
    String rule(String metric) {
        return metric + " not worse than the champion's" + (amount == 0 ? "" : " by more than " + this);
    }

    @Override
    public String toString() {
        String text = Double.toString(isShare ? Math.round(amount * 1e8) / 1e6 : amount);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + (isShare ? " %" : "");
    }
}
