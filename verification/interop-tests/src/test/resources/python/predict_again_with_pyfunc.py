"""Models of scikit-learn that Java read and wrote again: fitted and saved by "make DIR", loaded by mlflow.pyfunc and asked by "predict DIR"."""
import json
import os
import sys

import mlflow
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, PolynomialFeatures, StandardScaler

NUMBERS = ["area", "rooms"]
TEXTS = ["city", "kind"]


def frame(count, seed, unseen):
    random = np.random.default_rng(seed)
    rows = pd.DataFrame({"area": random.normal(90, 30, count), "rooms": random.integers(1, 7, count).astype(float)})
    rows["city"] = random.choice(["Oslo", "Rome", "Köln"] + (["Moon"] if unseen else []), count).astype(object)
    rows["kind"] = random.choice(["flat", "loft"], count).astype(object)
    rows.loc[random.random(count) < 0.1, "area"] = np.nan
    return rows


def columns(*numbers, categories):
    texts = OneHotEncoder(handle_unknown="ignore") if categories == "one-hot" else OrdinalEncoder(
        handle_unknown="use_encoded_value", unknown_value=-1)
    return ColumnTransformer([("n", make_pipeline(*numbers), NUMBERS), ("t", texts, TEXTS)])


def models():
    impute = SimpleImputer(strategy="median")
    return {
        "boosted": make_pipeline(
            columns(impute, StandardScaler(), categories="one-hot"), GradientBoostingRegressor(random_state=1)),
        "forest": make_pipeline(
            columns(impute, categories="ordinal"), RandomForestClassifier(30, max_depth=7, random_state=1)),
        "logistic": make_pipeline(
            columns(impute, StandardScaler(), PolynomialFeatures(2), categories="one-hot"),
            LogisticRegression(max_iter=500)),
    }


def make(directory):
    rows = frame(400, 1, False)
    price = rows["area"].fillna(90) * 3 + rows["rooms"] * 20 + (rows["city"] == "Rome") * 70
    quality = np.where(price > 400, "high", np.where(price > 320, "fair", "low"))
    signature = mlflow.models.infer_signature(frame(50, 2, False))
    for name, model in models().items():
        model.fit(rows, price if name == "boosted" else quality)
        mlflow.sklearn.save_model(
            model, os.path.join(directory, name), serialization_format="cloudpickle", signature=signature)
    asked = frame(300, 3, True)
    asked.to_json(os.path.join(directory, "rows.json"), orient="records", double_precision=15)
    print(json.dumps({"rows": len(asked)}))


def predict(directory):
    asked = frame(300, 3, True)
    worst, labels = {}, {}
    for name in models():
        python = mlflow.sklearn.load_model(os.path.join(directory, name))
        java = mlflow.pyfunc.load_model(os.path.join(directory, name + "-java"))
        assert "onnx" in java.metadata.flavors, java.metadata.flavors
        answer = java.predict(asked)
        if name == "boosted":
            wanted = python.predict(asked)
            worst[name] = float(np.max(np.abs(answer.iloc[:, 0] - wanted) / np.abs(wanted)))
            continue
        found = np.column_stack([answer["probability_" + label] for label in python.classes_])
        worst[name] = float(np.max(np.abs(found - python.predict_proba(asked))))
        labels[name] = int(np.sum(answer["label"].to_numpy() != python.predict(asked)))
    print(json.dumps({"worst": worst, "labels": labels}))


if __name__ == "__main__":
    {"make": make, "predict": predict}[sys.argv[1]](sys.argv[2])
