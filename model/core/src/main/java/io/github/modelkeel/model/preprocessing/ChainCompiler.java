package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.internal.Values;
import io.github.modelkeel.model.row.ColumnReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Checks chains against the columns and makes them executable. Used once. */
final class ChainCompiler {
    private final Map<String, Column> columns;
    private final Map<String, Integer> positions;
    private final Map<String, Map<String, Integer>> codes = new HashMap<>();
    private final Map<String, List<String>> strict = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    ChainCompiler(Map<String, Column> columns, Map<String, Integer> positions, List<Chain> chains) {
        this.columns = columns;
        this.positions = positions;
        chains.forEach(this::learnTexts);
    }

    /** Numbers the texts each column's chains know. */
    private void learnTexts(Chain chain) {
        if (!(chain.source() instanceof Source.OfColumn of)) {
            return;
        }
        Map<String, Integer> known = codes.computeIfAbsent(of.column(), name -> new LinkedHashMap<>());
        for (Step step : chain.steps()) {
            if (step instanceof Step.FillText fill) {
                known.putIfAbsent(fill.value(), known.size());
            } else if (step instanceof Step.OneHot oneHot) {
                oneHot.categories().forEach(category -> known.putIfAbsent(category, known.size()));
                if (oneHot.unseen() == Step.Unseen.ERROR) {
                    strict.put(of.column(), oneHot.categories());
                }
            }
        }
    }

    Set<String> used() {
        return used;
    }

    ColumnReader.Texts texts(Column column) {
        return column.type() == ColumnType.TEXT
                ? new ColumnReader.Texts(codes.getOrDefault(column.name(), Map.of()), strict.get(column.name()))
                : ColumnReader.Texts.NONE;
    }

    ChainProgram compile(Chain chain, int at) {
        if (chain.source() instanceof Source.Ratio ratio) {
            return compileRatio(chain, ratio, at);
        }
        String name = ((Source.OfColumn) chain.source()).column();
        Column column = column(name, chain);
        int position = positionOf(name);
        boolean missing = mayBeMissing(column);
        ChainProgram.Input input = buffer -> buffer[position];
        return column.type() == ColumnType.TEXT
                ? compileText(chain, input, new ChainProgram.Place(at, missing))
                : compileNumber(chain, input, new ChainProgram.Place(at, missing));
    }

    private ChainProgram compileRatio(Chain chain, Source.Ratio ratio, int at) {
        Column numerator = column(ratio.numerator(), chain);
        Column denominator = column(ratio.denominator(), chain);
        if (numerator.type() != ColumnType.NUMBER || denominator.type() != ColumnType.NUMBER) {
            throw new IllegalArgumentException("'" + chain.name() + "' divides columns that are not both numbers");
        }
        boolean missing = mayBeMissing(numerator)
                || mayBeMissing(denominator)
                || ratio.zeroDivision() == FittedPreprocessing.ZeroDivision.MISSING;
        ChainProgram.Input input = RatioInput.of(ratio, positionOf(ratio.numerator()), positionOf(ratio.denominator()));
        return compileNumber(chain, input, new ChainProgram.Place(at, missing));
    }

    private ChainProgram compileNumber(Chain chain, ChainProgram.Input input, ChainProgram.Place place) {
        List<DoubleUnaryOperator> steps = new ArrayList<>();
        boolean missing = place.mayBeMissing();
        ChainProgram.Encoding encoding = ChainProgram.PLAIN;
        for (Step step : chain.steps()) {
            requireLast(encoding == ChainProgram.PLAIN, chain);
            missing &= !(step instanceof Step.FillNumber);
            steps.add(NumberArithmetic.of(step, chain.name()));
            if (step instanceof Step.Bucket bucket && bucket.oneHot()) {
                requireFilled(missing, chain);
                encoding = ChainProgram.BUCKET;
            }
        }
        return new ChainProgram(chain, input, steps, encoding, new ChainProgram.Place(place.at(), missing));
    }

    private ChainProgram compileText(Chain chain, ChainProgram.Input input, ChainProgram.Place place) {
        Map<String, Integer> known = codes.getOrDefault(chain.name(), Map.of());
        if (chain.source() instanceof Source.OfColumn of) {
            known = codes.getOrDefault(of.column(), Map.of());
        }
        List<DoubleUnaryOperator> steps = new ArrayList<>();
        boolean missing = place.mayBeMissing();
        ChainProgram.Encoding encoding = ChainProgram.PLAIN;
        for (Step step : chain.steps()) {
            requireLast(encoding == ChainProgram.PLAIN, chain);
            if (step instanceof Step.FillText fill) {
                double code = known.getOrDefault(fill.value(), -1);
                steps.add(x -> Double.isNaN(x) ? code : x);
                missing = false;
            } else if (step instanceof Step.OneHot oneHot) {
                requireFilled(missing, chain);
                encoding = oneHot(oneHot, known, chain);
            } else {
                throw new IllegalArgumentException(
                        "'" + chain.name() + "' is text, but " + step + " is a step for numbers");
            }
        }
        if (encoding == ChainProgram.PLAIN) {
            throw new IllegalArgumentException("the text '" + chain.name() + "' is not encoded; add oneHot()");
        }
        return new ChainProgram(chain, input, steps, encoding, new ChainProgram.Place(place.at(), false));
    }

    private static ChainProgram.Encoding oneHot(Step.OneHot oneHot, Map<String, Integer> known, Chain chain) {
        int unknown = oneHot.fallback() == null ? -1 : oneHot.categories().indexOf(oneHot.fallback());
        int[] slots = new int[known.size()];
        Arrays.fill(slots, unknown);
        for (int slot = 0; slot < oneHot.categories().size(); slot++) {
            slots[known.getOrDefault(oneHot.categories().get(slot), -1)] = slot;
        }
        for (Step step : chain.steps()) {
            if (step instanceof Step.FillText fill
                    && oneHot.unseen() == Step.Unseen.ERROR
                    && !oneHot.categories().contains(fill.value())) {
                throw new IllegalArgumentException("'" + chain.name() + "' fills missing values with "
                        + Values.quote(fill.value()) + ", which is not one of its categories");
            }
        }
        return ChainProgram.oneHot(slots, unknown);
    }

    private Column column(String name, Chain chain) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "'" + chain.name() + "' reads the column '" + name + "', which is not there");
        }
        used.add(name);
        return column;
    }

    private int positionOf(String column) {
        return positions.getOrDefault(column, -1);
    }

    private static boolean mayBeMissing(Column column) {
        return !column.required() && column.defaultValue() == null;
    }

    private static void requireLast(boolean plain, Chain chain) {
        if (!plain) {
            throw new IllegalArgumentException("'" + chain.name() + "' has a step after its one-hot encoding");
        }
    }

    private static void requireFilled(boolean missing, Chain chain) {
        if (missing) {
            throw new IllegalArgumentException(
                    "'" + chain.name() + "' can be missing where it is one-hot encoded; impute it in a step before");
        }
    }
}
