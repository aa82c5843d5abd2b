package io.github.modelkeel.model;

import io.github.modelkeel.model.operation.Outline;
import io.github.modelkeel.model.operation.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Preprocessing with everything it learned from the training rows: from a row of columns to an array of features. Immutable and safe
 * for use by multiple threads.
 */
public final class FittedPreprocessing {
    /** Where a chain's value comes from. Immutable. */
    public sealed interface Source {
        /**
         * A column of the row.
         *
         * @param column the column's name
         */
        record OfColumn(String column) implements Source {
            /**
             * Checks the name.
             *
             * @param column the column's name
             */
            public OfColumn {
                Objects.requireNonNull(column, "column");
            }
        }

        /**
         * One column divided by another. It is missing when either of them is.
         *
         * @param numerator the name of a number column
         * @param denominator the name of a number column
         * @param zeroDivision what a denominator of 0 gives
         */
        record Ratio(String numerator, String denominator, ZeroDivision zeroDivision) implements Source {
            /**
             * Checks the names.
             *
             * @param numerator the name of a number column
             * @param denominator the name of a number column
             * @param zeroDivision what a denominator of 0 gives
             */
            public Ratio {
                Objects.requireNonNull(numerator, "numerator");
                Objects.requireNonNull(denominator, "denominator");
                Objects.requireNonNull(zeroDivision, "zeroDivision");
            }
        }
    }

    /** What a denominator of 0 gives. Immutable, as every enum is. */
    public enum ZeroDivision {
        /** The row is refused. */
        ERROR,
        /** A missing value. */
        MISSING,
        /** The number 0. */
        ZERO
    }

    /**
     * One value and the steps it goes through. Immutable.
     *
     * @param name the feature's name, and the prefix of the names when it becomes several
     * @param source where the value comes from
     * @param steps the steps, in order
     */
    public record Chain(String name, Source source, List<Step> steps) {
        /**
         * Copies the steps.
         *
         * @param name the feature's name, and the prefix of the names when it becomes several
         * @param source where the value comes from
         * @param steps the steps, in order
         * @throws IllegalArgumentException if the name is empty
         */
        public Chain {
            Objects.requireNonNull(source, "source");
            steps = List.copyOf(steps);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a chain needs a name");
            }
        }
    }

    private final List<Column> columns;
    private final List<Chain> chains;
    private final @Nullable Program program;
    private final List<String> featureNames;
    private final RowReader reader;
    private final FeatureProgram compiled;

    private FittedPreprocessing(List<Column> columns, List<Chain> chains) {
        this.columns = columns;
        this.chains = chains;
        this.program = null;
        this.featureNames = chains.stream()
                .flatMap(chain -> FeatureNames.of(chain).stream())
                .toList();
        this.compiled = FeatureProgram.compile(columns, this);
        this.reader = compiled.reader(Signature.UnknownColumns.IGNORE);
    }

    private FittedPreprocessing(List<Column> columns, Program program, List<String> featureNames) {
        if (program.inputs() != columns.size() || program.outputs().size() != featureNames.size()) {
            throw new IllegalArgumentException("the program has " + program.inputs() + " inputs and "
                    + program.outputs().size() + " outputs for " + columns.size() + " columns and "
                    + featureNames.size() + " features");
        }
        this.columns = columns;
        this.chains = List.of();
        this.program = program;
        this.featureNames = featureNames;
        this.compiled = FeatureProgram.compile(columns, this);
        this.reader = compiled.reader(Signature.UnknownColumns.IGNORE);
    }

    /**
     * Preprocessing from its parts, as a reader of a model file has them. To learn it from rows, see
     * {@link Preprocessing#fit(Iterable)}.
     *
     * @param columns the columns it reads, with distinct names, each used by a chain
     * @param chains the chains, in the order of their features
     * @return the preprocessing
     * @throws IllegalArgumentException if a chain reads a column that is not there or has a step that does not fit its value, a text
     *     is not encoded, a column is used by no chain, or two features have one name
     */
    public static FittedPreprocessing of(List<Column> columns, List<Chain> chains) {
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(chains, "chains");
        return new FittedPreprocessing(List.copyOf(columns), List.copyOf(chains));
    }

    /**
     * Preprocessing as a program, which can say what chains cannot. For readers of model files.
     *
     * @param columns the columns it reads, with distinct names, in the order of the program's inputs; a text is its code among the
     *     program's texts, -1 when it is not one of them
     * @param program the program
     * @param featureNames the distinct names of its outputs
     * @return the preprocessing
     * @throws IllegalArgumentException if the numbers of columns, inputs, outputs and names do not fit, or two names are equal
     */
    @SuppressWarnings("exports") // operations are for the readers of model files
    public static FittedPreprocessing of(List<Column> columns, Program program, List<String> featureNames) {
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(featureNames, "featureNames");
        return new FittedPreprocessing(List.copyOf(columns), program, List.copyOf(featureNames));
    }

    /**
     * The columns it reads.
     *
     * @return the columns, in the order of their first use; a column is optional when training saw missing values in it or every
     *     chain fills them
     */
    public List<Column> columns() {
        return columns;
    }

    /** {@return the chains, in the order of their features; none when there is a program} */
    public List<Chain> chains() {
        return chains;
    }

    /**
     * The program. For readers and writers of model files.
     *
     * @return the program when the preprocessing is not made of chains
     */
    @SuppressWarnings("exports") // operations are for the readers of model files
    public Optional<Program> program() {
        return Optional.ofNullable(program);
    }

    /**
     * The features' names: a chain's name, or {@code name=category} and {@code name=bucket0} when it becomes several features.
     *
     * @return the distinct names, in order
     */
    public List<String> featureNames() {
        return featureNames;
    }

    /**
     * What is done to the columns, described for a reader of the model.
     *
     * @return a line a column or set of columns, {@code "price: fill 3.2; standardize"}; lines of operations on several columns come
     *     after those of the columns
     */
    public List<String> steps() {
        if (program != null) {
            return Outline.of(program, columns.stream().map(Column::name).toList());
        }
        return chains.stream().map(ChainDescription::of).toList();
    }

    /**
     * Turns a row into features. Unlike a {@link ScoringModel} it ignores keys without a column, as the target of a training
     * row is.
     *
     * @param row the row
     * @return a new array, one number a feature; NaN is a missing one
     * @throws InvalidInputException if the row does not fit
     */
    public double[] apply(Map<String, ?> row) {
        Objects.requireNonNull(row, "row");
        double[] buffer = new double[compiled.bufferSize()];
        reader.read(row, buffer, compiled.featureCount());
        compiled.run(buffer);
        return Arrays.copyOf(buffer, compiled.featureCount());
    }

    /**
     * Whether a feature can be missing for a row that is accepted.
     *
     * @return true if some optional column, or a division by zero, is filled by no step
     */
    public boolean mayBeMissing() {
        return compiled.mayBeMissing();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FittedPreprocessing that
                && columns.equals(that.columns)
                && chains.equals(that.chains)
                && Objects.equals(program, that.program)
                && featureNames.equals(that.featureNames);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, chains, program);
    }

    @Override
    public String toString() {
        return "FittedPreprocessing[columns=" + columns.size() + ", features=" + compiled.featureCount() + "]";
    }
}
