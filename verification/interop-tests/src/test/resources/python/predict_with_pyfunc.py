"""Loads models that Java logged from the server, with mlflow.pyfunc, and predicts: the rows' values as the last line's JSON."""
import json
import sys

import mlflow
import numpy as np
import onnx
import pandas as pd


def main(request_file: str) -> None:
    with open(request_file, encoding="utf-8") as file:
        request = json.load(file)
    frame = pd.DataFrame(request["rows"])
    frame = frame.astype({name: "float64" for name in request["numbers"]})
    values = {}
    for name, uri in request["models"].items():
        model = mlflow.pyfunc.load_model(uri)
        assert set(model.metadata.flavors) == {"modelkeel", "onnx", "python_function"}, model.metadata.flavors
        onnx.checker.check_model(mlflow.onnx.load_model(uri), full_check=True)
        answer = model.predict(frame[request["columns"][name]])
        assert list(answer.columns) == ["price"], answer.columns
        values[name] = [None if np.isnan(value) else float(value) for value in answer["price"]]
    print(json.dumps({"values": values, "dtypes": {name: str(dtype) for name, dtype in frame.dtypes.items()}}))


if __name__ == "__main__":
    main(sys.argv[1])
