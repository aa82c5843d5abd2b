package io.github.modelkeel.drift;

import io.github.modelkeel.drift.report.ColumnData;
import io.github.modelkeel.drift.report.NumberDetail;
import io.github.modelkeel.drift.report.ScoreData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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

        private static Counts of(ColumnData.Counts counts) {
            return new Counts(
                    counts.rows(),
                    counts.missing(),
                    counts.positiveInfinite(),
                    counts.negativeInfinite(),
                    counts.invalid());
        }
    }

    /**
     * A population stability index: the sum over the bins of {@code (q - p) ln(q / p)}, where p and q are the reference's and the
     * current shares, each at least that of half a row. Immutable and safe for use by multiple threads.
     */
    public static final class Score {
        private final ScoreData data;

        private Score(ScoreData data) {
            this.data = data;
        }

        /** {@return the index; 0 for equal shares} */
        public double psi() {
            return data.psi();
        }

        /** {@return from which excess on the change counts as large} */
        public double threshold() {
            return data.threshold();
        }

        /**
         * The index to expect of samples of these sizes without drift: {@code (bins - 1) (1/n + 1/m)} over the bins that hold a value of
         * either side, or the mean over the ways to deal the rows to the sides where a bin expects fewer than ten.
         *
         * @return the floor, 0 or more
         */
        public double noiseFloor() {
            return data.noiseFloor();
        }

        /** {@return the index less the noise floor: what the change adds to what no drift would give; may be negative} */
        public double excess() {
            return data.excess();
        }

        /**
         * How likely the index or a larger one is without drift: by the chi-square distribution, or from the counts themselves (a
         * mid-p-value) where a bin expects fewer than fifteen rows.
         *
         * @return 0 to 1
         */
        public double pValue() {
            return data.pValue();
        }

        /** {@return the test of whether the two samples come from one distribution} */
        public DriftTest test() {
            return new DriftTest(data.test());
        }

        /** {@return how many reference values were used: finite numbers, or texts that are not missing} */
        public long nReference() {
            return data.nReference();
        }

        /** {@return how many current values were used} */
        public long nCurrent() {
            return data.nCurrent();
        }

        /** {@return the bins of the index: by value for numbers, by category for text} */
        public List<Bin> bins() {
            return data.bins().stream()
                    .map(bin -> new Bin(bin.label(), bin.referenceCount(), bin.currentCount(), bin.contribution()))
                    .toList();
        }

        /** {@return the index, its floor and the test} */
        @Override
        public String toString() {
            return "Score[PSI " + psi() + ", noise floor " + noiseFloor() + ", " + test() + "]";
        }
    }

    /**
     * One bin of the score.
     *
     * @param label the interval as text, or the category
     * @param referenceCount how many reference values fall into it
     * @param currentCount how many current values fall into it
     * @param contribution its part of the index
     */
    public record Bin(String label, long referenceCount, long currentCount, double contribution) {}

    private final ColumnData data;
    private final List<DataQualityIssue> issues;

    ColumnDrift(ColumnData data, List<DataQualityIssue> issues) {
        this.data = data;
        this.issues = List.copyOf(issues);
    }

    /** What the report says of the column. */
    ColumnData data() {
        return data;
    }

    /** {@return the name of the column} */
    public String name() {
        return data.name();
    }

    /** {@return what the column holds, in the reference if it has values there} */
    public ColumnType type() {
        return ColumnType.of(data.type());
    }

    /** {@return how many values the reference has} */
    public Counts reference() {
        return Counts.of(data.reference());
    }

    /** {@return how many values the current data has} */
    public Counts current() {
        return Counts.of(data.current());
    }

    /**
     * The comparison of the two distributions. Drift is a score whose excess reached its threshold and whose adjusted p-value is below
     * alpha: the first says that the change is large, the second that it is not noise. {@link #state()} is the decision.
     *
     * @return the score; empty if the distributions were not compared, {@link #reason()} says why
     */
    public Optional<Score> score() {
        return Optional.ofNullable(data.scored()).map(Score::new);
    }

    /**
     * The comparisons of the parts of dates: {@code age} in whole days, {@code weekday}, {@code month} and {@code hour}. A part that was not compared is
     * left out; {@link #score()} is that of the part whose excess is the largest.
     *
     * @return by name; unmodifiable, empty of a column that does not have dates
     */
    public Map<String, Score> dateParts() {
        Map<String, Score> parts = new LinkedHashMap<>();
        data.parts().forEach(part -> {
            if (part.scored() != null) {
                parts.put(part.name(), new Score(part.scored()));
            }
        });
        return Collections.unmodifiableMap(parts);
    }

    /**
     * The verdict on the column: of its distribution, its schema, and its rates of missing, invalid, infinite, unseen and out-of-range
     * values, all of them tested with one correction for the whole report.
     *
     * @return the state; {@link #reason()} says why
     */
    public DriftState state() {
        return DriftState.of(data.state());
    }

    /** {@return why the column has its state, in a few words with the figures} */
    public String reason() {
        return data.reason();
    }

    /**
     * By how much the stability index of the change that decided exceeds what no drift would give. Of a stable column it is the excess of
     * its distribution.
     *
     * @return the excess, which may be negative; empty if nothing was compared
     */
    public OptionalDouble excess() {
        return data.excess();
    }

    /** {@return the adjusted p-value of the change that decided, 0 to 1; empty if nothing was compared} */
    public OptionalDouble adjustedPValue() {
        return data.adjustedPValue();
    }

    /**
     * The smallest change that this comparison would have found nine times out of ten: of numbers a move of the mean in standard
     * deviations, of text a change of the share of a category that half of the rows have, as a share (0.06 are 6 points).
     *
     * @return the change, above 0; empty if the distribution was not compared, or if with these rows no change would be found so often
     */
    public OptionalDouble smallestDetectableChange() {
        return data.smallestDetectableChange();
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
        return data.missingPValue();
    }

    /**
     * {@return the share of the current finite numbers below the reference's smallest or above its largest, 0 to 1; empty if the column
     * is not numeric or a side has no finite number}
     */
    public OptionalDouble outOfRangeShare() {
        return data.outOfRangeShare();
    }

    /**
     * {@return the share of the current texts whose category the reference does not have, 0 to 1; empty if the column is not text or a
     * side has no value}
     */
    public OptionalDouble unseenShare() {
        return data.unseenShare();
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
     * The test of Kolmogorov and Smirnov of a column of numbers, also where {@link #score()} has another test because the distinct values
     * are few. Its adjusted p-value is its own p-value: what is corrected is what decides.
     *
     * @return the test, empty if the distribution of numbers was not compared
     */
    public Optional<DriftTest> kolmogorovSmirnov() {
        return Optional.ofNullable(data.detail()).map(NumberDetail::ks).map(DriftTest::new);
    }

    /**
     * The statistics that {@link DriftOptions.Builder#statistics} asked for. One that the column does not have is left out, for instance
     * {@code wasserstein} of text, {@code z} of three categories, or {@code wasserstein_normalised} of a constant reference; so are all of a
     * column whose distribution was not compared. Missing, invalid and infinite values do not count.
     *
     * @return by name, in the order of the options; unmodifiable
     */
    public Map<String, DriftTest> statistics() {
        Map<String, DriftTest> statistics = new LinkedHashMap<>();
        if (data.scored() != null) {
            data.scored().statistics().forEach(test -> statistics.put(test.name(), new DriftTest(test)));
        }
        return Collections.unmodifiableMap(statistics);
    }

    /** {@return the name, the state and the reason} */
    @Override
    public String toString() {
        return "ColumnDrift[" + name() + ": " + state() + ", " + reason() + "]";
    }
}
