package io.github.modelkeel.gates.rule;

import io.github.modelkeel.gates.table.Columns;
import io.github.modelkeel.gates.table.Predictions;
import io.github.modelkeel.gates.table.Predictions.Segment;
import io.github.modelkeel.gates.table.Table;
import io.github.modelkeel.registry.PromotionGate.Candidate;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The metric of the segment in which it is worst, within bounds. Segments with few rows are not judged. */
public record WorstSegment(String metric, String segment, Bounds bounds, int minRows, Columns columns) implements Rule {
    @Override
    public Verdict check(Candidate candidate, Material material) {
        String rule = "in the worst " + segment + ", " + metric + " " + bounds;
        Optional<byte[]> content = material.runArtifact(candidate.challenger(), columns.artifact());
        if (content.isEmpty()) {
            return new Verdict(
                    rule,
                    false,
                    MissingFile.of(candidate.challenger(), columns.artifact(), "the table of labels and predictions"));
        }
        try {
            Table table = Table.read(columns.artifact(), content.get());
            return judge(rule, Predictions.of(table, columns, metric).segments(segment));
        } catch (IllegalArgumentException e) {
            return new Verdict(rule, false, "the challenger's table: " + e.getMessage());
        }
    }

    private Verdict judge(String rule, Map<String, Segment> segments) {
        Comparator<Map.Entry<String, Segment>> byValue =
                Comparator.comparingDouble(each -> each.getValue().value());
        Comparator<Map.Entry<String, Segment>> worstFirst =
                Predictions.higherIsBetter(metric) ? byValue : byValue.reversed();
        var judged = segments.entrySet().stream()
                .filter(each -> each.getValue().rows() >= minRows
                        && !Double.isNaN(each.getValue().value()))
                .sorted(worstFirst)
                .toList();
        if (judged.isEmpty()) {
            return new Verdict(
                    rule,
                    Outcome.INVESTIGATE,
                    "none of " + segments.size() + " segments has " + minRows
                            + " rows and the metric; evaluate on more rows");
        }
        String name = judged.get(0).getKey();
        Segment worst = judged.get(0).getValue();
        int left = segments.size() - judged.size();
        return new Verdict(
                rule,
                bounds.hold(worst.value()),
                segment + " = " + name + ": " + metric + " = " + worst.value() + " of " + worst.rows() + " rows; "
                        + judged.size() + " segments judged"
                        + (left == 0
                                ? ""
                                : ", " + left + " with fewer than " + minRows + " rows or without the metric not"));
    }
}
