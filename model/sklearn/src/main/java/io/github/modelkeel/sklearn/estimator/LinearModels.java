package io.github.modelkeel.sklearn.estimator;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Matrix;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.sklearn.program.ScorerProgram;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.EstimatorTable;
import io.github.modelkeel.sklearn.reader.Fitted;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.Arrays;
import java.util.List;

/**
 * Regressions by weighted sums.
 *
 * <p>Bound: NumPy adds up the products in the order of its matrix library, with fused multiplications where the processor has them; here
 * they are added in the order of the features. Either is within {@code n} half ulps of the sum of the products' sizes, for {@code n}
 * features; where they do not cancel each other, that is a few ulp of the result. A logarithmic link adds one ulp, and widens what is
 * lost in its argument.
 */
public final class LinearModels {
    private static final List<String> REGRESSIONS = List.of(
            "linear_model._base.LinearRegression",
            "linear_model._ridge.Ridge",
            "linear_model._ridge.RidgeCV",
            "linear_model._coordinate_descent.Lasso",
            "linear_model._coordinate_descent.LassoCV",
            "linear_model._coordinate_descent.ElasticNet",
            "linear_model._coordinate_descent.ElasticNetCV",
            "linear_model._coordinate_descent.MultiTaskLasso",
            "linear_model._coordinate_descent.MultiTaskLassoCV",
            "linear_model._coordinate_descent.MultiTaskElasticNet",
            "linear_model._coordinate_descent.MultiTaskElasticNetCV",
            "linear_model._least_angle.Lars",
            "linear_model._least_angle.LarsCV",
            "linear_model._least_angle.LassoLars",
            "linear_model._least_angle.LassoLarsCV",
            "linear_model._least_angle.LassoLarsIC",
            "linear_model._omp.OrthogonalMatchingPursuit",
            "linear_model._omp.OrthogonalMatchingPursuitCV",
            "linear_model._bayes.BayesianRidge",
            "linear_model._bayes.ARDRegression",
            "linear_model._huber.HuberRegressor",
            "linear_model._quantile.QuantileRegressor",
            "linear_model._theil_sen.TheilSenRegressor",
            "linear_model._stochastic_gradient.SGDRegressor",
            "linear_model._passive_aggressive.PassiveAggressiveRegressor",
            "svm._classes.LinearSVR");

    private LinearModels() {}

    /** Enters the classes that are read here. */
    public static void addTo(EstimatorTable readers) {
        for (String name : REGRESSIONS) {
            readers.add("sklearn." + name, (at, features) -> Fitted.regression(scorer(at, features)));
        }
        readers.addMeta(
                "sklearn.linear_model._ransac.RANSACRegressor",
                (at, features, parts) -> parts.estimator(at.attribute("estimator_"), features));
        for (String name : List.of("PLSRegression", "PLSCanonical", "CCA")) {
            readers.add("sklearn.cross_decomposition._pls." + name, LinearModels::latent);
        }
        for (String name : List.of("Poisson", "Gamma")) {
            readers.add(
                    "sklearn.linear_model._glm.glm." + name + "Regressor",
                    (at, features) -> withLink(at, features, Link.EXP));
        }
        readers.add(
                "sklearn.linear_model._glm.glm.TweedieRegressor",
                (at, features) -> withLink(at, features, tweedieLink(at)));
    }

    /** The sums of what is off the mean of the training rows. */
    private static Fitted latent(Located at, int features) {
        ScorerProgram program = new ScorerProgram(features);
        Standardize centered = new Standardize(Values.numbers(at, "_x_mean", features), Values.all(1, features));
        int[] off = program.add(centered, program.features());
        return Fitted.regression(program.scorer(program.add(scorer(at, features), Link.IDENTITY, off)));
    }

    private static Fitted withLink(Located at, int features, Link link) {
        return new Fitted(scorer(at, features), link, List.of());
    }

    private static Link tweedieLink(Located at) {
        String link = at.attribute("link").text();
        return switch (link) {
            case "identity" -> Link.IDENTITY;
            case "log" -> Link.EXP;
            case "auto" -> at.attribute("power").number() <= 0 ? Link.IDENTITY : Link.EXP;
            default -> throw at.attribute("link").refusal("the link '" + link + "' is not known");
        };
    }

    /** The weighted sums of {@code coef_} and {@code intercept_}: one or several. */
    static Scorer scorer(Located at, int features) {
        return scorer(features, weights(at, features));
    }

    /** Rows of coefficients with an intercept each. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never shared
    record Weights(double[] coefficients, double[] intercepts) {}

    static Weights weights(Located at, int features) {
        Located coefficients = at.attribute("coef_");
        ArrayNode array = coefficients.array();
        int[] shape = array.shape();
        int rows = shape.length == 2 ? shape[0] : 1;
        if (shape.length < 1 || shape.length > 2 || rows < 1 || shape[shape.length - 1] != features) {
            throw coefficients.refusal(
                    "coefficients of " + features + " features are expected, the shape is " + Arrays.toString(shape));
        }
        Located intercept = at.attribute("intercept_");
        double[] given = intercept.node() instanceof ArrayNode several && several.size() != 1
                ? intercept.doubles()
                : new double[] {intercept.number()};
        double[] intercepts = given.length == 1 ? new double[rows] : given;
        if (given.length == 1) {
            Arrays.fill(intercepts, given[0]);
        }
        if (intercepts.length != rows) {
            throw intercept.refusal(rows + " intercepts are expected, there are " + intercepts.length);
        }
        return new Weights(coefficients.doubles(), intercepts);
    }

    static Scorer scorer(int features, Weights weights) {
        int rows = weights.intercepts().length;
        if (rows == 1) {
            return LinearScorer.of(weights.coefficients(), weights.intercepts()[0]);
        }
        ScorerProgram program = new ScorerProgram(features);
        Matrix matrix = new Matrix(rows, features, Numbers.of(weights.coefficients()));
        return program.scorer(program.add(new Affine(matrix, Numbers.of(weights.intercepts())), program.features()));
    }
}
