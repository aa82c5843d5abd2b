package io.github.modelkeel.registry;

import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.request.ModelNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Under what conditions an alias moves to another version: what it may point to now, and gates that the new version must pass.
 * Immutable. Without conditions it moves from whatever it points to.
 *
 * @see Registry#promote(String, int, String, Promotion)
 */
public final class Promotion {
    private static final int ANY = -1;
    private static final int NONE = 0;

    private final int expected;
    private final List<PromotionGate> gates;

    private Promotion(int expected, List<PromotionGate> gates) {
        this.expected = expected;
        this.gates = List.copyOf(gates);
    }

    /**
     * A move from whatever the alias points to.
     *
     * @return the promotion
     */
    public static Promotion always() {
        return new Promotion(ANY, List.of());
    }

    /**
     * A move only if the alias points to a certain version now.
     *
     * @param currentVersion the version
     * @return the promotion
     * @throws IllegalArgumentException if it is less than 1
     */
    public static Promotion ifCurrentIs(int currentVersion) {
        return new Promotion(ModelNames.version(currentVersion), List.of());
    }

    /**
     * A move only if there is no such alias yet.
     *
     * @return the promotion
     */
    public static Promotion expectingNone() {
        return new Promotion(NONE, List.of());
    }

    /**
     * This promotion with more gates. All of them are asked, and all must agree.
     *
     * @param more the gates
     * @return the promotion
     */
    public Promotion withGates(PromotionGate... more) {
        Objects.requireNonNull(more, "more");
        List<PromotionGate> all = new ArrayList<>(gates);
        all.addAll(List.of(more));
        return new Promotion(expected, all);
    }

    /**
     * This promotion with more gates, as those that a file describes. All of them are asked, and all must agree.
     *
     * @param more the gates
     * @return the promotion
     */
    public Promotion withGates(Collection<? extends PromotionGate> more) {
        return withGates(more.toArray(PromotionGate[]::new));
    }

    List<PromotionGate> gates() {
        return gates;
    }

    /** Whether it matters what the alias points to. */
    boolean isConditional() {
        return expected != ANY || !gates.isEmpty();
    }

    /** Whether an alias may be moved that points to a version; 0 means no version. */
    boolean allows(int found) {
        return expected == ANY || expected == found;
    }

    /** What the alias must point to, in words. */
    String expected() {
        return words(expected);
    }

    static String words(int version) {
        return version == NONE ? "no version" : "version " + version;
    }

    /**
     * The result of asking the gates. Immutable.
     *
     * @param name the registered model's name
     * @param version the version that was to be promoted, the challenger
     * @param alias the alias
     * @param currentVersion the version that the alias pointed to, or 0 when it pointed to none
     * @param verdicts what each gate said, in the order of the gates
     */
    public record Decision(
            String name, int version, String alias, int currentVersion, List<PromotionGate.Verdict> verdicts) {

        /**
         * Copies the list.
         *
         * @param name the registered model's name
         * @param version the version that was to be promoted, the challenger
         * @param alias the alias
         * @param currentVersion the version that the alias pointed to, or 0 when it pointed to none
         * @param verdicts what each gate said, in the order of the gates
         */
        public Decision {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(alias, "alias");
            verdicts = List.copyOf(verdicts);
        }

        /**
         * Whether every gate agreed.
         *
         * @return true also when there are no gates
         */
        public boolean accepted() {
            return outcome() == Outcome.PASS;
        }

        /**
         * What all gates together decide: one that fails decides, else one that cannot decide.
         *
         * @return {@link Outcome#PASS} also when there are no gates
         */
        public Outcome outcome() {
            Outcome worst = Outcome.PASS;
            for (PromotionGate.Verdict verdict : verdicts) {
                if (verdict.outcome() == Outcome.FAIL) {
                    return Outcome.FAIL;
                }
                if (verdict.outcome() == Outcome.INVESTIGATE) {
                    worst = Outcome.INVESTIGATE;
                }
            }
            return worst;
        }

        /**
         * The decision for people: a line for each rule with its numbers.
         *
         * @return the lines
         */
        @Override
        public String toString() {
            if (currentVersion == version && verdicts.isEmpty()) {
                return name + "@" + alias + " points to version " + version
                        + " already: the challenger is the champion; no gate was asked, nothing was moved";
            }
            StringBuilder text = new StringBuilder(
                    name + "@" + alias + ": " + words(currentVersion) + " -> version " + version + ", " + summary());
            for (PromotionGate.Verdict verdict : verdicts) {
                String outcome = switch (verdict.outcome()) {
                    case PASS -> "passed";
                    case FAIL -> "failed";
                    case INVESTIGATE -> "investigate";
                };
                text.append("\n  " + outcome + ": " + verdict.rule() + ": " + verdict.reason());
            }
            return text.toString();
        }

        /** In a word, as a version's tag has it too. */
        String summary() {
            return switch (outcome()) {
                case PASS -> "accepted";
                case FAIL -> "refused";
                case INVESTIGATE -> "undecided";
            };
        }
    }
}
