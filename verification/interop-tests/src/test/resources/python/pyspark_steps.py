"""Profiles and predictions of PySpark by Modelkeel's jars, beside what pandas and scikit-learn have of the same rows.

usage: pyspark_steps.py FOLDER JARS   FOLDER of modelkeel_spark.py; without JARS only what is said then
Writes reference.csv, current.csv (by pandas), profile.json, current.json, report.json, rows.json, and prints how well they fit together.
"""

import datetime
import json
import math
import os
import sys

sys.path.insert(0, sys.argv[1])

import mlflow
import modelkeel_spark as ms
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from pyspark.sql import SparkSession
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

ROWS = 5_000
NUMBERS, TEXTS = ["sqft", "bedrooms", "age"], ["region"]
TREES = ["sklearn.tree._tree.Tree"]


def session(jars):
    builder = SparkSession.builder.master("local[2]").appName("modelkeel")
    local = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    local |= {"spark.ui.showConsoleProgress": "false", "spark.sql.shuffle.partitions": "4", "spark.driver.memory": "1g", "spark.log.level": "ERROR"}
    local |= {"spark.jars": jars} if jars else {}
    for name, value in local.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def houses(seed, move):
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "sqft": 1500 + 400 * (random.standard_normal(ROWS) + move),
            "bedrooms": random.integers(1, 7, ROWS).astype("int64"),
            "age": random.integers(0, 120, ROWS) / 4,
            "region": random.choice(["north", "south", "east"] + (["west"] if move else []), ROWS),
            "sold": random.integers(0, 2, ROWS).astype(bool),
            "listed": [datetime.date(2026, 1, 1) + datetime.timedelta(days=int(day)) for day in random.integers(0, 200, ROWS)],
            "postcode": random.integers(10_000, 10_040, ROWS),
        }
    )
    frame.loc[random.random(ROWS) < 0.03, "age"] = np.nan
    frame.loc[random.random(ROWS) < 0.02, "region"] = None
    return frame


def failure(action):
    try:
        action()
        return "nothing"
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"


def same_bits(left, right):
    return [bits(one) == bits(other) for one, other in zip(left, right, strict=True)]


def bits(number):
    return "missing" if number is None or math.isnan(number) else float(number).hex()


def drift(spark, before, after):
    training = spark.createDataFrame(before).repartition(3)
    today = spark.createDataFrame(after).repartition(7)
    kinds = {"postcode": "category"}
    reference = ms.profile_reference(training, kinds)
    current = ms.profile(today, reference)
    report = ms.compare(reference, current)
    by_region = ms.compare_by(today, reference, "region")
    write("profile.json", reference)
    write("current.json", current)
    write("report.json", report)
    declared = ms.profile_reference(training, {"bedrooms": "integer", "region": ["south", "north", "east"]})
    return {
        "declared": {column["name"]: column["kind"] for column in declared["columns"]},
        "regions": sorted(by_region),
        "region_rows": sum(each["current"]["rows"] for each in by_region.values()),
        "inferred": {column["name"]: column["kind"] for column in ms.profile_reference(training)["columns"]},
        "kind": failure(lambda: ms.profile_reference(training, {"postcode": "code"})),
        "column": failure(lambda: ms.compare_by(today, reference, "regoin")),
        "profile": failure(lambda: ms.profile(today, {"rows": 1})),
    }


def write(name, value):
    with open(name, "w", encoding="utf-8") as file:
        json.dump(value, file, allow_nan=False)


def fit(frame):
    columns = ColumnTransformer([("numbers", StandardScaler(), NUMBERS), ("texts", OneHotEncoder(sparse_output=False), TEXTS)])
    pipeline = Pipeline([("columns", columns), ("trees", GradientBoostingRegressor(n_estimators=30, random_state=7))])
    price = 200 * frame["sqft"] + 9_000 * frame["bedrooms"] - 500 * frame["age"] + frame["region"].str.len() * 1e4
    pipeline.fit(frame[NUMBERS + TEXTS], price)
    mlflow.set_experiment("spark")
    with mlflow.start_run():
        signature = infer_signature(frame[NUMBERS + TEXTS], price)
        info = mlflow.sklearn.log_model(pipeline, name="house", signature=signature, registered_model_name="house", skops_trusted_types=TREES)
    mlflow.MlflowClient().set_registered_model_alias("house", "champion", info.registered_model_version)
    return pipeline


def predictions(spark, frame):
    frame = frame.dropna().reset_index(drop=True)
    pipeline = fit(frame)
    rows = frame.assign(id=np.arange(len(frame)))[["id"] + NUMBERS + TEXTS]
    rows.loc[3, "region"] = "moon"
    houses = spark.createDataFrame(rows).repartition(5)
    scored = ms.transform(houses, "models:/house@champion")
    good = scored.where("prediction_error is null")
    good = good.orderBy("id").toPandas()
    known = rows.drop(index=3)
    same = same_bits(good["prediction"], pipeline.predict(known[NUMBERS + TEXTS]))
    write("rows.json", [row | {"prediction": prediction} for row, prediction in zip(known.to_dict("records"), good["prediction"].tolist())])
    address = os.environ["MLFLOW_TRACKING_URI"]
    given = ms.transform(houses, "models:/house/1", tracking_uri=address).where("prediction_error is null")
    return {
        "rows": len(good),
        "same_bits": sum(same),
        "models": sorted(set(good["prediction_model"])),
        "refused": [row["prediction_error"] for row in scored.where("prediction_error is not null").collect()],
        "given": given.count(),
        "lacks": failure(lambda: ms.transform(houses.drop("age"), "models:/house@champion")),
        "unknown": failure(lambda: ms.transform(houses, "models:/house@nowhere")),
    }


jars = sys.argv[2] if len(sys.argv) > 2 else ""
spark = session(jars)
if jars:
    before, after = houses(1, 0), houses(2, 0.5)
    before.to_csv("reference.csv", index=False)
    after.to_csv("current.csv", index=False)
    said = drift(spark, before, after) | {"predictions": predictions(spark, before)}
else:
    frame = spark.createDataFrame([(1.0,)], ["x"])
    said = {"drift": failure(lambda: ms.profile_reference(frame)), "scoring": failure(lambda: ms.transform(frame, "models:/house@champion"))}
    said |= {"other": failure(lambda: ms.profile_reference(pd.DataFrame({"x": [1.0]})))}
spark.stop()
print(json.dumps(said))
