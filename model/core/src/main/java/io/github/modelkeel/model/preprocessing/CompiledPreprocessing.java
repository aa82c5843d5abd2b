package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.operation.Outline;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.row.RowReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Preprocessing, checked and compiled. Immutable and safe for use by multiple threads. */
public final class CompiledPreprocessing implements FittedPreprocessing {
    private final List<Column> columns;
    private final List<Chain> chains;
    private final @Nullable Program program;
    private final List<String> featureNames;
    private final RowReader reader;
    private final FeatureProgram compiled;

    private CompiledPreprocessing(List<Column> columns, List<Chain> chains) {
        this.columns = columns;
        this.chains = chains;
        this.program = null;
        this.featureNames = chains.stream()
                .flatMap(chain -> FeatureNames.of(chain).stream())
                .toList();
        this.compiled = FeatureProgram.compile(columns, this);
        this.reader = compiled.reader(true);
    }

    private CompiledPreprocessing(List<Column> columns, Program program, List<String> featureNames) {
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
        this.reader = compiled.reader(true);
    }

    /**
     * Preprocessing from its parts, as a reader of a model file has them.
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
        return new CompiledPreprocessing(List.copyOf(columns), List.copyOf(chains));
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
    public static FittedPreprocessing of(List<Column> columns, Program program, List<String> featureNames) {
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(featureNames, "featureNames");
        return new CompiledPreprocessing(List.copyOf(columns), program, List.copyOf(featureNames));
    }

    /**
     * The program of preprocessing, for readers and writers of model files.
     *
     * @param preprocessing any preprocessing
     * @return the program when the preprocessing is not made of chains
     */
    public static Optional<Program> programOf(FittedPreprocessing preprocessing) {
        return preprocessing instanceof CompiledPreprocessing compiled
                ? Optional.ofNullable(compiled.program)
                : Optional.empty();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    /**
     * The chains of preprocessing, for readers and writers of model files.
     *
     * @param preprocessing any preprocessing
     * @return the chains in the order of their features; none when there is a program
     */
    public static List<Chain> chainsOf(FittedPreprocessing preprocessing) {
        return preprocessing instanceof CompiledPreprocessing compiled ? compiled.chains : List.of();
    }

    @Override
    public List<String> featureNames() {
        return featureNames;
    }

    @Override
    public List<String> steps() {
        if (program != null) {
            return Outline.of(program, columns.stream().map(Column::name).toList());
        }
        return chains.stream().map(ChainDescription::of).toList();
    }

    @Override
    public double[] apply(Map<String, ?> row) {
        Objects.requireNonNull(row, "row");
        double[] buffer = new double[compiled.bufferSize()];
        reader.read(row, buffer, compiled.featureCount());
        compiled.run(buffer);
        return Arrays.copyOf(buffer, compiled.featureCount());
    }

    @Override
    public boolean mayBeMissing() {
        return compiled.mayBeMissing();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompiledPreprocessing that
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
