package io.github.modelkeel.drift;

import io.github.modelkeel.drift.column.ProfileColumn;
import io.github.modelkeel.drift.decision.ColumnVerdict;
import io.github.modelkeel.drift.decision.Quality;
import io.github.modelkeel.drift.report.NumberDetail;
import java.util.List;
import java.util.Optional;
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
     * @param invalid how many are there and cannot be read as what the column holds in the reference
     */
    public record Counts(long rows, long missing, long positiveInfinite, long negativeInfinite, long invalid) {
        /** {@return the share of missing values, 0 to 1; 0 without rows} */
        public double missingRate() {
            return rows == 0 ? 0 : (double) missing / rows;
        }

        static Counts of(ProfileColumn column) {
            long positive = column instanceof ProfileColumn.Numbers numbers ? numbers.positiveInfinite() : 0;
            return new Counts(
                    column.rows(), column.missing(), positive, column.infinite() - positive, column.invalid());
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
    private final ColumnVerdict verdict;
    private final OptionalDouble detectable;

    ColumnDrift(
            String name,
            ColumnType type,
            Counts reference,
            Counts current,
            Measurement measurement,
            ColumnResult decided,
            ColumnVerdict verdict,
            OptionalDouble detectable,
            List<DataQualityIssue> issues) {
        this.name = name;
        this.type = type;
        this.reference = reference;
        this.current = current;
        this.result = decided;
        this.quality = measurement.quality();
        this.issues = List.copyOf(issues);
        this.detail = measurement.detail();
        this.verdict = verdict;
        this.detectable = detectable;
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

    /**
     * The verdict on the column: of its distribution, its schema, and its rates of missing, invalid, infinite, unseen and out-of-range
     * values, all of them tested with one correction for the whole report.
     *
     * @return the state; {@link #reason()} says why
     */
    public DriftState state() {
        return DriftState.of(verdict.state());
    }

    /** {@return why the column has its state, in a few words with the figures} */
    public String reason() {
        return verdict.reason();
    }

    /**
     * By how much the stability index of the change that decided exceeds what no drift would give. Of a stable column it is the excess of
     * its distribution.
     *
     * @return the excess, which may be negative; empty if nothing was compared
     */
    public OptionalDouble excess() {
        return verdict.excess();
    }

    /** {@return the adjusted p-value of the change that decided, 0 to 1; empty if nothing was compared} */
    public OptionalDouble adjustedPValue() {
        return verdict.pValue();
    }

    /**
     * The smallest change that this comparison would have found nine times out of ten: of numbers a move of the mean in standard
     * deviations, of text a change of the share of a category that half of the rows have, as a share (0.06 are 6 points).
     *
     * @return the change, above 0; empty if the distribution was not compared
     */
    public OptionalDouble smallestDetectableChange() {
        return detectable;
    }

    /** {@return whether the state is {@link DriftState#DRIFTED}} */
    public boolean drifted() {
        return state() == DriftState.DRIFTED;
    }

    /**
     * The p-value of the change of the missing rate, by the pooled two-proportion z-test, or exact (a mid-p-value) where fewer than five
     * rows are expected.
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

    /**
     * The test of Kolmogorov and Smirnov of a column of numbers, also where {@link #result()} has another test because the distinct values
     * are few. Its adjusted p-value is its own p-value: what is corrected is what decides.
     *
     * @return the test, empty if the distribution of numbers was not compared
     */
    public Optional<DriftTest.KolmogorovSmirnovTest> kolmogorovSmirnov() {
        return Optional.ofNullable(detail)
                .map(NumberDetail::ks)
                .map(ks -> new DriftTest.KolmogorovSmirnovTest(
                        ks.statistic(),
                        ks.location(),
                        ks.sign(),
                        ks.pValue(),
                        ks.adjustedPValue(),
                        ks.limitPValue(),
                        ks.exact()));
    }

    @Nullable NumberDetail detail() {
        return detail;
    }

    /** {@return the name, the state and the reason} */
    @Override
    public String toString() {
        return "ColumnDrift[" + name + ": " + state() + ", " + reason() + "]";
    }
}
