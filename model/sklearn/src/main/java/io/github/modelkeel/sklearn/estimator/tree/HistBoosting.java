package io.github.modelkeel.sklearn.estimator.tree;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.CategoryIndex;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer.Sum;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.Estimated;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.transformer.OrdinalEncoders;
import java.util.List;
import java.util.Optional;

/**
 * Histogram gradient boosting. The sum starts from {@code _baseline_prediction} and takes the trees' values, as doubles, in their order;
 * a regression without a link has scikit-learn's bits. A probability, or a value behind an exponential, is within 4 ulp.
 */
public final class HistBoosting {
    public static final String PREFIX =
            "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.HistGradientBoosting";

    private final Located at;
    private final int features;
    private final HistCategories categories;
    private final boolean encodedBefore;

    private HistBoosting(Located at, int features) {
        this(at, features, HistCategories.read(at, features), false);
    }

    private HistBoosting(Located at, int features, HistCategories categories, boolean encodedBefore) {
        this.at = at;
        this.features = features;
        this.categories = categories;
        this.encodedBefore = encodedBefore;
    }

    /** The estimator with its own encoder, which is made a part of the preprocessing, when it encodes texts. */
    public static Optional<Estimated> withTexts(Located at, ColumnBlock in, ProgramBuilder program) {
        boolean known =
                at.className().equals(PREFIX + "Regressor") || at.className().equals(PREFIX + "Classifier");
        Optional<Located> encoder = known ? HistCategories.textEncoder(at) : Optional.empty();
        return encoder.map(found -> {
            List<Integer> categorical = HistCategories.columns(at, true);
            List<Integer> others = HistCategories.columns(at, false);
            if (categorical.size() + others.size() != in.size()) {
                throw at.refusal("it was fitted with " + (categorical.size() + others.size())
                        + " features and is given " + in.size());
            }
            ColumnBlock codes = OrdinalEncoders.read(found, in.pick(categorical), program);
            ColumnBlock all = ColumnBlock.join(List.of(codes, program.numbers(in.pick(others), at)), false);
            HistCategories categories = HistCategories.ofEncoded(found, categorical.size(), in.size());
            HistBoosting boosting = new HistBoosting(at, in.size(), categories, true);
            return new Estimated(
                    program.numbers(all, at),
                    at.className().endsWith("Regressor") ? boosting.regressor() : boosting.classifier());
        });
    }

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        readers.add(PREFIX + "Regressor", (at, features) -> new HistBoosting(at, features).regressor());
        readers.add(PREFIX + "Classifier", (at, features) -> new HistBoosting(at, features).classifier());
    }

    private Fitted regressor() {
        Located loss = at.attribute("loss");
        if (!loss.className().isEmpty()) {
            throw loss.refusal("a custom loss is not supported; train with a named loss");
        }
        Link link = switch (loss.text()) {
            case "squared_error", "absolute_error", "quantile" -> Link.IDENTITY;
            case "poisson", "gamma" -> Link.EXP;
            default ->
                throw loss.refusal("the loss '" + loss.text() + "' has no known link; train with a built-in loss");
        };
        return new Fitted(scorer(1), link, List.of());
    }

    private Fitted classifier() {
        List<String> classes = ClassNames.of(at);
        Located loss = at.attribute("loss");
        if (!loss.className().isEmpty() || !loss.text().equals("log_loss")) {
            throw loss.refusal("a classifier with this loss is not supported; train with loss='log_loss'");
        }
        return Fitted.probable(classes, scorer(classes.size() == 2 ? 1 : classes.size()));
    }

    private Scorer scorer(int outputs) {
        double[] baseline = at.attribute("_baseline_prediction").doubles();
        if (baseline.length != outputs) {
            throw at.attribute("_baseline_prediction").refusal(outputs + " numbers are expected");
        }
        TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(features).sums(Sum.DOUBLE_FROM_BASE, baseline);
        List<Located> iterations = at.attribute("_predictors").elements();
        for (Located iteration : iterations) {
            List<Located> predictors = iteration.elements();
            if (predictors.size() != outputs) {
                throw iteration.refusal(outputs + " trees an iteration are expected, there are " + predictors.size());
            }
            for (int output = 0; output < outputs; output++) {
                trees.tree(1, output);
                new HistTree(predictors.get(output), categories).addTo(trees);
            }
        }
        if (iterations.isEmpty()) {
            throw at.attribute("_predictors").refusal("there are no trees");
        }
        return behindCategories(trees.build());
    }

    /** The trees' features are the categorical ones as indices, then the others, in versions that encode the former. */
    private Scorer behindCategories(TreeEnsembleScorer trees) {
        if (encodedBefore || categories.isEmpty()) {
            return trees;
        }
        ScorerProgram program = new ScorerProgram(features);
        int[] slots = new int[features];
        for (int i = 0; i < features; i++) {
            int column = categories.column(i);
            double[] known = categories.known(i);
            slots[i] = known == null
                    ? column
                    : program.add(new CategoryIndex(Numbers.of(known), categories.truncated()), column)[0];
        }
        return program.scorer(program.add(trees, Link.IDENTITY, slots));
    }
}
