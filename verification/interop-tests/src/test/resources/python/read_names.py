"""Lists and fetches every file in the directory "in" of a run; prints the names and contents as JSON."""

import json
import pathlib
import sys
import tempfile

import mlflow
from mlflow import MlflowClient

client = MlflowClient()
run = sys.argv[1]
files = {}
with tempfile.TemporaryDirectory() as directory:
    for artifact in client.list_artifacts(run, "in"):
        try:
            path = client.download_artifacts(run, artifact.path, directory)
            files[artifact.path] = pathlib.Path(path).read_text(encoding="utf-8")
        except Exception as error:  # the client's own addresses cannot hold every name
            files[artifact.path] = f"error: {type(error).__name__}"
print(json.dumps({"mlflow": mlflow.__version__, "files": files}))
