package io.github.modelkeel.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The report in a few lines of text. */
final class TextSummary {
    private static final int MAX = 10;

    private TextSummary() {}

    static String verdict(DriftReport report) {
        if (report.scoredCount() == 0) {
            return "No column could be scored";
        }
        String limit = Numerals.percent(report.options().driftShare());
        return report.driftedCount() + " of " + report.scoredCount() + " scored columns drifted, "
                + (report.drifted()
                        ? "the data set too (from " + limit + " on)"
                        : "below the data set's limit of " + limit);
    }

    static String write(DriftReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(report));
        List<ColumnDrift> worst = report.columns().stream()
                .filter(ColumnDrift::drifted)
                .sorted(Comparator.comparingDouble(TextSummary::psi).reversed())
                .toList();
        worst.stream().limit(MAX).forEach(column -> lines.add("  drifted  " + line(column)));
        if (worst.size() > MAX) {
            lines.add("  … and " + (worst.size() - MAX) + " more");
        }
        for (ColumnDrift column : report.columns()) {
            if (column.result() instanceof ColumnResult.NotApplicable none) {
                lines.add("  not scored  " + column.name() + ": " + none.reason());
            } else if (column.result() instanceof ColumnResult.Failed failed) {
                lines.add("  failed  " + column.name() + ": " + failed.reason());
            }
        }
        report.issues().forEach(issue -> lines.add("  alarm  " + issue.column() + ": " + issue.message()));
        report.schemaChanges().forEach(change -> lines.add("  schema  " + change.message()));
        return String.join("\n", lines);
    }

    private static double psi(ColumnDrift column) {
        return column.result() instanceof ColumnResult.Scored scored
                ? scored.score().psi()
                : 0;
    }

    private static String line(ColumnDrift column) {
        if (!(column.result() instanceof ColumnResult.Scored scored)) {
            return column.name();
        }
        return column.name() + ": PSI " + Numerals.score(scored.score().psi()) + " (threshold "
                + Numerals.score(scored.score().threshold()) + "), p "
                + Numerals.pValue(scored.test().adjustedPValue())
                + ", " + Numerals.count(scored.nReference()) + " and " + Numerals.count(scored.nCurrent()) + " values";
    }
}
