"""Makes the estimators that model-sklearn's tests read, and what scikit-learn predicts with them (floats as bits).

python verification/interop-tests/src/test/resources/python/make_sklearn_estimator_files.py \
    model/sklearn/src/test/resources/sklearn/estimators

With scikit-learn before 1.9 it makes the few files whose content differs between versions; give it another directory then. With the
word "all" behind the directory it makes all that the version can make, to try a version. What is in the directory is deleted first.
"""

import io
import pathlib
import struct
import sys
import warnings
import zipfile

import cloudpickle
import joblib
import numpy as np
import sklearn
import skops.io

warnings.simplefilter("ignore")
out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
for old in out.iterdir():
    old.unlink()
OLD = tuple(int(part) for part in sklearn.__version__.split(".")[:2]) < (1, 9)
ALL = sys.argv[2:] == ["all"]
random = np.random.default_rng(11)


def sample(n):
    x = np.column_stack([
        random.normal(size=n),
        random.normal(1000, 300, size=n),
        random.integers(0, 4, size=n).astype(float),
        random.exponential(size=n),
        np.round(random.normal(size=n), 1),
    ])
    return x


def hexes(values):
    return " ".join(struct.pack(">d", float(v)).hex() for v in np.ravel(values))


X = sample(150)
y = 3 * X[:, 0] + X[:, 1] / 100 + X[:, 2] ** 2 - X[:, 3] * X[:, 4] + random.normal(0, 0.3, 150)
y_positive = np.exp(y / 10)
y_two = np.where(y > np.median(y), "yes", "no")
y_three = np.digitize(y, np.quantile(y, [0.3, 0.7])) * 10
y_many = np.column_stack([y, -2 * y + X[:, 0], X[:, 3]])
X_missing = X.copy()
X_missing[random.random(X.shape) < 0.15] = np.nan
rows = {"finite": np.vstack([sample(12), X[:4]]), "missing": sample(16)}
rows["finite"][0] = [0.0, -0.0, 3.0, 1e30, -1e30]
rows["finite"][1] = [1e-310, 1000.0, 7.0, 0.1 + 0.2, np.float64(np.float32(0.1))]
rows["missing"][random.random(rows["missing"].shape) < 0.3] = np.nan
rows["small"] = np.vstack([sample(12), X[:4]])
rows["one"] = rows["finite"][:, :1].copy()
rows["counts"] = np.abs(rows["small"])
rows["codes"] = rows["missing"].copy()
rows["codes"][:, 2] = np.tile([0, 1, 2, 3, np.nan, 9, 1.5, -1], 2)
lines = [f"made by scikit-learn {sklearn.__version__}"]
for name, values in rows.items():
    lines.append(f"rows {name} {len(values)}")
    lines.extend(hexes(row) for row in values)


def save(name, kind, model):
    file = out / f"{name}.{kind}"
    if kind == "skops":
        skops.io.dump(model, file, compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    elif kind == "joblib":
        joblib.dump(model, file, compress=("zlib", 9))
    else:
        buffer = io.BytesIO()
        cloudpickle.dump(model, buffer)
        file.write_bytes(buffer.getvalue())
    return file.name


KINDS = ["joblib", "cloudpickle", "joblib", "skops", "joblib", "joblib"]
count = 0


def add(name, model, x, target, over="finite", ulps=0, scale=0.0, kind=None):
    """The bound is in units of the last place of the value, or of scale when that is larger."""
    global count
    try:
        model.fit(x, target)
    except (TypeError, ValueError) as e:
        if not ALL:
            raise
        print("not made:", name, e)
        return
    kind = kind or KINDS[count % len(KINDS)]
    count += 1
    file = save(name, kind, model)
    given = rows[over]
    predicted = model.predict(given)
    classifier = sklearn.base.is_classifier(model)
    probabilities = model.predict_proba(given) if classifier and hasattr(model, "predict_proba") else None
    lines.append(f"model {file} {over} {len(given)} {ulps} {struct.pack('>d', scale).hex()}")
    if classifier and np.ndim(predicted) == 2:  # several targets: labels side by side, a probability for each class of each target
        predicted = ["|".join(str(label) for label in row) for row in predicted]
        if isinstance(probabilities, list):
            probabilities = np.column_stack(probabilities)
        elif probabilities is not None:
            probabilities = np.column_stack([p for yes in probabilities.T for p in (1 - yes, yes)])
    for i in range(len(given)):
        label = str(predicted[i]) if classifier else ""
        numbers = "" if classifier else hexes(predicted[i])
        lines.append("\t".join([label, "" if probabilities is None else hexes(probabilities[i]), numbers]))


def trees():
    from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, ExtraTreeClassifier, ExtraTreeRegressor

    add("decision_tree_regressor", DecisionTreeRegressor(max_depth=5, random_state=1), X, y)
    add("decision_tree_best_first", DecisionTreeRegressor(max_leaf_nodes=9, random_state=1), X, y)
    add("decision_tree_missing", DecisionTreeRegressor(max_depth=5, random_state=1), X_missing, y, "missing")
    add("decision_tree_classifier", DecisionTreeClassifier(max_depth=4, random_state=1), X, y_three)
    add("decision_tree_weights", DecisionTreeClassifier(max_depth=3, class_weight={"yes": 0.3, "no": 1.7}), X, y_two)
    add("extra_tree_regressor", ExtraTreeRegressor(max_depth=5, random_state=1), X, y)
    add("extra_tree_classifier", ExtraTreeClassifier(max_depth=5, random_state=1), X, y_two)
    add("forest_regressor", RandomForestRegressor(7, max_depth=4, random_state=1), X, y)
    add("forest_classifier", RandomForestClassifier(7, max_depth=3, random_state=1), X, y_three)
    add("forest_classifier_two", RandomForestClassifier(6, max_depth=3, random_state=1), X, y_two == "yes")
    add("forest_class_weight", RandomForestClassifier(4, max_depth=3, random_state=1, class_weight="balanced"), X, y_three)
    add("extra_trees_regressor", ExtraTreesRegressor(7, max_depth=4, random_state=1), X, y)
    add("extra_trees_classifier", ExtraTreesClassifier(7, max_depth=3, random_state=1), X, y_three / 10.0)
    add("forest_several_outputs", RandomForestRegressor(5, max_depth=3, random_state=1), X, y_many)
    if not OLD:
        add("forest_missing", RandomForestClassifier(5, max_depth=3, random_state=1), X_missing, y_three, "missing")
        add("extra_trees_missing", ExtraTreesRegressor(5, max_depth=3, random_state=1), X_missing, y, "missing")


def boosting():
    from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

    few = dict(n_estimators=6, max_depth=2, random_state=1)
    for loss in ["squared_error", "absolute_error", "huber", "quantile"]:
        add(f"boosting_{loss}", GradientBoostingRegressor(loss=loss, **few), X, y)
    add("boosting_zero", GradientBoostingRegressor(init="zero", **few), X, y)
    add("boosting_two", GradientBoostingClassifier(**few), X, y_two, ulps=4)
    add("boosting_exponential", GradientBoostingClassifier(loss="exponential", **few), X, y_two, ulps=4)
    add("boosting_three", GradientBoostingClassifier(**few), X, y_three, ulps=16 if OLD else 4, kind="joblib")
    add("boosting_zero_three", GradientBoostingClassifier(init="zero", **few), X, y_three, ulps=16 if OLD else 4)


def hist():
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    few = dict(max_iter=5, max_leaf_nodes=5, min_samples_leaf=5, early_stopping=False)
    for loss in ["squared_error", "absolute_error", "poisson", "gamma", "quantile"]:
        options = dict(few, loss=loss, **({"quantile": 0.7} if loss == "quantile" else {}))
        bound = 4 if loss in ("poisson", "gamma") else 0
        add(f"hist_{loss}", HistGradientBoostingRegressor(**options), X_missing, y_positive, "missing", ulps=bound)
    add("hist_no_missing", HistGradientBoostingRegressor(**few), X, y, "missing")
    add("hist_two", HistGradientBoostingClassifier(**few), X_missing, y_two, "missing", ulps=4)
    add("hist_three", HistGradientBoostingClassifier(**few), X_missing, y_three, "missing", ulps=4)
    codes = X_missing.copy()
    codes[:, 2] = random.integers(0, 4, 150)
    codes[:10, 2] = np.nan
    target = np.where(np.isin(codes[:, 2], [1, 3]), 5.0, 0.0) + y / 10
    options = dict(few, max_iter=8, min_samples_leaf=3, random_state=1)
    add("hist_categories", HistGradientBoostingRegressor(categorical_features=[2], **options), codes, target, "codes")
    target = np.where(np.isin(codes[:, 2], [1, 3]), "odd", "even")
    add("hist_categories_two", HistGradientBoostingClassifier(categorical_features=[2], **options), codes, target,
        "codes", ulps=4)


def linear():
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    from sklearn.linear_model import (
        BayesianRidge, ElasticNet, ElasticNetCV, GammaRegressor, HuberRegressor, Lars, Lasso, LassoCV, LinearRegression,
        LogisticRegression, LogisticRegressionCV, MultiTaskLasso, PassiveAggressiveClassifier, Perceptron, PoissonRegressor,
        QuantileRegressor, RANSACRegressor, Ridge, RidgeClassifier, RidgeClassifierCV, RidgeCV, SGDClassifier, SGDRegressor,
        TheilSenRegressor, TweedieRegressor)
    from sklearn.svm import LinearSVC, LinearSVR

    z = (X - X.mean(axis=0)) / X.std(axis=0)
    # The sums of products: their size is that of the largest product, not that of the sum.
    near = dict(over="small", ulps=8, scale=64.0)
    sums = dict(over="small", ulps=8, scale=16.0)
    add("linear", LinearRegression(), X, y, **near)
    add("linear_no_intercept", LinearRegression(fit_intercept=False), X, y, **near)
    add("linear_several", LinearRegression(), X, y_many, **near)
    add("linear_column", LinearRegression(), X, y[:, None], **near)
    add("ridge", Ridge(), X, y, **near)
    add("ridge_cv", RidgeCV(), X, y, **near)
    add("lasso", Lasso(0.01), X, y, **near)
    add("lasso_cv", LassoCV(n_alphas=5, cv=3) if OLD else LassoCV(alphas=5, cv=3), X, y, **near)
    add("elastic_net", ElasticNet(0.01), X, y, **near)
    add("elastic_net_cv", ElasticNetCV(n_alphas=5, cv=3) if OLD else ElasticNetCV(alphas=5, cv=3), X, y, **near)
    add("multi_task_lasso", MultiTaskLasso(0.01), X, y_many, **near)
    add("lars", Lars(), X, y, **near)
    add("bayesian_ridge", BayesianRidge(), X, y, **near)
    add("huber", HuberRegressor(max_iter=1000), X, y, **near)
    add("quantile", QuantileRegressor(alpha=0.01, solver="highs"), X, y, **near)
    add("theil_sen", TheilSenRegressor(random_state=1, max_subpopulation=50), X, y, **near)
    add("ransac", RANSACRegressor(random_state=1), X, y, **near)
    add("sgd_regressor", SGDRegressor(random_state=1, max_iter=20), z, y, over="small", ulps=8, scale=4096.0)
    add("linear_svr", LinearSVR(random_state=1, max_iter=100), z, y, over="small", ulps=8, scale=4096.0)
    add("poisson", PoissonRegressor(), z / 100, y_positive, over="small", ulps=64)
    add("gamma", GammaRegressor(), z / 100, y_positive, over="small", ulps=64)
    add("tweedie", TweedieRegressor(power=1.5), z / 100, y_positive, over="small", ulps=64)
    add("tweedie_normal", TweedieRegressor(power=0), X, y, **near)
    add("logistic_two", LogisticRegression(C=0.01, max_iter=300), X, y_two, **sums)
    add("logistic_three", LogisticRegression(C=0.01, max_iter=300), X, y_three, **sums)
    add("logistic_cv", LogisticRegressionCV(Cs=3, cv=3, max_iter=300, **({} if OLD else
        {"l1_ratios": (0.0,), "use_legacy_attributes": False})), X, y_three, **sums)
    add("logistic_liblinear", LogisticRegression(solver="liblinear"), X, y_two == "yes", **sums)
    add("sgd_log", SGDClassifier(loss="log_loss", random_state=1, max_iter=20), X, y_two, **sums)
    add("sgd_log_three", SGDClassifier(loss="log_loss", random_state=1, max_iter=20), X, y_three, **sums)
    add("sgd_huber", SGDClassifier(loss="modified_huber", random_state=1, max_iter=20), X, y_two, **sums)
    add("sgd_huber_three", SGDClassifier(loss="modified_huber", random_state=1, max_iter=20), X, y_three, **sums)
    add("sgd_hinge", SGDClassifier(random_state=1, max_iter=20), X, y_two)
    add("sgd_hinge_three", SGDClassifier(random_state=1, max_iter=20), X, y_three)
    add("ridge_classifier", RidgeClassifier(), X, y_two)
    add("ridge_classifier_cv", RidgeClassifierCV(), X, y_three)
    add("linear_svc", LinearSVC(random_state=1, max_iter=50), X, y_two)
    add("linear_svc_three", LinearSVC(random_state=1, max_iter=50), X, y_three)
    add("perceptron", Perceptron(random_state=1), X, y_three)
    add("passive_aggressive", PassiveAggressiveClassifier(random_state=1), X, y_two)
    add("discriminant_two", LinearDiscriminantAnalysis(), X, y_two, **sums)
    add("discriminant_three", LinearDiscriminantAnalysis(), X, y_three, **sums)


def composed():
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.dummy import DummyClassifier, DummyRegressor
    from sklearn.ensemble import (
        AdaBoostClassifier, AdaBoostRegressor, BaggingClassifier, BaggingRegressor, GradientBoostingClassifier,
        RandomForestClassifier, StackingClassifier, StackingRegressor, VotingClassifier, VotingRegressor)
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier
    from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
    from sklearn.multioutput import MultiOutputRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import LinearSVC
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    stump = DecisionTreeRegressor(max_depth=2, random_state=1)
    choice = DecisionTreeClassifier(max_depth=2, random_state=1)
    few = dict(n_estimators=3, max_depth=2, random_state=1)
    scaled = make_pipeline(StandardScaler(), LogisticRegression(C=0.1))
    near = dict(over="small", ulps=16, scale=64.0)
    add("dummy_regressor", DummyRegressor(strategy="median"), X, y)
    add("dummy_classifier", DummyClassifier(), X, y_three)
    add("dummy_constant", DummyClassifier(strategy="constant", constant="yes"), X, y_two)
    add("dummy_frequent", DummyClassifier(strategy="most_frequent"), X, y_three)
    add("voting_regressor", VotingRegressor([("a", stump), ("b", DecisionTreeRegressor(max_depth=3))], weights=[0.3, 1.1]), X, y)
    add("voting_linear", VotingRegressor([("a", stump), ("b", LinearRegression()), ("c", "drop")]), X, y, **near)
    members = [("tree", choice), ("boost", GradientBoostingClassifier(**few)), ("line", scaled)]
    add("voting_soft", VotingClassifier(members, voting="soft", weights=[1, 2, 0.5]), X, y_three, over="small", ulps=16)
    add("voting_soft_two", VotingClassifier(members, voting="soft"), X, y_two, over="small", ulps=16)
    hard = members + [("ridge", RidgeClassifier())]
    add("voting_hard", VotingClassifier(hard), X, y_three, over="small")
    add("voting_hard_weights", VotingClassifier(hard, weights=[1, 1, 1, 1.5]), X, y_two, over="small")
    add("bagging_regressor", BaggingRegressor(stump, 4, max_features=3, random_state=1), X, y)
    add("bagging_classifier", BaggingClassifier(choice, 4, max_features=0.6, random_state=1), X, y_three)
    add("bagging_votes", BaggingClassifier(RidgeClassifier(), 4, random_state=1), X, y_two, over="small")
    add("ada_boost_regressor", AdaBoostRegressor(stump, n_estimators=5, random_state=1), X, y)
    samme = dict(algorithm="SAMME") if OLD else {}
    add("ada_boost_two", AdaBoostClassifier(choice, n_estimators=4, random_state=1, **samme), X, y_two, ulps=4)
    add("ada_boost_three", AdaBoostClassifier(choice, n_estimators=4, random_state=1, **samme), X, y_three, ulps=4)
    add("calibrated_sigmoid", CalibratedClassifierCV(LinearSVC(random_state=1, max_iter=50), cv=2), X, y_two, over="small", ulps=64)
    add("calibrated_isotonic", CalibratedClassifierCV(choice, method="isotonic", cv=2), X, y_three, ulps=4)
    add("calibrated_one", CalibratedClassifierCV(scaled, cv=2, ensemble=False), X, y_three, over="small", ulps=64)
    add("calibrated_forest", CalibratedClassifierCV(RandomForestClassifier(**few), cv=2), X, y_two, ulps=4)
    add("calibrated_bagging", CalibratedClassifierCV(BaggingClassifier(scaled, 2, random_state=1), cv=2), X, y_two,
        over="small", ulps=64)
    add("isotonic", GridSearchCV(make_pipeline(IsotonicRegression(out_of_bounds="clip")), {}, cv=2), X[:, :1], y, "one")
    base = [("tree", stump), ("line", make_pipeline(StandardScaler(), LinearRegression()))]
    add("stacking_regressor", StackingRegressor(base, LinearRegression(), cv=2), X, y, **near)
    add("stacking_passthrough", StackingRegressor(base, stump, cv=2, passthrough=True), X, y, over="small")
    add("stacking_two", StackingClassifier(members, cv=2), X, y_two, over="small", ulps=64)
    add("stacking_three", StackingClassifier([*members, ("svc", LinearSVC(max_iter=50, random_state=1))],
        GradientBoostingClassifier(**few), cv=2), X, y_three, over="small", ulps=4)
    add("stacking_labels", StackingClassifier(members, choice, cv=2, stack_method="predict"), X, y_three, over="small")
    add("grid_search", GridSearchCV(stump, {"max_depth": [1, 3]}, cv=2), X, y)
    add("random_search", RandomizedSearchCV(RandomForestClassifier(n_estimators=3, random_state=1), {"max_depth": [1, 3]},
        n_iter=2, cv=2), X, y_two)
    add("multi_output", MultiOutputRegressor(DecisionTreeRegressor(max_depth=2)), X, y_many)


def others():
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.cluster import KMeans, MiniBatchKMeans
    from sklearn.ensemble import IsolationForest
    from sklearn.naive_bayes import BernoulliNB, ComplementNB, GaussianNB, MultinomialNB
    from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import NuSVC, NuSVR, OneClassSVM, SVC, SVR

    small = dict(over="small", ulps=64, scale=1.0)
    scaled = lambda model: make_pipeline(StandardScaler(), model)
    add("gaussian", GaussianNB(), X, y_three, **small)
    add("gaussian_two", GaussianNB(), X, y_two, **small)
    add("multinomial", MultinomialNB(), np.abs(X), y_three, "counts", ulps=512, scale=1.0)
    add("complement", ComplementNB(), np.abs(X), y_three, "counts", ulps=512, scale=1.0)
    add("bernoulli", BernoulliNB(binarize=0.5), X, y_two, **small)
    add("neighbors", scaled(KNeighborsRegressor(4)), X, y, **small)
    add("neighbors_distance", scaled(KNeighborsRegressor(3, weights="distance")), X, y_many, **small)
    add("neighbors_manhattan", KNeighborsClassifier(5, p=1), X, y_three, **small)
    add("neighbors_cubic", KNeighborsClassifier(4, p=3, weights="distance"), X, y_two, **small)
    kernels = dict(over="small", ulps=256, scale=64.0)
    add("svc", scaled(SVC()), X, y_two, **kernels)
    add("svc_three", scaled(SVC(kernel="poly", degree=3, coef0=0.5)), X, y_three, **kernels)
    add("svc_linear", scaled(SVC(kernel="linear")), X, y_three, **kernels)
    add("svc_break_ties", scaled(SVC(kernel="sigmoid", break_ties=True)), X, y_three, **kernels)
    add("svc_probability", scaled(SVC(probability=True, random_state=1)), X, y_two, over="small", ulps=256, scale=1.0)
    add("svc_probability_three", scaled(SVC(probability=True, random_state=1)), X, y_three, over="small", ulps=256, scale=1.0)
    add("svc_calibrated", CalibratedClassifierCV(scaled(SVC()), cv=2), X, y_three, over="small", ulps=256, scale=1.0)
    add("nu_svc", scaled(NuSVC(nu=0.3)), X, y_three, **kernels)
    add("svr", scaled(SVR()), X, y, **kernels)
    add("nu_svr", scaled(NuSVR(kernel="linear")), X, y, **kernels)
    add("one_class_svm", scaled(OneClassSVM(nu=0.2)), X, y, over="small")
    layers = dict(hidden_layer_sizes=(4, 3), max_iter=60, random_state=1)
    add("network", scaled(MLPRegressor(**layers)), X, y, **kernels)
    add("network_several", scaled(MLPRegressor(activation="tanh", **layers)), X, y_many, **kernels)
    add("network_two", scaled(MLPClassifier(activation="logistic", **layers)), X, y_two, **small)
    add("network_three", scaled(MLPClassifier(activation="identity", **layers)), X, y_three, **small)
    add("k_means", KMeans(4, n_init=1, random_state=1), X, y, over="small")
    add("mini_batch_k_means", MiniBatchKMeans(3, n_init=1, random_state=1), X, y, over="small")
    add("isolation", IsolationForest(n_estimators=5, random_state=1, contamination=0.2), X, y)
    add("isolation_features", IsolationForest(n_estimators=5, max_features=3, random_state=1, contamination=0.3), X, y, kind="joblib")


def targets():
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.linear_model import LinearRegression
    from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, PowerTransformer, RobustScaler, StandardScaler
    from sklearn.tree import DecisionTreeRegressor

    tree = DecisionTreeRegressor(max_depth=3, random_state=1)
    target = lambda **options: TransformedTargetRegressor(tree, **options)
    add("target_log", target(func=np.log1p, inverse_func=np.expm1), X, y_positive, ulps=2)
    add("target_exp", target(func=np.log, inverse_func=np.exp), X, y_positive, ulps=2)
    add("target_sqrt", target(func=np.sqrt, inverse_func=np.square), X, y_positive)
    add("target_none", TransformedTargetRegressor(tree), X, y)
    add("target_standard", target(transformer=StandardScaler()), X, y)
    add("target_min_max", target(transformer=MinMaxScaler()), X, y_many)
    add("target_max", target(transformer=MaxAbsScaler()), X, y)
    add("target_robust", target(transformer=RobustScaler()), X, y)
    add("target_power", target(transformer=PowerTransformer()), X, y, ulps=16)
    add("target_box_cox", target(transformer=PowerTransformer(method="box-cox")), X, y_positive, ulps=16)
    add("target_linear", TransformedTargetRegressor(LinearRegression(), func=np.log, inverse_func=np.exp), X, y_positive,
        over="small", ulps=64)


def several():
    from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
    from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier
    from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier
    from sklearn.multioutput import ClassifierChain, MultiOutputClassifier, RegressorChain
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import LinearSVC
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    numbers = np.column_stack([y_three, y > 5])
    texts = np.column_stack([y_two, y_three.astype(str)]).astype(object)
    labels = np.column_stack([y > 5, y > 12, X[:, 0] > 0]).astype(int)
    tree = DecisionTreeClassifier(max_depth=2, random_state=1)
    svm = make_pipeline(StandardScaler(), LinearSVC(random_state=1))
    line = make_pipeline(StandardScaler(), LogisticRegression(C=0.1))
    near = dict(over="small", ulps=16, scale=16.0)
    add("targets_forest", RandomForestClassifier(5, max_depth=3, random_state=1), X, texts)
    add("targets_tree", DecisionTreeClassifier(max_depth=4, random_state=1), X, numbers)
    add("rest_trees", OneVsRestClassifier(tree), X, y_three)
    if OLD and not ALL:
        return
    add("targets_extra", ExtraTreesClassifier(5, max_depth=3, random_state=1), X, numbers)
    add("targets_neighbors", make_pipeline(StandardScaler(), KNeighborsClassifier(4, weights="distance")), X, texts,
        over="small", ulps=64, scale=1.0)
    add("targets_network", make_pipeline(StandardScaler(), MLPClassifier((4,), max_iter=60, random_state=1)), X, labels[:, :2],
        over="small", ulps=64, scale=1.0)
    add("targets_ridge", make_pipeline(StandardScaler(), RidgeClassifier()), X, labels, over="small")
    add("targets_each", MultiOutputClassifier(line), X, texts, **near)
    add("targets_each_svm", MultiOutputClassifier(svm), X, numbers, over="small")
    add("chain", ClassifierChain(tree, order=[2, 0, 1]), X, labels, ulps=4)
    if not OLD:
        add("chain_probabilities", ClassifierChain(line, chain_method="predict_proba", order="random", random_state=3), X, labels, **near)
        add("chain_decisions", ClassifierChain(svm, chain_method="decision_function"), X, labels, over="small")
    add("chain_numbers", RegressorChain(DecisionTreeRegressor(max_depth=3), order=[2, 0, 1]), X, y_many)
    add("chain_lines", RegressorChain(LinearRegression()), X, y_many, over="small", ulps=64, scale=64.0)
    add("rest_svm", OneVsRestClassifier(svm), X, y_three, over="small")
    add("rest_lines", OneVsRestClassifier(line), X, y_three, **near)
    add("rest_two", OneVsRestClassifier(line), X, y_two, **near)
    add("rest_regressors", OneVsRestClassifier(DecisionTreeRegressor(max_depth=2)), X, y_three)
    add("rest_labels", OneVsRestClassifier(tree), X, labels)
    add("pairs_svm", OneVsOneClassifier(svm), X, y_three, over="small")
    add("pairs_trees", OneVsOneClassifier(tree), X, y_three)
    add("pairs_two", OneVsOneClassifier(tree), X, y_two)


def more():
    from sklearn.cross_decomposition import PLSRegression
    from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, Matern, RationalQuadratic, WhiteKernel
    from sklearn.kernel_ridge import KernelRidge
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import FixedThresholdClassifier, TunedThresholdClassifierCV
    from sklearn.neighbors import NearestCentroid
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.semi_supervised import SelfTrainingClassifier
    from sklearn.svm import LinearSVC
    from sklearn.tree import DecisionTreeClassifier

    line = make_pipeline(StandardScaler(), LogisticRegression(C=0.1))
    svm = make_pipeline(StandardScaler(), LinearSVC(random_state=1))
    tree = DecisionTreeClassifier(max_depth=3, random_state=1)
    scaled = lambda model: make_pipeline(StandardScaler(), model)
    near = dict(over="small", ulps=16, scale=64.0)
    add("latent", PLSRegression(), X, y, **near)
    add("latent_several", PLSRegression(3), X, y_many, **near)
    add("kernel_ridge", scaled(KernelRidge(kernel="rbf", alpha=0.1)), X, y, over="small", ulps=1024, scale=64.0)
    add("kernel_ridge_several", scaled(KernelRidge(kernel="poly", degree=2, gamma=0.5)), X, y_many, over="small", ulps=1024, scale=64.0)
    add("quadratic", QuadraticDiscriminantAnalysis(), X, y_three, over="small", ulps=256, scale=1.0)
    add("quadratic_two", QuadraticDiscriminantAnalysis(reg_param=0.1), X, y_two, over="small", ulps=256, scale=1.0)
    add("centers", scaled(NearestCentroid()), X, y_three, over="small", ulps=64, scale=1.0)
    add("centers_manhattan", scaled(NearestCentroid(metric="manhattan")), X, y_two, over="small")
    add("cutoff", FixedThresholdClassifier(line, threshold=0.3, pos_label="no"), X, y_two, over="small", ulps=16, scale=16.0)
    add("cutoff_decision", FixedThresholdClassifier(svm, threshold=-0.2), X, y_two, over="small")
    add("cutoff_tuned", TunedThresholdClassifierCV(tree, cv=2, scoring="f1"), X, (y > 5).astype(int))
    kernels = [
        ("process", None),
        ("process_noise", 2.0 * RBF([1.0, 2.0, 1.0, 0.5, 3.0]) + WhiteKernel(0.1)),
        ("process_matern", ConstantKernel(3.0) * Matern(2.0, nu=2.5) + 0.5 * DotProduct(1.5) + ConstantKernel(0.2)),
        ("process_rough", Matern(2.0, nu=1.5) + Matern(1.5, nu=0.5) + RationalQuadratic(1.2, 0.7)),
    ]
    for name, kernel in kernels:
        process = GaussianProcessRegressor(kernel, alpha=0.1, optimizer=None, normalize_y=name != "process")
        add(name, scaled(process), X, y if name != "process_noise" else y_many, over="small", ulps=1024, scale=64.0)
    some = np.where(random.random(150) < 0.3, -1, (y > 5).astype(int))
    add("self_training", SelfTrainingClassifier(tree), X, some)


def old():
    """What is stored or computed otherwise in older versions."""
    from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeClassifier

    choice = DecisionTreeClassifier(max_depth=2, random_state=1)
    add("samme_r_two", AdaBoostClassifier(choice, n_estimators=4, random_state=1), X, y_two, ulps=64, scale=1.0)
    add("samme_r_three", AdaBoostClassifier(choice, n_estimators=4, random_state=1), X, y_three, ulps=64, scale=1.0)
    near = dict(over="small", ulps=8, scale=16.0)
    add("logistic_ovr", LogisticRegression(multi_class="ovr", max_iter=300), X, y_three, **near)
    add("logistic_liblinear_three", LogisticRegression(solver="liblinear"), X, y_three, **near)
    add("logistic_multinomial_two", LogisticRegression(multi_class="multinomial", max_iter=300), X, y_two, **near)
    weights = {"yes": 0.3, "no": 1.7}
    add("boosting_one_sided", GradientBoostingClassifier(n_estimators=3, max_depth=2, random_state=1), X, y_two, ulps=4)
    add("tree_counts", DecisionTreeClassifier(max_depth=3, class_weight=weights), X, y_two)


FAMILIES = [trees, boosting, hist, old, several] if OLD and not ALL else [trees, boosting, hist, linear, composed, others, targets, several, more]
for family in FAMILIES:
    try:
        family()
    except (ImportError, TypeError) as e:
        if not ALL:
            raise
        print("not made: the rest of", family.__name__, e)


def refuse(name, model, message, features=5):
    """A file that must be refused with these words."""
    refused.append(f"{save(name, 'joblib', model)}\t{features}\t{message}")


def broken_tree(field, node, value):
    from sklearn.tree import DecisionTreeRegressor

    model = DecisionTreeRegressor(max_depth=2, random_state=1).fit(X, y)
    state = model.tree_.__getstate__()
    state["nodes"][field][node] = value
    model.tree_.__setstate__(state)
    return model


refused = []
if not OLD:
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.dummy import DummyClassifier
    from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingRegressor, VotingRegressor
    from sklearn.gaussian_process import GaussianProcessClassifier
    from sklearn.linear_model import LinearRegression
    from sklearn.model_selection import GridSearchCV
    from sklearn.neighbors import KNeighborsRegressor, RadiusNeighborsRegressor
    from sklearn.preprocessing import QuantileTransformer
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.svm import SVR
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    for field, node, value, words in [
        ("left_child", 0, 0, "node 0 cannot have child 0"),
        ("right_child", 0, 1, "node 0 cannot have child 1"),
        ("right_child", 0, 99, "node 0 cannot have child 99"),
        ("left_child", 1, -7, "names the feature or node -7"),
        ("feature", 0, 5, "there is no feature 5 among 5"),
        ("threshold", 0, np.nan, "must be finite"),
    ]:
        refuse(f"refused_{field}_{str(value).replace('-', 'minus_')}", broken_tree(field, node, value), words)
    short = LinearRegression().fit(X, y)
    short.coef_ = short.coef_[:3]
    refuse("refused_coefficients", short, "coefficients of 5 features are expected, the shape is [3]")
    refuse("refused_process", GaussianProcessClassifier().fit(X[:5], y[:5] > np.median(y[:5])), "GaussianProcessClassifier is not supported")
    refuse("refused_unfitted", DecisionTreeRegressor(), "it is not fitted")
    refuse("refused_member", VotingRegressor([("a", RadiusNeighborsRegressor())]).fit(X[:5], y[:5]),
        "model.estimators_[0]: the estimator an object sklearn.neighbors")
    refuse("refused_targets", DummyClassifier().fit(X, np.column_stack([y > 0, y > 1])), "several targets")
    refuse("refused_single", DecisionTreeClassifier().fit(X, np.zeros(150)), "knows a single class, [0.0]")
    refuse("refused_init", GradientBoostingRegressor(n_estimators=1, init=LinearRegression()).fit(X, y), "train without init")
    refuse("refused_random", DummyClassifier(strategy="stratified").fit(X, y_two), "strategy='stratified' cannot be served")
    refuse("refused_calibration", CalibratedClassifierCV(DecisionTreeClassifier(max_depth=1), method="temperature", cv=2)
        .fit(X, y_two), "calibrate with method='sigmoid' or 'isotonic'")
    refuse("refused_kernel", SVR(kernel=np.dot).fit(X[:5] @ X[:5].T, y[:5]), "train with a named kernel")
    refuse("refused_distance", KNeighborsRegressor(metric="chebyshev").fit(X[:20], y[:20]), "train with metric='minkowski'")
    refuse("refused_weights", KNeighborsRegressor(weights=np.square).fit(X[:20], y[:20]), "train with 'uniform' or 'distance'")
    refuse("refused_refit", GridSearchCV(DecisionTreeRegressor(max_depth=1), {}, refit=False).fit(X, y), "refit=False")
    refuse("refused_target", TransformedTargetRegressor(DecisionTreeRegressor(max_depth=1),
        transformer=QuantileTransformer(n_quantiles=5)).fit(X, y), "whose inverse is not supported")
    import pandas as pd

    few = dict(max_iter=4, max_leaf_nodes=5, min_samples_leaf=5, early_stopping=False, categorical_features="from_dtype")
    area = pd.Categorical(random.choice(["north", "south", "west"], 150))
    texts = pd.DataFrame({"size": X[:, 1], "area": area, "age": X[:, 3]})
    refuse("refused_texts", VotingRegressor([("a", HistGradientBoostingRegressor(**few))]).fit(texts, y), "of text inside", 3)
    model = HistGradientBoostingRegressor(**few).fit(texts, y + 3.0 * (area == "south"))
    save("texts", "joblib", model)
    given = pd.DataFrame({"size": [900.0, 1200.0, np.nan, 700.0, 1000.0], "area": ["north", "south", "west", None, "east"],
        "age": [0.1, 2.0, 1.0, np.nan, 0.5]})
    (out / "texts.txt").write_text("\n".join(hexes([v]) for v in model.predict(given)) + "\n")
    (out / "refused.txt").write_text("\n".join(refused) + "\n")
(out / "expected.txt").write_text("\n".join(lines) + "\n")
