package io.github.modelkeel.drift.report;

import io.github.modelkeel.drift.decision.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a report says, apart from how it is written. Names of constants are those of the JSON report.
 *
 * @param changes of the schema
 * @param parts what was put beside the report
 */
public record ReportData(
        Origin origin,
        State state,
        String stateName,
        String reason,
        long driftedCount,
        long judgedCount,
        long scoredCount,
        double driftShare,
        Side reference,
        Side current,
        Settings options,
        List<Change> changes,
        List<Issue> issues,
        List<ColumnData> columns,
        Parts parts) {
    /**
     * Where a report comes from.
     *
     * @param created when
     * @param fixed whether the time was given, and belongs to what must be the same every time
     * @param version of this library
     * @param model what the data are for, null if not given
     */
    public record Origin(
            Instant created,
            boolean fixed,
            String version,
            @Nullable String model) {
        private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern(
                        "yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        /** The time as people read it. */
        String minutes() {
            return MINUTES.format(created);
        }

        /** Of a report that is made now. */
        public static Origin now() {
            Module module = Origin.class.getModule();
            String version = module.isNamed()
                    ? module.getDescriptor().rawVersion().orElse(null)
                    : Origin.class.getPackage().getImplementationVersion();
            return new Origin(Instant.now(), false, version == null ? "dev" : version, null);
        }
    }

    /**
     * The size of a profile.
     *
     * @param fingerprint of its values, null if it was not asked for
     */
    public record Side(long rows, int columns, @Nullable String fingerprint) {}

    /** A change of the schema; types are null on the side that lacks the column. */
    public record Change(
            String column,
            String kind,
            @Nullable String reference,
            @Nullable String current,
            String message) {}

    /** Something wrong with the values of a column. */
    public record Issue(String column, String kind, String message) {}

    /**
     * The options of the comparison.
     *
     * @param decision how a column is judged, in words
     */
    public record Settings(
            String title,
            String decision,
            int bins,
            double threshold,
            double shiftThreshold,
            Map<String, Double> columnThresholds,
            Map<String, Double> weights,
            double alpha,
            String correction,
            double driftShare,
            Set<String> ignored,
            int maxCategories,
            double missingRateChange,
            double outOfRangeShare,
            double unseenShare) {}

    /** The report of a window or a segment. */
    public record Part(String name, ReportData report) {}

    /**
     * A metric of the model.
     *
     * @param lower the lower end of the interval of the difference, current less reference
     * @param upper its upper end
     */
    public record Performance(String name, double reference, double current, double lower, double upper) {}

    /**
     * What is shown beside the columns and decides nothing.
     *
     * @param windows in the order of time
     */
    public record Parts(List<Part> windows, List<Part> segments, List<Performance> performance) {
        public static final Parts NONE = new Parts(List.of(), List.of(), List.of());

        /** Copies the lists. */
        public Parts {
            windows = List.copyOf(windows);
            segments = List.copyOf(segments);
            performance = List.copyOf(performance);
        }
    }

    boolean drifted() {
        return state == State.DRIFTED;
    }

    boolean failed() {
        return drifted() || state == State.UNDECIDED;
    }
}
