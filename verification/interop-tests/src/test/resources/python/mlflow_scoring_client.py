"""Calls a service with MLflow's own scoring client and prints what came back."""

import json
import sys

import numpy as np
import pandas as pd
from mlflow.pyfunc.scoring_server.client import ScoringServerClient

host, port = sys.argv[1], sys.argv[2]
client = ScoringServerClient(host, port)
client.wait_server_ready()
said = {"version": client.get_version()}
frame = pd.DataFrame({"sqft": [1500.0, 2725.5], "bedrooms": [3, 4]})
said["frame"] = client.invoke(frame)["predictions"]
said["array"] = client.invoke(np.array([[1500.0, 3], [2725.5, 4]]))["predictions"]
said["table"] = client.invoke(frame).get_predictions().to_numpy().tolist()
try:
    client.invoke(pd.DataFrame({"sqft": ["large"], "bedrooms": [3]}))
    said["error"] = "none"
except Exception as e:
    said["error"] = str(e)
print(json.dumps(said))
