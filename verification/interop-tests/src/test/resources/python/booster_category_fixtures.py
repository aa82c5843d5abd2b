"""Writes small models of XGBoost and LightGBM that were trained on data frames with columns of the type category, through MLflow, to the
directory given as argument; with each, expected.json has rows, the bits of what the library predicts for them, and its labels.

Rows with categories that XGBoost did not see in training have the word "refused" in place of the bits. XGBoost 3.2 means to refuse them,
but only does so for those behind all others in the order of its dictionary; it takes any other for the category that follows it there.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import json
import pathlib
import shutil
import struct
import sys
import warnings

import lightgbm as lgb
import mlflow
import numpy as np
import pandas as pd
import xgboost as xgb
from mlflow.models import infer_signature
from sklearn.compose import TransformedTargetRegressor

warnings.simplefilter("ignore")
OUT = pathlib.Path(sys.argv[1])
rng = np.random.default_rng(20250311)
N = 240
KINDS = {"a": "number", "town": "text", "size": "number", "share": "number", "open": "boolean", "rank": "text", "b": "number"}
frame = pd.DataFrame(
    {
        "a": rng.normal(size=N),
        "town": pd.Categorical(rng.choice(["Rome", "", "Bath 2", "Ulm", 'a"b\\c'], N)),
        "size": pd.Categorical(rng.choice([10, -3, 7, 0], N)),
        "share": pd.Categorical(rng.choice([0.1, 2.5, 1.0], N)),
        "open": pd.Categorical(rng.choice([True, False], N)),
        "rank": pd.Categorical(rng.choice(["low", "mid", "top"], N), categories=["low", "mid", "top"], ordered=True),
        "b": rng.integers(0, 5, N),
    }
)
score = frame.a + 2 * (frame.town == "Ulm") + 3 * (frame["size"] == 7) - (frame.share == 0.1) + (frame.open == True) * 1.5 + frame["rank"].cat.codes + frame.b / 7  # noqa: E712
for name in ["town", "size", "share", "open", "rank"]:
    frame.loc[rng.random(N) < 0.08, name] = np.nan
frame.loc[rng.random(N) < 0.08, "a"] = np.nan
REG = score + 0.1 * rng.normal(size=N)
BIN = (score > 3).astype(int)
CLS = np.clip(score.astype(int) // 2, 0, 2)
XGB = ["a", "town", "size", "b"]
OPTIONS = {"n_estimators": 6, "random_state": 1, "n_jobs": 1}
LIGHT = {**OPTIONS, "num_leaves": 7, "verbose": -1, "min_child_samples": 5, "min_data_per_group": 1, "cat_smooth": 1}


def plain(value):
    value = value.item() if isinstance(value, np.generic) else value
    return None if value is None or value is pd.NaT or value != value else value


def probe(columns):
    """Rows of the training, then each category, one that is unseen, and none."""
    rows = [[plain(frame[name].iloc[i]) for name in columns] for i in range(16)]
    for at, name in enumerate(columns):
        unseen = {"text": "Nowhere", "number": 55.0, "boolean": None}[KINDS[name]]
        known = list(frame[name].cat.categories) if isinstance(frame[name].dtype, pd.CategoricalDtype) else [-2, 0, 4]
        for value in [*known, unseen, None]:
            if not (name == "b" and value is None):
                rows.append([plain(value) if i == at else rows[0][i] for i in range(len(columns))])
    return rows


def data(columns, row, reverse):
    """A frame of one row whose columns of categories have them in another order than the training."""
    values = {}
    for name, value in zip(columns, row):
        dtype = frame[name].dtype
        if isinstance(dtype, pd.CategoricalDtype):
            categories = list(dtype.categories[::-1] if reverse else dtype.categories)
            if value is not None and value not in categories:
                categories.append(int(value) if name == "size" else value)
            values[name] = pd.Categorical([value], categories=categories, ordered=dtype.ordered)
        else:
            values[name] = np.array([np.nan if value is None else value]).astype(dtype)
    return pd.DataFrame(values)


def is_unseen(columns, row):
    known = {name: list(frame[name].cat.categories) for name in columns if isinstance(frame[name].dtype, pd.CategoricalDtype)}
    return any(value is not None and value not in known.get(name, [value]) for name, value in zip(columns, row))


def answer(predict, columns, row, strict):
    if strict and is_unseen(columns, row):
        return ["refused"]
    given = [[struct.pack(">d", float(v)).hex() for v in np.asarray(predict(data(columns, row, reverse))).ravel()] for reverse in [False, True]]
    assert given[0] == given[1], "the order of a frame's categories must not matter"
    return given[0]


def save(name, flavor, model, columns, predict, regression=True, signature=True, fit=frame, **options):
    directory = OUT / name
    shutil.rmtree(directory, ignore_errors=True)
    flavor.save_model(model, directory, signature=infer_signature(fit[columns]) if signature else None, pip_requirements=[], **options)
    for file in directory.iterdir():
        if file.suffix in {".txt", ".yaml"}:
            file.unlink()
    meta = (directory / "MLmodel").read_text().splitlines()
    (directory / "MLmodel").write_text("\n".join(line for line in meta if not line.startswith(("model_uuid", "utc_time"))) + "\n")
    loaded = flavor.load_model(directory)
    rows = probe(columns)
    expected = {"regression": regression, "columns": columns, "rows": rows, "bits": [answer(lambda x: predict(loaded, x), columns, row, name.startswith("xgb")) for row in rows]}
    (directory / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


def core(model, x):
    return model.predict(xgb.DMatrix(x, enable_categorical=True))


def plainly(model, x):
    return model.predict(x)


def shares(model, x):
    values = model.predict_proba(x)
    return values[:, 1] if values.shape[1] == 2 else values


OUT.mkdir(parents=True, exist_ok=True)
booster = xgb.train({"max_depth": 3, "seed": 1, "nthread": 1}, xgb.DMatrix(frame[XGB], REG, enable_categorical=True), 5)
save("xgb-booster", mlflow.xgboost, booster, XGB, core)
save("xgb-json", mlflow.xgboost, booster, XGB, core, model_format="json", signature=False)
regressor = xgb.XGBRegressor(**OPTIONS, enable_categorical=True, max_depth=3, max_cat_to_onehot=1).fit(frame[XGB], REG)
save("xgb-estimator", mlflow.xgboost, regressor, XGB, plainly)
save("xgb-pickle", mlflow.sklearn, regressor, XGB, plainly, serialization_format="cloudpickle")
save("xgb-pickle-no-signature", mlflow.sklearn, regressor, XGB, plainly, signature=False, serialization_format="cloudpickle")
classifier = xgb.XGBClassifier(**OPTIONS, enable_categorical=True, max_depth=3).fit(frame[XGB], CLS)
save("xgb-classifier", mlflow.xgboost, classifier, XGB, shares)
LGB = list(frame.columns)
booster = lgb.train({**LIGHT, "objective": "regression"}, lgb.Dataset(frame, REG), 6)
save("lgb-booster", mlflow.lightgbm, booster, LGB, plainly)
unordered = [name for name in LGB if name != "rank"]
booster = lgb.train({**LIGHT, "objective": "regression"}, lgb.Dataset(frame[unordered], REG), 6)
save("lgb-no-signature", mlflow.lightgbm, booster, unordered, plainly, signature=False)
save("lgb-estimator", mlflow.lightgbm, lgb.LGBMRegressor(**LIGHT).fit(frame, REG), LGB, plainly)
texts = ["a", "rank", "b", "town"]
named = lgb.LGBMRegressor(**LIGHT).fit(frame[texts], REG, categorical_feature=["b", "town"])
save("lgb-named", mlflow.lightgbm, named, texts, plainly)
save("lgb-pickle", mlflow.sklearn, lgb.LGBMClassifier(**LIGHT).fit(frame, BIN), LGB, shares, regression=False, serialization_format="cloudpickle")
numbers = ["a", "size", "open", "b"]
inside = TransformedTargetRegressor(lgb.LGBMRegressor(**LIGHT), func=np.negative, inverse_func=np.negative).fit(frame[numbers].assign(size=frame["size"]), REG)
save("lgb-inside", mlflow.sklearn, inside, numbers, plainly, serialization_format="cloudpickle")
print(json.dumps({"xgboost": xgb.__version__, "lightgbm": lgb.__version__}))
