"""Writes small models of an older LightGBM, trained on a data frame with columns of the type category, to the directory given as first
argument, with names that end in the second; with each, expected.json has rows and the bits of what that version predicts for them.

It needs no MLflow, which has no such versions beside it: MLmodel is written as MLflow does.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import json
import pathlib
import struct
import sys

import cloudpickle
import lightgbm as lgb
import numpy as np
import pandas as pd

OUT, SUFFIX = pathlib.Path(sys.argv[1]), sys.argv[2]
rng = np.random.default_rng(3)
N = 240
frame = pd.DataFrame(
    {
        "a": rng.normal(size=N),
        "town": pd.Categorical(rng.choice(["Rome", "", "Ulm"], N)),
        "size": pd.Categorical(rng.choice([10, -3, 7], N)),
        "open": pd.Categorical(rng.choice([True, False], N)),
        "rank": pd.Categorical(rng.choice(["low", "mid", "top"], N), categories=["low", "mid", "top"], ordered=True),
    }
)
TYPES = {"a": "double", "town": "string", "size": "long", "open": "boolean", "rank": "string"}
y = frame.a + 2 * (frame.town == "Ulm") + 3 * (frame["size"] == 7) + frame["rank"].cat.codes + (frame.open == True)  # noqa: E712
for name in ["town", "size", "open", "rank"]:
    frame.loc[rng.random(N) < 0.08, name] = np.nan
OPTIONS = {"num_leaves": 7, "verbose": -1, "min_child_samples": 5, "min_data_per_group": 1, "cat_smooth": 1, "n_jobs": 1, "n_estimators": 5}


def plain(value):
    value = value.item() if isinstance(value, np.generic) else value
    return None if value is None or value != value else value


def save(name, model, signature=True):
    directory = OUT / (name + SUFFIX)
    directory.mkdir(parents=True, exist_ok=True)
    rows = frame.head(40)
    if isinstance(model, lgb.Booster):
        file = "model.lgb"
        model.save_model(str(directory / file))
        loaded = lgb.Booster(model_file=str(directory / file))
        rows = rows[model.feature_name()]
    else:
        file = "model.pkl"
        (directory / file).write_bytes(cloudpickle.dumps(model))
        loaded = cloudpickle.loads((directory / file).read_bytes())
    columns = list(rows.columns)
    inputs = json.dumps([{"type": TYPES[name], "name": name, "required": True} for name in columns])
    described = f"signature:\n  inputs: '{inputs}'\n  outputs: null\n  params: null\n" if signature else ""
    kind = f"{type(model).__module__}.{type(model).__name__}"
    (directory / "MLmodel").write_text(f"flavors:\n  lightgbm:\n    data: {file}\n    model_class: {kind}\n{described}")
    expected = {
        "regression": True,
        "columns": columns,
        "rows": [[plain(rows[name].iloc[i]) for name in columns] for i in range(len(rows))],
        "bits": [[struct.pack(">d", float(value)).hex()] for value in loaded.predict(rows)],
    }
    (directory / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


save("lgb-booster", lgb.train(OPTIONS, lgb.Dataset(frame, y), 5))
save("lgb-no-signature", lgb.train(OPTIONS, lgb.Dataset(frame[["a", "town", "size", "open"]], y), 5), signature=False)
save("lgb-estimator", lgb.LGBMRegressor(**OPTIONS).fit(frame, y))
print(json.dumps({"lightgbm": lgb.__version__}))
