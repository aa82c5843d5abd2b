package io.github.modelkeel.registry;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An alias was not moved. Immutable. The error code says why: {@code PROMOTION_CONFLICT} when it points to another version than
 * expected, or was moved concurrently; {@code PROMOTION_REFUSED} when the version does not pass; {@code PROMOTION_UNDECIDED} when no gate
 * fails, but one cannot decide and a person must look; {@code NO_PREVIOUS_VERSION} when there is nothing to go back to.
 */
public final class PromotionRefusedException extends ClientException {
    private static final long serialVersionUID = 1L;

    /** The version that the alias pointed to, or 0. */
    private final int actualVersion;

    /** What the gates said; not kept when the exception is serialized. */
    private final transient Promotion.@Nullable Decision decision;

    private PromotionRefusedException(
            String code, String message, int actualVersion, Promotion.@Nullable Decision decision) {
        super(code, 0, code + ": " + message, null);
        this.actualVersion = actualVersion;
        this.decision = decision;
    }

    static PromotionRefusedException conflict(String message, int actualVersion) {
        return new PromotionRefusedException("PROMOTION_CONFLICT", message, actualVersion, null);
    }

    static PromotionRefusedException noPrevious(String message, int actualVersion) {
        return new PromotionRefusedException("NO_PREVIOUS_VERSION", message, actualVersion, null);
    }

    static PromotionRefusedException refused(Promotion.Decision decision) {
        return new PromotionRefusedException(
                decision.outcome() == Outcome.INVESTIGATE ? "PROMOTION_UNDECIDED" : "PROMOTION_REFUSED",
                decision.toString(),
                decision.currentVersion(),
                decision);
    }

    /**
     * The version that the alias was found to point to.
     *
     * @return the version, or 0 when it pointed to none
     */
    public int actualVersion() {
        return actualVersion;
    }

    /**
     * What the gates said.
     *
     * @return the decision, or empty when they were not asked
     */
    public Optional<Promotion.Decision> decision() {
        return Optional.ofNullable(decision);
    }
}
