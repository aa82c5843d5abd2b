package io.github.modelkeel.gates.rule;

import io.github.modelkeel.gates.table.Columns;
import io.github.modelkeel.gates.table.Loss;
import io.github.modelkeel.gates.table.Predictions;
import io.github.modelkeel.gates.table.Table;
import io.github.modelkeel.registry.ModelVersion;
import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A metric, computed from the tables of both runs, not worse than the champion's beyond chance. It passes where the whole interval of the
 * difference is within the tolerance, and fails where all of it is beyond; between them, and of fewer than 30 rows, there are too few to tell: the
 * resamples of a few rows differ too little from each other, and of one row not at all.
 */
public record TableChange(
        String metric, Tolerance tolerance, Columns columns, double confidence, Outcome withoutChampion)
        implements Rule {
    private static final int MIN_ROWS = 30;
    private static final String TABLE = "the table of labels and predictions";

    @Override
    public Verdict check(Candidate candidate, Material material) {
        String rule = tolerance.rule(metric) + ", by " + columns.artifact();
        ModelVersion challenger = candidate.challenger();
        Optional<byte[]> ours = material.runArtifact(challenger, columns.artifact());
        if (ours.isEmpty()) {
            return new Verdict(rule, false, MissingFile.of(challenger, columns.artifact(), TABLE));
        }
        Predictions predictions;
        try {
            predictions = Predictions.of(Table.read(columns.artifact(), ours.get()), columns, metric);
        } catch (IllegalArgumentException e) {
            return new Verdict(rule, false, "the challenger's table: " + e.getMessage());
        }
        Optional<Verdict> missing = Champion.missing(rule, candidate, withoutChampion);
        return missing.orElseGet(
                () -> compare(rule, predictions, candidate.currentVersion().orElseThrow(), material));
    }

    private Verdict compare(String rule, Predictions challenger, ModelVersion version, Material material) {
        Optional<byte[]> theirs = material.runArtifact(version, columns.artifact());
        if (theirs.isEmpty()) {
            return new Verdict(
                    rule,
                    Outcome.INVESTIGATE,
                    "of the champion, " + MissingFile.of(version, columns.artifact(), TABLE) + ", or compare by hand");
        }
        try {
            Predictions champion = Predictions.of(Table.read(columns.artifact(), theirs.get()), columns, metric);
            return judge(rule, Loss.of(challenger, champion, confidence), challenger.rows(), champion.rows());
        } catch (IllegalArgumentException e) {
            return new Verdict(rule, Outcome.INVESTIGATE, "the champion's table: " + e.getMessage());
        }
    }

    private Verdict judge(String rule, Loss loss, int rows, int rowsOfChampion) {
        double allowed = tolerance.of(loss.champion());
        String figures = metric + " = " + round(loss.challenger()) + ", the champion's " + round(loss.champion())
                + ", worse by " + round(loss.value()) + " (" + round(100 * confidence) + " %: " + round(loss.lower())
                + " to " + round(loss.upper()) + "), " + round(allowed) + " allowed; " + count(rows)
                + (loss.paired() ? " of both" : ", not those of the champion");
        String tooFew = ", too few to tell: evaluate on more";
        if (rows < MIN_ROWS) {
            return new Verdict(rule, Outcome.INVESTIGATE, figures + tooFew);
        }
        if (rowsOfChampion < MIN_ROWS) {
            return new Verdict(rule, Outcome.INVESTIGATE, figures + ", which has " + count(rowsOfChampion) + tooFew);
        }
        Outcome outcome =
                loss.upper() <= allowed ? Outcome.PASS : loss.lower() > allowed ? Outcome.FAIL : Outcome.INVESTIGATE;
        return new Verdict(
                rule, outcome, outcome == Outcome.INVESTIGATE ? figures + tooFew + ", or allow more" : figures);
    }

    private static String count(int rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }

    /** Four digits, which is more than an interval has. */
    private static String round(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
