package io.github.modelkeel.gates.rule;

import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Verdict;

/** One gate of a file. Immutable. */
@FunctionalInterface
public interface Rule {
    /** Judges a version; what is missing becomes a verdict that names it, and a server that fails an exception. */
    Verdict check(Candidate candidate, Material material);
}
