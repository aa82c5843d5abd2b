package io.github.modelkeel.registry.promotion;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules over a metric. A metric that is missing or no finite number never passes. */
public interface MetricRule {
    /**
     * Judges a version.
     *
     * @param metrics the version's metrics
     * @param champion those of the version that it would replace; null when there is none
     */
    Result check(Map<String, Double> metrics, @Nullable Map<String, Double> champion);

    /** The rule in a few words, whether the version passes, and the numbers that say why. */
    record Result(String rule, boolean passed, String reason) {}

    /** Against a limit. */
    record Absolute(String metric, double limit, boolean higherIsBetter) implements MetricRule {
        public Absolute {
            Objects.requireNonNull(metric, "metric");
            if (Double.isNaN(limit)) {
                throw new IllegalArgumentException("the limit of " + metric + " must be a number: " + limit);
            }
        }

        @Override
        public Result check(Map<String, Double> metrics, @Nullable Map<String, Double> champion) {
            String rule = metric + (higherIsBetter ? " at least " : " at most ") + limit;
            Optional<String> unusable = unusable(metrics, metric, "version");
            if (unusable.isPresent()) {
                return new Result(rule, false, unusable.get());
            }
            double value = metrics.getOrDefault(metric, Double.NaN);
            return new Result(rule, higherIsBetter ? value >= limit : value <= limit, metric + " = " + value);
        }
    }

    /** Against the champion. */
    record Relative(String metric, double tolerance, boolean higherIsBetter) implements MetricRule {
        public Relative {
            Objects.requireNonNull(metric, "metric");
            if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
                throw new IllegalArgumentException(
                        "the tolerance of " + metric + " must be 0 or a positive share: " + tolerance);
            }
        }

        @Override
        public Result check(Map<String, Double> metrics, @Nullable Map<String, Double> champion) {
            String rule = metric + " not " + (higherIsBetter ? "lower" : "higher") + " than the champion's"
                    + (tolerance == 0 ? "" : " by more than " + percent(tolerance));
            if (champion == null) {
                return new Result(rule, true, "there is no champion");
            }
            Optional<String> unusable =
                    unusable(metrics, metric, "version").or(() -> unusable(champion, metric, "champion"));
            if (unusable.isPresent()) {
                return new Result(rule, false, unusable.get());
            }
            double value = metrics.getOrDefault(metric, Double.NaN);
            double best = champion.getOrDefault(metric, Double.NaN);
            double limit = higherIsBetter ? best - Math.abs(best) * tolerance : best + Math.abs(best) * tolerance;
            boolean passed = higherIsBetter ? value >= limit : value <= limit;
            String reason = metric + " = " + value + ", the champion's " + best + ", the limit " + limit;
            return new Result(rule, passed, reason);
        }

        private static String percent(double share) {
            String text = Double.toString(Math.round(share * 1e8) / 1e6);
            return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
        }
    }

    /** Why a metric cannot be compared. MLflow keeps an infinite value as the greatest finite one. */
    private static Optional<String> unusable(Map<String, Double> metrics, String metric, String whose) {
        Double value = metrics.get(metric);
        if (value == null) {
            return Optional.of("the " + whose + " has no metric " + metric);
        }
        if (value.isNaN() || Math.abs(value) >= Double.MAX_VALUE) {
            return Optional.of("the " + whose + "'s " + metric + " is not a number: "
                    + (value.isNaN() ? "NaN" : value > 0 ? "Infinity" : "-Infinity"));
        }
        return Optional.empty();
    }
}
