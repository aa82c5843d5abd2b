package io.github.modelkeel.model.training;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.preprocessing.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Preprocessing as it is declared, before it has learned anything from rows. Immutable and safe for use by multiple threads.
 *
 * <pre>{@code
 * Preprocessing.builder()
 *     .number("median_income", c -> c.imputeMedian().log1p().scaleStandard())
 *     .text("ocean_proximity", c -> c.oneHot())
 *     .ratio("rooms_per_household", "total_rooms", "households", ZeroDivision.ERROR, c -> c.scaleStandard())
 *     .build();
 * }</pre>
 *
 * <p>The steps of a value run in the order in which they are declared, and so do the features.
 */
public final class Preprocessing {
    /** A chain whose steps are still to be fitted. */
    record Declared(String name, Source source, List<NumberSpec> numbers, List<TextSpec> texts) {}

    private final Map<String, ColumnType> columns;
    private final List<Declared> chains;
    private final boolean ranges;

    private Preprocessing(Builder builder) {
        this.ranges = builder.ranges;
        this.columns = new LinkedHashMap<>(builder.columns);
        this.chains = List.copyOf(builder.chains);
    }

    /**
     * Starts a declaration. There are no defaults: what is not declared is not done, and a column that is not declared is not used.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Learns what the steps need from training rows. The same rows in the same order give the same bits on every machine. Keys that
     * are not declared are ignored, as the target is.
     *
     * @param rows the training rows
     * @return the fitted preprocessing; its columns are optional where a row had no value, or where every chain imputes
     * @throws InvalidInputException if a value has the wrong type or a step cannot take it; the message names the row, from 0
     * @throws IllegalArgumentException if there is no row, a column has no value at all, or a text is missing where it is encoded
     */
    public FittedPreprocessing fit(Iterable<? extends Map<String, ?>> rows) {
        Objects.requireNonNull(rows, "rows");
        return new Fitting(columns, chains, ranges).fit(rows);
    }

    @Override
    public String toString() {
        return "Preprocessing[columns=" + columns.keySet() + "]";
    }

    /** Declares columns and what is done with them. It starts empty. Not thread-safe. */
    public static final class Builder {
        private final Map<String, ColumnType> columns = new LinkedHashMap<>();
        private final List<Declared> chains = new ArrayList<>();
        private boolean ranges;

        private Builder() {}

        /**
         * Also learns the range of every number column, see {@link Column#hasRange()}. The model's file is then one that only this version
         * of Modelkeel and later ones read.
         *
         * @return this builder
         */
        public Builder learnRanges() {
            ranges = true;
            return this;
        }

        /**
         * Uses a number as it is.
         *
         * @param column the column's name
         * @return this builder
         * @throws IllegalArgumentException if the name is empty or already declared with another type
         */
        public Builder number(String column) {
            return number(column, steps -> {});
        }

        /**
         * Uses a number after some steps.
         *
         * @param column the column's name, which also names the feature
         * @param steps declares the steps
         * @return this builder
         * @throws IllegalArgumentException if the name is empty or already declared with another type
         */
        public Builder number(String column, Consumer<NumberSteps> steps) {
            return number(column, column, steps);
        }

        /**
         * Uses a number a second time, under a feature name of its own.
         *
         * @param feature the feature's name
         * @param column the column's name
         * @param steps declares the steps
         * @return this builder
         * @throws IllegalArgumentException if a name is empty or already declared with another type
         */
        public Builder number(String feature, String column, Consumer<NumberSteps> steps) {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(steps, "steps");
            declare(column, ColumnType.NUMBER);
            return add(feature, new Source.OfColumn(column), steps);
        }

        /**
         * Uses a boolean as 1 or 0.
         *
         * @param column the column's name, which also names the feature
         * @return this builder
         * @throws IllegalArgumentException if the name is empty or already declared with another type
         */
        public Builder bool(String column) {
            return bool(column, steps -> {});
        }

        /**
         * Uses a boolean as 1 or 0, after some steps.
         *
         * @param column the column's name, which also names the feature
         * @param steps declares the steps on the 1 or 0
         * @return this builder
         * @throws IllegalArgumentException if the name is empty or already declared with another type
         */
        public Builder bool(String column, Consumer<NumberSteps> steps) {
            Objects.requireNonNull(steps, "steps");
            declare(column, ColumnType.BOOLEAN);
            return add(column, new Source.OfColumn(column), steps);
        }

        /**
         * Uses a text.
         *
         * @param column the column's name, which also names the features
         * @param steps declares the steps, of which the last is a one-hot encoding
         * @return this builder
         * @throws IllegalArgumentException if the name is empty or already declared with another type
         */
        public Builder text(String column, Consumer<TextSteps> steps) {
            Objects.requireNonNull(steps, "steps");
            declare(column, ColumnType.TEXT);
            TextSteps declared = new TextSteps();
            steps.accept(declared);
            chains.add(new Declared(column, new Source.OfColumn(column), List.of(), List.copyOf(declared.specs)));
            return this;
        }

        /**
         * Uses one number column divided by another; both are taken as they are in the row, before their own steps.
         *
         * @param feature the feature's name
         * @param numerator the name of a number column
         * @param denominator the name of a number column
         * @param zeroDivision what a denominator of 0 gives
         * @param steps declares the steps on the ratio
         * @return this builder
         * @throws IllegalArgumentException if a name is empty or already declared with another type
         */
        public Builder ratio(
                String feature,
                String numerator,
                String denominator,
                FittedPreprocessing.ZeroDivision zeroDivision,
                Consumer<NumberSteps> steps) {
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(steps, "steps");
            declare(numerator, ColumnType.NUMBER);
            declare(denominator, ColumnType.NUMBER);
            return add(feature, new Source.Ratio(numerator, denominator, zeroDivision), steps);
        }

        private Builder add(String feature, Source source, Consumer<NumberSteps> steps) {
            NumberSteps declared = new NumberSteps();
            steps.accept(declared);
            chains.add(new Declared(feature, source, List.copyOf(declared.specs), List.of()));
            return this;
        }

        private void declare(String column, ColumnType type) {
            Objects.requireNonNull(column, "column");
            ColumnType before = columns.putIfAbsent(column, type);
            if (column.isEmpty() || (before != null && before != type)) {
                throw new IllegalArgumentException("column '" + column + "' cannot be declared as " + type.description()
                        + (before == null ? "" : "; it is " + before.description()));
            }
        }

        /**
         * Makes the declaration.
         *
         * @return the preprocessing
         * @throws IllegalArgumentException if nothing was declared
         */
        public Preprocessing build() {
            if (chains.isEmpty()) {
                throw new IllegalArgumentException("preprocessing needs a column");
            }
            return new Preprocessing(this);
        }
    }

    /** Declares the steps of a number. Not thread-safe. */
    public static final class NumberSteps {
        private final List<NumberSpec> specs = new ArrayList<>();

        private NumberSteps() {}

        private NumberSteps add(NumberSpec spec) {
            specs.add(spec);
            return this;
        }

        /**
         * Fills a missing number with the mean of the training rows.
         *
         * @return these steps
         */
        public NumberSteps imputeMean() {
            return add(NumberSpec.filling(Statistics::mean));
        }

        /**
         * Fills a missing number with the median of the training rows.
         *
         * @return these steps
         */
        public NumberSteps imputeMedian() {
            return add(NumberSpec.filling(Statistics::median));
        }

        /**
         * Fills a missing number with the most frequent one of the training rows, the smallest of several.
         *
         * @return these steps
         */
        public NumberSteps imputeMostFrequent() {
            return add(NumberSpec.filling(Statistics::mostFrequent));
        }

        /**
         * Fills a missing number with a given one.
         *
         * @param value the finite number
         * @return these steps
         * @throws IllegalArgumentException if it is not finite
         */
        public NumberSteps imputeConstant(double value) {
            return add(NumberSpec.fillingWith(new Step.FillNumber(value)));
        }

        /**
         * Subtracts the mean of the training rows and divides by their standard deviation (of the population; 1 for a constant).
         *
         * @return these steps
         */
        public NumberSteps scaleStandard() {
            return add(NumberSpec.learning(Statistics::standardize));
        }

        /**
         * Scales the range of the training rows to 0 to 1.
         *
         * @return these steps
         */
        public NumberSteps scaleMinMax() {
            return add(NumberSpec.learning(Statistics::minMax));
        }

        /**
         * Takes the natural logarithm; a row with 0 or less is refused.
         *
         * @return these steps
         */
        public NumberSteps log() {
            return add(NumberSpec.fixed(new Step.Log()));
        }

        /**
         * Takes the natural logarithm of 1 plus the number; a row with -1 or less is refused.
         *
         * @return these steps
         */
        public NumberSteps log1p() {
            return add(NumberSpec.fixed(new Step.Log1p()));
        }

        /**
         * Moves a number into a range.
         *
         * @param low the smallest result, or {@code -Infinity}
         * @param high the largest result, or {@code Infinity}
         * @return these steps
         * @throws IllegalArgumentException if the range is empty
         */
        public NumberSteps clip(double low, double high) {
            return add(NumberSpec.fixed(new Step.Clip(low, high)));
        }

        /**
         * Counts the edges that are at most the number: 0 below the first one.
         *
         * @param edges finite edges, ascending
         * @return these steps
         * @throws IllegalArgumentException if there is no edge, or they do not ascend
         */
        public NumberSteps bucket(double... edges) {
            Objects.requireNonNull(edges, "edges");
            return add(NumberSpec.fixed(new Step.Bucket(Statistics.boxed(edges), false)));
        }

        /**
         * Makes a feature of each bucket between edges, 1 for the number's own; it is the last step.
         *
         * @param edges finite edges, ascending
         * @return these steps
         * @throws IllegalArgumentException if there is no edge, or they do not ascend
         */
        public NumberSteps bucketOneHot(double... edges) {
            Objects.requireNonNull(edges, "edges");
            return add(NumberSpec.fixed(new Step.Bucket(Statistics.boxed(edges), true)));
        }
    }

    /** Declares the steps of a text. Not thread-safe. */
    public static final class TextSteps {
        private final List<TextSpec> specs = new ArrayList<>();

        private TextSteps() {}

        private TextSteps add(TextSpec spec) {
            specs.add(spec);
            return this;
        }

        /**
         * Fills a missing text with the most frequent one of the training rows, the first in order of several.
         *
         * @return these steps
         */
        public TextSteps imputeMostFrequent() {
            return add(TextSpec.fillMostFrequent());
        }

        /**
         * Fills a missing text with a given one, which counts as a category even if no training row had it.
         *
         * @param value the text
         * @return these steps
         */
        public TextSteps imputeConstant(String value) {
            return add(TextSpec.fill(value));
        }

        /**
         * Makes a feature of each category of the training rows, in the order of {@link String#compareTo}; a row with another category
         * is refused.
         *
         * @return these steps
         */
        public TextSteps oneHot() {
            return add(TextSpec.oneHot(Step.Unseen.ERROR, null));
        }

        /**
         * Makes a feature of each category of the training rows; a row with another category has 0 in all of them.
         *
         * @return these steps
         */
        public TextSteps oneHotIgnoringUnknown() {
            return add(TextSpec.oneHot(Step.Unseen.IGNORE, null));
        }

        /**
         * Makes a feature of each category of the training rows; another category counts as the given one.
         *
         * @param fallback a category that training will see
         * @return these steps
         */
        public TextSteps oneHotWithFallback(String fallback) {
            return add(TextSpec.oneHot(Step.Unseen.DEFAULT, Objects.requireNonNull(fallback, "fallback")));
        }
    }
}
