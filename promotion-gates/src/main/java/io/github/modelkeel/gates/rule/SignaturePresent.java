package io.github.modelkeel.gates.rule;

import io.github.modelkeel.formats.internal.YamlTree;
import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The model says what its inputs and outputs are, in its {@code MLmodel}: inputs at least, since MLflow writes no outputs where it saw no predictions. */
public record SignaturePresent() implements Rule {
    @Override
    public Verdict check(Candidate candidate, Material material) {
        String rule = "the model has a signature";
        Path file = material.files(candidate.challenger()).resolve("MLmodel");
        try {
            @Nullable Object tree = Files.isRegularFile(file) ? YamlTree.parse("MLmodel", Files.readAllBytes(file)) : Map.of();
            @Nullable Object signature = tree instanceof Map<?, ?> map ? map.get("signature") : null;
            if (has(signature, "inputs")) {
                return new Verdict(
                        rule,
                        true,
                        "MLmodel declares inputs" + (has(signature, "outputs") ? " and outputs" : ", no outputs"));
            }
            return new Verdict(
                    rule,
                    false,
                    "MLmodel declares no " + (signature == null ? "signature" : "inputs")
                            + "; log the model with a signature, or with an input example");
        } catch (IOException | IllegalArgumentException e) {
            return new Verdict(rule, false, "MLmodel cannot be read: " + e.getMessage());
        }
    }

    private static boolean has(@Nullable Object signature, String part) {
        return signature instanceof Map<?, ?> map
                && map.get(part) != null
                && !String.valueOf(map.get(part)).isBlank();
    }
}
