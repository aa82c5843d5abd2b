"""What one prediction costs in Python, on one thread: the house pipeline of scikit-learn, its trees alone, and XGBoost's.

usage: predict_speed.py fit DIRECTORY      fits and saves the models, the rows and what Python predicts for them
       predict_speed.py measure DIRECTORY  prints the microseconds a row of each way
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import json
import sys
import time
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["sqft", "bedrooms", "bathrooms", "age"]
TEXTS = ["area", "condition"]
ROWS = 4096
BATCH = 1000

command, directory = sys.argv[1], Path(sys.argv[2])


def houses():
    random = np.random.default_rng(42)
    frame = pd.DataFrame(
        {
            "sqft": 400.0 + random.integers(4000, size=ROWS),
            "bedrooms": 1.0 + random.integers(6, size=ROWS),
            "bathrooms": 1.0 + random.integers(4, size=ROWS),
            "age": 0.0 + random.integers(120, size=ROWS),
            "area": random.choice(["center", "north", "south", "suburban", "rural"], size=ROWS),
            "condition": random.choice(["poor", "fair", "good", "new"], size=ROWS),
        }
    )
    a_foot = frame["area"].map({"center": 320, "rural": 110}).fillna(190)
    price = frame["sqft"] * a_foot + 8000 * frame["bedrooms"] - 700 * frame["age"] + random.normal(0, 1e4, ROWS)
    return frame, price


def booster_frame(pipeline, frame):
    features = pipeline[:-1].transform(frame)
    return pd.DataFrame(features, columns=[f"f{i}" for i in range(features.shape[1])])


def fit():
    frame, price = houses()
    columns = ColumnTransformer(
        [("numbers", StandardScaler(), NUMBERS), ("texts", OneHotEncoder(sparse_output=False), TEXTS)]
    )
    pipeline = Pipeline(
        [("columns", columns), ("trees", GradientBoostingRegressor(n_estimators=100, max_depth=3, random_state=1))]
    ).fit(frame, price)
    features = booster_frame(pipeline, frame)
    booster = xgboost.XGBRegressor(n_estimators=100, max_depth=3, n_jobs=1).fit(features, price)
    mlflow.sklearn.save_model(
        pipeline,
        directory / "pipeline",
        serialization_format="cloudpickle",
        signature=mlflow.models.infer_signature(frame, pipeline.predict(frame)),
    )
    mlflow.xgboost.save_model(
        booster.get_booster(),
        directory / "booster",
        signature=mlflow.models.infer_signature(features, booster.predict(features)),
    )
    (directory / "rows.json").write_text(
        json.dumps(
            {
                "pipeline": {"rows": frame.to_dict("records"), "expected": pipeline.predict(frame).tolist()},
                "booster": {
                    "rows": features.to_dict("records"),
                    "expected": booster.predict(features).astype(float).tolist(),
                },
            }
        ),
        encoding="utf-8",
    )
    print(json.dumps({"rows": ROWS}))


def micros(predict, at_least=0.7):
    """The median time of a call over blocks of calls."""
    for i in range(20):
        predict(i)
    blocks, end, i = [], time.perf_counter() + at_least, 0
    while time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(5):
            predict(i % ROWS)
            i += 1
        blocks.append((time.perf_counter() - start) / 5)
    return 1e6 * float(np.median(blocks))


def measure():
    frame, _ = houses()
    pipeline = mlflow.sklearn.load_model(directory / "pipeline")
    booster = mlflow.xgboost.load_model(directory / "booster")
    features = booster_frame(pipeline, frame)
    matrix = features.to_numpy()
    dicts = frame.to_dict("records")
    rows = [frame.iloc[i : i + 1] for i in range(ROWS)]
    arrays = [matrix[i : i + 1] for i in range(ROWS)]
    batch = frame[:BATCH]
    print(
        json.dumps(
            {
                "pipeline, a frame of one row": micros(lambda i: pipeline.predict(rows[i])),
                "pipeline, from a dict": micros(lambda i: pipeline.predict(pd.DataFrame([dicts[i]]))),
                "trees alone, an array of one row": micros(lambda i: pipeline[-1].predict(arrays[i])),
                "xgboost, inplace_predict of one row": micros(lambda i: booster.inplace_predict(arrays[i])),
                "pipeline, 1,000 rows": micros(lambda i: pipeline.predict(batch)) / BATCH,
                "xgboost, inplace_predict of 1,000 rows": micros(
                    lambda i: booster.inplace_predict(matrix[:BATCH])
                )
                / BATCH,
            }
        )
    )


{"fit": fit, "measure": measure}[command]()
