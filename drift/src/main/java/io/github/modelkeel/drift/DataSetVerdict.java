package io.github.modelkeel.drift;

import java.util.List;

/**
 * The decision on all columns together.
 *
 * @param share of the judged columns that drifted, by weight
 */
record DataSetVerdict(DriftState state, String reason, double share) {
    /**
     * The most that one column counts for where severity is added up, in columns that just drifted. With the default share of a half, two
     * columns of five that changed beyond recognition make the data set drifted, and one of three does not.
     */
    private static final double MAX_SEVERITY = 2.5;

    static boolean isJudged(ColumnDrift column) {
        return switch (column.state()) {
            case STABLE, SHIFTED, DRIFTED -> true;
            case UNDECIDED, NOT_SCORED -> false;
        };
    }

    static DataSetVerdict of(List<ColumnDrift> columns, List<SchemaChange> changes, DriftOptions options) {
        double weight = 0;
        double drifted = 0;
        double severity = 0;
        long judged = 0;
        long count = 0;
        long shifted = 0;
        for (ColumnDrift column : columns) {
            if (isJudged(column)) {
                double own = options.weight(column.name());
                weight += own;
                judged++;
                severity += own * severity(column, options);
                drifted += column.drifted() ? own : 0;
                count += column.drifted() ? 1 : 0;
                shifted += column.state() == DriftState.SHIFTED ? 1 : 0;
            }
        }
        double share = weight > 0 ? drifted / weight : 0;
        String counts = count + " of " + judged + " judged columns drifted";
        List<SchemaChange> breaks =
                changes.stream().filter(SchemaChange::isBreak).toList();
        if (!breaks.isEmpty()) {
            return new DataSetVerdict(DriftState.DRIFTED, breaks(breaks), share);
        }
        if (count > 0 && share >= options.driftShare()) {
            return new DataSetVerdict(DriftState.DRIFTED, counts, share);
        }
        if (!options.isEvidently() && count > 0 && weight > 0 && severity / weight >= 2 * options.driftShare()) {
            return new DataSetVerdict(DriftState.DRIFTED, counts + ", and by far", share);
        }
        if (judged == 0) {
            return new DataSetVerdict(DriftState.UNDECIDED, "no column could be judged", share);
        }
        return count + shifted > 0
                ? new DataSetVerdict(DriftState.SHIFTED, counts + ", " + shifted + " shifted", share)
                : new DataSetVerdict(DriftState.STABLE, "none of " + judged + " judged columns changed", share);
    }

    private static String breaks(List<SchemaChange> breaks) {
        String first = breaks.get(0).message();
        return breaks.size() == 1
                ? "the schema changed: " + first
                : "the schema changed in " + breaks.size() + " columns, for instance " + first;
    }

    /** In columns that just drifted; a change that is not significant has none. */
    private static double severity(ColumnDrift column, DriftOptions options) {
        double threshold = options.threshold(column.name());
        double excess =
                column.state() == DriftState.STABLE ? 0 : column.excess().orElse(0);
        return threshold <= 0 ? (excess > 0 ? 1 : 0) : Math.min(MAX_SEVERITY, excess / threshold);
    }
}
