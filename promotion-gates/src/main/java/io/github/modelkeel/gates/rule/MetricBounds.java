package io.github.modelkeel.gates.rule;

import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Verdict;

/** A metric of the version within bounds. */
public record MetricBounds(String metric, Bounds bounds) implements Rule {
    @Override
    public Verdict check(Candidate candidate, Material material) {
        String rule = metric + " " + bounds;
        Figure figure = Figure.of("challenger", candidate.metrics(), metric);
        return figure.problem()
                .map(problem -> new Verdict(rule, false, problem + "; log it in the run or on the logged model"))
                .orElseGet(() -> new Verdict(rule, bounds.hold(figure.value()), metric + " = " + figure.value()));
    }
}
