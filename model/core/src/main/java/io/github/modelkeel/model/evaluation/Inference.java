package io.github.modelkeel.model.evaluation;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.internal.BufferPool;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.preprocessing.FeatureProgram;
import io.github.modelkeel.model.row.ReadingRules;
import io.github.modelkeel.model.row.RowReader;
import io.github.modelkeel.model.row.RowSource;
import io.github.modelkeel.model.row.RowSources;
import io.github.modelkeel.model.row.SlotRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * From rows to outputs: a model, compiled, and how its rows are read. A single row goes through an array that the call borrows, many rows
 * through blocks of them. Immutable and safe for use by multiple threads.
 */
final class Inference {
    private final ModelParts parts;
    private final Outcome outcome;
    private final boolean oneScore;
    private final FeatureProgram program;
    private final Evaluation evaluation;
    private final BufferPool<double[]> buffers;
    private final ManyRows manyRows;
    private final RowReader reader;
    private final RowSources sources;
    private final boolean withScores;
    private final Evaluation allScores;
    private final ManyRows manyRowsAllScores;

    Inference(ModelParts parts) {
        this.parts = parts;
        this.outcome = parts.outcome();
        Scorer scorer = parts.scorer();
        this.oneScore = scorer.outputs() == 1;
        this.program = FeatureProgram.compile(parts.signature().inputs(), parts.preprocessing());
        this.reader = program.reader(parts.signature().ignoresUnknownColumns());
        if (scorer.featureCount() != program.featureCount()) {
            throw new IllegalArgumentException("the scorer reads " + scorer.featureCount()
                    + " features, the preprocessing gives " + program.featureCount());
        }
        if (program.mayBeMissing() && !scorer.acceptsMissing()) {
            throw new IllegalArgumentException("a feature can be missing, which this scorer cannot take; impute it");
        }
        parts.functions().requireFits(program);
        this.evaluation = new Evaluation(program, scorer);
        this.buffers = new BufferPool<>(() -> new double[program.bufferSize()]);
        this.manyRows = new ManyRows(evaluation);
        this.sources = new RowSources(parts.signature(), reader, program.bufferSize(), program.featureCount());
        this.withScores = false;
        this.allScores = evaluation;
        this.manyRowsAllScores = manyRows;
    }

    /** The weights of the features, added up by the column that each comes from; empty if that is not all of them. */
    Map<String, Double> columnImportance() {
        Scorer scorer = parts.scorer();
        if (scorer instanceof ProgramScorer made && !made.weighsEveryFeature()) {
            return Map.of();
        }
        List<Column> columns = parts.signature().inputs();
        Map<String, Double> byColumn = new LinkedHashMap<>();
        columns.forEach(column -> byColumn.put(column.name(), 0.0));
        double[] weights = scorer.importance();
        for (int feature = 0; feature < weights.length; feature++) {
            int column = program.origin(feature).column();
            if (column >= 0) {
                byColumn.merge(columns.get(column).name(), weights[feature], Double::sum);
            } else if (weights[feature] > 0) {
                return Map.of();
            }
        }
        boolean none = byColumn.values().stream().allMatch(weight -> weight == 0);
        return none ? Map.of() : Collections.unmodifiableMap(byColumn);
    }

    /** The same, but rows are read by other rules, and outputs hold scores or not. */
    private Inference(Inference other, ReadingRules rules, boolean withScores) {
        this.parts = other.parts;
        this.outcome = other.outcome;
        this.oneScore = other.oneScore;
        this.program = other.program;
        this.evaluation = other.evaluation;
        this.buffers = other.buffers;
        this.manyRows = other.manyRows;
        this.reader = other.reader.with(rules);
        this.sources = new RowSources(parts.signature(), reader, program.bufferSize(), program.featureCount());
        this.withScores = withScores;
        this.allScores = withScores
                ? new Evaluation(program, parts.scorer(), parts.functions().all())
                : evaluation;
        this.manyRowsAllScores = withScores ? new ManyRows(allScores) : manyRows;
    }

    Inference with(ReadingRules rules) {
        return new Inference(this, rules, withScores);
    }

    Inference withScores() {
        return new Inference(this, reader.rules(), true);
    }

    RowReader reader() {
        return reader;
    }

    boolean hasScores() {
        return withScores;
    }

    /** Whether trees look at the columns themselves. */
    boolean isFused() {
        return evaluation.isFused();
    }

    double value(Map<String, ?> row) {
        int place = buffers.enter();
        try {
            double[] buffer = buffers.at(place);
            reader.read(row, buffer, program.featureCount());
            return value(buffer);
        } finally {
            buffers.leave(place);
        }
    }

    double value(Record row) {
        int place = buffers.enter();
        try {
            double[] buffer = buffers.at(place);
            reader.read(row, buffer, program.featureCount());
            return value(buffer);
        } finally {
            buffers.leave(place);
        }
    }

    private double value(double[] buffer) {
        return oneScore ? outcome.value(evaluation.score(buffer)) : outcome.value(evaluation.scores(buffer));
    }

    SlotRow emptyRow() {
        return sources.emptyRow();
    }

    double[] values(Rows rows) {
        DoubleStream.Builder values = DoubleStream.builder();
        try (RowSource source = rows.accept(sources)) {
            manyRows.score(source, scores -> values.add(outcome.value(scores)));
        }
        return values.build().toArray();
    }

    List<Output> outputs(Rows rows) {
        List<Output> outputs = new ArrayList<>();
        try (RowSource source = rows.accept(sources)) {
            manyRowsAllScores.score(source, scores -> outputs.add(output(scores)));
        }
        return List.copyOf(outputs);
    }

    /** How many rows there are; each is read and checked. */
    int check(Rows rows) {
        int place = buffers.enter();
        try (RowSource source = rows.accept(sources)) {
            int count = 0;
            while (source.next(buffers.at(place))) {
                source.complete();
                count++;
            }
            return count;
        } finally {
            buffers.leave(place);
        }
    }

    /** The output of the only row. */
    Output output(Rows row) {
        return only(row, buffer -> output(allScores.scores(buffer)));
    }

    /** The value of the only row. */
    double value(Rows row) {
        return only(row, this::value);
    }

    private <T> T only(Rows rows, Function<double[], T> how) {
        int place = buffers.enter();
        try (RowSource source = rows.accept(sources)) {
            double[] row = buffers.at(place);
            if (!source.next(row)) {
                throw new InvalidInputException(null, "expected one row, found none");
            }
            source.complete();
            T found = how.apply(row);
            if (source.next(row)) {
                throw new InvalidInputException(
                        null, "there is more than one row; give many rows to predict or predictValues");
            }
            return found;
        } finally {
            buffers.leave(place);
        }
    }

    private Output output(double[] scores) {
        if (!withScores) {
            return outcome.output(scores);
        }
        int own = parts.scorer().outputs();
        return parts.functions().with(outcome.output(Arrays.copyOf(scores, own)), scores, own);
    }
}
