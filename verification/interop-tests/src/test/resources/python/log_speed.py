"""Logs metrics with MLflow's own client and prints how long it took until the last one was on the server.

usage: log_speed.py sync|async EXPERIMENT_ID COUNT
"""

import json
import sys
import time

import mlflow
from mlflow.tracking import MlflowClient

way, experiment_id, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
client = MlflowClient()
with mlflow.start_run(experiment_id=experiment_id) as run:
    client.get_run(run.info.run_id)  # the connection is open before the clock runs
    start = time.perf_counter()
    if way == "sync":
        for i in range(count):
            mlflow.log_metric("loss", 1.0 / (1 + i), step=i)
    else:
        for i in range(count):
            mlflow.log_metric("loss", 1.0 / (1 + i), step=i, synchronous=False)
        mlflow.flush_async_logging()
    seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "run_id": run.info.run_id}))
