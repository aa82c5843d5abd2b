package io.github.modelkeel.drift.decision;

import io.github.modelkeel.drift.statistics.DetectableChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How drift decides, from what was tested to the verdict on the data set:
 *
 * <ol>
 *   <li>{@link ColumnEvidence} has the tests of one column: its distribution, and its rates of missing, invalid, infinite, out-of-range and
 *       unseen values, each with a p-value and an excess.
 *   <li>All p-values of the report are corrected together; of segments and windows those of all reports.
 *   <li>{@link ColumnVerdict} decides each column: significant and an excess over the threshold is drifted, over the smaller one shifted;
 *       undecided if {@link Reach} says that no change could be found.
 *   <li>{@link DataSetVerdict} decides the data set: a schema break, the share of drifted columns, or few that drifted by far.
 * </ol>
 *
 * @param columns in the order of the facts
 * @param dataSet the verdict on all of them
 */
public record Decision(List<Column> columns, DataSetVerdict dataSet) {
    /**
     * The decision on one column.
     *
     * @param adjusted the corrected p-values, in the order of the evidence
     * @param smallestChange that would have been found, empty if the distribution was not compared or no change would
     */
    @SuppressWarnings("ArrayRecordComponent") // read by the report that asked for it alone
    public record Column(ColumnVerdict verdict, double[] adjusted, OptionalDouble smallestChange) {}

    /**
     * What a report is decided by.
     *
     * @param breaks descriptions of the columns that are gone or of another type
     */
    public record Facts(List<ColumnFacts> columns, List<String> breaks) {
        double[] pValues() {
            return columns.stream()
                    .flatMap(column -> column.evidence().stream())
                    .mapToDouble(Evidence::pValue)
                    .toArray();
        }
    }

    /** Decides reports, with one correction for all of them. */
    public static List<Decision> together(List<Facts> reports, Limits limits) {
        double[] raw = reports.stream()
                .flatMapToDouble(report -> Arrays.stream(report.pValues()))
                .toArray();
        double[] adjusted = limits.correction().apply(raw);
        DetectableChange detectable =
                new DetectableChange(limits.alpha(), Math.min(limits.shiftThreshold(), limits.threshold()), raw.length);
        Reach reach = new Reach(limits, raw.length);
        List<Decision> decisions = new ArrayList<>();
        int next = 0;
        for (Facts report : reports) {
            int end = next + report.pValues().length;
            decisions.add(of(report, Arrays.copyOfRange(adjusted, next, end), detectable, reach, limits));
            next = end;
        }
        return decisions;
    }

    private static Decision of(
            Facts report, double[] adjusted, DetectableChange detectable, Reach reach, Limits limits) {
        List<ColumnFacts> facts = report.columns();
        List<Column> columns = new ArrayList<>();
        int next = 0;
        for (ColumnFacts column : facts) {
            int end = next + column.evidence().size();
            double[] own = Arrays.copyOfRange(adjusted, next, end);
            ColumnVerdict verdict = ColumnVerdict.of(column, own, limits, reach);
            columns.add(new Column(verdict, own, smallest(column, detectable, reach)));
            next = end;
        }
        List<ColumnVerdict> verdicts = columns.stream().map(Column::verdict).toList();
        return new Decision(columns, DataSetVerdict.of(facts, verdicts, report.breaks(), limits));
    }

    private static OptionalDouble smallest(ColumnFacts column, DetectableChange detectable, Reach reach) {
        ColumnFacts.Distribution scored = column.scored();
        if (scored == null || !reach.covers(column.name(), scored)) {
            return OptionalDouble.empty();
        }
        return scored.numbers()
                ? OptionalDouble.of(detectable.ofNumbers(scored.nReference(), scored.nCurrent()))
                : detectable.ofShare(scored.nReference(), scored.nCurrent());
    }
}
