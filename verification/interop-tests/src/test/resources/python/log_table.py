"""Logs a table of labels and predictions to a run, as MLflow's evaluation does: eval_results_table.json.

usage: log_table.py RUN ROWS ERROR
"""

import json
import random
import sys

import mlflow

run, rows, error = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
labels = random.Random(1)
errors = random.Random(2)
price = [labels.uniform(100, 900) for _ in range(rows)]
prediction = [value + error * errors.gauss(0, 1) for value in price]
mlflow.log_table({"price": price, "prediction": prediction}, "eval_results_table.json", run_id=run)
print(json.dumps({"rows": rows}))
