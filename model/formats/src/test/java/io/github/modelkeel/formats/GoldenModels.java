package io.github.modelkeel.formats;

import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.DecisionRule;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.model.FittedPreprocessing.ZeroDivision;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.operation.Constant;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.preprocessing.Chain;
import io.github.modelkeel.model.preprocessing.CompiledPreprocessing;
import io.github.modelkeel.model.preprocessing.Source;
import io.github.modelkeel.model.preprocessing.Step;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Comparison;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Inputs;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model for each step, column type, scorer and constant of a model. The golden files were written from these. */
final class GoldenModels {
    private GoldenModels() {}

    /** The models by the names of their files. The folder is the format's version that a file has. */
    static Map<String, ScoringModel> models() {
        Map<String, ScoringModel> models = new LinkedHashMap<>();
        models.put("v1/steps.json", steps());
        models.put(
                "v1/unknown-columns-refuse.json",
                ScoringModelBuilder.from(linear(Link.IDENTITY)).build());
        models.put(
                "v1/unknown-columns-ignore.json",
                ScoringModelBuilder.from(linear(Link.IDENTITY))
                        .ignoreUnknownColumns()
                        .build());
        for (Link link : List.of(Link.IDENTITY, Link.LOGISTIC, Link.EXP)) {
            models.put("v1/link-" + FileNames.of(link) + ".json", linear(link));
        }
        models.put(
                "v1/classes.json",
                ScoringModelBuilder.from(linear(Link.LOGISTIC))
                        .classes(List.of("no", "yes"))
                        .build());
        for (Comparison comparison : Comparison.values()) {
            models.put(
                    "v1/comparison-" + FileNames.of(comparison) + ".json",
                    trees(builder().comparison(comparison).sum(Sum.DOUBLE_FROM_BASE, 0.5)));
        }
        for (Inputs inputs : Inputs.values()) {
            boolean first = inputs == Inputs.DOUBLE || inputs == Inputs.FLOAT;
            models.put(
                    (first ? "v1" : "v3") + "/inputs-" + FileNames.of(inputs) + ".json",
                    trees(builder().inputs(inputs)));
        }
        for (Sum sum : Sum.values()) {
            boolean second = sum == Sum.FLOAT_BASE_LAST || sum == Sum.DOUBLE_BASE_LAST;
            models.put(
                    (second ? "v2" : "v1") + "/sum-" + FileNames.of(sum) + ".json",
                    trees(builder().sum(sum, sum == Sum.MEAN || sum == Sum.RUNNING_MEAN ? 0 : 0.5)));
        }
        second(models);
        third(models);
        return models;
    }

    private static void second(Map<String, ScoringModel> models) {
        models.put(
                "v2/link-scale.json",
                ScoringModelBuilder.from(linear(Link.IDENTITY)).linkScale(0.125).build());
        for (Link link : Link.values()) {
            if (link == Link.SOFTMAX || link == Link.FLOAT_SOFTMAX) {
                models.put(
                        "v2/link-" + FileNames.of(link) + ".json",
                        ScoringModelBuilder.from(outputs(link))
                                .classes(List.of("a", "b"))
                                .build());
            } else if (link != Link.IDENTITY && link != Link.LOGISTIC && link != Link.EXP) {
                models.put("v2/link-" + FileNames.of(link) + ".json", linear(link));
            }
        }
        TreeEnsembleScorer categories = builder()
                .tree()
                .categorical(0, new int[] {0, 3, 40}, 1, 2, true)
                .leaf(1)
                .split(1, 0.5, 3, 4, false)
                .zeroMissing()
                .leaf(2)
                .leaf(3)
                .build();
        models.put("v2/trees-categories.json", model(categories, Link.IDENTITY));
    }

    private static void third(Map<String, ScoringModel> models) {
        TreeEnsembleScorer leaves = builder()
                .sums(Sum.MEAN, 0, 0, 0)
                .tree()
                .split(0, 0.5, 1, 2, false)
                .leaf(0.125, 0.25, 0.625)
                .leaf(1, -0.0, 0)
                .build();
        models.put(
                "v3/trees-leaf-vectors.json",
                ScoringModelBuilder.from(model(leaves, Link.SOFTMAX))
                        .classes(List.of("a", "b", "c"))
                        .build());
        Scorer constant = program(1);
        models.put("v3/scorer-program.json", model(constant, Link.IDENTITY));
        LinearScorer own = LinearScorer.of(new double[] {1, -2}, 0.5);
        models.put(
                "v3/score-functions.json",
                ScoringModelBuilder.from(model(own, Link.LOGISTIC))
                        .classes(List.of("no", "yes"))
                        .scoreFunctions(own, LinearScorer.of(new double[] {3, 4}, 0))
                        .build());
        models.put(
                "v3/targets.json",
                ScoringModelBuilder.from(model(program(2), Link.IDENTITY))
                        .targets(List.of(List.of("a", "b", "c"), List.of("d", "e")))
                        .build());
        for (DecisionRule labels : DecisionRule.values()) {
            if (labels != DecisionRule.MOST_PROBABLE) {
                Scorer scorer = labels == DecisionRule.HIGHEST_SCORE_OR_ZERO || labels == DecisionRule.HIGHEST_SCORE
                        ? program(2)
                        : program(3);
                models.put(
                        "v3/labels-" + FileNames.of(labels) + ".json",
                        ScoringModelBuilder.from(model(scorer, Link.IDENTITY))
                                .classes(List.of("a", "b"), labels)
                                .build());
            }
        }
        Column range = Column.number("a").withRange(-5, 5);
        models.put(
                "v3/range.json",
                ScoringModelBuilder.model(
                        CompiledPreprocessing.of(
                                List.of(range), List.of(new Chain("a", new Source.OfColumn("a"), List.of()))),
                        Column.number("y"),
                        LinearScorer.of(new double[] {1}, 0),
                        Link.IDENTITY));
    }

    /** Every step, every source and every type of a column. */
    private static ScoringModel steps() {
        List<Column> columns = List.of(
                Column.number("a").asOptional(),
                Column.number("b").withDefault(2.5),
                Column.text("größe").asOptional(),
                Column.text("kind"),
                Column.bool("pool"));
        Step scale = new Step.Standardize(0.1, 3);
        List<Chain> chains = List.of(
                chain("a1", "a", new Step.FillNumber(1e-7), new Step.Log1p(), new Step.Clip(-1, 1), scale),
                chain("b1", "b", new Step.Log(), new Step.MinMax(0.25, -1)),
                chain("b2", "b", new Step.Bucket(List.of(1.0, 2.5), false)),
                chain("b3", "b", new Step.Bucket(List.of(1.0, 2.5), true)),
                chain("t1", "größe", new Step.FillText("m"), oneHot(Step.Unseen.ERROR, null)),
                chain("k1", "kind", oneHot(Step.Unseen.IGNORE, null)),
                chain("k2", "kind", oneHot(Step.Unseen.DEFAULT, "m")),
                chain("pool", "pool"),
                new Chain("r0", new Source.Ratio("b", "b", ZeroDivision.ERROR), List.of()),
                new Chain("r1", new Source.Ratio("b", "b", ZeroDivision.MISSING), List.of(new Step.FillNumber(0))),
                new Chain("r2", new Source.Ratio("b", "b", ZeroDivision.ZERO), List.of()));
        FittedPreprocessing preprocessing = CompiledPreprocessing.of(columns, chains);
        double[] weights = IntStream.range(0, preprocessing.featureNames().size())
                .mapToDouble(i -> i / 8.0)
                .toArray();
        return ScoringModelBuilder.model(preprocessing, Column.number("y"), LinearScorer.of(weights, 1), Link.IDENTITY);
    }

    private static Step oneHot(Step.Unseen unseen, @Nullable String fallback) {
        return new Step.OneHot(List.of("m", "n"), unseen, fallback);
    }

    private static Chain chain(String name, String column, Step... steps) {
        return new Chain(name, new Source.OfColumn(column), List.of(steps));
    }

    private static ScoringModel linear(Link link) {
        return model(LinearScorer.inOrder(new int[] {1, 0}, new double[] {1, -2}, 0.5), link);
    }

    private static TreeEnsembleScorer.Builder builder() {
        return TreeEnsembleScorer.builder(2);
    }

    private static ScoringModel trees(TreeEnsembleScorer.Builder trees) {
        TreeEnsembleScorer scorer = trees.tree(0.5)
                .split(1, 0.25, 1, 2, true)
                .leaf(1.5)
                .leaf(-0.0)
                .tree()
                .leaf(2)
                .build();
        return model(scorer, Link.IDENTITY);
    }

    private static ScoringModel outputs(Link link) {
        TreeEnsembleScorer scorer = builder()
                .sums(Sum.DOUBLE_FROM_BASE, 0.5, -0.5)
                .tree(1, 0)
                .leaf(1)
                .tree(1, 1)
                .leaf(2)
                .build();
        return model(scorer, link);
    }

    /** A scorer that says the same numbers of every row. */
    private static Scorer program(int outputs) {
        double[] numbers = IntStream.range(0, outputs).mapToDouble(i -> i / 4.0).toArray();
        Program.Call call = new Program.Call(new Constant(Numbers.of(numbers)), Indices.of());
        return new ProgramScorer(Program.of(2, List.of(call), Indices.range(2, outputs)));
    }

    private static ScoringModel model(Scorer scorer, Link link) {
        List<Column> columns = List.of(Column.number("a"), Column.number("b"));
        List<Chain> chains = Stream.of("a", "b").map(name -> chain(name, name)).toList();
        return ScoringModelBuilder.model(CompiledPreprocessing.of(columns, chains), Column.number("y"), scorer, link);
    }
}
