package io.github.modelkeel.gates.rule;

import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import java.util.Optional;

/** The verdicts of a comparison that has nothing to compare with. */
final class Champion {
    private Champion() {}

    static Optional<Verdict> missing(String rule, Candidate candidate, Outcome without) {
        if (candidate.currentVersion().isEmpty()) {
            String what = switch (without) {
                case PASS -> "";
                case FAIL -> "; promote the first version without this gate";
                case INVESTIGATE -> "; look at the first version yourself, and promote it without this gate";
            };
            return Optional.of(new Verdict(rule, without, "there is no champion yet" + what));
        }
        if (candidate.currentVersion().get().version() == candidate.challenger().version()) {
            return Optional.of(
                    new Verdict(rule, Outcome.PASS, "the challenger is the champion; there is nothing to compare"));
        }
        return Optional.empty();
    }
}
