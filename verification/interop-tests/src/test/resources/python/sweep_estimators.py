"""Which of scikit-learn's estimators are served: fits every one of them on real data, logs it, and compares what the command line says.

python verification/interop-tests/src/test/resources/python/sweep_estimators.py DATA_DIR WORK_DIR [NAME_PATTERN] -- java -jar cli/target/modelkeel.jar

DATA_DIR holds house_prices.csv and customer_churn.csv. A transformer stands before a ridge regression, so that its error is seen in a
number. For each class one line: the name, "served" with the largest relative error over 300 rows (0 when all bits are equal) and how
many labels differ, or "refused" with the message. The command's models are read from WORK_DIR, which the script may delete.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import warnings

import mlflow
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from sklearn import multioutput
from sklearn.base import is_classifier
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, QuantileTransformer, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.utils import all_estimators

warnings.simplefilter("ignore")
arguments, command = sys.argv[1 : sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1 :]
data, work = pathlib.Path(arguments[0]), pathlib.Path(arguments[1])
pattern = re.compile(arguments[2] if len(arguments) > 2 else "")
TRAINED, ASKED = 900, 300

house = pd.read_csv(data / "house_prices.csv").select_dtypes("number").dropna().sample(TRAINED + ASKED, random_state=1)
value = house.pop("median_house_value") / 1000
churn = pd.read_csv(data / "customer_churn.csv").sample(TRAINED + ASKED, random_state=1)
customers = churn[["tenure", "MonthlyCharges", "SeniorCitizen"]].astype(float)
customers["years"] = customers["tenure"] / 12
labels = churn["Churn"]
TWO_NUMBERS = np.column_stack([value, value / house["households"]])
TWO_LABELS = np.column_stack([labels, churn["Contract"]]).astype(object)
YES_NO = np.column_stack([labels == "Yes", churn["PaperlessBilling"] == "Yes"]).astype(int)

OPTIONS = {
    "ColumnTransformer": lambda c: c([("scaled", StandardScaler(), list(house.columns[:4]))], remainder="passthrough"),
    "FeatureUnion": lambda c: c([("a", StandardScaler()), ("b", MinMaxScaler())]),
    "GaussianProcessRegressor": lambda c: c(alpha=0.1),
    "GridSearchCV": lambda c: c(Ridge(), {"alpha": [1, 2]}),
    "HalvingGridSearchCV": lambda c: c(Ridge(), {"alpha": [1, 2]}),
    "HalvingRandomSearchCV": lambda c: c(Ridge(), {"alpha": [1, 2]}),
    "RandomizedSearchCV": lambda c: c(Ridge(), {"alpha": [1, 2]}, n_iter=2),
    "Pipeline": lambda c: c([("scaler", StandardScaler()), ("ridge", Ridge())]),
    "RegressorChain": lambda c: c(Ridge()),
    "ClassifierChain": lambda c: c(LogisticRegression()),
    "MultiOutputRegressor": lambda c: c(DecisionTreeRegressor(max_depth=4)),
    "MultiOutputClassifier": lambda c: c(DecisionTreeClassifier(max_depth=4)),
    "StackingClassifier": lambda c: c([("a", LogisticRegression()), ("b", DecisionTreeClassifier(max_depth=3))]),
    "StackingRegressor": lambda c: c([("a", Ridge()), ("b", DecisionTreeRegressor(max_depth=3))]),
    "VotingClassifier": lambda c: c([("a", LogisticRegression()), ("b", DecisionTreeClassifier(max_depth=3))], voting="soft"),
    "VotingRegressor": lambda c: c([("a", Ridge()), ("b", DecisionTreeRegressor(max_depth=3))]),
    "LocalOutlierFactor": lambda c: c(novelty=True),
    "DictionaryLearning": lambda c: c(max_iter=2),
    "MiniBatchDictionaryLearning": lambda c: c(max_iter=2),
    "SparseCoder": lambda c: c(np.eye(8)),
    "TargetEncoder": lambda c: c(target_type="continuous"),
    "PolynomialCountSketch": lambda c: c(n_components=20),
    "SparseRandomProjection": lambda c: c(n_components=4),
    "GaussianRandomProjection": lambda c: c(n_components=4),
    "TruncatedSVD": lambda c: c(n_components=3),
    "QuadraticDiscriminantAnalysis": lambda c: c(reg_param=0.1),
    "RadiusNeighborsClassifier": lambda c: c(radius=100.0),
    "RadiusNeighborsRegressor": lambda c: c(radius=1e6),
}
AROUND = {  # estimators that hold another one
    True: {"OneVsRestClassifier", "OneVsOneClassifier", "OutputCodeClassifier", "CalibratedClassifierCV", "SelfTrainingClassifier",
        "FixedThresholdClassifier", "TunedThresholdClassifierCV", "FrozenEstimator"},
    False: {"RFE", "RFECV", "SelectFromModel", "SequentialFeatureSelector", "TransformedTargetRegressor"},
}
SEVERAL = {"RegressorChain", "MultiOutputRegressor", "MultiTaskElasticNet", "MultiTaskElasticNetCV", "MultiTaskLasso", "MultiTaskLassoCV",
    "CCA", "PLSCanonical"}


def made(name, kind):
    if name in OPTIONS:
        return OPTIONS[name](kind)
    if name in AROUND[True]:
        return kind(LogisticRegression())
    if name in AROUND[False]:
        return kind(Ridge())
    return kind()


def cases():
    for name, kind in all_estimators():
        try:
            model = made(name, kind)
        except Exception as e:
            yield name, None, None, None, f"cannot be made: {e}"
            continue
        kinds = {"classifier": is_classifier(model), "transformer": hasattr(kind, "transform") and not hasattr(kind, "predict")}
        if kinds["classifier"]:
            rows, target = customers, YES_NO if name in ("MultiOutputClassifier", "ClassifierChain") else labels
        elif kinds["transformer"]:
            rows, target = house, value
            model = make_pipeline(model, Ridge())
        else:
            rows, target = house, TWO_NUMBERS if name in SEVERAL else value
            if name == "IsotonicRegression":
                rows = house[["median_income"]]
        yield name, model, rows, target, ""
    yield "QuantileTransformer, normal", make_pipeline(QuantileTransformer(n_quantiles=100, output_distribution="normal"), Ridge()), house, value, ""
    holes = house.mask(np.random.default_rng(1).random(house.shape) < 0.1)
    yield "IterativeImputer, missing values", make_pipeline(IterativeImputer(), Ridge()), holes, value, ""
    yield "LinearDiscriminantAnalysis, transformer", make_pipeline(LinearDiscriminantAnalysis(), LogisticRegression()), customers, labels, ""
    yield "KernelRidge, rbf", make_pipeline(StandardScaler(), KernelRidge(kernel="rbf")), house, value, ""
    several = [RandomForestClassifier(20, max_depth=5), ExtraTreesClassifier(20, max_depth=5), DecisionTreeClassifier(max_depth=5),
        KNeighborsClassifier(), multioutput.MultiOutputClassifier(LogisticRegression())]
    for model in several:
        yield f"{type(model).__name__}, two targets", model, customers, TWO_LABELS, ""
    yield "MLPClassifier, two yes-or-no targets", make_pipeline(StandardScaler(), MLPClassifier(max_iter=50)), customers, YES_NO, ""


def java(directory, rows):
    file = directory / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows.to_dict("records")))
    run = subprocess.run([*command, "predict", "--model", str(directory), "--input", str(file)], capture_output=True, text=True)
    if run.returncode != 0:
        return None, run.stderr.strip().splitlines()[0] if run.stderr.strip() else f"exit code {run.returncode}"
    return [json.loads(line) for line in run.stdout.splitlines()], ""


def numbers(python, java_numbers):
    python, other = np.ravel(np.asarray(python, float)), np.ravel(np.asarray(java_numbers, float))
    if len(python) != len(other):
        return f"{len(other)} numbers, not {len(python)}"
    # A small part of a whole, as a probability near 0, is measured by the column's size.
    size = np.maximum(np.abs(python), np.max(np.abs(python)) * 1e-3)
    return f"error {np.max(np.abs(python - other) / np.where(size > 0, size, 1)):.1e}, {np.mean(python == other):.0%} of the bits"


def compared(model, rows, answers):
    python = np.asarray(model.predict(rows))
    if any("error" in answer for answer in answers):
        return "wrong: " + next(answer["error"] for answer in answers if "error" in answer)
    first = answers[0]
    if "label" in first:
        differ = sum(str(p) != a["label"] for p, a in zip(python, answers))
        said = f"{differ} labels differ"
        if "probabilities" in first and hasattr(model, "predict_proba"):
            said += "; " + numbers(model.predict_proba(rows), [list(a["probabilities"].values()) for a in answers])
        return said
    if "labels" in first:
        differ = sum([str(p) for p in row] != list(a["labels"]) for row, a in zip(python, answers))
        said = f"{differ} rows of labels differ"
        if "probabilities" in first and hasattr(model, "predict_proba"):
            each = model.predict_proba(rows)
            if isinstance(each, list):
                each = np.column_stack(each)
            theirs = [[p for target in a["probabilities"] for p in target.values()] for a in answers]
            if np.shape(each)[1] != len(theirs[0]):  # the positive class alone
                theirs = [list(target.values())[1] for a in answers for target in a["probabilities"]]
            said += "; " + numbers(each, theirs)
        return said
    return numbers(python, [a.get("value", a.get("values")) for a in answers])


def swept(name, model, rows, target):
    target = target if isinstance(target, np.ndarray) else target.to_numpy()
    try:
        model.fit(rows[:TRAINED], target[:TRAINED])
        asked = rows[TRAINED:]
        if not hasattr(model, "predict"):
            return "predicts nothing"
        model.predict(asked)
    except Exception as e:
        return f"not fitted here: {str(e).splitlines()[0][:120]}"
    directory = work / name.replace(" ", "_").replace(",", "")
    shutil.rmtree(directory, ignore_errors=True)
    signature = infer_signature(rows[:5])
    mlflow.sklearn.save_model(model, str(directory), signature=signature, serialization_format="cloudpickle", pip_requirements=["scikit-learn"])
    answers, message = java(directory, asked)
    if answers is None:
        return "refused: " + message
    return "served: " + compared(model, asked, answers)


for name, model, rows, target, why in cases():
    if pattern.search(name):
        print(f"{name}\t{why or swept(name, model, rows, target)}", flush=True)
