"""Fits the pipelines of parity_pipelines.py on the data sets in the directory given as first argument, logs each with MLflow as skops
and as cloudpickle, registers them with the alias champion, and writes 5,000 rows and what Python predicts for them to the second.
A third argument chooses pipelines: a part of their names, or whole names with commas between them.

Of a pipeline there is NAME.json (which rows, labels) and NAME.bits (the doubles that Python gives, highest byte first, row after row).
Rows are shared: ROWS.jsonl has the columns' names in its first line, then an array a row. Prints the pipelines as JSON.
"""

import os

for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[variable] = "1"  # one order of additions, and no threads that wait for each other

import json
import logging
import pathlib
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import lightgbm as lgb
import mlflow
import numpy as np
import pandas as pd
import sklearn
import skops.io
import xgboost as xgb
from mlflow import MlflowClient
from mlflow.models import infer_signature
from parity_pipelines import cases
from sklearn.base import clone
from sklearn.compose import TransformedTargetRegressor
from sklearn.pipeline import Pipeline

ROWS = 5000
WORKERS = 3  # the server is busy half of the time
SHARED = threading.Lock()
FORMATS = ["skops", "cloudpickle"]
TRAINING_ROWS = 4000
EXTREMES = {
    "wide": [0.0, -0.0, 5e-324, -1e-40, 1e-35, -1e-36, 1e30, -1e30, 1e16, -7.5],
    "mild": [0.0, -0.0, 5e-324, -1e-40, 1e-35, -1e-36, 1e5, -1e5, 1e-3, -7.5],
    "positive": [0.0, 5e-324, 1e-40, 1e-35, 1e-300, 1e30, 1e16, 7.5],
    "none": [1.0],
}


def house(data):
    frame = pd.read_csv(data / "house_prices.csv").sample(TRAINING_ROWS, random_state=1)
    return frame.reset_index(drop=True), ["median_house_value"]


def churn(data):
    frame = pd.read_csv(data / "customer_churn.csv").drop(columns=["customerID"]).sample(TRAINING_ROWS, random_state=1)
    frame["TotalCharges"] = pd.to_numeric(frame["TotalCharges"], errors="coerce")
    frame["Partner is"] = frame["Partner"] == "Yes"
    frame["Phone is"] = frame["PhoneService"] == "Yes"
    frame["left"] = (frame["Churn"] == "Yes").astype(int)
    return frame.reset_index(drop=True), ["Churn", "left"]


def credit(data):
    frame = pd.read_csv(data / "credit_risk.csv", quotechar='"')
    frame["class"] = frame["Present_residence"] - 1
    return frame, ["Present_residence", "Result", "class"]


READERS = {"house": house, "churn": churn, "credit": credit}


def training(case, data):
    """The case's columns and target."""
    frame, targets = READERS[case.data](data)
    target = case.target or targets[0]
    wanted = target if isinstance(target, list) else [target]
    x = frame.drop(columns=[name for name in {*targets, *wanted} if name in frame])
    if case.columns:
        x = x[case.columns]
    elif case.data == "churn":
        x = x.drop(columns=["Partner is", "Phone is"])
    if case.informative:
        x.loc[frame[target] > frame[target].median(), case.informative] = np.nan
    return x, frame[target]


def is_text(column):
    return not pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def probe(case, x):
    """Rows of the data, in the second half with holes and unseen categories, at the end with extreme values."""
    rng = np.random.default_rng(7)
    rows = x.sample(ROWS, replace=True, random_state=3).reset_index(drop=True)
    for name in x.columns:
        text = is_text(x[name])
        holes = rng.random(ROWS) < 0.05
        holes[: ROWS // 2] = False
        if text and case.unseen:
            rows.loc[rng.choice(np.arange(ROWS // 2, ROWS), 100, replace=False), name] = "never seen"
        if case.holes == "all" or case.holes == ("texts" if text else "numbers"):
            if text or pd.api.types.is_float_dtype(x[name]):
                rows.loc[holes, name] = np.nan
    floats = [name for name in x.columns if pd.api.types.is_float_dtype(x[name])]
    integers = [name for name in x.columns if pd.api.types.is_integer_dtype(x[name]) and (case.unseen or name not in (case.categories or []))]
    values = EXTREMES[case.extremes]
    for i in range(ROWS - 500, ROWS):
        if floats:
            rows.loc[i, floats[rng.integers(len(floats))]] = values[i % len(values)]
        if integers and case.extremes != "none":
            rows.loc[i, integers[rng.integers(len(integers))]] = int(rng.integers(-100000, 100000))
    return rows


def framed(case, x):
    """The rows as the model takes them: a case with categories has its texts, and the columns it names, as the pandas type category."""
    if case.categories is None:
        return x
    return x.astype({name: "category" for name in x.columns if is_text(x[name]) or name in case.categories})


def json_value(value):
    return None if isinstance(value, float) and np.isnan(value) or value is None else value


def write_rows(path, rows):
    columns = [[json_value(v) for v in rows[name].astype(object).tolist()] for name in rows.columns]
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps(list(rows.columns)) + "\n")
        for row in zip(*columns):
            out.write(json.dumps(list(row)) + "\n")


def answers(model, rows):
    """What Python says: the numbers to compare, and the labels of a classifier."""
    predicted = np.asarray(model.predict(rows))
    if not hasattr(model, "classes_"):
        return predicted.astype(np.float64).reshape(ROWS, -1), None
    labels = [[str(label) for label in np.atleast_1d(row)] for row in predicted]
    if not hasattr(model, "predict_proba"):
        return np.zeros((ROWS, 0)), labels
    shares = model.predict_proba(rows)
    return np.hstack(shares) if isinstance(shares, list) else np.asarray(shares, dtype=np.float64), labels


def sizes(model, rows, values):
    """Where a weighted sum is at the end: how large the terms are that were added up for each number, as they bound what another order
    of additions can change. Empty for other models."""
    back = np.ones(1)
    if isinstance(model, TransformedTargetRegressor) and hasattr(model.transformer_, "scale_"):
        back, model = model.transformer_.scale_, model.regressor_
    last = model[-1] if isinstance(model, Pipeline) else model
    if not hasattr(last, "coef_") or not values.shape[1]:
        return np.zeros((0, 0))
    features = model[:-1].transform(rows)
    features = abs(features.toarray() if hasattr(features, "toarray") else np.asarray(features))
    terms = features @ np.abs(np.atleast_2d(last.coef_)).T + np.abs(last.intercept_)
    if hasattr(last, "predict_proba"):
        return np.ones_like(values) + values * terms.max(axis=1, keepdims=True)
    if hasattr(last, "power") or "Poisson" in type(last).__name__:
        return values * np.maximum(1, terms)
    return np.maximum(terms * back, np.abs(values))


def log(case, model, x, form):
    """Logs and registers; the model as MLflow gives it back is what is compared."""
    name = f"{case.name}-{form}"
    options = {}
    if form == "skops":
        options["skops_trusted_types"] = skops.io.get_untrusted_types(data=skops.io.dumps(model))
    with mlflow.start_run():
        info = mlflow.sklearn.log_model(
            model, name="model", signature=infer_signature(x), registered_model_name=name, pip_requirements=["mlflow"], serialization_format=form, **options
        )
    MlflowClient().set_registered_model_alias(name, "champion", info.registered_model_version)
    return mlflow.sklearn.load_model(f"models:/{name}@champion")


def run(case, data, out, shared):
    begin = time.time()
    x, y = training(case, data)
    fitted = clone(case.model).fit(framed(case, x), y)
    rows = probe(case, x)
    key = "rows-" + format(pd.util.hash_pandas_object(rows).sum() ^ np.uint64(len(rows.columns)), "x")
    with SHARED:
        if key not in shared:
            shared.add(key)
            write_rows(out / f"{key}.jsonl", rows)
    bits, problems = None, {}
    for form in FORMATS:
        try:
            loaded = log(case, fitted, framed(case, x), form)
        except Exception as e:
            problems[form] = f"{type(e).__name__}: {e}"[:300]
            continue
        values, labels = answers(loaded, framed(case, rows))
        encoded = np.ascontiguousarray(values).astype(">f8").tobytes()
        if bits is not None and bits != encoded:
            raise AssertionError(f"{case.name}: Python itself differs between its formats")
        bits = encoded
    (out / f"{case.name}.bits").write_bytes(bits)
    (out / f"{case.name}.sizes").write_bytes(np.ascontiguousarray(sizes(fitted, framed(case, rows), values)).astype(">f8").tobytes())
    described = {"name": case.name, "rows": key, "outputs": values.shape[1], "problems": problems, "labels": labels}
    (out / f"{case.name}.json").write_text(json.dumps(described))
    print(f"{case.name} {time.time() - begin:.1f} s", problems, flush=True)
    return {"name": case.name, "outputs": values.shape[1], "problems": problems}


def main(data, out, only=""):
    warnings.simplefilter("ignore")
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    mlflow.set_experiment("parity")
    shared, start = set(), time.time()
    chosen = [case for case in cases() if only in case.name or case.name in only.split(",")]
    with ThreadPoolExecutor(WORKERS) as workers:
        summary = list(workers.map(lambda case: run(case, data, out, shared), chosen))
    versions = {"scikit-learn": sklearn.__version__, "XGBoost": xgb.__version__, "LightGBM": lgb.__version__, "skops": skops.__version__}
    print(json.dumps({"versions": versions, "seconds": round(time.time() - start), "models": summary}))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), *sys.argv[3:])
