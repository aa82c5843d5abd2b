package io.github.modelkeel.registry;

import io.github.modelkeel.registry.promotion.MetricRule;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a version must pass before an alias moves to it. A lambda can be one: what the registry cannot know, for example whether
 * a drift report is clean, comes in that way. A gate that throws ends the promotion before anything is changed. Implementations are
 * asked on the thread that promotes.
 */
@FunctionalInterface
public interface PromotionGate {
    /**
     * Judges a version.
     *
     * @param contest the version and the one it would replace, with their metrics
     * @return whether it passes, and why
     */
    Verdict check(Candidate contest);

    /**
     * The metric must be a number that is not below a limit.
     *
     * @param metric the metric's name
     * @param limit the least value that passes
     * @return the gate
     */
    static PromotionGate atLeast(String metric, double limit) {
        return of(new MetricRule.Absolute(metric, limit, true));
    }

    /**
     * The metric must be a number that is not above a limit.
     *
     * @param metric the metric's name
     * @param limit the greatest value that passes
     * @return the gate
     */
    static PromotionGate atMost(String metric, double limit) {
        return of(new MetricRule.Absolute(metric, limit, false));
    }

    /**
     * A metric like {@code auc}: it must not be lower than the champion's by more than a share of it. It passes when there is no
     * champion; it fails when either of the two has no such metric, or one that is NaN.
     *
     * @param metric the metric's name
     * @param tolerance how much worse it may be, as a share of the champion's value: 0.02 is two percent, 0 is not worse at all
     * @return the gate
     * @throws IllegalArgumentException if the tolerance is negative or no number
     */
    static PromotionGate higherIsBetter(String metric, double tolerance) {
        return of(new MetricRule.Relative(metric, tolerance, true));
    }

    /**
     * A metric like {@code rmse}: it must not be higher than the champion's by more than a share of it. It passes when there is no
     * champion; it fails when either of the two has no such metric, or one that is NaN.
     *
     * @param metric the metric's name
     * @param tolerance how much worse it may be, as a share of the champion's value: 0.02 is two percent, 0 is not worse at all
     * @return the gate
     * @throws IllegalArgumentException if the tolerance is negative or no number
     */
    static PromotionGate lowerIsBetter(String metric, double tolerance) {
        return of(new MetricRule.Relative(metric, tolerance, false));
    }

    private static PromotionGate of(MetricRule rule) {
        return contest -> {
            MetricRule.Result result =
                    rule.check(contest.metrics(), contest.current() == null ? null : contest.championMetrics());
            return new Verdict(result.rule(), result.passed(), result.reason());
        };
    }

    /**
     * The two versions that a gate compares. Immutable. The metrics are those of the version's run, and of its logged model where it
     * has one; of two values of the same name the logged model's counts. MLflow gives a logged model's NaN back as 0: where the run
     * says NaN, it is NaN here too.
     *
     * @param challenger the version to promote
     * @param metrics the challenger's metrics by name
     * @param current the version that the alias points to, or null when it points to none
     * @param championMetrics that version's metrics by name; empty when there is none
     */
    record Candidate(
            ModelVersion challenger,
            Map<String, Double> metrics,
            @Nullable ModelVersion current,
            Map<String, Double> championMetrics) {

        /**
         * Copies the maps.
         *
         * @param challenger the version to promote
         * @param metrics the challenger's metrics by name
         * @param current the version that the alias points to, or null when it points to none
         * @param championMetrics that version's metrics by name; empty when there is none
         */
        public Candidate {
            Objects.requireNonNull(challenger, "challenger");
            metrics = Map.copyOf(metrics);
            championMetrics = Map.copyOf(championMetrics);
        }

        /**
         * The version that the alias points to.
         *
         * @return the version, or empty when it points to none
         */
        public Optional<ModelVersion> currentVersion() {
            return Optional.ofNullable(current);
        }
    }

    /** What a gate decides. */
    enum Outcome {
        /** The version passes. */
        PASS,
        /** The version must not be promoted. */
        FAIL,
        /** It cannot be decided from what there is: a person must look. The alias does not move. */
        INVESTIGATE
    }

    /**
     * What a gate says. Immutable.
     *
     * @param rule the rule in a few words, for example {@code auc at least 0.8}
     * @param outcome what the gate decides
     * @param reason the numbers that say why
     */
    record Verdict(String rule, Outcome outcome, String reason) {
        /**
         * Checks the values.
         *
         * @param rule the rule in a few words, for example {@code auc at least 0.8}
         * @param outcome what the gate decides
         * @param reason the numbers that say why
         * @throws IllegalArgumentException if the rule is blank
         */
        public Verdict {
            if (rule.isBlank()) {
                throw new IllegalArgumentException("a rule must be named in a few words");
            }
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(reason, "reason");
        }

        /**
         * A gate that passes or fails.
         *
         * @param rule the rule in a few words, for example {@code auc at least 0.8}
         * @param passed whether the version passes
         * @param reason the numbers that say why
         * @throws IllegalArgumentException if the rule is blank
         */
        public Verdict(String rule, boolean passed, String reason) {
            this(rule, passed ? Outcome.PASS : Outcome.FAIL, reason);
        }

        /** {@return whether the version passes} */
        public boolean passed() {
            return outcome == Outcome.PASS;
        }
    }
}
