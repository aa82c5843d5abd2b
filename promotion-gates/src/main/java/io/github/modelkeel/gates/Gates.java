package io.github.modelkeel.gates;

import io.github.modelkeel.gates.file.Entry;
import io.github.modelkeel.gates.file.GatesFile;
import io.github.modelkeel.gates.rule.Rule;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Gates of a promotion as a file says them, in YAML or JSON. Immutable and safe for use by multiple threads.
 *
 * <p>The file has a list {@code gates}; each entry is about a {@code metric}, a {@code drift} report, a {@code replay}, the {@code signature}
 * or a policy of {@code opa}. {@code no_champion} says what comparisons decide while the alias points to no version: {@code pass} (by
 * default), {@code fail} or {@code investigate}. Paths of files on this machine start at the file's directory.
 */
public final class Gates {
    private final List<Rule> rules;

    private Gates(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads a file of gates. Nothing is asked yet.
     *
     * @param file the file
     * @return its gates, at least one
     * @throws IllegalArgumentException if it is empty, not valid YAML, or says something that is not known; the message has the file, the
     *     line where there is one, and what to do
     * @throws IOException if it cannot be read
     */
    public static Gates read(Path file) throws IOException {
        Entry root = GatesFile.read(Objects.requireNonNull(file, "file"));
        root.allow(Set.of("no_champion", "gates"));
        Outcome withoutChampion = switch (root.word("no_champion", Set.of("pass", "fail", "investigate"), "pass")) {
            case "pass" -> Outcome.PASS;
            case "fail" -> Outcome.FAIL;
            default -> Outcome.INVESTIGATE;
        };
        RuleReader reader = new RuleReader(file.toAbsolutePath().getParent(), withoutChampion);
        return new Gates(root.entries("gates").stream().map(reader::read).toList());
    }

    /**
     * The gates for a promotion in a registry: {@code registry.promote(name, version, alias, Promotion.always().withGates(gates.with(registry)))}.
     *
     * @param registry where the gates read models and the files of runs; it must stay open for as long as they are asked
     * @return the gates in the order of the file
     */
    public List<PromotionGate> with(Registry registry) {
        RegistryMaterial material = new RegistryMaterial(Objects.requireNonNull(registry, "registry"));
        return rules.stream()
                .map(rule -> (PromotionGate) candidate -> rule.check(candidate, material))
                .toList();
    }
}
