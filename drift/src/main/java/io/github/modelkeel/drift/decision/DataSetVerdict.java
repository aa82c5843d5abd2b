package io.github.modelkeel.drift.decision;

import java.util.List;

/**
 * The decision on all columns together.
 *
 * @param share of the judged columns that drifted, by weight
 */
public record DataSetVerdict(State state, String reason, double share) {
    /**
     * The most that one column counts for where severity is added up, in columns that just drifted. With the default share of a half, two
     * columns of five that changed beyond recognition make the data set drifted, and one of three does not.
     */
    private static final double MAX_SEVERITY = 2.5;

    static DataSetVerdict of(
            List<ColumnFacts> columns, List<ColumnVerdict> verdicts, List<String> breaks, Limits limits) {
        double weight = 0;
        double drifted = 0;
        double severity = 0;
        long judged = 0;
        long count = 0;
        long shifted = 0;
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            ColumnVerdict verdict = verdicts.get(i);
            if (verdict.state().isJudged()) {
                double own = limits.weight(name);
                weight += own;
                judged++;
                severity += own * severity(verdict, limits.threshold(name));
                drifted += verdict.state() == State.DRIFTED ? own : 0;
                count += verdict.state() == State.DRIFTED ? 1 : 0;
                shifted += verdict.state() == State.SHIFTED ? 1 : 0;
            }
        }
        double share = weight > 0 ? drifted / weight : 0;
        String counts = count + " of " + judged + " judged columns drifted";
        if (!breaks.isEmpty()) {
            return new DataSetVerdict(State.DRIFTED, breaks(breaks), share);
        }
        if (count > 0 && share >= limits.driftShare()) {
            return new DataSetVerdict(State.DRIFTED, counts, share);
        }
        if (!limits.evidently() && count > 0 && weight > 0 && severity / weight >= 2 * limits.driftShare()) {
            return new DataSetVerdict(State.DRIFTED, counts + ", and by far", share);
        }
        if (judged == 0) {
            return new DataSetVerdict(State.UNDECIDED, "no column could be judged", share);
        }
        if (weight <= 0 && count + shifted == 0) {
            return new DataSetVerdict(State.UNDECIDED, "no judged column has a weight above 0", share);
        }
        return count + shifted > 0
                ? new DataSetVerdict(State.SHIFTED, counts + ", " + shifted + " shifted", share)
                : new DataSetVerdict(State.STABLE, "none of " + judged + " judged columns changed", share);
    }

    private static String breaks(List<String> breaks) {
        String first = breaks.get(0);
        return breaks.size() == 1
                ? "the schema changed: " + first
                : "the schema changed in " + breaks.size() + " columns, for instance " + first;
    }

    /** In columns that just drifted; a change that is not significant has none. */
    private static double severity(ColumnVerdict verdict, double threshold) {
        double excess = verdict.state() == State.STABLE ? 0 : verdict.excess().orElse(0);
        return threshold <= 0 ? (excess > 0 ? 1 : 0) : Math.min(MAX_SEVERITY, excess / threshold);
    }
}
