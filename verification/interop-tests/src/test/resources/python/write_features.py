"""Writes with MLflow's own client what the Java client must read; prints what it wrote as JSON."""

import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient

name = sys.argv[1]
client = MlflowClient()
experiment = client.create_experiment(name, tags={"team": "python"})
mlflow.set_experiment(experiment_id=experiment)
with mlflow.start_run(run_name="parent", description="by Python") as parent:
    mlflow.log_dict({"a": 1, "b": [1.5, None], "ü": {"c": True}}, "conf/a.json")
    mlflow.log_dict({"a": 1, "b": "yes"}, "conf/a.yaml")
    mlflow.log_table({"q": ["x", "y"], "score": [0.5, None]}, "eval/t.json")
    image = np.zeros((30, 60, 3), dtype=np.uint8)
    image[:, :, 0] = 200
    mlflow.log_image(image, key="dogs/brown", step=3, timestamp=1700000000000)
    mlflow.log_image(image, "one.png")
    figure, axes = plt.subplots()
    axes.plot([0, 1], [2, 3])
    mlflow.log_figure(figure, "plots/line.png")
    frame = pd.DataFrame({"sqft": [850, 1500.5], "area": ["a", None], "n": [1, 2], "b": [True, False]})
    mlflow.log_input(mlflow.data.from_pandas(frame, name="houses"), context="training")
    for step in range(30):
        mlflow.log_metric("rmse", 1.0 / (step + 1), step=step)
    children = []
    for i in range(3):
        with mlflow.start_run(run_name=f"child-{i}", nested=True) as child:
            children.append(child.info.run_id)
with mlflow.start_run(run_name="deleted") as deleted:
    pass
client.delete_run(deleted.info.run_id)
print(json.dumps({"experiment": experiment, "run": parent.info.run_id, "children": children,
                  "deleted": deleted.info.run_id}))
