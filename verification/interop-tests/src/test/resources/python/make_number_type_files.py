"""Remakes model/sklearn/src/test/resources/number-types: models of 32-bit floats and of whole numbers beyond 2^53, with Python's answers.

python verification/interop-tests/src/test/resources/python/make_number_type_files.py model/sklearn/src/test/resources/number-types
"""

import pathlib
import shutil
import sys

import mlflow
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeRegressor

out = pathlib.Path(sys.argv[1])
BASE = 2**60


def float32_logistic():
    r = np.random.default_rng(0)
    x = pd.DataFrame(r.normal(size=(500, 3)) * 100, columns=list("abc")).astype(np.float32)
    return LogisticRegression().fit(x, np.where(x["a"] + x["b"] > 0, "yes", "no")), x[:50]


def float32_one_hot():
    r = np.random.default_rng(1)
    x = pd.DataFrame({"c": r.choice(["x", "y", "z"], 500)})
    return make_pipeline(OneHotEncoder(dtype=np.float32), Ridge()).fit(x, r.normal(size=500).astype(np.float32)), x[:50]


def ids_beyond_2_53():
    x = pd.DataFrame({"id": [BASE, BASE, BASE + 256, BASE + 256] * 10})
    m = make_pipeline(OneHotEncoder(handle_unknown="ignore"), Ridge(alpha=1e-9)).fit(x, np.array([0.0, 0, 10, 10] * 10))
    return m, pd.DataFrame({"id": [BASE, BASE + 1, BASE + 100, BASE + 256, BASE + 255]})


def tree_of_longs():
    r = np.random.default_rng(3)
    x = pd.DataFrame({"id": BASE + r.integers(0, 2**8, 400) * 2**37, "k": r.integers(0, 5, 400)})
    m = DecisionTreeRegressor(random_state=0).fit(x, r.normal(size=400))
    near = BASE + (2 * r.integers(0, 2**7, 300) + 1) * 2**36 + r.integers(-1, 2, 300)
    return m, pd.DataFrame({"id": near, "k": r.integers(0, 5, 300)})


for case in (float32_logistic, float32_one_hot, ids_beyond_2_53, tree_of_longs):
    model, rows = case()
    directory = out / case.__name__
    shutil.rmtree(directory, ignore_errors=True)
    mlflow.sklearn.save_model(model, str(directory), signature=infer_signature(rows), serialization_format="cloudpickle", pip_requirements=["scikit-learn"])
    for file in ("conda.yaml", "python_env.yaml", "requirements.txt"):
        (directory / file).unlink()
    answers = np.asarray(model.predict_proba(rows)[:, 1] if hasattr(model, "predict_proba") else model.predict(rows), float).tolist()
    if rows.dtypes.eq("int64").all():
        lines = [" ".join([*map(str, row), repr(answer)]) for row, answer in zip(rows.to_numpy().tolist(), answers)]
        (out / f"{case.__name__}.txt").write_text("\n".join([" ".join(rows.columns), *lines]) + "\n")
