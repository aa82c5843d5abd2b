"""Makes the ONNX models of model-onnx's tests with what ONNX Runtime gives for their rows: a folder each, small on purpose.

usage: make_onnx_files.py FOLDER [FOLDER-OF-GRAPHS-FOR-THE-RUNTIME]      (onnx 1.23.2, onnxruntime 1.31.1, skl2onnx 1.20.0, onnxmltools 1.16.0, scikit-learn 1.9.1)
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import onnx
import onnxruntime
import pandas as pd
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    ExtraTreesClassifier, GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier,
    RandomForestRegressor)
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    Binarizer, MaxAbsScaler, MinMaxScaler, Normalizer, OneHotEncoder, RobustScaler,
    StandardScaler)
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")
RANDOM = np.random.default_rng(5)
ROWS = 400
FRAME = pd.DataFrame({
    "income": RANDOM.gamma(3, 1.5, ROWS).astype(np.float32),
    "age": RANDOM.integers(1, 52, ROWS).astype(np.float32),
    "rooms": RANDOM.normal(5, 2, ROWS).astype(np.float32),
    "sea": RANDOM.choice(["INLAND", "NEAR BAY", "ISLAND", "<1H OCEAN"], ROWS),
})
NUMBERS = ["income", "age", "rooms"]
PRICE = (FRAME.income * 40000 + FRAME.age * 900 + (FRAME.sea == "INLAND") * -30000 + RANDOM.normal(0, 9000, ROWS)).to_numpy()
DEAR = (PRICE > np.median(PRICE)).astype(int)
BAND = np.where(PRICE > np.quantile(PRICE, .7), "dear", np.where(PRICE > np.quantile(PRICE, .3), "fair", "cheap"))
MANY = [(name, FloatTensorType([None, 1])) for name in NUMBERS] + [("sea", StringTensorType([None, 1]))]
ONE = [("X", FloatTensorType([None, 3]))]
X = FRAME[NUMBERS].to_numpy(np.float32)
EXTREMES = [0.0, -0.0, 1e-45, -1e-40, 3.4e38, -3.4e38, 1e10, 0.1, 1 / 3, 7.25, 52.0, 1e39]


def columns_of(fill: bool):
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()) if fill else StandardScaler()
    return ColumnTransformer([("n", numbers, NUMBERS), ("c", OneHotEncoder(handle_unknown="ignore"), ["sea"])])


def test_rows(missing: bool):
    rows = [[float(v) for v in row[:3]] + [row[3]] for row in FRAME.iloc[:24].to_numpy()]
    for i in range(36):
        row = [float(RANDOM.normal(4, 3)), float(RANDOM.integers(0, 60)), float(RANDOM.normal(5, 2)), "ISLAND"]
        if i % 3 == 0:
            row[i % 9 // 3] = EXTREMES[i // 3 % len(EXTREMES)]
        elif missing and i % 3 == 1:
            row[i % 9 // 3] = None
        if i % 5 == 0:
            row[3] = ["MARS", "", "inland", "größe"][i // 5 % 4]
        rows.append(row)
    return rows


def feeds(session, rows):
    names = [entry.name for entry in session.get_inputs()]
    if len(names) == 1:
        kind = session.get_inputs()[0].type
        width = session.get_inputs()[0].shape[1]
        dtype = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(string)": object}[kind]
        with np.errstate(over="ignore"):
            return {names[0]: np.array(
                [[np.nan if v is None else v for v in row[:width]] for row in rows], np.float64
                if dtype != object else object).astype(dtype)}
    all_columns = NUMBERS + ["sea"]
    with np.errstate(over="ignore"):
        return {name: np.array([[np.nan if row[all_columns.index(name)] is None else row[all_columns.index(name)]]
                                for row in rows], object if name == "sea" else np.float64)
                .astype(object if name == "sea" else np.float32) for name in names}


def answer(session, rows):
    values = session.run(None, feeds(session, rows))
    last = values[-1]
    if isinstance(last, list):
        return [list(map(float, entry.values())) for entry in last], list(map(str, last[0].keys()))
    last = np.asarray(last)
    return last.astype(np.float64).reshape(len(rows), -1).tolist(), None


def bits(value: float) -> str:
    return np.float64(value).tobytes()[::-1].hex()


def save(folder: pathlib.Path, name: str, model, bound: int = 0, missing: bool = True, classes=None) -> None:
    rows = test_rows(missing)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)
    width = len(session.get_inputs())
    if width == 1:
        width = session.get_inputs()[0].shape[1]
    rows = [row[:max(width, 3)] if session.get_inputs()[0].type != "tensor(string)" else row[3:] for row in rows]
    values, named = answer(session, rows)
    one_by_one = [answer(session, [row])[0][0] for row in rows]
    same = [list(map(bits, row)) for row in one_by_one] == [list(map(bits, row)) for row in values]
    assert same or bound > 0, name + ": a single row gives other bits than many"
    many = onnxruntime.InferenceSession(model.SerializeToString())
    threads = [list(map(bits, row)) for row in answer(many, rows)[0]] == [list(map(bits, row)) for row in values]
    directory = folder / name
    directory.mkdir(parents=True, exist_ok=True)
    del model.metadata_props[:]
    model.doc_string = ""
    (directory / "model.onnx").write_bytes(model.SerializeToString())
    (directory / "MLmodel").write_text(
        "flavors:\n  onnx:\n    data: model.onnx\n    onnx_version: %s\n" % onnx.__version__, encoding="utf-8")
    lines = ",\n".join(json.dumps([row, list(map(bits, row_values))], ensure_ascii=False)
                       for row, row_values in zip(rows, values))
    labels = [str(label) for label in (classes or named or [])]
    (directory / "cases.json").write_text(
        '{"bound": %d, "classes": %s, "cases": [\n%s\n]}\n' % (bound, json.dumps(labels), lines), encoding="utf-8")
    operators = sorted({node.op_type for node in model.graph.node})
    print(f"{name}: {len(model.SerializeToString())} bytes, single row = many rows: {same}, one thread = all threads: {threads}, {operators}")


def tree_modes(modes, double: bool = False, **more):
    """Two trees of hand-made splits, with every comparison and both ways for a missing number."""
    size = len(modes)
    nodes = {"treeids": [], "nodeids": [], "featureids": [], "modes": [], "values": [], "truenodeids": [],
             "falsenodeids": [], "missing_value_tracks_true": []}
    leaves = {"treeids": [], "nodeids": [], "ids": [], "weights": []}
    for tree, mode in enumerate(modes):
        for node in range(3):
            nodes["treeids"].append(tree)
            nodes["nodeids"].append(node)
            nodes["featureids"].append(tree % 3 if node == 0 else 0)
            nodes["modes"].append(mode if node == 0 else "LEAF")
            nodes["values"].append([7.25, 52.0, 0.1][tree % 3] if node == 0 else 0.0)
            nodes["truenodeids"].append(1 if node == 0 else 0)
            nodes["falsenodeids"].append(2 if node == 0 else 0)
            nodes["missing_value_tracks_true"].append(tree // 2 % 2 if node == 0 else 0)
        for node in (1, 2):
            leaves["treeids"].append(tree)
            leaves["nodeids"].append(node)
            leaves["ids"].append(0)
            leaves["weights"].append(0.1 * 2 ** tree * node)
    attributes = {"nodes_" + key: value for key, value in nodes.items()}
    attributes.update({"target_" + key: value for key, value in leaves.items()})
    attributes.update(more)
    if double:
        for key in ("nodes_values", "target_weights"):
            attributes[key + "_as_tensor"] = numpy_helper.from_array(np.array(attributes.pop(key), np.float64), key)
    node = helper.make_node("TreeEnsembleRegressor", ["X"], ["y"], domain="ai.onnx.ml", n_targets=1, **attributes)
    kind = TensorProto.DOUBLE if double else TensorProto.FLOAT
    graph = helper.make_graph([node], "g", [helper.make_tensor_value_info("X", kind, [None, 3])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])])
    assert size > 0
    return helper.make_model(graph, ir_version=8, opset_imports=[
        helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)])


def arithmetic():
    """The operators that converters put around a model, in one graph."""
    f = numpy_helper.from_array
    nodes = [
        helper.make_node("IsNaN", ["X"], ["nan"]),
        helper.make_node("Where", ["nan", "fill", "X"], ["x"]),
        helper.make_node("Clip", ["x", "low", "high"], ["c"]),
        helper.make_node("Split", ["c", "sizes"], ["a", "b"], axis=1),
        helper.make_node("Mul", ["a", "a"], ["aa"]),
        helper.make_node("Sub", ["one", "aa"], ["s"]),
        helper.make_node("Abs", ["s"], ["abs"]),
        helper.make_node("Sqrt", ["abs"], ["root"]),
        helper.make_node("Greater", ["root", "three"], ["g"]),
        helper.make_node("Not", ["g"], ["ng"]),
        helper.make_node("Cast", ["ng"], ["gf"], to=TensorProto.FLOAT),
        helper.make_node("Where", ["g", "root", "gf"], ["w"]),
        helper.make_node("Slice", ["w", "i0", "i1", "i1"], ["w0"]),
        helper.make_node("Concat", ["w0", "b", "gf"], ["all"], axis=1),
        helper.make_node("Unsqueeze", ["all", "i1"], ["u"]),
        helper.make_node("Transpose", ["u"], ["t"], perm=[0, 2, 1]),
        helper.make_node("Reshape", ["t", "shape"], ["r"]),
        helper.make_node("ReduceMax", ["r"], ["most"], axes=[1]),
        helper.make_node("Div", ["r", "most"], ["d"]),
        helper.make_node("Gather", ["d", "pick"], ["p"], axis=1),
        helper.make_node("Neg", ["p"], ["n"]),
        helper.make_node("Min", ["n", "p"], ["min"]),
        helper.make_node("Max", ["min", "three"], ["max"]),
        helper.make_node("Floor", ["p"], ["fl"]),
        helper.make_node("Add", ["fl", "max"], ["sum"]),
        helper.make_node("ArgMax", ["r"], ["arg"], axis=1, keepdims=1),
        helper.make_node("Cast", ["arg"], ["argf"], to=TensorProto.FLOAT),
        helper.make_node("Add", ["sum", "argf"], ["more"]),
        helper.make_node("Slice", ["more", "i0", "i1", "i1"], ["y"]),
    ]
    constants = [
        f(np.array([2.5], np.float32), "fill"), f(np.float32(-100), "low"), f(np.float32(100), "high"),
        f(np.array([2, 1]), "sizes"), f(np.array([1], np.float32), "one"), f(np.array([3], np.float32), "three"),
        f(np.array([0]), "i0"), f(np.array([1]), "i1"), f(np.array([-1, 4]), "shape"), f(np.array([3, 0]), "pick")]
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, 3])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])], constants)
    return helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])


def label_encoder():
    """Texts to numbers and numbers to numbers, for a tree."""
    nodes = [
        helper.make_node("LabelEncoder", ["X"], ["code"], domain="ai.onnx.ml", keys_strings=["INLAND", "ISLAND", "größe"],
                         values_int64s=[4, 1, 7], default_int64=-1),
        helper.make_node("LabelEncoder", ["code"], ["number"], domain="ai.onnx.ml", keys_int64s=[4, 7],
                         values_floats=[0.1, 2.5], default_float=9.75),
        helper.make_node("Scaler", ["number"], ["y"], domain="ai.onnx.ml", offset=[0.3], scale=[1.7]),
    ]
    graph = helper.make_graph(nodes, "g", [helper.make_tensor_value_info("X", TensorProto.STRING, [None, 1])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])])
    return helper.make_model(graph, ir_version=8, opset_imports=[
        helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)])


def for_the_runtime(folder: pathlib.Path) -> None:
    """Graphs with operators that Modelkeel does not read itself."""
    def model(nodes, kind, output):
        graph = helper.make_graph(nodes, "g", [helper.make_tensor_value_info("X", kind, [None, 3])], [output])
        return helper.make_model(graph, ir_version=8, opset_imports=[
            helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)])
    sine = helper.make_node("Sin", ["X"], ["sine"])
    floats = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 1])
    save(folder, "waves", model([sine, helper.make_node("ReduceSumSquare", ["sine"], ["y"], axes=[1])],
                                TensorProto.FLOAT, floats), 8, missing=False)
    zipped = helper.make_value_info("y", helper.make_sequence_type_proto(helper.make_map_type_proto(
        TensorProto.INT64, helper.make_tensor_type_proto(TensorProto.FLOAT, []))))
    save(folder, "wave-classes", model(
        [sine, helper.make_node("Softmax", ["sine"], ["p"]),
         helper.make_node("ZipMap", ["p"], ["y"], domain="ai.onnx.ml", classlabels_int64s=[2, 5, 11])],
        TensorProto.FLOAT, zipped), 8, missing=False)
    words = model([helper.make_node("Cast", ["X"], ["numbers"], to=TensorProto.FLOAT),
                   helper.make_node("Sin", ["numbers"], ["y"])], TensorProto.STRING,
                  helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 3]))
    (folder / "words").mkdir(parents=True, exist_ok=True)
    (folder / "words" / "model.onnx").write_bytes(words.SerializeToString())
    (folder / "words" / "MLmodel").write_text("flavors:\n  onnx:\n    data: model.onnx\n", encoding="utf-8")


def boosters(folder: pathlib.Path) -> None:
    import xgboost
    from lightgbm import LGBMClassifier, LGBMRegressor
    from onnxmltools import convert_lightgbm, convert_xgboost
    from onnxmltools.convert.common.data_types import FloatTensorType as Floats
    types = [("X", Floats([None, 3]))]
    some = {"n_estimators": 20, "max_depth": 3}
    save(folder, "xgboost-regressor", convert_xgboost(xgboost.XGBRegressor(**some).fit(X, PRICE), initial_types=types))
    save(folder, "xgboost-binary", convert_xgboost(xgboost.XGBClassifier(**some).fit(X, DEAR), initial_types=types), 1,
         classes=[0, 1])
    code = np.unique(BAND, return_inverse=True)[1]
    save(folder, "xgboost-classes", convert_xgboost(
        xgboost.XGBClassifier(n_estimators=8, max_depth=3).fit(X, code), initial_types=types), 4, classes=[0, 1, 2])
    save(folder, "lightgbm-regressor", convert_lightgbm(
        LGBMRegressor(verbose=-1, **some).fit(X, PRICE), initial_types=types))
    save(folder, "lightgbm-binary", convert_lightgbm(
        LGBMClassifier(verbose=-1, **some).fit(X, DEAR), initial_types=types), 1)


def main(target: str) -> None:
    folder = pathlib.Path(target)
    gbr = GradientBoostingRegressor(n_estimators=100, max_depth=3, random_state=1)
    house = to_onnx(make_pipeline(columns_of(True), gbr).fit(FRAME, PRICE), initial_types=MANY)
    save(folder, "house", house)
    save(folder, "forest", to_onnx(make_pipeline(columns_of(True), RandomForestRegressor(
        n_estimators=20, max_depth=4, random_state=1)).fit(FRAME, PRICE), initial_types=MANY))
    save(folder, "boosting-binary", to_onnx(make_pipeline(columns_of(True), GradientBoostingClassifier(
        n_estimators=20, random_state=1)).fit(FRAME, DEAR), initial_types=MANY), 1)
    save(folder, "boosting-classes", to_onnx(make_pipeline(columns_of(True), GradientBoostingClassifier(
        n_estimators=8, random_state=1)).fit(FRAME, BAND), initial_types=MANY), 4)
    save(folder, "forest-binary", to_onnx(make_pipeline(columns_of(True), RandomForestClassifier(
        n_estimators=10, max_depth=4, random_state=1)).fit(FRAME, DEAR), initial_types=MANY))
    save(folder, "forest-classes", to_onnx(make_pipeline(columns_of(True), ExtraTreesClassifier(
        n_estimators=8, max_depth=4, random_state=1)).fit(FRAME, BAND), initial_types=MANY, options={"zipmap": False}),
        classes=sorted(set(BAND)))
    save(folder, "tree-classes", to_onnx(make_pipeline(RobustScaler(), DecisionTreeClassifier(
        max_depth=5, random_state=1)).fit(X, BAND), initial_types=ONE))
    save(folder, "scaled-tree", to_onnx(make_pipeline(MinMaxScaler(), MaxAbsScaler(), DecisionTreeRegressor(
        max_depth=6, random_state=1)).fit(X, PRICE), initial_types=ONE))
    save(folder, "selected-tree", to_onnx(make_pipeline(SelectKBest(f_regression, k=2), DecisionTreeRegressor(
        max_depth=6, random_state=1)).fit(X, PRICE), initial_types=ONE))
    save(folder, "linear", to_onnx(make_pipeline(columns_of(True), LinearRegression()).fit(FRAME, PRICE),
                                   initial_types=MANY), 64)
    save(folder, "normalized", to_onnx(make_pipeline(Normalizer(), Ridge()).fit(X, PRICE), initial_types=ONE), 64,
         missing=False)
    save(folder, "logistic", to_onnx(make_pipeline(columns_of(True), LogisticRegression()).fit(FRAME, DEAR),
                                     initial_types=MANY), 8)
    save(folder, "logistic-classes", to_onnx(make_pipeline(columns_of(True), LogisticRegression()).fit(FRAME, BAND),
                                             initial_types=MANY), 8)
    save(folder, "binarized", to_onnx(make_pipeline(Binarizer(threshold=5), LinearRegression()).fit(X, PRICE),
                                      initial_types=ONE), 16, missing=False)
    save(folder, "network", to_onnx(make_pipeline(columns_of(True), MLPClassifier(
        (6,), max_iter=60, random_state=1)).fit(FRAME, BAND), initial_types=MANY), 8)
    save(folder, "modes", tree_modes(["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"] * 2,
                                     base_values=[0.3]))
    save(folder, "doubles", tree_modes(["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT"] * 2, double=True))
    save(folder, "average", tree_modes(["BRANCH_LEQ", "BRANCH_GT"] * 3, aggregate_function="AVERAGE", base_values=[0.3]))
    save(folder, "probit", tree_modes(["BRANCH_LEQ"], post_transform="PROBIT"), 16)
    save(folder, "squashed", tree_modes(["BRANCH_LEQ", "BRANCH_GT"], post_transform="LOGISTIC"), 1)
    save(folder, "arithmetic", arithmetic())
    save(folder, "labels", label_encoder())
    boosters(folder)


if __name__ == "__main__":
    main(sys.argv[1])
    if len(sys.argv) > 2:
        for_the_runtime(pathlib.Path(sys.argv[2]))
