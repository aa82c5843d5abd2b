"""Trains scikit-learn on the files that the sample has written, logs it with MLflow, and registers it: folder, model, experiment, and the
file for the version's number. Needs mlflow and scikit-learn."""

import pathlib
import sys

import mlflow
import pandas as pd
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "docs" / "python"))
import modelkeel_profile as mp  # noqa: E402  one file to copy; it needs no package

TARGET = "Result"
folder, model, experiment, version_file = pathlib.Path(sys.argv[1]), *sys.argv[2:5]
train, test = (pd.read_csv(folder / name) for name in ("train.csv", "test.csv"))
inputs = train.drop(columns=TARGET)
numbers = inputs.select_dtypes("number").columns.tolist()
texts = [column for column in inputs if column not in numbers]
pipeline = make_pipeline(
    make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), texts)),
    LogisticRegression(max_iter=1000),
)
pipeline.fit(inputs, train[TARGET])

rows = test.drop(columns=TARGET)
bad = test[TARGET] == "bad"
probability = pipeline.predict_proba(rows)[:, list(pipeline.classes_).index("bad")]
label = pipeline.predict(rows)
mlflow.set_experiment(experiment)
with mlflow.start_run(run_name="scikit-learn"):
    mlflow.log_params({"model": "scikit-learn's logistic regression", "loans": len(train)})
    mlflow.log_metrics(
        {"auc": roc_auc_score(bad, probability), "accuracy": accuracy_score(bad, label == "bad"), "log_loss": log_loss(bad, probability)}
    )
    table = pd.DataFrame({TARGET: test[TARGET], "bad_probability": probability})
    mlflow.log_text(table.to_csv(index=False), "latest_loans.csv")
    info = mlflow.sklearn.log_model(
        pipeline,
        name=model,
        registered_model_name=model,
        signature=infer_signature(rows, label),
        pip_requirements=["mlflow", "scikit-learn"],
        skops_trusted_types=["numpy.dtype"],  # of the encoder's categories
    )
profile = mp.profile({name: rows[name] for name in rows} | {TARGET: label.tolist(), TARGET + ".probability": probability.tolist()})
mp.write(profile, folder / "profile.json")
MlflowClient().log_model_artifact(info.model_id, str(folder / "profile.json"))
pathlib.Path(version_file).write_text(str(info.registered_model_version), encoding="utf-8")
