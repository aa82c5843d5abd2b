package io.github.modelkeel.drift;

import io.github.modelkeel.drift.decision.Evidence;
import java.util.ArrayList;
import java.util.List;

/** Names the changes of rates that are significant and large enough, in the words of the evidence that decided. */
final class DataQualityIssues {
    private DataQualityIssues() {}

    /** The issues of a column; the adjusted p-values are in the order of the evidence. */
    static List<DataQualityIssue> of(
            ColumnPair pair, List<Evidence> evidence, double[] adjusted, DriftOptions options) {
        List<DataQualityIssue> issues = new ArrayList<>();
        for (int i = 0; i < evidence.size(); i++) {
            Evidence found = evidence.get(i);
            boolean significant =
                    adjusted[i] < options.alpha() && found.relevant() && found.excess() >= options.shiftThreshold();
            if (found.kind() == Evidence.Kind.INFINITE) {
                infinite(pair, issues);
            } else if (significant && found.kind() != Evidence.Kind.DISTRIBUTION) {
                issues.add(new DataQualityIssue(pair.name(), kind(found.kind()), found.text()));
            }
        }
        return issues;
    }

    /** The first infinite value is worth a word, whatever the share. */
    private static void infinite(ColumnPair pair, List<DataQualityIssue> issues) {
        long before = pair.reference().infinite();
        long after = pair.current().infinite();
        if (before == 0 && after > 0) {
            String text = after + " infinite values, none before";
            issues.add(new DataQualityIssue(pair.name(), DataQualityIssue.Kind.INFINITE_VALUES, text));
        }
    }

    private static DataQualityIssue.Kind kind(Evidence.Kind kind) {
        return switch (kind) {
            case MISSING -> DataQualityIssue.Kind.MISSING_RATE;
            case INVALID -> DataQualityIssue.Kind.INVALID_VALUES;
            case OUT_OF_RANGE -> DataQualityIssue.Kind.OUT_OF_RANGE;
            case UNSEEN -> DataQualityIssue.Kind.UNSEEN_CATEGORIES;
            case INFINITE, DISTRIBUTION -> throw new IllegalArgumentException(kind + " is not a rate that is named");
        };
    }
}
