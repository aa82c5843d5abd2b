"""Fills a registry as a user of MLflow does: a model with two versions, aliases, stages, tags, and a prompt beside it.

The arguments are the names of the model and of the prompt. The last line printed is a JSON object that says what is there.
"""

import hashlib
import json
import pathlib
import sys
import tempfile
import warnings

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from sklearn.linear_model import LinearRegression

warnings.filterwarnings("ignore", category=FutureWarning)  # stages are deprecated, and tested here nevertheless
name, prompt = sys.argv[1:3]
client = MlflowClient()


def log_version(rmse):
    frame = pd.DataFrame({"sqft": [850.0, 1500.0, 2725.5]})
    model = LinearRegression().fit(frame, np.array([1.0, 2.0, 4.0]))
    with mlflow.start_run() as run:
        mlflow.log_metric("rmse", rmse)
        info = mlflow.sklearn.log_model(
            model, name="house", input_example=frame, registered_model_name=name, pip_requirements=["mlflow"]
        )
    return run, info


def files_of(uri):
    with tempfile.TemporaryDirectory() as temporary:
        local = pathlib.Path(mlflow.artifacts.download_artifacts(uri, dst_path=temporary))
        return {
            p.relative_to(local).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in local.rglob("*")
            if p.is_file() and p.name != "registered_model_meta"
        }


mlflow.set_experiment(name)
run, info = log_version(100.0)
log_version(103.0)
client.update_registered_model(name, "what houses cost")
client.set_registered_model_tag(name, "team", "ml ü")
client.set_registered_model_alias(name, "champion", "1")
client.set_registered_model_alias(name, "challenger", "2")
client.update_model_version(name, "1", "the first one")
client.set_model_version_tag(name, "1", "gate", "passed")
client.transition_model_version_stage(name, "1", "Production")
mlflow.register_model(f"runs:/{run.info.run_id}/house", name)
mlflow.genai.register_prompt(name=prompt, template="What does {{house}} cost?")
print(
    json.dumps(
        {
            "run": run.info.run_id,
            "model_id": info.model_id,
            "artifact_uri": client.get_logged_model(info.model_id).artifact_location,
            "files": files_of(f"models:/{info.model_id}"),
        }
    )
)
