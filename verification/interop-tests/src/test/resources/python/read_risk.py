"""Reads back what the sample credit-risk left on a server: the folder of its nights; prints a JSON summary as its last line."""

import json
import pathlib
import sys

import mlflow
import pandas as pd
from mlflow import MlflowClient
from sklearn.metrics import roc_auc_score

folder = pathlib.Path(sys.argv[1])
mlflow.set_experiment("credit-risk")
client = MlflowClient()
versions = {}
for version in client.search_model_versions("name = 'credit-risk'"):
    run = client.get_run(version.run_id)
    table = pd.read_csv(mlflow.artifacts.download_artifacts(run_id=version.run_id, artifact_path="latest_loans.csv"))
    versions[int(version.version)] = {
        "decision": json.loads(version.tags.get("modelkeel.promotion.champion", "{}")).get("outcome"),
        "customers": version.tags["customers"],
        "run_name": run.info.run_name,
        "status": run.info.status,
        "auc": run.data.metrics["auc"],
        "auc_of_table": roc_auc_score(table["Result"] == "bad", table["bad_probability"]),
        "rows": len(table),
        "inputs": mlflow.models.get_model_info(f"models:/credit-risk/{version.version}").signature.inputs.input_names(),
    }
nights = {int(path.stem.split("-")[1]): pd.read_csv(path) for path in folder.glob("night-*.csv")}
test = pd.read_csv(folder / "test.csv")
pipeline = mlflow.sklearn.load_model("models:/credit-risk/2")
print(
    json.dumps(
        {
            "champion": int(client.get_model_version_by_alias("credit-risk", "champion").version),
            "versions": versions,
            "nights": {
                number: {
                    "rows": len(night),
                    "versions": night["model_version"].unique().tolist(),
                    "features": night["features"].unique().tolist(),
                    "decisions": sorted(night["decision"].unique()),
                }
                for number, night in nights.items()
            },
            "probabilities": pipeline.predict_proba(test.drop(columns="Result"))[:, 0].tolist(),
        }
    )
)
