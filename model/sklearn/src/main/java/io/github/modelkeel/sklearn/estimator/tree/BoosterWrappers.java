package io.github.modelkeel.sklearn.estimator.tree;

import io.github.modelkeel.boosters.model.Booster;
import io.github.modelkeel.boosters.model.FeatureCategories;
import io.github.modelkeel.boosters.model.LightgbmModel;
import io.github.modelkeel.boosters.model.XgboostModel;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.MissingNumber;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.InputColumn;
import io.github.modelkeel.sklearn.program.Names;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.ClassNames;
import io.github.modelkeel.sklearn.reader.Estimated;
import io.github.modelkeel.sklearn.reader.Fitted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Estimators of XGBoost and LightGBM with scikit-learn's interface, as they are stored in a Python file: the booster is a buffer or a text in
 * the estimator's state, in the library's own format.
 */
public final class BoosterWrappers {
    private static final String XGBOOST = "xgboost.sklearn.";
    private static final String LIGHTGBM = "lightgbm.sklearn.";
    private static final Set<String> KNOWN = Set.of(
            "xgboost.sklearn.XGBRegressor",
            "xgboost.sklearn.XGBClassifier",
            "xgboost.sklearn.XGBRFRegressor",
            "xgboost.sklearn.XGBRFClassifier",
            "xgboost.sklearn.XGBRanker",
            "lightgbm.sklearn.LGBMRegressor",
            "lightgbm.sklearn.LGBMClassifier",
            "lightgbm.sklearn.LGBMRanker");

    private BoosterWrappers() {}

    /**
     * What the state of an estimator holds.
     *
     * @param fitted the estimator behind the codes of its categories
     * @param categories the categories by feature
     */
    private record Contents(Fitted fitted, Map<Integer, FeatureCategories> categories) {}

    /**
     * Reads an estimator that is given numbers.
     *
     * @param estimator where it is in the file
     * @param features how many features it is given
     * @return what it computes
     * @throws ModelRefusedException if it is of another class, not fitted, or not supported
     */
    public static Fitted read(Located estimator, int features) {
        Contents contents = contents(estimator, features, Optional.empty());
        Fitted fitted = contents.fitted();
        if (contents.categories().isEmpty()) {
            return fitted;
        }
        ScorerProgram program = new ScorerProgram(features);
        int[] slots = program.features();
        contents.categories().forEach((feature, categories) -> {
            if (categories.kind() == FeatureCategories.Kind.TEXT) {
                throw estimator.refusal("it reads texts (columns of the pandas type category) inside of another"
                        + " estimator; encode them with an OrdinalEncoder before it");
            }
            slots[feature] = program.add(categories.codes(), feature)[0];
        });
        Scorer scorer = program.scorer(program.add(fitted.scorer(), Link.IDENTITY, slots));
        return new Fitted(scorer, fitted.link(), fitted.classes());
    }

    /** An estimator with what turns the categories of its columns into codes, when it is one of these libraries'. */
    public static Optional<Estimated> find(Located estimator, ColumnBlock in, ProgramBuilder program) {
        if (!knows(estimator)) {
            return Optional.empty();
        }
        Contents contents = contents(estimator, in.size(), program.texts(in));
        List<ColumnBlock> blocks = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            ColumnBlock column = in.pick(List.of(i));
            FeatureCategories categories = contents.categories().get(i);
            if (categories == null) {
                requireNoText(estimator, column, program);
                blocks.add(column);
            } else {
                blocks.add(codes(estimator, column, categories, program));
            }
        }
        ColumnBlock features = program.numbers(ColumnBlock.join(blocks, in.sparse()), estimator);
        Fitted fitted = contents.fitted();
        return Optional.of(new Estimated(features, in.sparse() ? onSparse(estimator, fitted) : fitted));
    }

    private static void requireNoText(Located estimator, ColumnBlock column, ProgramBuilder program) {
        if (program.kind(column.slots().get(0)) == InputColumn.Kind.TEXT) {
            throw estimator.refusal("the text '" + column.names().get(0) + "' is read as a number, and the booster has"
                    + " no categories of it; encode it before, or train on a column of the pandas type category with"
                    + " XGBoost 3.1 or later, or with LightGBM, which keep the categories");
        }
    }

    private static ColumnBlock codes(
            Located estimator, ColumnBlock column, FeatureCategories categories, ProgramBuilder program) {
        int slot = column.slots().get(0);
        InputColumn.Kind kind = switch (categories.kind()) {
            case TEXT -> InputColumn.Kind.TEXT;
            case NUMBER -> InputColumn.Kind.NUMBER;
            case BOOLEAN -> InputColumn.Kind.BOOLEAN;
        };
        program.settle(slot, kind);
        InputColumn.Kind given = program.kind(slot);
        if (given != kind && !(given == InputColumn.Kind.WHOLE && kind == InputColumn.Kind.NUMBER)) {
            throw estimator.refusal("the categories of '" + column.names().get(0) + "' are "
                    + categories.kind().plural() + ", but the column holds others; log the model with the signature of"
                    + " the data frame that it was trained on");
        }
        program.acceptMissing(slot);
        return program.add(categories.codes(), column, column.names());
    }

    private static Contents contents(Located estimator, int features, Optional<BitSet> texts) {
        requireKnown(estimator);
        try {
            Contents contents =
                    estimator.className().startsWith(XGBOOST) ? xgboost(estimator) : lightgbm(estimator, texts);
            int count = contents.fitted().scorer().featureCount();
            if (count != features) {
                throw estimator.refusal("it has " + count + " features, but is given " + features);
            }
            return contents;
        } catch (IllegalArgumentException e) {
            throw estimator.refusal("it describes no valid model: " + e.getMessage());
        }
    }

    /** How many features an estimator of LightGBM says that it was fitted with; XGBoost's says nothing. */
    public static Optional<Long> findFeatureCount(Located estimator) {
        return estimator.className().startsWith(LIGHTGBM)
                ? Optional.of(estimator.attribute("_n_features").integer())
                : Optional.empty();
    }

    /** The names of the features as XGBoost's booster keeps them, or numbers; the estimator's own state has none. */
    public static Optional<List<String>> findNames(Located estimator) {
        if (!estimator.className().startsWith(XGBOOST)) {
            return Optional.empty();
        }
        requireKnown(estimator);
        Booster booster = booster(estimator);
        List<String> names = booster.features().names();
        return Optional.of(names.isEmpty() ? Names.numbered("f", booster.trees().featureCount()) : names);
    }

    /** XGBoost takes what a sparse matrix does not hold for missing; LightGBM, as scikit-learn, takes it for 0. */
    public static Fitted onSparse(Located estimator, Fitted fitted) {
        if (!estimator.className().startsWith(XGBOOST)) {
            return fitted;
        }
        Scorer scorer =
                before(fitted.scorer(), new MissingNumber(fitted.scorer().featureCount(), 0, false));
        return new Fitted(scorer, fitted.link(), fitted.classes());
    }

    /** Whether its class is one of these libraries'. */
    public static boolean knows(Located estimator) {
        return estimator.className().startsWith("xgboost.")
                || estimator.className().startsWith("lightgbm.");
    }

    private static void requireKnown(Located estimator) {
        if (!KNOWN.contains(estimator.className())) {
            throw estimator.refusal(
                    "it is " + estimator.node().kind() + ", which is not a known estimator of XGBoost or LightGBM");
        }
    }

    private static Booster booster(Located estimator) {
        Located handle = estimator.attribute("_Booster").attribute("handle");
        if (!(handle.node() instanceof Node.Bytes bytes)) {
            throw handle.refusal("the bytes of a booster are expected, it is "
                    + handle.node().kind());
        }
        return XgboostModel.read(name(handle), bytes.toArray(), Booster.Iterations.BEST);
    }

    private static Contents xgboost(Located estimator) {
        Booster booster = booster(estimator);
        Map<Integer, FeatureCategories> categories = booster.features().categories();
        double missing = estimator.find("missing").map(Located::number).orElse(Double.NaN);
        Scorer scorer = booster.trees();
        if (!Double.isNaN(missing)) {
            if (!categories.isEmpty()) {
                throw estimator.refusal(
                        "missing=" + missing + " together with columns of the pandas type category is not"
                                + " supported; train with missing=nan");
            }
            scorer = before(scorer, new MissingNumber(scorer.featureCount(), missing, true));
        }
        return new Contents(new Fitted(scorer, booster.link(), booster.classNames()), categories);
    }

    private static Contents lightgbm(Located estimator, Optional<BitSet> texts) {
        refuseEarlyStop(estimator);
        Located model = estimator.attribute("_Booster");
        Located text =
                model.find("_handle").or(() -> model.find("handle")).orElseGet(() -> model.attribute("model_str"));
        int best =
                model.find("best_iteration").map(node -> (int) node.integer()).orElse(0);
        Booster booster = LightgbmModel.read(name(text), text.text().getBytes(StandardCharsets.UTF_8), best, texts);
        List<String> classes = booster.classNames();
        if (estimator.className().equals(LIGHTGBM + "LGBMClassifier")) {
            classes = ClassNames.ofArray(estimator.attribute("_classes"));
            if (classes.size() != booster.classes()) {
                throw estimator.refusal("it has " + classes.size() + " classes, its booster " + booster.classes());
            }
        }
        Scorer scorer = booster.linkScale() == 1 ? booster.trees() : scaled(booster);
        return new Contents(
                new Fitted(scorer, booster.link(), classes), booster.features().categories());
    }

    /** An estimator hands its own parameters to the booster when it predicts; the booster adds up fewer trees with this one. */
    private static void refuseEarlyStop(Located estimator) {
        Optional<Located> parameters = estimator.find("_other_params");
        if (parameters.isPresent() && parameters.get().node() instanceof DictNode dict) {
            dict.find("pred_early_stop")
                    .filter(stop -> !Boolean.FALSE.equals(Node.plain(stop)))
                    .ifPresent(stop -> {
                        throw parameters
                                .get()
                                .refusal("with pred_early_stop it adds up fewer trees where a row seems"
                                        + " clear, which is not supported; train without it");
                    });
        }
    }

    private static String name(Located located) {
        return located.file() + ": " + located.path();
    }

    private static Scorer before(Scorer scorer, Operation operation) {
        int features = scorer.featureCount();
        List<Program.Call> calls = new ArrayList<>();
        calls.add(new Program.Call(operation, Indices.range(0, features)));
        calls.add(new Program.Call(new Score(scorer, Link.IDENTITY), Indices.range(features, features)));
        return new ProgramScorer(Program.of(features, calls, Indices.range(2 * features, scorer.outputs())));
    }

    /** The trees' sums times the factor of LightGBM's parameter {@code sigmoid}. */
    private static Scorer scaled(Booster booster) {
        int features = booster.trees().featureCount();
        int outputs = booster.trees().outputs();
        double[] factors = new double[outputs * outputs];
        IntStream.range(0, outputs).forEach(i -> factors[i * outputs + i] = booster.linkScale());
        Affine scale = new Affine(new Matrix(outputs, outputs, Numbers.of(factors)), Numbers.of(new double[outputs]));
        List<Program.Call> calls = List.of(
                new Program.Call(new Score(booster.trees(), Link.IDENTITY), Indices.range(0, features)),
                new Program.Call(scale, Indices.range(features, outputs)));
        return new ProgramScorer(Program.of(features, calls, Indices.range(features + outputs, outputs)));
    }
}
