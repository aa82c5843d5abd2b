"""Trains boosters on the three data sets in the directory given as argument, logs, registers and aliases them with MLflow, and writes
what MLflow's loaded models predict for 5,000 rows, as hexadecimal bits. Prints the models as JSON."""

import json
import os
import pathlib
import struct
import sys

os.environ["OMP_NUM_THREADS"] = "1"  # threads that wait for each other are slow where cores are shared

import lightgbm as lgb
import mlflow
import numpy as np
import pandas as pd
import xgboost as xgb
from mlflow import MlflowClient
from mlflow.models import infer_signature

DATA, OUT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
ROWS = 5000
rng = np.random.default_rng(7)
models = []


def read(file, target, drop=()):
    frame = pd.read_csv(DATA / file, skipinitialspace=True).drop(columns=list(drop))
    y = frame.pop(target)
    texts = []
    for name in frame.columns:
        numbers = pd.to_numeric(frame[name], errors="coerce")
        if numbers.notna().mean() > 0.9:
            frame[name] = numbers.astype(float)
        else:
            texts.append(name)
            frame[name] = pd.factorize(frame[name], sort=True)[0].astype(float)
    return frame, y, texts


def probe(frame, texts):
    """Rows of the data, then with holes, categories that training never saw, and extreme values."""
    rows = frame.sample(ROWS, replace=True, random_state=3).reset_index(drop=True).to_numpy(copy=True)
    holes = rng.random(rows.shape) < 0.05
    holes[: ROWS // 2] = False
    rows[holes] = np.nan
    extremes = [0.0, -0.0, 5e-324, -1e-40, 1e-35, -1e-36, 3e38, -3e38, 1e30, -7.5]
    for i in range(ROWS - 500, ROWS):
        rows[i, rng.integers(rows.shape[1])] = extremes[i % len(extremes)]
    for name in texts:
        rows[ROWS // 2 : ROWS // 2 + 200, frame.columns.get_loc(name)] = 99.0
    return pd.DataFrame(rows, columns=frame.columns)


def log(name, flavor, model, rows, predict, exact):
    with mlflow.start_run():
        info = flavor.log_model(model, name="booster", signature=infer_signature(rows), registered_model_name=name, pip_requirements=["mlflow"])
    MlflowClient().set_registered_model_alias(name, "champion", "1")
    loaded = flavor.load_model(f"models:/{name}@champion")
    values = np.asarray(predict(loaded, rows), dtype=np.float64).reshape(len(rows), -1)
    expected = {
        "columns": list(rows.columns),
        "rows": [[None if np.isnan(v) else v for v in row] for row in rows.to_numpy().tolist()],
        "bits": [[struct.pack(">d", v).hex() for v in row] for row in values.tolist()],
        "labels": [str(v) for v in loaded.predict(rows)] if hasattr(loaded, "classes_") else [],
    }
    (OUT / f"{name}.json").write_text(json.dumps(expected))
    models.append({"name": name, "exact": exact, "rows": len(rows), "outputs": values.shape[1]})


def booster_predict(booster, rows):
    return booster.predict(xgb.DMatrix(rows, feature_types=booster.feature_types, enable_categorical=True))


mlflow.set_experiment("boosters")
X, y, texts = read("house_prices.csv", "median_house_value")
rows = probe(X, texts)
log("house-xgb", mlflow.xgboost, xgb.train({"max_depth": 6}, xgb.DMatrix(X, y), 100), rows, booster_predict, True)
types = ["c" if name in texts else "q" for name in X.columns]
categories = xgb.DMatrix(X, y, feature_types=types, enable_categorical=True)
log("house-xgb-categories", mlflow.xgboost, xgb.train({"max_depth": 5}, categories, 60), rows, booster_predict, True)
log("house-xgb-dart", mlflow.xgboost, xgb.train({"booster": "dart", "rate_drop": 0.1}, xgb.DMatrix(X, y), 30), rows, booster_predict, True)
early = xgb.XGBRegressor(n_estimators=300, learning_rate=0.5, early_stopping_rounds=3)
early.fit(X[:15000], y[:15000], eval_set=[(X[15000:], y[15000:])], verbose=False)
log("house-xgb-early", mlflow.xgboost, early, rows, lambda m, r: m.predict(r), True)
quiet = {"verbose": -1, "num_threads": 1, "seed": 1}
log("house-lgb", mlflow.lightgbm, lgb.train({**quiet, "objective": "regression", "num_leaves": 31}, lgb.Dataset(X, y), 100), rows, lambda m, r: m.predict(r), True)
data = lgb.Dataset(X, y, categorical_feature=texts)
log("house-lgb-categories", mlflow.lightgbm, lgb.train({**quiet, "objective": "regression"}, data, 60), rows, lambda m, r: m.predict(r), True)

X, y, texts = read("customer_churn.csv", "Churn", ["customerID"])
y = (y == "Yes").astype(int)
rows = probe(X, texts)
log("churn-xgb", mlflow.xgboost, xgb.XGBClassifier(n_estimators=80, max_depth=4).fit(X, y), rows, lambda m, r: m.predict_proba(r), True)
log("churn-lgb", mlflow.lightgbm, lgb.train({**quiet, "objective": "binary"}, lgb.Dataset(X, y), 80), rows, lambda m, r: m.predict(r), False)

X, y, texts = read("credit_risk.csv", "Present_residence")
rows = probe(X, texts)
y = y.astype(int) - 1
log("credit-xgb", mlflow.xgboost, xgb.XGBClassifier(n_estimators=30, max_depth=4).fit(X, y), rows, lambda m, r: m.predict_proba(r), True)
log("credit-lgb", mlflow.lightgbm, lgb.train({**quiet, "objective": "multiclass", "num_class": 4}, lgb.Dataset(X, y), 30), rows, lambda m, r: m.predict(r), False)
print(json.dumps({"xgboost": xgb.__version__, "lightgbm": lgb.__version__, "models": models}))
