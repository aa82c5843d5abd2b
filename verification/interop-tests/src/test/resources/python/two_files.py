"""Writes a preprocessor and a model as two files, as projects do that have no MLmodel, with rows and the bits of their predictions, to
the directory given as argument (model/sklearn/src/test/resources/two-files)."""

import json
import pathlib
import pickle
import struct
import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

OUT = pathlib.Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(11)
N = 200
frame = pd.DataFrame({"rooms": rng.integers(1, 9, N) * 1.0, "area": rng.exponential(80, N), "kind": rng.choice(["flat", "house", "loft"], N)})
frame.loc[rng.random(N) < 0.1, "area"] = np.nan
y = frame["rooms"] * 1000 + frame["area"].fillna(50) * 30 + (frame["kind"] == "loft") * 500
numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
preprocessor = ColumnTransformer([("n", numbers, ["rooms", "area"]), ("c", OneHotEncoder(handle_unknown="ignore"), ["kind"])])
model = GradientBoostingRegressor(n_estimators=8, random_state=1).fit(preprocessor.fit_transform(frame), y)
with (OUT / "preprocessor.pkl").open("wb") as out:
    pickle.dump(preprocessor, out)
joblib.dump(model, OUT / "model.pkl")

rows = pd.concat([frame[:20], pd.DataFrame({"rooms": [np.nan, -0.0, 3e8], "area": [1e-40, np.nan, -5.0], "kind": ["castle", "flat", "loft"]})])
values = model.predict(preprocessor.transform(rows))
records = [{k: None if isinstance(v, float) and np.isnan(v) else v for k, v in row.items()} for row in rows.to_dict("records")]
expected = [{"row": row, "value": float(v), "bits": struct.pack(">d", v).hex()} for row, v in zip(records, values)]
(OUT / "expected_predictions.json").write_text(json.dumps({"format_version": 1, "predictions": expected}, separators=(",", ":")) + "\n")
