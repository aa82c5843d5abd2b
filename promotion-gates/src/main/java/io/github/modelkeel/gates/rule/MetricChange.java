package io.github.modelkeel.gates.rule;

import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import java.util.Optional;

/** A metric not worse than the champion's. What the challenger lacks fails; what the champion lacks is to be investigated. */
public record MetricChange(String metric, Tolerance tolerance, boolean higherIsBetter, Outcome withoutChampion)
        implements Rule {
    @Override
    public Verdict check(Candidate candidate, Material material) {
        String rule = tolerance.rule(metric);
        Figure challenger = Figure.of("challenger", candidate.metrics(), metric);
        if (challenger.problem().isPresent()) {
            return new Verdict(rule, false, challenger.problem().get() + "; log it in the run or on the logged model");
        }
        Optional<Verdict> missing = Champion.missing(rule, candidate, withoutChampion);
        if (missing.isPresent()) {
            return missing.get();
        }
        Figure champion = Figure.of("champion", candidate.championMetrics(), metric);
        if (champion.problem().isPresent()) {
            return new Verdict(
                    rule,
                    Outcome.INVESTIGATE,
                    champion.problem().get() + ", so the challenger's " + challenger.value()
                            + " has nothing to be compared with; log it in the champion's run, or compare by hand");
        }
        double allowed = tolerance.of(champion.value());
        double limit = higherIsBetter ? champion.value() - allowed : champion.value() + allowed;
        boolean passed = higherIsBetter ? challenger.value() >= limit : challenger.value() <= limit;
        return new Verdict(
                rule,
                passed,
                metric + " = " + challenger.value() + ", the champion's " + champion.value() + ", the limit " + limit);
    }
}
