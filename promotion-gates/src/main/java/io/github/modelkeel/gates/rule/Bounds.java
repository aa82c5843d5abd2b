package io.github.modelkeel.gates.rule;

/** From where to where a figure passes; NaN for no bound on that side. */
public record Bounds(double atLeast, double atMost) {
    boolean hold(double value) {
        return !(value < atLeast) && !(value > atMost);
    }

    @Override
    public String toString() {
        if (Double.isNaN(atLeast)) {
            return "at most " + atMost;
        }
        return "at least " + atLeast + (Double.isNaN(atMost) ? "" : " and at most " + atMost);
    }
}
