"""Reads back what the sample customer-churn left on a server: the file of test rows; prints a JSON summary as its last line."""

import json
import sys

import mlflow
import pandas as pd
from mlflow import MlflowClient
from sklearn.metrics import roc_auc_score

mlflow.set_experiment("customer-churn")
client = MlflowClient()
test = pd.read_csv(sys.argv[1], dtype={"SeniorCitizen": float, "tenure": float})
versions = {}
for version in sorted(client.search_model_versions("name = 'churn'"), key=lambda each: int(each.version)):
    run = client.get_run(version.run_id)
    table = mlflow.load_table("evaluation.json", run_ids=[version.run_id])
    auc = roc_auc_score(table["Churn"] == "Yes", table["churn_probability"])
    versions[int(version.version)] = {
        "decision": json.loads(version.tags.get("modelkeel.promotion.champion", "{}")).get("outcome"),
        "run_name": run.info.run_name,
        "status": run.info.status,
        "auc": run.data.metrics["auc"],
        "auc_of_table": auc,
        "rows": len(table),
        "inputs": mlflow.models.get_model_info(f"models:/churn/{version.version}").signature.inputs.input_names(),
    }
champion = int(client.get_model_version_by_alias("churn", "champion").version)
pipeline = mlflow.sklearn.load_model("models:/churn/2")
probabilities = pipeline.predict_proba(test.drop(columns="Churn"))[:, 1].tolist()
print(json.dumps({"champion": champion, "versions": versions, "probabilities": probabilities}))
