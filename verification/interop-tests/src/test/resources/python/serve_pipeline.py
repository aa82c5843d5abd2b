"""The house pipeline of scikit-learn, saved for three servers, and the one of them that is written by hand: FastAPI.

usage: serve_pipeline.py fit DIRECTORY           fits and saves the pipeline; writes the rows and what Python predicts for them
       serve_pipeline.py fastapi DIRECTORY PORT  serves it as the tutorials of FastAPI do
"""

import json
import sys
from pathlib import Path

import joblib
import numpy as np
import pandas as pd

NUMBERS = ["sqft", "bedrooms", "bathrooms", "age"]
TEXTS = ["area", "condition"]
ROWS = 4096
SENT = 64

command, directory = sys.argv[1], Path(sys.argv[2])


def fit():
    import mlflow
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import GradientBoostingRegressor
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    random = np.random.default_rng(42)
    frame = pd.DataFrame(
        {
            "sqft": 400.0 + random.integers(4000, size=ROWS),
            "bedrooms": 1.0 + random.integers(6, size=ROWS),
            "bathrooms": 1.0 + random.integers(4, size=ROWS),
            "age": 0.0 + random.integers(120, size=ROWS),
            "area": random.choice(["center", "north", "south", "suburban", "rural"], size=ROWS),
            "condition": random.choice(["poor", "fair", "good", "new"], size=ROWS),
        }
    )
    price = 190 * frame["sqft"] + 8000 * frame["bedrooms"] - 700 * frame["age"] + random.normal(0, 1e4, ROWS)
    columns = ColumnTransformer(
        [("numbers", StandardScaler(), NUMBERS), ("texts", OneHotEncoder(sparse_output=False), TEXTS)]
    )
    pipeline = Pipeline(
        [("columns", columns), ("trees", GradientBoostingRegressor(n_estimators=100, max_depth=3, random_state=1))]
    ).fit(frame, price)
    mlflow.sklearn.save_model(
        pipeline,
        directory / "pipeline",
        serialization_format="cloudpickle",
        signature=mlflow.models.infer_signature(frame, pipeline.predict(frame)),
    )
    joblib.dump(pipeline, directory / "pipeline.joblib")
    settings = {
        "name": "house",
        "implementation": "mlserver_sklearn.SKLearnModel",
        "parameters": {"uri": str(directory / "pipeline.joblib"), "version": "1"},
    }
    (directory / "mlserver").mkdir()
    (directory / "mlserver" / "model-settings.json").write_text(json.dumps(settings), encoding="utf-8")
    sent = frame[:SENT]
    print(json.dumps({"rows": sent.to_dict("records"), "expected": pipeline.predict(sent).tolist()}))


def fastapi():
    import uvicorn
    from fastapi import FastAPI
    from pydantic import BaseModel

    class House(BaseModel):
        sqft: float
        bedrooms: float
        bathrooms: float
        age: float
        area: str
        condition: str

    pipeline = joblib.load(directory / "pipeline.joblib")
    app = FastAPI()

    @app.post("/predict")
    async def predict(house: House):
        return {"prediction": float(pipeline.predict(pd.DataFrame([house.model_dump()]))[0])}

    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[3]), access_log=False)


{"fit": fit, "fastapi": fastapi}[command]()
