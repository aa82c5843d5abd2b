"""Writes estimators of scikit-learn with what they say of hard rows to the directory given as argument: one pickle a model, and
expected.json with, for each of them, the rows and what predict, decision_function and score_samples give, as the bits of doubles, or
null for a row that predict refuses. It also writes pipelines that are refused by the name of what they hold.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import json
import pathlib
import pickle
import struct
import sys
import types
import warnings

import cloudpickle
import numpy as np
import sklearn
from sklearn.base import BaseEstimator, RegressorMixin, TransformerMixin
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.ensemble import (
    AdaBoostClassifier,
    AdaBoostRegressor,
    BaggingClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    IsolationForest,
    RandomForestClassifier,
    StackingClassifier,
)
from sklearn.feature_selection import RFE, SelectFromModel, SequentialFeatureSelector
from sklearn.linear_model import LinearRegression, LogisticRegression, RidgeClassifier, SGDClassifier
from sklearn.model_selection import FixedThresholdClassifier, GridSearchCV
from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier
from sklearn.multioutput import ClassifierChain, RegressorChain
from sklearn.neighbors import NearestCentroid
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.svm import SVC, LinearSVC, NuSVC, OneClassSVM
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, ExtraTreeClassifier

warnings.simplefilter("ignore")
OUT = pathlib.Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(23)
N = 150
X = rng.normal(size=(N, 3))
score = X[:, 0] + 0.5 * X[:, 1] + rng.normal(size=N) * 0.2
TWO = np.array(["no", "yes"])[(score > 0).astype(int)]
THREE = np.array(["low", "mid", "top"])[np.clip((score + 1).astype(int), 0, 2)]
LABELS = np.column_stack([score > 0, X[:, 2] > 0]).astype(int)
NUMBERS = np.column_stack([score, X[:, 2] * 2 + score])
ROWS = np.vstack([X[:25], [[np.nan, 0.1, 0.2], [0.1, np.nan, 0.2], [0.1, 0.2, np.nan], [1e39, 0, 0], [0, -1e39, 0], [1e300, 1e300, 0], [3e8, -3e8, 1e8], [0, 1e8, 1]]])


def bits(values):
    return [[struct.pack(">d", float(v)).hex() for v in np.atleast_1d(row)] for row in values]


def each(method):
    """What a method says of each row alone; null where it refuses the row or gives what is not finite."""
    answers = []
    for row in ROWS:
        try:
            answer = np.asarray(method(row.reshape(1, -1)))[0]
            answers.append(None if answer.dtype.kind == "f" and not np.isfinite(answer).all() else answer)
        except ValueError:
            answers.append(None)
    return answers


expected = {"version": sklearn.__version__, "rows": bits(ROWS), "models": {}}


def save(name, model, target, exact=False, data=X):
    model.fit(data, target)
    (OUT / f"{name}.pkl").write_bytes(pickle.dumps(model))
    loaded = pickle.loads((OUT / f"{name}.pkl").read_bytes())
    said = each(loaded.predict)
    if hasattr(loaded, "predict_proba"):  # a row whose probabilities are NaN counts as refused
        said = [None if shares is None else answer for answer, shares in zip(said, each(loaded.predict_proba))]
    entry = {"exact": exact, "predict": [None if a is None else [str(v) for v in np.atleast_1d(a)] for a in said]}
    for method in ("decision_function", "score_samples") + (("predict_proba",) if name.startswith("centroid") else ()):
        if hasattr(loaded, method):
            entry[method] = [None if a is None else bits([a])[0] for a in each(getattr(loaded, method))]
    expected["models"][name] = entry


TREE = DecisionTreeClassifier(max_depth=3, random_state=0)
VALUE_TREE = DecisionTreeRegressor(max_depth=3, random_state=0)
LOGISTIC = LogisticRegression()
save("adaboost", AdaBoostClassifier(TREE, n_estimators=4, random_state=0), TWO, exact=True)
save("adaboost-three", AdaBoostClassifier(TREE, n_estimators=4, random_state=0), THREE, exact=True)
save("adaboost-hist", AdaBoostClassifier(HistGradientBoostingClassifier(max_iter=2), n_estimators=2, random_state=0), TWO)
save("adaboost-numbers", AdaBoostRegressor(VALUE_TREE, n_estimators=4, random_state=0), score, exact=True)
save("chain", ClassifierChain(LOGISTIC), LABELS)
save("chain-trees", ClassifierChain(TREE), LABELS, exact=True)
save("chain-numbers", RegressorChain(VALUE_TREE), NUMBERS, exact=True)
save("select-tree", make_pipeline(SelectFromModel(TREE, threshold=-np.inf, max_features=2), HistGradientBoostingClassifier(max_iter=3)), TWO)
save("select-forest", make_pipeline(SelectFromModel(RandomForestClassifier(n_estimators=5, random_state=0)), HistGradientBoostingClassifier(max_iter=3)), TWO)
save("select-random", make_pipeline(SelectFromModel(ExtraTreeClassifier(max_depth=4, random_state=0)), HistGradientBoostingClassifier(max_iter=3)), TWO)
save("select-linear", make_pipeline(SelectFromModel(LOGISTIC), HistGradientBoostingClassifier(max_iter=3)), TWO)
save("sequential", make_pipeline(SequentialFeatureSelector(TREE, n_features_to_select=2, cv=2), HistGradientBoostingClassifier(max_iter=3)), TWO)
save("rfe-tree", make_pipeline(RFE(TREE, n_features_to_select=2), HistGradientBoostingClassifier(max_iter=3)), TWO)
save("rfe", RFE(TREE, n_features_to_select=2), TWO, exact=True)
save("isolation", IsolationForest(n_estimators=20, random_state=0), None)
save("isolation-share", IsolationForest(n_estimators=20, contamination=0.1, random_state=0), None)
save("isolation-scaled", make_pipeline(StandardScaler(), IsolationForest(n_estimators=10, random_state=0)), None)
save("one-class", OneClassSVM(nu=0.2), None)
save("logistic", LOGISTIC, TWO)
save("logistic-three", LOGISTIC, THREE)
save("logistic-search", GridSearchCV(LOGISTIC, {"C": [1, 2]}, cv=2), TWO)
save("ridge-labels", RidgeClassifier(), LABELS)
save("sgd", SGDClassifier(random_state=0), THREE)
save("linear-svc", LinearSVC(), THREE)
save("svc", SVC(), TWO)
save("svc-ovr", SVC(), THREE)
save("svc-ovo", SVC(decision_function_shape="ovo"), THREE)
save("nu-svc", NuSVC(nu=0.2), THREE)
save("lda", LinearDiscriminantAnalysis(), THREE)
save("qda", QuadraticDiscriminantAnalysis(), THREE)
save("gradient", GradientBoostingClassifier(n_estimators=5, random_state=0), TWO)
save("gradient-three", GradientBoostingClassifier(n_estimators=5, random_state=0), THREE)
save("hist", HistGradientBoostingClassifier(max_iter=4), THREE)
save("bagging", BaggingClassifier(LOGISTIC, n_estimators=3, random_state=0), TWO)
save("stacking", StackingClassifier([("tree", TREE)], cv=3), TWO)
save("rest", OneVsRestClassifier(LOGISTIC), THREE)
save("rest-labels", OneVsRestClassifier(LOGISTIC), LABELS)
# two centers at the same distance of a far row
save("centroid", NearestCentroid(), np.array(["a", "a", "b", "b"]), data=np.array([[-1.0, 0, 0], [-1, 0, 2], [1, 0, 0], [1, 0, 2]]))
save("pairs", OneVsOneClassifier(LOGISTIC), THREE)
save("threshold", FixedThresholdClassifier(LOGISTIC, threshold=0.4), TWO)
(OUT / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


class Ratio(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        self.n_features_in_ = X.shape[1]
        return self

    def transform(self, X):
        return np.asarray(X)[:, :1]


class Mean(RegressorMixin, BaseEstimator):
    def fit(self, X, y):
        self.mean_ = float(np.mean(y))
        return self

    def predict(self, X):
        return np.full(len(X), self.mean_)


def doubled(X):
    return X * 2


# imblearn itself is not needed: what is in a file is the name of its class alone
module = types.ModuleType("imblearn.pipeline")
module.Pipeline = type("Pipeline", (Pipeline,), {"__module__": "imblearn.pipeline"})
sys.modules["imblearn"], sys.modules["imblearn.pipeline"] = types.ModuleType("imblearn"), module
CITIES = np.array([["Rome"], ["Ulm"]] * 20, dtype=object)
REFUSED = OUT.with_name(OUT.name + "-refused")
REFUSED.mkdir(parents=True, exist_ok=True)
for name, model, rows in (
    ("imblearn", module.Pipeline([("codes", OneHotEncoder()), ("model", LinearRegression())]), CITIES),
    ("class-estimator", Mean(), CITIES),
    ("class-step", make_pipeline(Ratio(), LinearRegression()), X[:40]),
    ("function-step", make_pipeline(FunctionTransformer(doubled), LinearRegression()), X[:40]),
    ("lambda-step", make_pipeline(FunctionTransformer(lambda rows: rows + 1), LinearRegression()), X[:40]),
):
    (REFUSED / f"{name}.pkl").write_bytes(cloudpickle.dumps(model.fit(rows, score[:40])))
