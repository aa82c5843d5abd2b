package io.github.modelkeel.gates.rule;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.json.JsonValue;
import io.github.modelkeel.formats.internal.JsonFault;
import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of a drift report in JSON: a file of the challenger's run, or one on this machine. */
public record DriftState(String artifact, @Nullable Path file, Set<String> accepted) implements Rule {
    @Override
    public Verdict check(Candidate candidate, Material material) {
        String rule = "drift report " + (file == null ? artifact : file) + " is " + String.join(" or ", accepted);
        try {
            Optional<byte[]> content = file != null
                    ? Optional.of(Files.readAllBytes(file))
                    : material.runArtifact(candidate.challenger(), artifact);
            if (content.isEmpty()) {
                return new Verdict(rule, false, MissingFile.of(candidate.challenger(), artifact, "the drift report"));
            }
            return judge(rule, Json.parse(content.get()));
        } catch (NoSuchFileException e) {
            return new Verdict(
                    rule, false, "there is no such file; write the report first, as modelkeel drift report does");
        } catch (IOException e) {
            return new Verdict(rule, false, "it cannot be read: " + JsonFault.reason(e));
        }
    }

    private Verdict judge(String rule, JsonValue report) {
        if (!report.path("format").asText().equals("modelkeel-drift-report")) {
            return new Verdict(
                    rule,
                    false,
                    "it is not a drift report; write it with DriftReport.writeJson or modelkeel drift report");
        }
        String state = report.path("state").asText().toLowerCase(Locale.ROOT);
        Outcome outcome = accepted.contains(state)
                ? Outcome.PASS
                : state.equals("undecided") ? Outcome.INVESTIGATE : Outcome.FAIL;
        String why = report.path("reason").asText();
        return new Verdict(
                rule,
                outcome,
                "its state is " + (state.isEmpty() ? "missing" : state) + (why.isEmpty() ? "" : ": " + why));
    }
}
