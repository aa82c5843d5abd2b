package io.github.modelkeel.gates.rule;

import java.util.Map;
import java.util.Optional;

/** A metric that a version's run or logged model has, or why it cannot be used. */
record Figure(double value, Optional<String> problem) {
    static Figure of(String whose, Map<String, Double> metrics, String metric) {
        Double value = metrics.get(metric);
        if (value == null) {
            return new Figure(Double.NaN, Optional.of("the " + whose + " has no metric " + metric));
        }
        if (value.isNaN()
                || Math.abs(value) >= Double.MAX_VALUE) { // MLflow keeps an infinite value as the greatest finite one
            String text = value.isNaN() ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
            return new Figure(value, Optional.of("the " + whose + "'s " + metric + " is not a number: " + text));
        }
        return new Figure(value, Optional.empty());
    }
}
