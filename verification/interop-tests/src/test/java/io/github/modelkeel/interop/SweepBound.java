package io.github.modelkeel.interop;

import io.github.modelkeel.interop.ParityBound.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the numbers of an estimator may be from Python's: the bounds of {@link ParityBound}, by what the estimator computes. One that is
 * not named has Python's bits.
 */
final class SweepBound {
    private static final Map<String, ParityBound> TABLE = new HashMap<>();

    static {
        put(4, Reason.EXPONENTIAL, "AdaBoostClassifier", "CalibratedClassifierCV");
        put(4, Reason.EXPONENTIAL, "HistGradientBoostingClassifier", "IsolationForest");
        put(4, Reason.PRODUCT, "ARDRegression", "BayesianRidge", "CCA", "ElasticNet", "ElasticNetCV", "FastICA");
        put(4, Reason.PRODUCT, "GammaRegressor", "GaussianRandomProjection", "HalvingGridSearchCV");
        put(4, Reason.PRODUCT, "HalvingRandomSearchCV", "HuberRegressor", "IncrementalPCA", "IterativeImputer");
        put(4, Reason.PRODUCT, "KNNImputer", "KernelRidge", "Lars", "LarsCV", "Lasso", "LassoCV", "LassoLars");
        put(4, Reason.PRODUCT, "LassoLarsCV", "LassoLarsIC", "LinearDiscriminantAnalysis", "LinearRegression");
        put(4, Reason.PRODUCT, "LinearSVC", "LinearSVR", "LogisticRegression", "LogisticRegressionCV");
        put(4, Reason.PRODUCT, "MultiTaskElasticNet", "MultiTaskElasticNetCV", "MultiTaskLasso", "MultiTaskLassoCV");
        put(4, Reason.PRODUCT, "Normalizer", "OrthogonalMatchingPursuitCV", "PCA", "PLSCanonical", "PLSRegression");
        put(4, Reason.PRODUCT, "PassiveAggressiveClassifier", "PassiveAggressiveRegressor", "Perceptron", "Pipeline");
        put(4, Reason.PRODUCT, "PoissonRegressor", "RANSACRegressor", "RandomizedSearchCV", "Ridge", "RidgeCV");
        put(4, Reason.PRODUCT, "RidgeClassifier", "RidgeClassifierCV", "SGDClassifier", "SGDRegressor");
        put(4, Reason.PRODUCT, "StackingRegressor", "TheilSenRegressor", "TruncatedSVD", "TweedieRegressor");
        put(4, Reason.PRODUCT, "VotingRegressor");
        put(8, Reason.PRODUCTS, "PowerTransformer");
        put(16, Reason.PRODUCTS, "AdaBoostClassifier, linear", "BaggingClassifier, linear", "ClassifierChain");
        put(16, Reason.PRODUCTS, "GradientBoostingClassifier");
        put(16, Reason.PRODUCTS, "GaussianProcessRegressor", "MLPClassifier", "MLPRegressor", "NuSVC", "NuSVR");
        put(16, Reason.PRODUCTS, "OneClassSVM", "SVC", "SVR", "StackingClassifier");
        put(16, Reason.PRODUCTS, "VotingClassifier");
        put(64, Reason.LIKELIHOOD, "BernoulliNB", "ComplementNB", "GaussianNB", "MultinomialNB", "NearestCentroid");
        put(64, Reason.LIKELIHOOD, "QuadraticDiscriminantAnalysis");
    }

    private SweepBound() {}

    private static void put(long ulps, Reason reason, String... names) {
        Arrays.stream(names).forEach(name -> TABLE.put(name, new ParityBound(ulps, reason)));
    }

    static ParityBound of(String estimator) {
        return TABLE.getOrDefault(estimator, ParityBound.EXACT);
    }
}
