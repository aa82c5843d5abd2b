"""Writes small models of a LightGBM, of any version from 3.3 on, with splits that only part the missing from all others, whose threshold
is inf, to the directory given as first argument, with names that end in the second; with each, expected.json has rows and what that
version predicts for them, both as the bits of doubles, since the rows hold infinite numbers.

It needs no MLflow, which has no such versions beside it: MLmodel is written as MLflow does.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import json
import pathlib
import struct
import sys

import lightgbm as lgb
import numpy as np

OUT, SUFFIX = pathlib.Path(sys.argv[1]), sys.argv[2]
NAMES = ["income", "age", "debts"]
rng = np.random.default_rng(18)
N = 600
X = np.column_stack([rng.normal(size=N), rng.normal(size=N) * 1e6, rng.integers(0, 5, N)])
X[rng.random(N) < 0.3, 0] = np.nan
X[rng.random(N) < 0.2, 1] = np.nan
X[:4, 1] = [1e300, -1e300, 1e38, -1e38]
y = np.isnan(X[:, 0]) * 2.0 + np.isnan(X[:, 1]) * X[:, 2] + np.nan_to_num(X[:, 0]) * 0.1 + rng.normal(size=N) * 0.01
FAR = [np.nan, np.inf, -np.inf, 1.7976931348623157e308, -1.7976931348623157e308, 1e300, 1e-36, -1e-36, 0.0, -0.0, 5e-324]
ROWS = np.vstack([X[:60], [[FAR[i % 11], FAR[(3 * i + i // 11) % 11], FAR[(5 * i + 1) % 11]] for i in range(121)]])


def bits(value):
    return struct.pack(">d", float(value)).hex()


def save(name, options, target, rounds=8):
    directory = OUT / (name + SUFFIX)
    directory.mkdir(parents=True, exist_ok=True)
    params = {"verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "min_data_in_leaf": 5, **options}
    booster = lgb.train(params, lgb.Dataset(X, target, feature_name=NAMES), rounds)
    booster.save_model(str(directory / "model.lgb"))
    text = (directory / "model.lgb").read_text()
    assert any("inf" in line for line in text.splitlines() if line.startswith("threshold=")), name
    loaded = lgb.Booster(model_file=str(directory / "model.lgb"))
    inputs = json.dumps([{"type": "double", "name": n, "required": False} for n in NAMES])
    (directory / "MLmodel").write_text(
        f"flavors:\n  lightgbm:\n    data: model.lgb\n    model_class: lightgbm.basic.Booster\n"
        f"signature:\n  inputs: '{inputs}'\n  outputs: null\n  params: null\n"
    )
    expected = {
        "rows": [[bits(v) for v in row] for row in ROWS],
        "bits": [[bits(v) for v in np.atleast_1d(row)] for row in loaded.predict(ROWS, raw_score=True)],
    }
    (directory / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


CLASSES = np.isnan(X[:, 0]) + 1 * np.isnan(X[:, 1])
save("regression", {"objective": "regression", "num_leaves": 6}, y)
save("deep", {"objective": "regression", "num_leaves": 60, "min_data_in_leaf": 1}, y, 20)
save("classes", {"objective": "multiclass", "num_class": 3, "num_leaves": 5}, CLASSES, 4)
print(lgb.__version__)
