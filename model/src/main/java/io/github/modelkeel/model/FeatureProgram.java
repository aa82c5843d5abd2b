package io.github.modelkeel.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chains made executable for a list of columns. It works in one array a row: the features first, the columns' values behind them.
 * Immutable and safe for use by multiple threads.
 */
final class FeatureProgram {
    private final List<ColumnReader> readers;
    private final List<String> featureNames;
    private final ChainProgram[] chains;
    private final boolean mayBeMissing;

    private FeatureProgram(List<ColumnReader> readers, List<ChainProgram> chains) {
        this.readers = readers;
        this.chains = chains.toArray(ChainProgram[]::new);
        this.featureNames =
                chains.stream().flatMap(chain -> chain.featureNames().stream()).toList();
        this.mayBeMissing = chains.stream().anyMatch(ChainProgram::mayBeMissing);
    }

    static FeatureProgram compile(List<Column> columns, List<FittedPreprocessing.Chain> chains) {
        Map<String, Column> byName = new HashMap<>();
        columns.forEach(column -> {
            if (byName.put(column.name(), column) != null) {
                throw new IllegalArgumentException("two columns are named '" + column.name() + "'");
            }
        });
        int features = chains.stream().mapToInt(FeatureNames::count).sum();
        Map<String, Integer> positions = new HashMap<>();
        columns.forEach(column -> positions.put(column.name(), features + positions.size()));
        ChainCompiler compiler = new ChainCompiler(byName, positions, chains);
        List<ChainProgram> programs = new ArrayList<>();
        int at = 0;
        for (FittedPreprocessing.Chain chain : chains) {
            programs.add(compiler.compile(chain, at));
            at += FeatureNames.count(chain);
        }
        requireUsed(byName, compiler.used());
        List<ColumnReader> readers = columns.stream()
                .map(column -> new ColumnReader(column, compiler.texts(column)))
                .toList();
        return new FeatureProgram(readers, programs).requireDistinctNames();
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

    RowReader reader(Signature.UnknownColumns unknown) {
        return new RowReader(readers, unknown);
    }

    List<String> featureNames() {
        return featureNames;
    }

    int featureCount() {
        return featureNames.size();
    }

    int bufferSize() {
        return featureNames.size() + readers.size();
    }

    boolean mayBeMissing() {
        return mayBeMissing;
    }

    /** Computes the features from the columns' values that are in the array. */
    void run(double[] buffer) {
        for (ChainProgram chain : chains) {
            chain.run(buffer);
        }
    }
}
