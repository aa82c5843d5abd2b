"""Writes small models of XGBoost and LightGBM with rows and the bits of their predictions to the directory given as argument.

Each model is a directory as MLflow logs it: MLmodel, the model's file, and expected.json with one list of hexadecimal bits for each of
the rows in rows.json, of what the library predicts after it has loaded that file.

For models of older versions there are more arguments: what is put behind the models' names, and the names of the models to write.
"""

import json
import pathlib
import struct
import sys

import cloudpickle
import lightgbm as lgb
import numpy as np
import xgboost as xgb

OUT = pathlib.Path(sys.argv[1])
SUFFIX = sys.argv[2] if len(sys.argv) > 2 else ""
WANTED = sys.argv[3:]
rng = np.random.default_rng(20240607)
N, F = 400, 4
NAMES = ["a", "b", "c", "k"]
X = np.column_stack([rng.normal(size=N), rng.exponential(size=N) * 100, rng.normal(size=N) * 1e-3, rng.integers(0, 12, N)])
X[rng.random((N, F)) < 0.08] = np.nan
score = np.nan_to_num(X[:, 0]) + (np.nan_to_num(X[:, 1]) > 80) + 1.5 * np.isin(X[:, 3], [1, 4, 7])
REG = score * 10 + rng.normal(size=N)
POS = np.exp(score / 2) + rng.random(N) * 0.1
BIN = (score + rng.normal(size=N) > 1).astype(int)
CLS = np.clip((score + 1).astype(int), 0, 2)

edge = [np.nan, 0.0, -0.0, 5e-324, -5e-324, 1e-40, -1e-40, 1e-35, -1e-35, 1e-36, 3e38, -3e38, 1e30, 11.0, 500.0, -0.5, -1.0, 0.5, 1.9999999]
ROWS = np.array(
    [X[i] for i in range(14)]
    + [[edge[(i * (j + 1) + j) % len(edge)] for j in range(F)] for i in range(len(edge))]
    + [[v] * F for v in edge]
)


def bits(value):
    return struct.pack(">d", float(value)).hex()


def number(value):
    return None if np.isnan(value) else float(value)


def folder(name):
    """The directory of a model; none when it is not wanted."""
    directory = OUT / (name + SUFFIX)
    if WANTED and name not in WANTED:
        return None
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def save(directory, flavor, file, model_class, values, regression):
    values = np.asarray(values, dtype=np.float64)
    values = values.reshape(len(ROWS), -1)
    inputs = json.dumps([{"type": "double", "name": n, "required": True} for n in NAMES])
    (directory / "MLmodel").write_text(
        f"flavors:\n  {flavor}:\n    data: {file}\n    model_class: {model_class}\n"
        f"signature:\n  inputs: '{inputs}'\n  outputs: null\n  params: null\n"
    )
    expected = {
        "regression": regression,
        "bits": [[bits(v) for v in row] for row in values],
    }
    (directory / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


def xgboost_model(name, params, label, rounds=5, form="ubj", cls="xgboost.core.Booster", categorical=False, exact=None):
    directory = folder(name)
    if not directory:
        return
    types = ["q", "q", "q", "c"] if categorical else None
    data = xgb.DMatrix(X, label, feature_names=NAMES, feature_types=types, enable_categorical=categorical)
    if params["objective"] == "survival:aft":
        data = xgb.DMatrix(X, feature_names=NAMES, label_lower_bound=label, label_upper_bound=label * 1.5)
    if params["objective"].startswith("rank:"):
        data.set_group([20] * (N // 20))
    booster = xgb.train({"max_depth": 3, "seed": 1, "nthread": 1, **params}, data, rounds)
    if cls != "xgboost.core.Booster":
        booster.set_attr(best_iteration="3")
    file = "model." + form
    booster.save_model(directory / file)
    loaded = xgb.Booster(model_file=directory / file)
    limit = (0, 4) if cls != "xgboost.core.Booster" else (0, 0)
    rows = xgb.DMatrix(ROWS, feature_names=NAMES, feature_types=types, enable_categorical=categorical)
    save(directory, "xgboost", file, cls, loaded.predict(rows, iteration_range=limit), exact is not False)


def lightgbm_model(name, params, label, rounds=5, categorical=False, exact=True, **data):
    directory = folder(name)
    if not directory:
        return
    train = lgb.Dataset(X, label, feature_name=NAMES, categorical_feature=["k"] if categorical else [], params={"verbose": -1, **params}, **data)
    booster = lgb.train({"num_leaves": 7, "verbose": -1, "seed": 1, "deterministic": True, "num_threads": 1, "min_data_in_leaf": 5, **params}, train, rounds)
    booster.save_model(directory / "model.lgb")
    loaded = lgb.Booster(model_file=directory / "model.lgb")
    save(directory, "lightgbm", "model.lgb", "lightgbm.basic.Booster", loaded.predict(ROWS), exact)


def lightgbm_estimator(name, estimator, label, **fit):
    """An estimator of the scikit-learn interface, which MLflow logs as a pickle."""
    directory = folder(name)
    if not directory:
        return
    options = {"n_estimators": 6, "num_leaves": 7, "verbose": -1, "random_state": 1, "n_jobs": 1, "min_child_samples": 5}
    model = estimator.set_params(**options).fit(X, label, feature_name=NAMES, **fit)
    with (directory / "model.pkl").open("wb") as out:
        cloudpickle.dump(model, out)
    with (directory / "model.pkl").open("rb") as file:
        loaded = cloudpickle.load(file)
    values = loaded.predict_proba(ROWS) if hasattr(loaded, "classes_") else loaded.predict(ROWS)
    values = values[:, 1] if values.ndim == 2 and values.shape[1] == 2 else values
    save(directory, "lightgbm", "model.pkl", f"lightgbm.sklearn.{type(model).__name__}", values, not hasattr(loaded, "classes_"))


OUT.mkdir(parents=True, exist_ok=True)
if not SUFFIX:
    (OUT / "rows.json").write_text(json.dumps([[number(v) for v in row] for row in ROWS], separators=(",", ":")) + "\n")
xgboost_model("xgb-squared", {"objective": "reg:squarederror"}, REG)
xgboost_model("xgb-squared-json", {"objective": "reg:squarederror"}, REG, form="json")
xgboost_model("xgb-best", {"objective": "reg:squarederror"}, REG, cls="xgboost.sklearn.XGBRegressor")
xgboost_model("xgb-dart", {"objective": "reg:squarederror", "booster": "dart", "rate_drop": 0.4}, REG)
xgboost_model("xgb-categories", {"objective": "reg:squarederror"}, REG, categorical=True)
xgboost_model("xgb-one-hot", {"objective": "reg:squarederror", "max_cat_to_onehot": 20}, REG, categorical=True, form="json")
xgboost_model("xgb-binary", {"objective": "binary:logistic"}, BIN)
xgboost_model("xgb-logitraw", {"objective": "binary:logitraw"}, BIN)
xgboost_model("xgb-hinge", {"objective": "binary:hinge"}, BIN)
xgboost_model("xgb-softprob", {"objective": "multi:softprob", "num_class": 3}, CLS, rounds=4)
xgboost_model("xgb-softmax", {"objective": "multi:softmax", "num_class": 3}, CLS, rounds=4)
xgboost_model("xgb-poisson", {"objective": "count:poisson"}, np.round(POS))
xgboost_model("xgb-gamma", {"objective": "reg:gamma"}, POS)
xgboost_model("xgb-tweedie", {"objective": "reg:tweedie"}, POS)
xgboost_model("xgb-rank", {"objective": "rank:pairwise"}, BIN)
FOREST = "reg:squarederror" if xgb.__version__.startswith("2.") else "reg:absoluteerror"  # XGBoost 2 refuses the latter
xgboost_model("xgb-forest", {"objective": FOREST, "num_parallel_tree": 3, "subsample": 0.7}, REG, rounds=3)
xgboost_model("xgb-aft", {"objective": "survival:aft"}, POS)
xgboost_model("xgb-cox", {"objective": "survival:cox"}, POS)
xgboost_model("xgb-two-targets", {"objective": "reg:squarederror"}, np.column_stack([REG, POS]), rounds=4, form="json", cls="xgboost.sklearn.XGBRegressor")
xgboost_model("xgb-quantiles", {"objective": "reg:quantileerror", "quantile_alpha": [0.2, 0.8]}, REG)
lightgbm_model("lgb-regression", {"objective": "regression"}, REG)
lightgbm_model("lgb-l1", {"objective": "regression_l1"}, REG)
lightgbm_model("lgb-categories", {"objective": "regression", "min_data_per_group": 1, "cat_smooth": 1, "max_cat_to_onehot": 1}, REG, categorical=True)
lightgbm_model("lgb-zero-missing", {"objective": "regression", "zero_as_missing": True}, REG)
lightgbm_model("lgb-no-missing", {"objective": "regression", "use_missing": False}, REG)
lightgbm_model("lgb-sqrt", {"objective": "regression", "reg_sqrt": True}, REG)
lightgbm_model("lgb-forest", {"objective": "regression", "boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6}, REG)
lightgbm_model("lgb-dart", {"objective": "regression", "boosting": "dart", "drop_rate": 0.5}, REG)
lightgbm_model("lgb-binary", {"objective": "binary", "sigmoid": 0.7}, BIN, exact=False)
lightgbm_model("lgb-multiclass", {"objective": "multiclass", "num_class": 3}, CLS, rounds=4, exact=False)
lightgbm_model("lgb-one-vs-all", {"objective": "multiclassova", "num_class": 3}, CLS, rounds=4, exact=False)
lightgbm_model("lgb-poisson", {"objective": "poisson"}, np.round(POS), exact=False)
lightgbm_model("lgb-tweedie", {"objective": "tweedie"}, POS, exact=False)
lightgbm_model("lgb-cross-entropy", {"objective": "cross_entropy"}, BIN, exact=False)
lightgbm_model("lgb-cross-entropy-lambda", {"objective": "cross_entropy_lambda"}, BIN, exact=False)
lightgbm_model("lgb-quantile-sqrt", {"objective": "quantile", "reg_sqrt": True}, POS)
lightgbm_model("lgb-mape-sqrt", {"objective": "mape", "reg_sqrt": True}, POS)
lightgbm_model("lgb-huber-sqrt", {"objective": "huber", "reg_sqrt": True}, POS)
lightgbm_model("lgb-gamma", {"objective": "gamma"}, POS, exact=False)
lightgbm_model("lgb-rank", {"objective": "lambdarank"}, BIN, group=[20] * (N // 20))
print(json.dumps({"xgboost": xgb.__version__, "lightgbm": lgb.__version__, "rows": len(ROWS)}))
lightgbm_estimator("lgb-estimator", lgb.LGBMRegressor(), REG)
lightgbm_estimator("lgb-estimator-texts", lgb.LGBMClassifier(), np.array(["no", "yes"])[BIN])
lightgbm_estimator("lgb-estimator-sigmoid", lgb.LGBMClassifier(sigmoid=0.7), BIN)
lightgbm_estimator("lgb-estimator-classes", lgb.LGBMClassifier(), np.array(["low", "middle", "top"], dtype=object)[CLS])
lightgbm_estimator("lgb-estimator-early", lgb.LGBMRegressor(), REG, eval_set=[(X[:50], -REG[:50])], callbacks=[lgb.early_stopping(2, verbose=False)])
OUT = OUT.with_name(OUT.name + "-refused")
lightgbm_estimator("lgb-stops-early", lgb.LGBMClassifier(pred_early_stop=True, pred_early_stop_freq=1), BIN)
lightgbm_model("lgb-linear-trees", {"objective": "regression", "linear_tree": True}, REG, rounds=1)
xgboost_model("xgb-linear", {"objective": "reg:squarederror", "booster": "gblinear"}, REG, form="json")
xgboost_model("xgb-vector-leaves", {"objective": "reg:squarederror", "multi_strategy": "multi_output_tree"}, np.column_stack([REG, POS]), rounds=1)
xgboost_model("xgb-two-labels", {"objective": "binary:logistic"}, np.column_stack([BIN, 1 - BIN]), rounds=1)
