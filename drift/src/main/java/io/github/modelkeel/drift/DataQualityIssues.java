package io.github.modelkeel.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Decides which changes of the quality are alarms: large enough, and significant after correction over the columns. */
final class DataQualityIssues {
    private final DriftOptions options;
    private final double[] missing;
    private final double[] outOfRange;
    private final double[] unseen;

    DataQualityIssues(List<Measurement> measurements, DriftOptions options) {
        this.options = options;
        this.missing = adjusted(measurements, Quality::missingPValue);
        this.outOfRange = adjusted(measurements, quality -> quality.outOfRange().pValue());
        this.unseen = adjusted(measurements, quality -> quality.unseen().pValue());
    }

    private double[] adjusted(List<Measurement> measurements, ToDoubleFunction<Quality> pValue) {
        double[] raw = measurements.stream()
                .mapToDouble(measurement -> pValue.applyAsDouble(measurement.quality()))
                .toArray();
        return MultipleTesting.adjust(raw, options.correction());
    }

    /** The alarms of the column at a place of the list. */
    List<DataQualityIssue> of(int index, ColumnPair pair, Quality quality) {
        List<DataQualityIssue> issues = new ArrayList<>();
        ColumnDrift.Counts before = ColumnDrift.Counts.of(pair.reference());
        ColumnDrift.Counts after = ColumnDrift.Counts.of(pair.current());
        double change = Math.abs(after.missingRate() - before.missingRate());
        if (change >= options.missingRateChange() && significant(missing[index])) {
            String text = "missing values: " + Numerals.percent(before.missingRate()) + " before, "
                    + Numerals.percent(after.missingRate()) + " now";
            issues.add(new DataQualityIssue(pair.name(), DataQualityIssue.Kind.MISSING_RATE, text));
        }
        if (before.infinite() == 0 && after.infinite() > 0) {
            String text = after.infinite() + " infinite values, none before";
            issues.add(new DataQualityIssue(pair.name(), DataQualityIssue.Kind.INFINITE_VALUES, text));
        }
        double outside = quality.outOfRange().share();
        if (outside > 0 && outside >= options.outOfRangeShare() && significant(outOfRange[index])) {
            String text = Numerals.percent(outside) + " of the numbers out of the reference's range";
            issues.add(new DataQualityIssue(pair.name(), DataQualityIssue.Kind.OUT_OF_RANGE, text));
        }
        double strange = quality.unseen().share();
        if (strange > 0 && strange >= options.unseenShare() && significant(unseen[index])) {
            String text = Numerals.percent(strange) + " of the rows with unseen categories: "
                    + String.join(", ", quality.unseenCategories());
            issues.add(new DataQualityIssue(pair.name(), DataQualityIssue.Kind.UNSEEN_CATEGORIES, text));
        }
        return issues;
    }

    private boolean significant(double adjusted) {
        return adjusted < options.alpha();
    }
}
