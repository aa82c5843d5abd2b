package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.formats.ModelRefusedException;
import io.github.modelkeel.formats.booster.Booster;
import io.github.modelkeel.formats.booster.LightgbmModel;
import io.github.modelkeel.formats.booster.XgboostModel;
import io.github.modelkeel.formats.python.Located;
import io.github.modelkeel.formats.python.Node;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Estimators of XGBoost and LightGBM with scikit-learn's interface, as they lie in a Python file: the booster is a buffer or a text in
 * the estimator's state, in the library's own format.
 */
final class BoosterWrappers {
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
     * Reads an estimator.
     *
     * @param estimator where it is in the file
     * @param features how many features it is given
     * @return what it computes
     * @throws ModelRefusedException if it is of another class, not fitted, or not supported
     */
    static Fitted read(Located estimator, int features) {
        requireKnown(estimator);
        try {
            Fitted fitted = estimator.className().startsWith(XGBOOST) ? xgboost(estimator) : lightgbm(estimator);
            if (fitted.scorer().featureCount() != features) {
                throw estimator.refusal(
                        "it has " + fitted.scorer().featureCount() + " features, but is given " + features);
            }
            return fitted;
        } catch (IllegalArgumentException e) {
            throw estimator.refusal("it describes no valid model: " + e.getMessage());
        }
    }

    /** How many features an estimator of LightGBM says that it was fitted with; XGBoost's says nothing. */
    static Optional<Long> findFeatureCount(Located estimator) {
        return estimator.className().startsWith(LIGHTGBM)
                ? Optional.of(estimator.attribute("_n_features").integer())
                : Optional.empty();
    }

    /** XGBoost takes what a sparse matrix does not hold for missing; LightGBM, as scikit-learn, takes it for 0. */
    static Fitted onSparse(Located estimator, Fitted fitted) {
        if (!estimator.className().startsWith(XGBOOST)) {
            return fitted;
        }
        Scorer scorer =
                before(fitted.scorer(), new MissingNumber(fitted.scorer().featureCount(), 0, false));
        return new Fitted(scorer, fitted.link(), fitted.classes());
    }

    /** Whether its class is one of these libraries'. */
    static boolean knows(Located estimator) {
        return estimator.className().startsWith("xgboost.")
                || estimator.className().startsWith("lightgbm.");
    }

    private static void requireKnown(Located estimator) {
        if (!KNOWN.contains(estimator.className())) {
            throw estimator.refusal(
                    "it is " + estimator.node().kind() + ", which is no known estimator of XGBoost or LightGBM");
        }
    }

    private static Fitted xgboost(Located estimator) {
        Located handle = estimator.attribute("_Booster").attribute("handle");
        if (!(handle.node() instanceof Node.Bytes bytes)) {
            throw handle.refusal("the bytes of a booster are expected, it is "
                    + handle.node().kind());
        }
        Booster booster = XgboostModel.read(name(handle), bytes.toArray(), Booster.Iterations.BEST);
        refuseTexts(estimator, booster);
        double missing = estimator.find("missing").map(Located::number).orElse(Double.NaN);
        Scorer scorer = booster.trees();
        if (!Double.isNaN(missing)) {
            scorer = before(scorer, new MissingNumber(scorer.featureCount(), missing, true));
        }
        return new Fitted(scorer, booster.link(), booster.classNames());
    }

    private static Fitted lightgbm(Located estimator) {
        Located model = estimator.attribute("_Booster");
        Located text =
                model.find("_handle").or(() -> model.find("handle")).orElseGet(() -> model.attribute("model_str"));
        int best =
                model.find("best_iteration").map(node -> (int) node.integer()).orElse(0);
        Booster booster = LightgbmModel.read(name(text), text.text().getBytes(StandardCharsets.UTF_8), best);
        refuseTexts(estimator, booster);
        List<String> classes = booster.classNames();
        if (estimator.className().equals(LIGHTGBM + "LGBMClassifier")) {
            classes = ClassNames.ofArray(estimator.attribute("_classes"));
            if (classes.size() != booster.classes()) {
                throw estimator.refusal("it has " + classes.size() + " classes, its booster " + booster.classes());
            }
        }
        Scorer scorer = booster.linkScale() == 1 ? booster.trees() : scaled(booster);
        return new Fitted(scorer, booster.link(), classes);
    }

    private static String name(Located located) {
        return located.file() + ": " + located.path();
    }

    private static void refuseTexts(Located estimator, Booster booster) {
        if (!booster.features().texts().isEmpty()) {
            throw estimator.refusal(
                    "it reads columns of the pandas type category; encode them with an OrdinalEncoder before it");
        }
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
