"""Logs, registers and aliases a scikit-learn model under the name given as argument; prints its files as JSON."""

import hashlib
import json
import pathlib
import sys
import tempfile

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from sklearn.linear_model import LinearRegression

name = sys.argv[1]
frame = pd.DataFrame({"sqft": [850.0, 1500.0, 2725.5], "bedrooms": [2.0, 3.0, 4.0]})
model = LinearRegression().fit(frame, np.array([1.0, 2.0, 4.0]))
mlflow.set_experiment(name)
with mlflow.start_run() as run:
    info = mlflow.sklearn.log_model(
        model,
        name="house",
        input_example=frame,
        registered_model_name=name,
        pip_requirements=["mlflow"],
    )
MlflowClient().set_registered_model_alias(name, "champion", "1")
with tempfile.TemporaryDirectory() as temporary:
    local = pathlib.Path(mlflow.artifacts.download_artifacts(f"models:/{info.model_id}", dst_path=temporary))
    files = {
        p.relative_to(local).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in local.rglob("*")
        if p.is_file() and p.name != "registered_model_meta"
    }
print(json.dumps({"model_id": info.model_id, "run": run.info.run_id, "files": files}))
