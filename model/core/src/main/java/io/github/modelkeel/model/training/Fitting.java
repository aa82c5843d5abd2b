package io.github.modelkeel.model.training;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.NumberArithmetic;
import io.github.modelkeel.model.preprocessing.RatioInput;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.preprocessing.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Learns declared chains from rows. Used once. */
final class Fitting {
    private final Map<String, TrainingColumn> columns = new LinkedHashMap<>();
    private final List<Preprocessing.Declared> declared;
    private final boolean ranges;

    Fitting(Map<String, ColumnType> types, List<Preprocessing.Declared> declared, boolean ranges) {
        this.ranges = ranges;
        types.forEach((name, type) -> columns.put(name, new TrainingColumn(name, type)));
        this.declared = declared;
    }

    FittedPreprocessing fit(Iterable<? extends Map<String, ?>> rows) {
        int count = 0;
        for (Map<String, ?> row : rows) {
            try {
                columns.values().forEach(column -> column.add(row));
            } catch (InvalidInputException e) {
                throw e.inRow(count);
            }
            count++;
        }
        if (count == 0) {
            throw new IllegalArgumentException("fit needs a training row");
        }
        columns.values().forEach(TrainingColumn::requireAValue);
        List<Chain> chains = new ArrayList<>();
        for (Preprocessing.Declared chain : declared) {
            chains.add(new Chain(chain.name(), chain.source(), steps(chain)));
        }
        return CompiledPreprocessing.of(learnedColumns(), chains);
    }

    /** A column is optional where a value was missing in training, or where every chain that reads it fills first. */
    private List<Column> learnedColumns() {
        Set<String> unfilled = new HashSet<>();
        for (Preprocessing.Declared chain : declared) {
            boolean fills = chain.numbers().stream().anyMatch(NumberSpec::fills)
                    || chain.texts().stream().anyMatch(TextSpec::fills);
            if (!fills) {
                unfilled.addAll(columnsOf(chain.source()));
            }
        }
        return columns.values().stream()
                .map(column -> column.learned(unfilled.contains(column.name()), ranges))
                .toList();
    }

    private static List<String> columnsOf(Source source) {
        if (source instanceof Source.Ratio ratio) {
            return List.of(ratio.numerator(), ratio.denominator());
        }
        return List.of(((Source.OfColumn) source).column());
    }

    private List<Step> steps(Preprocessing.Declared chain) {
        if (chain.source() instanceof Source.Ratio ratio) {
            return numberSteps(chain, ratios(ratio));
        }
        TrainingColumn column = column(columnsOf(chain.source()).get(0));
        return chain.texts().isEmpty() && column.isNumeric()
                ? numberSteps(chain, column.numbers())
                : textSteps(chain, column.texts());
    }

    private TrainingColumn column(String name) {
        TrainingColumn column = columns.get(name);
        if (column == null) {
            throw new IllegalStateException("column '" + name + "' was not declared");
        }
        return column;
    }

    private double[] ratios(Source.Ratio ratio) {
        double[] numerators = column(ratio.numerator()).numbers();
        double[] denominators = column(ratio.denominator()).numbers();
        for (int i = 0; i < numerators.length; i++) {
            try {
                numerators[i] = RatioInput.divide(ratio, numerators[i], denominators[i]);
            } catch (InvalidInputException e) {
                throw e.inRow(i);
            }
        }
        return numerators;
    }

    private static List<Step> numberSteps(Preprocessing.Declared chain, double[] values) {
        List<Step> steps = new ArrayList<>();
        for (NumberSpec spec : chain.numbers()) {
            double[] present =
                    Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
            if (present.length == 0) {
                throw new IllegalArgumentException("'" + chain.name() + "' has no value in any training row");
            }
            Step step = spec.fit().apply(present);
            steps.add(step);
            apply(NumberArithmetic.of(step, chain.name()), values);
        }
        return steps;
    }

    private static void apply(DoubleUnaryOperator step, double[] values) {
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = step.applyAsDouble(values[i]);
            } catch (InvalidInputException e) {
                throw e.inRow(i);
            }
        }
    }

    private static List<Step> textSteps(Preprocessing.Declared chain, @Nullable String[] values) {
        List<Step> steps = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (String value : values) {
            if (value != null) {
                present.add(value);
            }
        }
        for (TextSpec spec : chain.texts()) {
            steps.add(spec.fit().apply(present));
            String constant = spec.constant();
            if (constant != null) {
                present.add(constant);
            }
        }
        return steps;
    }
}
