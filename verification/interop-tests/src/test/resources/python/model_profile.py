"""Reads the profile of a model that Java logged, and logs a model with a profile of its own: the folder of modelkeel_profile.py, two names."""

import json
import pathlib
import sys
import tempfile

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from sklearn.linear_model import LinearRegression

sys.path.insert(0, sys.argv[1])
import modelkeel_profile as mp  # noqa: E402

of_java, of_python = sys.argv[2], sys.argv[3]
with tempfile.TemporaryDirectory() as temporary:
    files = pathlib.Path(mlflow.artifacts.download_artifacts(f"models:/{of_java}@champion", dst_path=temporary))
    found = mp.read(files / "profile.json")

frame = pd.DataFrame({"sqft": 600.0 + np.arange(300) * 7 % 300, "bedrooms": np.arange(300) % 4})
mp.write(mp.profile({name: frame[name].tolist() for name in frame}), "profile.json")
mlflow.set_experiment(of_python)
with mlflow.start_run():
    info = mlflow.sklearn.log_model(
        LinearRegression().fit(frame, frame["sqft"]),
        name="house",
        registered_model_name=of_python,
        pip_requirements=["mlflow"],
    )
client = MlflowClient()
client.log_model_artifact(info.model_id, "profile.json")
client.set_registered_model_alias(of_python, "champion", "1")
print(json.dumps({"rows": found["rows"], "columns": [column["name"] for column in found["columns"]]}))
