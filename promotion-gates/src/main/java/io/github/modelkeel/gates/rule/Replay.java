package io.github.modelkeel.gates.rule;

import io.github.modelkeel.formats.JsonRows;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model gives here what it gave where it was made: its own stored predictions, bit for bit, or the expected outputs of given rows.
 *
 * @param rows JSON with a row each that has the model's columns and the expected output; null for the model's own rows
 * @param expected the key of the expected output in such a row
 * @param maxDifference how far a number may be from the expected one
 */
public record Replay(@Nullable Path rows, String expected, double maxDifference) implements Rule {
    @Override
    public Verdict check(Candidate candidate, Material material) {
        String rule =
                rows == null ? "stored predictions are replayed" : "rows of " + rows + " give the expected outputs";
        try {
            ModelBundle bundle = ModelBundle.read(material.files(candidate.challenger()));
            return rows == null ? stored(rule, bundle) : given(rule, bundle.model(), Files.readAllBytes(rows));
        } catch (ModelRefusedException | InvalidInputException | JsonRows.MalformedRowsException e) {
            return new Verdict(rule, false, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            return new Verdict(rule, false, "there is no such file: " + e.getFile());
        } catch (IOException e) {
            return new Verdict(rule, false, "the model or the rows cannot be read: " + e.getMessage());
        }
    }

    /** Reading a bundle replays it. */
    private static Verdict stored(String rule, ModelBundle bundle) {
        int count = bundle.exampleRows().size();
        return count > 0
                ? new Verdict(rule, true, count + " rows, bit for bit")
                : new Verdict(
                        rule,
                        Outcome.INVESTIGATE,
                        "the model has no stored predictions, as those of Python; give rows with expected outputs:"
                                + " 'replay: rows.jsonl'");
    }

    private Verdict given(String rule, ScoringModel model, byte[] json) throws IOException {
        Signature.Row row = model.newRow();
        try (JsonRows cursor = JsonRows.of(json, model.signature(), List.of(expected))) {
            while (cursor.next(row)) {
                long number = cursor.count() - 1;
                Object wanted = cursor.kept().get(expected);
                Optional<String> difference = difference(model.predictOne(Rows.of(row)), wanted);
                if (difference.isPresent()) {
                    return new Verdict(rule, false, "row " + number + ": " + difference.get());
                }
            }
            return cursor.count() > 0
                    ? new Verdict(rule, true, cursor.count() + " rows")
                    : new Verdict(rule, Outcome.INVESTIGATE, "the file has no rows");
        }
    }

    private Optional<String> difference(Output output, @Nullable Object wanted) {
        if (wanted == null) {
            return Optional.of("it has no value of '" + expected + "', the expected output");
        }
        if (output.hasLabel()) {
            return output.label().equals(String.valueOf(wanted))
                    ? Optional.empty()
                    : Optional.of("'" + output.label() + "' instead of '" + wanted + "'");
        }
        if (output.hasTargets() || output.values().size() != 1 || !(wanted instanceof Number number)) {
            return Optional.of("a number or a label can be compared, not " + output + " with " + wanted);
        }
        double apart = Math.abs(output.value() - number.doubleValue());
        return apart <= maxDifference
                ? Optional.empty()
                : Optional.of(output.value() + " instead of " + number + ", " + apart + " apart, at most "
                        + maxDifference + " allowed");
    }
}
