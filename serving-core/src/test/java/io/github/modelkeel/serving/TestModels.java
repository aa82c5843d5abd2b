package io.github.modelkeel.serving;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source.OfColumn;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.VersionId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small models whose answers tell their versions apart. */
final class TestModels {
    static final Map<String, Object> ROW = Map.of("sqft", 1500, "bedrooms", 3);

    private TestModels() {}

    /** Prices that differ between any two versions, in many digits. */
    static ScoringModel house(int version) {
        return of(new double[] {100 + 1.0 / version, 1e4 / 3}, 7.7, Column.number("sqft"), Column.number("bedrooms"));
    }

    /** A version that is loaded. */
    static LoadedVersion version(String name, int version, ScoringModel model) {
        return new LoadedVersion(new VersionId(name, version, "", null), model, "modelkeel");
    }

    /** What the version says of a row. */
    static Prediction predict(LoadedVersion version, Map<String, ?> row) {
        return Call.MAP.by().of(version, row);
    }

    /** What a predictor of {@link #house(int)} says of {@link #ROW}. */
    static Prediction priced(int version) {
        return predict(version("house", version, house(version)), ROW);
    }

    static double priceOf(int version) {
        return house(version).predict(ROW);
    }

    static ScoringModel of(double[] weights, double intercept, Column... columns) {
        return ScoringModelBuilder.model(
                preprocessing(columns), Column.number("price"), LinearScorer.of(weights, intercept), Link.IDENTITY);
    }

    static ScoringModel withColumns(Column... columns) {
        double[] ones = new double[columns.length];
        Arrays.fill(ones, 1);
        return of(ones, 0, columns);
    }

    static ScoringModel classifier(String negative, String positive) {
        return ScoringModelBuilder.of(
                        preprocessing(Column.number("x")),
                        Column.number("probability"),
                        LinearScorer.of(new double[] {1}, 0),
                        Link.LOGISTIC)
                .classes(List.of(negative, positive))
                .build();
    }

    /** A tree that gives 1 for every row, and whose columns may all be missing. */
    static ScoringModel acceptingMissing(String... columns) {
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(columns.length)
                .sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, 0)
                .tree()
                .leaf(1)
                .build();
        Column[] optional = Arrays.stream(columns)
                .map(name -> Column.number(name).asOptional())
                .toArray(Column[]::new);
        return ScoringModelBuilder.model(preprocessing(optional), Column.number("y"), scorer, Link.IDENTITY);
    }

    /** A classifier of several targets that says the same of every row. */
    static ScoringModel severalTargets(List<List<String>> targets, double... says) {
        TreeEnsembleScorer scorer = TreeEnsembleScorer.builder(1)
                .sums(TreeEnsembleScorer.Sum.DOUBLE_FROM_BASE, new double[says.length])
                .tree()
                .leaf(says)
                .build();
        return ScoringModelBuilder.of(preprocessing(Column.number("x")), Column.number("y"), scorer, Link.IDENTITY)
                .targets(targets)
                .build();
    }

    private static FittedPreprocessing preprocessing(Column... columns) {
        List<Chain> chains = Arrays.stream(columns)
                .map(column -> new Chain(column.name(), new OfColumn(column.name()), List.of()))
                .toList();
        return CompiledPreprocessing.of(List.of(columns), chains);
    }
}
