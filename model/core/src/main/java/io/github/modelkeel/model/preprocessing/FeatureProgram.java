package io.github.modelkeel.model.preprocessing;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.operation.CompiledProgram;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.row.ColumnReader;
import io.github.modelkeel.model.row.ReadingRules;
import io.github.modelkeel.model.row.RowReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Preprocessing made executable for a list of columns. It works in one array a row: the features first, the columns' values behind
 * them, and what is computed on the way last. Immutable and safe for use by multiple threads.
 */
public final class FeatureProgram {
    /** Computes the features from the columns' values that are in the array. */
    private interface Body {
        void run(double[] buffer);
    }

    private final List<ColumnReader> readers;
    private final List<String> featureNames;
    private final Body body;
    private final int bufferSize;
    private final boolean mayBeMissing;
    private final FeatureOrigin[] origins;
    private final boolean divisible;

    private FeatureProgram(List<ColumnReader> readers, List<ChainProgram> chains, FeatureOrigin[] origins) {
        this.readers = readers;
        this.origins = origins;
        this.divisible = Arrays.stream(origins)
                .allMatch(featureOrigin -> featureOrigin.isDivisible(column -> codes(column) >= 0));
        ChainProgram[] programs = chains.toArray(ChainProgram[]::new);
        this.body = buffer -> {
            Arrays.fill(buffer, 0, origins.length, 0);
            for (ChainProgram chain : programs) {
                chain.run(buffer);
            }
        };
        this.featureNames =
                chains.stream().flatMap(chain -> chain.featureNames().stream()).toList();
        this.bufferSize = featureNames.size() + readers.size();
        this.mayBeMissing = chains.stream().anyMatch(ChainProgram::mayBeMissing);
    }

    private FeatureProgram(List<ColumnReader> readers, Program program, List<String> featureNames) {
        List<Column> columns = readers.stream().map(ColumnReader::column).toList();
        CompiledProgram compiled =
                CompiledProgram.of(program, columns.stream().map(Column::name).toList());
        this.readers = readers;
        this.body = compiled::run;
        FeatureOrigin[] slots = FeatureOrigin.of(program);
        this.origins = Arrays.stream(program.outputs().toArray())
                .mapToObj(slot -> slots[slot])
                .toArray(FeatureOrigin[]::new);
        this.divisible =
                Arrays.stream(slots).allMatch(featureOrigin -> featureOrigin.isDivisible(column -> codes(column) >= 0));
        this.featureNames = featureNames;
        this.bufferSize = compiled.size();
        this.mayBeMissing = mayBeMissing(program, columns);
    }

    private static boolean mayBeMissing(Program program, List<Column> columns) {
        boolean[] missing = new boolean[columns.size()];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = !columns.get(i).required() && columns.get(i).defaultValue() == null;
        }
        for (boolean output : program.mayBeMissing(missing)) {
            if (output) {
                return true;
            }
        }
        return false;
    }

    /**
     * Compiles preprocessing.
     *
     * @param columns the columns of the signature
     */
    public static FeatureProgram compile(List<Column> columns, FittedPreprocessing preprocessing) {
        Map<String, Column> byName = new HashMap<>();
        columns.forEach(column -> {
            if (byName.put(column.name(), column) != null) {
                throw new IllegalArgumentException("two columns are named '" + column.name() + "'");
            }
        });
        return CompiledPreprocessing.programOf(preprocessing)
                .map(program -> ofProgram(byName, preprocessing, program))
                .orElseGet(() -> ofChains(columns, byName, CompiledPreprocessing.chainsOf(preprocessing)))
                .requireDistinctNames();
    }

    private static FeatureProgram ofProgram(
            Map<String, Column> columns, FittedPreprocessing preprocessing, Program program) {
        List<Set<String>> only = program.onlyTexts();
        List<List<String>> known = program.knownTexts();
        List<ColumnReader> readers = new ArrayList<>();
        for (Column learned : preprocessing.columns()) {
            Column column = columns.getOrDefault(learned.name(), learned);
            Map<String, Integer> codes = new HashMap<>();
            known.get(readers.size()).forEach(text -> codes.put(text, codes.size()));
            Set<String> strict = only.get(readers.size());
            ColumnReader.Texts texts = column.type() == ColumnType.BOOLEAN
                    ? ColumnReader.Texts.NONE
                    : new ColumnReader.Texts(
                            codes,
                            strict.isEmpty() ? null : List.copyOf(strict),
                            program.narrows(readers.size()),
                            program.narrowsInPart(readers.size()));
            readers.add(new ColumnReader(column, texts));
        }
        return new FeatureProgram(readers, program, preprocessing.featureNames());
    }

    private static FeatureProgram ofChains(List<Column> columns, Map<String, Column> byName, List<Chain> chains) {
        int features = chains.stream().mapToInt(FeatureNames::count).sum();
        Map<String, Integer> positions = new HashMap<>();
        columns.forEach(column -> positions.put(column.name(), features + positions.size()));
        ChainCompiler compiler = new ChainCompiler(byName, positions, chains);
        List<ChainProgram> programs = new ArrayList<>();
        int at = 0;
        for (Chain chain : chains) {
            programs.add(compiler.compile(chain, at));
            at += FeatureNames.count(chain);
        }
        requireUsed(byName, compiler.used());
        List<ColumnReader> readers = columns.stream()
                .map(column -> new ColumnReader(column, compiler.texts(column)))
                .toList();
        List<String> names = columns.stream().map(Column::name).toList();
        return new FeatureProgram(readers, programs, FeatureOrigin.of(names, chains));
    }

    private static void requireUsed(Map<String, Column> columns, Set<String> used) {
        for (String name : columns.keySet()) {
            if (!used.contains(name)) {
                throw new IllegalArgumentException("column '" + name + "' is used by no feature");
            }
        }
    }

    private FeatureProgram requireDistinctNames() {
        Set<String> seen = new HashSet<>();
        for (String name : featureNames) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two features are named '" + name + "'");
            }
        }
        if (featureNames.isEmpty()) {
            throw new IllegalArgumentException("preprocessing needs a feature");
        }
        return this;
    }

    public RowReader reader(boolean ignoresUnknown) {
        return new RowReader(readers, ReadingRules.of(ignoresUnknown));
    }

    List<String> featureNames() {
        return featureNames;
    }

    public int featureCount() {
        return featureNames.size();
    }

    public int bufferSize() {
        return bufferSize;
    }

    public boolean mayBeMissing() {
        return mayBeMissing;
    }

    public int columnCount() {
        return readers.size();
    }

    /** Where a column's value is in the array of a row. */
    public int place(int column) {
        return featureNames.size() + column;
    }

    /** Whether all that is computed, feature or not, comes from one column each and could be precomputed. */
    public boolean divisible() {
        return divisible;
    }

    public FeatureOrigin origin(int feature) {
        return origins[feature];
    }

    /** How many codes a column's values can be, beside -1 for an unknown text; -1 for a number. */
    public int codes(int column) {
        ColumnReader reader = readers.get(column);
        return switch (reader.column().type()) {
            case NUMBER -> reader.texts().codes().isEmpty() ? -1 : reader.knownTexts();
            case BOOLEAN -> 2;
            case TEXT -> reader.knownTexts();
        };
    }

    /** A row that is not refused, if one of a few simple ones is not; nothing is computed in it yet. */
    public double[] usualRow() {
        double[] row = new double[bufferSize];
        for (double number : new double[] {0, 1, Double.NaN}) {
            for (int column = 0; column < readers.size(); column++) {
                row[place(column)] = codes(column) < 0
                        ? number
                        : readers.get(column).texts().codes().values().stream()
                                .findFirst()
                                .orElse(0);
            }
            if (accepts(row)) {
                break;
            }
        }
        return row;
    }

    private boolean accepts(double[] row) {
        try {
            run(row.clone());
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** Computes the features from the columns' values that are in the array. */
    public void run(double[] buffer) {
        body.run(buffer);
    }
}
