package io.github.modelkeel.drift;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One column of a {@link DriftReport}. Immutable and safe for use by multiple threads. */
public final class ColumnDrift {

    /**
     * How many values a column has on one side, and how many of them are not plain.
     *
     * @param rows all
     * @param missing how many are missing
     * @param positiveInfinite how many are plus infinity
     * @param negativeInfinite how many are minus infinity
     */
    public record Counts(long rows, long missing, long positiveInfinite, long negativeInfinite) {
        /** {@return the share of missing values, 0 to 1; 0 without rows} */
        public double missingRate() {
            return rows == 0 ? 0 : (double) missing / rows;
        }

        long infinite() {
            return positiveInfinite + negativeInfinite;
        }

        static Counts of(ProfileColumn column) {
            return column instanceof ProfileColumn.Numbers numbers
                    ? new Counts(
                            numbers.rows(), numbers.missing(), numbers.positiveInfinite(), numbers.negativeInfinite())
                    : new Counts(column.rows(), column.missing(), 0, 0);
        }
    }

    private final String name;
    private final ColumnType type;
    private final Counts reference;
    private final Counts current;
    private final ColumnResult result;
    private final Quality quality;
    private final List<DataQualityIssue> issues;
    private final @Nullable NumberDetail detail;

    ColumnDrift(ColumnPair pair, Measurement measurement, ColumnResult decided, List<DataQualityIssue> issues) {
        this.name = pair.name();
        this.type = pair.type();
        this.reference = Counts.of(pair.reference());
        this.current = Counts.of(pair.current());
        this.result = decided;
        this.quality = measurement.quality();
        this.issues = List.copyOf(issues);
        this.detail = measurement.detail();
    }

    /** {@return the name of the column} */
    public String name() {
        return name;
    }

    /** {@return what the column holds, in the reference if it has values there} */
    public ColumnType type() {
        return type;
    }

    /** {@return how many values the reference has} */
    public Counts reference() {
        return reference;
    }

    /** {@return how many values the current data has} */
    public Counts current() {
        return current;
    }

    /** {@return the score, or why there is none} */
    public ColumnResult result() {
        return result;
    }

    /** {@return whether the column was scored and drifted} */
    public boolean drifted() {
        return result instanceof ColumnResult.Scored scored && scored.drifted();
    }

    /**
     * The p-value of the change of the missing rate, by the pooled two-proportion z-test.
     *
     * @return 0 to 1; 1 if a side has no rows or nothing changed
     */
    public double missingPValue() {
        return quality.missingPValue();
    }

    /**
     * {@return the share of the current finite numbers below the reference's smallest or above its largest, 0 to 1; empty if the column
     * is not numeric or a side has no finite number}
     */
    public OptionalDouble outOfRangeShare() {
        return share(quality.outOfRange());
    }

    /**
     * {@return the share of the current texts whose category the reference does not have, 0 to 1; empty if the column is not text or a
     * side has no value}
     */
    public OptionalDouble unseenShare() {
        return share(quality.unseen());
    }

    private static OptionalDouble share(Quality.Rate rate) {
        return rate.total() == 0 ? OptionalDouble.empty() : OptionalDouble.of(rate.share());
    }

    /**
     * What is wrong with the values besides their distribution.
     *
     * @return the alarms of this column, possibly none
     */
    public List<DataQualityIssue> issues() {
        return issues;
    }

    @Nullable NumberDetail detail() {
        return detail;
    }

    /** {@return the name and the result} */
    @Override
    public String toString() {
        return "ColumnDrift[" + name + ": " + result + "]";
    }
}
