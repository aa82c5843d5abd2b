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
        /**
         * The share of missing values.
         *
         * @return 0 to 1; 0 without rows
         */
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
    private final List<DataQualityAlarm> alarms;
    private final @Nullable NumberDetail detail;

    ColumnDrift(ColumnPair pair, Measurement measurement, ColumnResult decided, List<DataQualityAlarm> alarms) {
        this.name = pair.name();
        this.type = pair.type();
        this.reference = Counts.of(pair.reference());
        this.current = Counts.of(pair.current());
        this.result = decided;
        this.quality = measurement.quality();
        this.alarms = List.copyOf(alarms);
        this.detail = measurement.detail();
    }

    /**
     * The name of the column.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What the column holds, in the reference if it has values there.
     *
     * @return the type
     */
    public ColumnType type() {
        return type;
    }

    /**
     * How many values the reference has.
     *
     * @return the counts
     */
    public Counts reference() {
        return reference;
    }

    /**
     * How many values the current data has.
     *
     * @return the counts
     */
    public Counts current() {
        return current;
    }

    /**
     * The score, or why there is none.
     *
     * @return the result
     */
    public ColumnResult result() {
        return result;
    }

    /**
     * Whether the column was scored and drifted.
     *
     * @return true if so
     */
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
     * The share of the current finite numbers below the reference's smallest or above its largest.
     *
     * @return 0 to 1; empty if the column is not numeric or a side has no finite number
     */
    public OptionalDouble outOfRangeShare() {
        return share(quality.outOfRange());
    }

    /**
     * The share of the current texts whose category the reference does not have.
     *
     * @return 0 to 1; empty if the column is not text or a side has no value
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
    public List<DataQualityAlarm> alarms() {
        return alarms;
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
