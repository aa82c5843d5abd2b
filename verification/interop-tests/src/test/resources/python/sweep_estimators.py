"""Every estimator of scikit-learn, with every kind of rows, and what Python says of them.

<<<<<<< HEAD:verification/interop-tests/src/test/resources/python/sweep_estimators.py
python verification/interop-tests/src/test/resources/python/sweep_estimators.py DATA_DIR WORK_DIR [NAME_PATTERN] -- java -jar cli/target/modelkeel.jar
=======
python sweep_estimators.py OUT_DIR [NAME_PATTERN]
>>>>>>> 2e3830f0 (A test of every estimator of scikit-learn: each gives Python's numbers or is refused):interop-tests/src/test/resources/python/sweep_estimators.py

Fits each class of sklearn.utils.all_estimators() on small data of 64-bit floats, of 32-bit floats and of 64-bit integers, writes the
models as MLflow does, and predicts 1,000 rows of each kind that the model can be given. A transformer stands before boosted trees,
whose features are what it transforms. OUT_DIR gets a directory for each model, the rows, the numbers as big-endian doubles in sweep.bits and
where they are in sweep.json; the last line of the output is a summary.
"""

import os

for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "LOKY_MAX_CPU_COUNT"]:
    os.environ[variable] = "1"  # one order of additions

import json
import pathlib
import re
import sys
import time
import warnings

import cloudpickle
import numpy as np
import pandas as pd
import skops.io
import sklearn
import yaml
from mlflow.models import infer_signature
from sklearn import base
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
from sklearn.feature_selection import f_regression
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.utils import all_estimators

NAMES = ["a", "b", "c", "d"]
ROWS, TRAINED = 1000, 240
METHODS = ["predict", "predict_proba", "decision_function", "score_samples"]
HUGE = [1e300, -1e300, 1e307, 3.5e38, -3.5e38, 3.4e38, 1e155, 1e20]
WIDE = [2**53 + 1, 2**60 + 1, 2**60 + 2**36 + 1, 2**62 - 2**37 - 1, -(2**53) - 1, 2**63 - 1, -(2**63), 2**60 + 3 * 2**36 + 1]
TREE, TREE_C = DecisionTreeRegressor(max_depth=4, random_state=1), DecisionTreeClassifier(max_depth=3, random_state=1)
FOREST, FOREST_C = RandomForestRegressor(4, max_depth=4, random_state=1), RandomForestClassifier(4, max_depth=3, random_state=1)
LINES = LogisticRegression(max_iter=200)


def two(kind, first, second, **options):
    return kind([("a", first), ("b", second)], **options)


# what a class needs to be made, or to be small, or to hold trees and something else
OPTIONS = {
    "ColumnTransformer": lambda c: c([("scaled", StandardScaler(), ["a", "b"])], remainder="passthrough"),
    "FeatureUnion": lambda c: two(c, StandardScaler(), MinMaxScaler()),
    "GaussianProcessRegressor": lambda c: c(alpha=0.1),
    "GridSearchCV": lambda c: c(TREE, {"max_depth": [2, 4]}, cv=2),
    "HalvingGridSearchCV": lambda c: c(Ridge(), {"alpha": [1, 2]}, cv=2),
    "HalvingRandomSearchCV": lambda c: c(Ridge(), {"alpha": [1, 2]}, cv=2),
    "RandomizedSearchCV": lambda c: c(Ridge(), {"alpha": [1, 2]}, n_iter=2, cv=2),
    "Pipeline": lambda c: c([("scaler", StandardScaler()), ("ridge", Ridge())]),
    "RegressorChain": lambda c: c(TREE),
    "ClassifierChain": lambda c: c(TREE_C),
    "MultiOutputRegressor": lambda c: c(TREE),
    "MultiOutputClassifier": lambda c: c(TREE_C),
    "StackingClassifier": lambda c: two(c, TREE_C, LINES, cv=2),
    "StackingRegressor": lambda c: two(c, TREE, Ridge(), cv=2),
    "VotingClassifier": lambda c: two(c, TREE_C, LINES, voting="soft"),
    "VotingRegressor": lambda c: two(c, TREE, Ridge()),
    "LocalOutlierFactor": lambda c: c(novelty=True),
    "SparseCoder": lambda c: c(np.eye(4)),
    "OneHotEncoder": lambda c: c(handle_unknown="ignore", sparse_output=False),
    "OrdinalEncoder": lambda c: c(handle_unknown="use_encoded_value", unknown_value=-1),
    "TargetEncoder": lambda c: c(target_type="continuous"),
    "SparseRandomProjection": lambda c: c(n_components=3),
    "GaussianRandomProjection": lambda c: c(n_components=3),
    "QuantileTransformer": lambda c: c(n_quantiles=50),
    "QuadraticDiscriminantAnalysis": lambda c: c(reg_param=0.1),
    "RadiusNeighborsClassifier": lambda c: c(radius=1e6),
    "RadiusNeighborsRegressor": lambda c: c(radius=1e6),
    "MLPClassifier": lambda c: c(hidden_layer_sizes=(8,), max_iter=30),
    "MLPRegressor": lambda c: c(hidden_layer_sizes=(8,), max_iter=30),
    "DictionaryLearning": lambda c: c(2, max_iter=2, transform_algorithm="threshold"),
    "MiniBatchDictionaryLearning": lambda c: c(2, max_iter=2, transform_algorithm="threshold"),
    "LatentDirichletAllocation": lambda c: c(2, max_iter=1, max_doc_update_iter=2),
    "MeanShift": lambda c: c(bandwidth=20, bin_seeding=True),
    "TheilSenRegressor": lambda c: c(max_subpopulation=50, n_subsamples=6),
    "TunedThresholdClassifierCV": lambda c: c(TREE_C, thresholds=10, cv=2),
    "LogisticRegressionCV": lambda c: c(Cs=2, cv=2, max_iter=50),
    "LocallyLinearEmbedding": lambda c: c(n_neighbors=4, eigen_solver="dense"),
    "LassoCV": lambda c: c(alphas=5, cv=2),
    "ElasticNetCV": lambda c: c(alphas=5, cv=2),
    "PLSSVD": lambda c: c(1),
    "GenericUnivariateSelect": lambda c: c(f_regression, mode="k_best", param=2),
    "SelectFdr": lambda c: c(f_regression, alpha=0.5),
    "SelectFpr": lambda c: c(f_regression, alpha=0.5),
    "SelectFwe": lambda c: c(f_regression, alpha=0.5),
    "SelectPercentile": lambda c: c(f_regression, percentile=50),
    "BernoulliRBM": lambda c: c(4, n_iter=2),
    "KMeans": lambda c: c(4, n_init=1),
    "MiniBatchKMeans": lambda c: c(4, n_init=1),
    "BisectingKMeans": lambda c: c(4),
    "FrozenEstimator": lambda c: c(Ridge()),
    "MultiTaskElasticNetCV": lambda c: c(alphas=5, cv=2),
    "MultiTaskLassoCV": lambda c: c(alphas=5, cv=2),
    "RFE": lambda c: c(TREE, n_features_to_select=2),
    "RFECV": lambda c: c(TREE, cv=2),
    "SelectFromModel": lambda c: c(TREE),
    "SequentialFeatureSelector": lambda c: c(TREE, cv=2, n_features_to_select=2),
    "SelectKBest": lambda c: c(f_regression, k=2),
    "TransformedTargetRegressor": lambda c: c(TREE),
    "VarianceThreshold": lambda c: c(),
}
AFTER = HistGradientBoostingRegressor  # takes what a transformer gives as it is
AROUND_TREES = {"OneVsRestClassifier", "OneVsOneClassifier", "CalibratedClassifierCV", "FixedThresholdClassifier", "TunedThresholdClassifierCV",
    "SelfTrainingClassifier", "OutputCodeClassifier"}
HOLES = {"SimpleImputer", "KNNImputer", "IterativeImputer", "MissingIndicator", "HistGradientBoostingRegressor", "HistGradientBoostingClassifier",
    "RandomForestRegressor", "ExtraTreesClassifier", "OrdinalEncoder", "OneHotEncoder, missing", "DecisionTreeRegressor, missing"}
SEVERAL = {"RegressorChain", "MultiOutputRegressor", "MultiTaskElasticNet", "MultiTaskElasticNetCV", "MultiTaskLasso", "MultiTaskLassoCV",
    "CCA", "PLSCanonical"}
YES_OR_NO = {"FixedThresholdClassifier", "TunedThresholdClassifierCV"}
# further ones, beside the classes by themselves: what holds something else, and 32 bits that a step makes
MORE = {
    "DecisionTreeRegressor, missing": lambda: TREE,
    "OneHotEncoder, missing": lambda: OneHotEncoder(handle_unknown="ignore", sparse_output=False),
    "AdaBoostClassifier, linear": lambda: sklearn.ensemble.AdaBoostClassifier(LINES, n_estimators=3, random_state=1),
    "BaggingClassifier, linear": lambda: sklearn.ensemble.BaggingClassifier(LINES, n_estimators=3, random_state=1),
    "BaggingRegressor, some features": lambda: sklearn.ensemble.BaggingRegressor(TREE, n_estimators=3, max_features=2, random_state=1),
    "CalibratedClassifierCV, isotonic": lambda: sklearn.calibration.CalibratedClassifierCV(FOREST_C, method="isotonic", cv=2),
    "OneHotEncoder of float32, forest": lambda: make_pipeline(OneHotEncoder(dtype=np.float32, handle_unknown="ignore"), FOREST),
    "OneHotEncoder of float32, linear": lambda: make_pipeline(OneHotEncoder(dtype=np.float32, handle_unknown="ignore"), Ridge()),
    "StackingClassifier, passthrough": lambda: two(sklearn.ensemble.StackingClassifier, TREE_C, FOREST_C, final_estimator=TREE_C, cv=2, passthrough=True),
    "StackingRegressor, trees": lambda: two(sklearn.ensemble.StackingRegressor, TREE, FOREST, final_estimator=FOREST, cv=2),
    "VarianceThreshold, tree": lambda: make_pipeline(sklearn.feature_selection.VarianceThreshold(), TREE),
    "VotingClassifier, hard": lambda: two(sklearn.ensemble.VotingClassifier, TREE_C, FOREST_C),
    "VotingRegressor, trees": lambda: two(sklearn.ensemble.VotingRegressor, TREE, FOREST),
}


def made(name, kind):
    if name in MORE:
        return MORE[name]()
    if name in OPTIONS:
        model = OPTIONS[name](kind)
    elif name in AROUND_TREES:
        model = kind(TREE_C)
    else:
        model = kind()
    has = model.get_params(deep=False)
    if "n_estimators" in has:
        model.set_params(n_estimators=5)
    if "HistGradient" in name:
        model.set_params(max_iter=5, max_leaf_nodes=7)
    if "random_state" in has:
        model.set_params(random_state=1)
    return model


def table(rows, seed):
    """Positive numbers, as some classes need them."""
    rng = np.random.default_rng(seed)
    columns = [rng.gamma(2, 5, rows), rng.uniform(0, 5, rows), rng.lognormal(0, 1, rows), rng.integers(0, 5, rows).astype(float)]
    return np.column_stack(columns)


def whole(rows, seed):
    """Small whole numbers and, in the first column, ids far beyond 2^53."""
    rng = np.random.default_rng(seed)
    columns = np.column_stack([rng.integers(0, 60, rows), rng.integers(0, 9, rows), rng.integers(0, 30, rows), rng.integers(0, 5, rows)])
    columns[:, 0] += np.where(rng.random(rows) < 0.2, 2**60 + rng.integers(0, 3, rows) * 2**37, 0)
    return columns.astype(np.int64)


def spoiled(rows, values):
    """Rows in most of which one number, or two, are replaced."""
    rows, rng = rows.copy(), np.random.default_rng(5)
    for i in range(len(rows) // 10, len(rows)):
        for _ in range(1 + (i % 5 == 0)):
            rows[i, rng.integers(len(NAMES))] = values[i % len(values)]
    return rows


PLAIN = table(ROWS, 2)
KINDS = {"ordinary": PLAIN, "NaN": spoiled(PLAIN, [np.nan]), "huge": spoiled(PLAIN, HUGE)}
FLOATS = np.vstack([PLAIN[: ROWS // 2], spoiled(PLAIN, [3e38, -3e38, 1e-40, 0.1, 1e20])[ROWS // 2 :]]).astype(np.float32)
WHOLES = spoiled(whole(ROWS, 4), WIDE)
FORMS = {  # how a model is trained, what the signature says, how it is written, and the rows that it is given
    "double": ("double", "columns", "skops", KINDS),
    "float32": ("float32", "columns", "cloudpickle", {"float32": FLOATS}),
    "float32, tensor": ("float32", "tensor", "skops", {"float32, tensor": FLOATS}),
    "float32, no signature": ("float32", "none", "cloudpickle", {"no signature": PLAIN}),
    "int64": ("int64", "columns", "skops", {"int64": WHOLES}),
    "int64, no signature": ("int64", "none", "cloudpickle", {"int64, no signature": WHOLES}),
}
TRAINING = {"double": table(TRAINED, 1), "float32": table(TRAINED, 1).astype(np.float32), "int64": whole(TRAINED, 1)}


def framed(values, training):
    """A model that was trained on 32-bit floats is trained on an array, the others on a frame with names."""
    return values if training == "float32" else pd.DataFrame(values, columns=NAMES)


def targets(name, model, training):
    x = table(TRAINED, 1)
    value = 1 + x[:, 0] * 0.3 + x[:, 1] ** 2 * 0.5 + x[:, 3] + np.random.default_rng(3).random(TRAINED) * 3
    if training == "int64":
        value = 1 + TRAINING["int64"][:, 1:].sum(axis=1) + 9.0 * (TRAINING["int64"][:, 0] > 2**50)
    places = np.searchsorted(np.quantile(value, [0.5] if training != "double" or name in YES_OR_NO else [0.3, 0.7]), value)
    label = np.array(["low", "middle", "high"], dtype=object)[places]
    if name in ("MultiOutputClassifier", "ClassifierChain"):
        return np.column_stack([places > 0, value > value.mean()]).astype(int)
    if base.is_classifier(model):
        return label
    return np.column_stack([value, value * x[:, 2]]) if name in SEVERAL else value


def fitted(name, kind, training):
    """The model, the transformer whose numbers are compared if it is one, and the names of its columns."""
    model = made(name, kind)
    values = TRAINING[training]
    if name in HOLES and training != "int64":
        values = np.where(np.random.default_rng(6).random(values.shape) < 0.1, np.nan, values).astype(values.dtype)
    x, y = framed(values, training), targets(name, model, training)
    if name == "IsotonicRegression":
        x = x[["b"]] if training != "float32" else x[:, 1:2]
    if name == "ColumnTransformer" and training == "float32":
        model.set_params(transformers=[("scaled", StandardScaler(), [0, 1])])
    if name == "FrozenEstimator":
        model.estimator.fit(x, y)
    if hasattr(type(model), "predict"):
        return model.fit(x, y)
    if not hasattr(type(model), "transform"):
        raise TypeError("it neither predicts nor transforms")
    return make_pipeline(model, AFTER(max_iter=1)).fit(x, np.digitize(y, [10, 20]) if name == "NeighborhoodComponentsAnalysis" else y)


def width(model):
    """How many columns a model reads."""
    return 1 if type(model).__name__ == "IsotonicRegression" else getattr(model, "n_features_in_", len(NAMES))


def write_model(directory, model, training, signature, form):
    """The files of mlflow.sklearn.save_model that a reader looks at; with all of them a model takes ten times as long."""
    directory.mkdir(parents=True)
    try:
        content = skops.io.dumps(model) if form == "skops" else cloudpickle.dumps(model)
    except skops.io.exceptions.UnsupportedTypeException:
        content, form = cloudpickle.dumps(model), "cloudpickle"
    file = "model.skops" if form == "skops" else "model.pkl"
    (directory / file).write_bytes(content)
    flavor = {"pickled_model": file, "serialization_format": form, "sklearn_version": sklearn.__version__}
    document = {"flavors": {"sklearn": flavor}}
    if signature != "none":
        example = TRAINING[training][:5]
        if signature == "columns":
            example = pd.DataFrame(example, columns=NAMES)
        if width(model) == 1:
            example = example[["b"]] if signature == "columns" else example[:, 1:2]
        document["signature"] = infer_signature(example).to_dict()
    (directory / "MLmodel").write_text(yaml.safe_dump(document))


def said(method, rows, width):
    """What a method says of rows: a matrix, and which rows it refuses. Rows are refused together where one is, so they are asked in
    groups of the same shape, and the groups apart."""
    groups, answers, refused = [np.arange(len(rows))], {}, np.zeros(len(rows), bool)
    values = np.asarray(rows, dtype=float)
    with np.errstate(all="ignore"):
        strange = np.where(np.isnan(values), 1, np.where(np.abs(values) > 1e19, np.sign(values) * np.abs(values), 0))
    try:
        answers[None] = matrix(method(rows), len(rows))
        return answers[None], refused
    except Exception:
        pass
    _, shapes = np.unique(strange, axis=0, return_inverse=True)
    result = None
    for shape in np.unique(shapes.ravel()):
        place = np.flatnonzero(shapes.ravel() == shape)
        try:
            part = matrix(method(taken(rows, place)), len(place))
        except Exception:
            refused[place] = True
            continue
        if result is None:
            result = np.zeros((len(rows), part.shape[1]))
        result[place] = part
    return (np.zeros((len(rows), 0)) if result is None else result), refused


def taken(rows, place):
    return rows.iloc[place].reset_index(drop=True) if hasattr(rows, "iloc") else rows[place]


def matrix(answer, rows):
    if isinstance(answer, list):  # the probabilities of several targets
        answer = np.hstack(answer)
    if hasattr(answer, "toarray"):
        answer = answer.toarray()
    return np.asarray(answer).reshape(rows, -1)


def codes(labels, classes):
    """Labels as the places of their classes."""
    several = classes if isinstance(classes[0], (list, np.ndarray)) else [classes]
    return np.column_stack([np.searchsorted(np.asarray(c), labels[:, i].astype(np.asarray(c).dtype)) for i, c in enumerate(several)])


def compared(model, rows, training, bits):
    """The methods that a model has, each with its numbers and the rows that it refuses."""
    if width(model) == 1:
        rows = rows[:, 1:2]
        asked = pd.DataFrame(rows, columns=["b"]) if training != "float32" else rows
    else:
        asked = framed(rows, training)
    classes = getattr(model, "classes_", None) if base.is_classifier(model) else None
    methods = {}
    transformer = model[0] if hasattr(model, "steps") and len(model) == 2 and type(model[1]) is AFTER else None
    if transformer is not None:
        methods["transform"] = transformer.transform
    else:
        methods.update({name: getattr(model, name) for name in METHODS if hasattr(model, name)})
    described = {}
    for name, method in methods.items():
        if name == "predict" and classes is not None:
            method = lambda x, plain=method: codes(matrix(plain(x), len(x)), classes)
        if name == "predict_proba" and type(model).__name__ == "ClassifierChain":  # the positive class alone
            method = lambda x, plain=method: np.stack([1 - plain(x), plain(x)], axis=2).reshape(len(x), -1)
        numbers, refused = said(method, asked, len(NAMES))
        if numbers.dtype == object:
            numbers = numbers.astype(float)
        described[name] = {"at": bits.tell(), "width": numbers.shape[1], "refused": np.flatnonzero(refused).tolist(), "type": str(numbers.dtype)}
        bits.write(np.ascontiguousarray(numbers).astype(">f8").tobytes())
        kept = ~refused
        added = None
        if numbers.shape[1] and not (name == "predict" and classes is not None):
            added = terms(model if transformer is None else transformer, np.asarray(asked, float)[kept], name, numbers[kept])
        if added is not None:
            sizes = np.zeros(numbers.shape)
            sizes[kept] = np.nan_to_num(added, posinf=0)
            described[name]["sizes"] = bits.tell()
            bits.write(sizes.astype(">f8").tobytes())
        if type(model).__name__ in ("KNeighborsClassifier", "KNeighborsRegressor") and numbers.shape[1]:
            rows_tied, limits = tied(model, np.asarray(asked, float))
            described[name]["tied"] = rows_tied.tolist()
            if name != "predict" or classes is None:
                described[name]["limits"] = bits.tell()
                bits.write(limits.astype(">f8").tobytes())
    return described, classes


def terms(model, rows, method, numbers):
    """How large the terms of a sum are that was added up for each number, since another order of additions can change as much; nothing
    where the number itself says so. The rule is that of docs/parity.md."""
    name, size = type(model).__name__, np.abs(rows)
    if name == "Pipeline":
        return terms(model[-1], model[:-1].transform(rows), method, numbers)
    if name.startswith("Stacking"):
        return terms(model.final_estimator_, model.transform(rows), method, numbers)
    if name.startswith("Voting") or (name == "BaggingClassifier" and hasattr(model.estimators_[0], "coef_")):
        each = [terms(member, rows, method, numbers) for member in model.estimators_]
        return np.mean([np.abs(numbers) if sizes is None else sizes for sizes in each], axis=0)
    if name == "IsolationForest":
        return np.abs(numbers + model.offset_) + np.abs(model.offset_) if method == "decision_function" else None
    if name == "PowerTransformer":
        power = np.where(rows >= 0, model.lambdas_, 2 - model.lambdas_)
        scaler = model._scaler
        return (((size + 1) ** power + 1) / np.abs(power) + np.abs(scaler.mean_)) / scaler.scale_
    if method == "transform" and hasattr(model, "components_"):
        mean = np.abs(getattr(model, "mean_", None) if getattr(model, "mean_", None) is not None else 0)
        each = (size + mean) @ np.abs(model.components_.toarray() if hasattr(model.components_, "toarray") else model.components_).T
        return each / np.sqrt(model.explained_variance_) if getattr(model, "whiten", False) is True else each
    if name == "GaussianProcessRegressor":
        return (model.kernel_(rows, model.X_train_) @ np.abs(model.alpha_)).reshape(len(rows), -1)
    if name == "KernelRidge":
        return (size @ np.abs(model.X_fit_.astype(float)).T @ np.abs(model.dual_coef_)).reshape(len(rows), -1)
    if name == "NearestCentroid":
        scale = np.where(model.within_class_std_dev_ == 0, 1, model.within_class_std_dev_)
        sums = np.stack([(((size + np.abs(c)) / scale) ** 2).sum(axis=1) for c in model.centroids_], axis=1)
    elif name == "GaussianNB":
        sums = np.stack([np.abs(np.log(v)).sum() + ((size + np.abs(m)) ** 2 / v).sum(axis=1) for m, v in zip(model.theta_, model.var_)], axis=1)
    elif isinstance(getattr(model, "feature_log_prob_", None), np.ndarray):
        sums = np.maximum(size, 1) @ np.abs(model.feature_log_prob_).T + np.abs(getattr(model, "class_log_prior_", 0))
    elif name == "QuadraticDiscriminantAnalysis":
        sums = np.stack([((size + np.abs(m)) @ np.abs(r / np.sqrt(s))).sum(axis=1) ** 2 for m, r, s in zip(model.means_, model.rotations_, model.scalings_)], axis=1)
    elif name == "GradientBoostingClassifier":  # NumPy's logarithm of its start has other bits from processor to processor
        sums = np.broadcast_to(np.abs(model._raw_predict_init(rows)), (len(rows), model.estimators_.shape[1])).copy()
        for stage in model.estimators_:
            leaves = [tree.tree_.value[tree.tree_.apply(rows.astype(np.float32)), 0, 0] for tree in stage]
            sums += model.learning_rate * np.abs(np.stack(leaves, axis=1))
    elif name.startswith("MLP"):
        sums = size
        for weights, added in zip(model.coefs_, model.intercepts_):
            sums = sums @ np.abs(weights) + np.abs(added)
    elif hasattr(model, "dual_coef_"):
        sums = np.full((len(rows), 1), np.abs(model.dual_coef_).sum() + np.abs(model.intercept_).max())
    elif hasattr(model, "coef_") and hasattr(model, "intercept_"):
        sums = (size + np.abs(getattr(model, "_x_mean", 0))) @ np.abs(np.atleast_2d(model.coef_)).T + np.abs(model.intercept_)
    else:
        return None
    largest = sums.max(axis=1, keepdims=True)
    if method == "predict_proba":
        return 1 + numbers.max(axis=1, keepdims=True) * np.broadcast_to(largest, numbers.shape)
    if hasattr(model, "power") or name in ("PoissonRegressor", "GammaRegressor"):
        return np.abs(numbers) * np.maximum(1, largest)
    return sums if sums.shape == numbers.shape else np.broadcast_to(largest, numbers.shape)


def tied(model, rows):
    """The rows whose last neighbor is one of several at the same distance, up to the rounding of its square, and the least and the
    largest mean that a choice of them gives."""
    known, k = model._fit_X.astype(float), model.n_neighbors
    labels = np.asarray(model._y)
    values = np.eye(len(model.classes_))[labels] if base.is_classifier(model) else labels.reshape(len(known), -1)
    distances = np.zeros((len(rows), len(known)))
    for i in range(rows.shape[1]):
        distances += (rows[:, i : i + 1] - known[:, i]) ** 2
    last, after = np.sort(distances, axis=1)[:, k - 1 : k + 1].T
    rounding = (2 + rows.shape[1]) * 2.0**-52  # a half ulp a difference, a square and a sum, of both
    found = np.flatnonzero((last == after) | (after - last <= rounding * last))
    limits = np.zeros((len(rows), 2, values.shape[1]))
    for row in found:
        near = distances[row]
        same = (near == last[row]) | (np.abs(near - last[row]) <= rounding * last[row])
        nearer, sorted_same = (near < last[row]) & ~same, np.sort(values[same], axis=0)
        left = k - nearer.sum()
        limits[row] = (values[nearer].sum(axis=0) + np.stack([sorted_same[:left].sum(axis=0), sorted_same[-left:].sum(axis=0)])) / k
    return found, limits


def swept(name, kind, out, bits):
    forms, models = [], {}
    for number, (form, (training, signature, file, kinds)) in enumerate(FORMS.items()):
        if training not in models:
            try:
                models[training] = fitted(name, kind, training)
            except Exception as e:
                models[training] = f"{type(e).__name__}: {e}".splitlines()[0][:160]
        model = models[training]
        if isinstance(model, str):
            forms.append({"form": form, "problem": model})
            continue
        directory = f"{re.sub('[^A-Za-z0-9]+', '-', name)}-{number}"
        write_model(out / directory, model, training, signature, file)
        asked, classes = {}, None
        for rows, values in kinds.items():
            asked[rows], classes = compared(model, values, training, bits)
        one = width(model) == 1
        names = ["b"] if one else NAMES
        if signature != "columns" and training == "float32":
            names = [f"f{i}" for i in range(len(names))]
        texts = [] if classes is None else [str(c) for c in np.hstack([np.asarray(c, dtype=object) for c in (classes if isinstance(classes[0], (list, np.ndarray)) else [classes])])]
        forms.append({"form": form, "directory": directory, "columns": names, "first": 1 if one else 0, "classes": texts, "rows": asked})
    return {"name": name, "forms": forms}


def main(out, pattern=""):
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    start, swept_all = time.time(), []
    for _, (_, _, _, kinds) in FORMS.items():
        for name, values in kinds.items():
            whole_numbers = values.dtype == np.int64
            (out / f"{name}.rows").write_bytes(np.ascontiguousarray(values).astype(">i8" if whole_numbers else ">f8").tobytes())
    kinds = {**dict(all_estimators()), **{name: None for name in MORE}}
    with (out / "sweep.bits").open("wb") as bits:
        for name in sorted(kinds):
            if re.search(pattern, name):
                begin = time.time()
                swept_all.append(swept(name, kinds[name], out, bits))
                if time.time() - begin > 0.8:
                    print(f"{name} {time.time() - begin:.1f} s", flush=True)
    (out / "sweep.json").write_text(json.dumps(swept_all))
    print(json.dumps({"scikit-learn": sklearn.__version__, "seconds": round(time.time() - start), "estimators": len(swept_all)}))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), *sys.argv[2:])
