"""Makes the estimators that model-formats' tests read, and what scikit-learn predicts with them (floats as bits).

python interop-tests/src/test/resources/python/make_sklearn_estimator_files.py \
    model-formats/src/test/resources/sklearn/estimators

With scikit-learn 1.3 it makes the few files whose content differs between versions; give it another directory then.
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
rows = {"finite": np.vstack([sample(20), X[:4]]), "missing": sample(24)}
rows["finite"][0] = [0.0, -0.0, 3.0, 1e30, -1e30]
rows["finite"][1] = [1e-310, 1000.0, 7.0, 0.1 + 0.2, np.float64(np.float32(0.1))]
rows["missing"][random.random(rows["missing"].shape) < 0.3] = np.nan
rows["small"] = np.vstack([sample(18), X[:4]])
rows["codes"] = rows["missing"].copy()
rows["codes"][:, 2] = np.tile([0, 1, 2, 3, np.nan, 9, 1.5, -1], 3)
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
    model.fit(x, target)
    kind = kind or KINDS[count % len(KINDS)]
    count += 1
    file = save(name, kind, model)
    given = rows[over]
    predicted = model.predict(given)
    classifier = sklearn.base.is_classifier(model)
    probabilities = model.predict_proba(given) if classifier and hasattr(model, "predict_proba") else None
    lines.append(f"model {file} {over} {len(given)} {ulps} {struct.pack('>d', scale).hex()}")
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
    add("boosting_three", GradientBoostingClassifier(**few), X, y_three, ulps=4)
    add("boosting_zero_three", GradientBoostingClassifier(init="zero", **few), X, y_three, ulps=4)


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


FAMILIES = [trees, boosting, hist, linear]
for family in FAMILIES:
    family()
(out / "expected.txt").write_text("\n".join(lines) + "\n")
