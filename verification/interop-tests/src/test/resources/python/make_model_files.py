"""Makes the Python files that model-sklearn's tests read, and what Python says is in them (floats as bits).

python verification/interop-tests/src/test/resources/python/make_model_files.py model/sklearn/src/test/resources/python-files
"""

import datetime
import io
import json
import pathlib
import pickle
import struct
import sys
import types
import warnings
import zlib

import cloudpickle
import joblib
import numpy as np
import pandas as pd
import skops
import skops.io
import sklearn
from scipy import sparse
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import (
    GradientBoostingRegressor,
    HistGradientBoostingRegressor,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

warnings.simplefilter("ignore")
out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(7)
expected = {}


def bits(value):
    return struct.pack(">d", float(value)).hex()


def canonical(array):
    """The array's bytes in C order, numbers with the lowest byte first."""
    array = np.ascontiguousarray(array)
    little = array.astype(array.dtype.newbyteorder("<"))
    return zlib.crc32(little.tobytes())


def describe(value):
    if isinstance(value, np.ndarray) and value.dtype == object:
        return {"shape": list(value.shape), "objects": [describe(v) for v in value.ravel(order="C").tolist()]}
    if isinstance(value, np.ndarray) and value.dtype.names:
        return {"shape": list(value.shape), "fields": {name: describe(value[name]) for name in value.dtype.names}}
    if isinstance(value, np.ndarray):
        result = {"shape": list(value.shape), "dtype": value.dtype.kind + str(value.dtype.itemsize)}
        result["crc"] = canonical(value)
        if value.dtype.kind in "fiub" and value.size <= 12:
            result["doubles"] = [bits(v) for v in value.ravel(order="C").astype(float)]
        if value.dtype.kind == "U":
            result["texts"] = value.ravel(order="C").tolist()
        return result
    if isinstance(value, np.generic):
        return {"scalar": type(value).__name__, "value": describe(value.item())}
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return {"plain": value}
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": bits(value)}
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": bytes(value).hex()}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [describe(v) for v in value]}
    if isinstance(value, (set, frozenset)):
        return {type(value).__name__: sorted((describe(v) for v in value), key=json.dumps)}
    if isinstance(value, dict):
        return {"dict": [[describe(k), describe(v)] for k, v in value.items()]}
    if isinstance(value, slice):
        return {"slice": [describe(value.start), describe(value.stop), describe(value.step)]}
    if isinstance(value, np.dtype):
        return {"dtype": value.kind + str(value.itemsize)}
    if isinstance(value, type):
        return {"type": value.__module__ + "." + value.__qualname__}
    raise TypeError(type(value))


def write(name, content, value=None):
    (out / name).write_bytes(content)
    if value is not None:
        expected[name] = describe(value)


def joblib_bytes(value, **options):
    buffer = io.BytesIO()
    joblib.dump(value, buffer, **options)
    return buffer.getvalue()


def model_files(name, model, paths, protocols=(5,)):
    """The same model in every form, and the values at some paths in it."""
    for protocol in protocols:
        write(f"{name}.p{protocol}.pkl", pickle.dumps(model, protocol=protocol))
    write(f"{name}.cloudpickle", cloudpickle.dumps(model))
    write(f"{name}.joblib", joblib_bytes(model))
    write(f"{name}.skops", skops.io.dumps(model, compression=8, compresslevel=9))
    values = {}
    for path in paths:
        values[path] = describe(eval("model" + path, {"model": model}))
    expected[name] = {"paths": values, "class": type(model).__module__ + "." + type(model).__qualname__}


rows = 60
frame = pd.DataFrame(
    {
        "income": random.normal(size=rows),
        "rooms": np.where(random.random(rows) < 0.1, np.nan, random.normal(size=rows)),
        "area": random.choice(["INLAND", "NEAR BAY", "größe <€>"], rows),
    }
)
frame["area"] = frame["area"].astype(object)
target = frame["income"].to_numpy() * 2 + (frame["area"] == "INLAND") + random.normal(size=rows) * 0.1
preprocessing = ColumnTransformer(
    [
        ("numbers", Pipeline([("impute", SimpleImputer()), ("scale", StandardScaler())]), ["income", "rooms"]),
        ("texts", OneHotEncoder(handle_unknown="ignore"), ["area"]),
    ]
)
house = Pipeline([("pre", preprocessing), ("gb", GradientBoostingRegressor(n_estimators=4, max_depth=2))])
house.fit(frame, target)
model_files(
    "house",
    house,
    [
        ".steps[0][0]",
        ".steps[0][1].transformers_[0][1].steps[0][1].statistics_",
        ".steps[0][1].transformers_[0][1].steps[1][1].mean_",
        ".steps[0][1].transformers_[0][1].steps[1][1].scale_",
        ".steps[0][1].transformers_[0][2]",
        ".steps[0][1].transformers_[1][1].categories_",
        ".steps[0][1].feature_names_in_",
        ".steps[1][1].learning_rate",
        ".steps[1][1].n_estimators",
        ".steps[1][1].init_.constant_",
        ".steps[1][1].estimators_[3][0].tree_.__getstate__()['nodes']",
        ".steps[1][1].estimators_[3][0].tree_.__getstate__()['values']",
    ],
    protocols=(2, 4, 5),
)
numbers = frame[["income", "rooms"]].fillna(0.0).to_numpy()
forest = RandomForestRegressor(n_estimators=3, max_depth=3, random_state=0).fit(numbers, target)
model_files(
    "forest",
    forest,
    [".n_estimators", ".estimators_[2].tree_.__getstate__()['nodes']", ".estimators_[2].tree_.__getstate__()['values']"],
)
logistic = LogisticRegression().fit(numbers, frame["area"].to_numpy())
model_files("logistic", logistic, [".classes_", ".coef_", ".intercept_", ".n_iter_"], protocols=(0, 1, 2, 3, 4, 5))
hist = HistGradientBoostingRegressor(max_iter=2, max_leaf_nodes=4, min_samples_leaf=5).fit(numbers, target)
model_files(
    "hist",
    hist,
    ["._baseline_prediction", "._predictors[1][0].nodes", "._bin_mapper.bin_thresholds_"],
)
log1p = Pipeline([("f", FunctionTransformer(np.log1p)), ("s", StandardScaler())]).fit(np.abs(numbers))
model_files("log1p", log1p, [".steps[1][1].var_"])
csr = sparse.random(4, 5, density=0.4, format="csr", random_state=0)
write("sparse.pkl", pickle.dumps([csr]))
write("sparse.skops", skops.io.dumps([csr]))
expected["sparse"] = {"data": describe(csr.data), "indices": describe(csr.indices), "indptr": describe(csr.indptr)}
masked = [
    np.ma.array(np.arange(6.0).reshape(2, 3).T, mask=np.eye(3, 2, dtype=bool)),
    np.ma.array(["a", None, 3], mask=[False, True, False], dtype=object),
]
write("masked.p5.pkl", pickle.dumps(masked, protocol=5))
write("masked.p2.pkl", pickle.dumps(masked, protocol=2))
write("masked.joblib", joblib_bytes(masked))
write("masked.skops", skops.io.dumps(masked))
expected["masked"] = [{"data": describe(array.data), "mask": describe(array.mask)} for array in masked]

# joblib's ways to compress, and what the JDK cannot undo
for name, option in {"zlib": ("zlib", 9), "gzip": ("gzip", 9), "bz2": ("bz2", 9), "xz": ("xz", 6), "lzma": ("lzma", 6)}.items():
    write(f"logistic.{name}.joblib", joblib_bytes(logistic, compress=option))
write("logistic.p2.joblib", joblib_bytes(logistic, protocol=2))

# every kind of value, in every protocol
node_type = np.dtype({"names": ["left", "value", "flag"], "formats": ["<i8", ">f4", "?"], "offsets": [0, 8, 16], "itemsize": 24})
records = np.zeros(3, dtype=node_type)
records["left"], records["value"], records["flag"] = [1, -2, 2**40], [1.5, np.nan, -0.0], [True, False, True]
fortran_objects = np.empty((2, 3), dtype=object, order="F")
fortran_objects[:] = [["a", 1, None], [2.5, "b", "c"]]
values = {
    "none": None,
    "booleans": [True, False],
    "ints": [0, 1, -1, 255, 256, 65535, 65536, -(2**31), 2**31, 2**63 - 1, -(2**63), 2**63, -(2**200), 3**300],
    "floats": [0.0, -0.0, 1.5, 1e300, 5e-324, float("inf"), float("-inf"), 0.1],
    "texts": ["", "a", "größe", "\\ \n\r\0 'quoted'", "日本\U0001f600", "x" * 300],
    "bytes": [b"", b"abc\xff\x00", b"y" * 300, bytearray(b"mutable")],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    "sets": [{1, 2}, frozenset(["a"]), set(), frozenset()],
    "dict": {1: "one", "two": 2, 2.5: None, (1, 2): [], True: "one too", None: 0},
    "slice": slice(1, None, 2),
    "types": [int, np.float64, np.ndarray],
    "dtypes": [np.dtype("<f8"), np.dtype(">i4"), np.dtype("U7"), np.dtype("O"), np.dtype("?")],
    "scalars": [np.float64(0.1), np.float32(0.1), np.float16(0.1), np.int8(-5), np.uint64(2**64 - 1), np.bool_(True), np.str_("größe"), np.str_("")],
    "arrays": [np.arange(-3, 3).astype(code) for code in ("i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "u1", "<u2", ">u4", "<u8", "?")]
    + [np.array([0.1, -0.0, 1e4, np.inf]).astype(code) for code in ("<f2", ">f2", "<f4", ">f4", "<f8", ">f8")],
    "order": [
        np.arange(6.0).reshape(2, 3),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2),
        np.arange(24).reshape(2, 3, 4).transpose(2, 0, 1),
        np.arange(10)[::2],
        np.float64(3) * np.ones(()),
        np.zeros((0, 3)),
        np.zeros((3, 0), dtype="U5"),
    ],
    "strings": [np.array(["a", "größe", "", "\U0001f600"]), np.array(["be", "f"], dtype=">U4"), np.array([b"x", b"yz"])],
    "records": records,
    "objects": [np.array(["x", 1, None, 2.5], dtype=object), fortran_objects, np.empty(0, dtype=object)],
}
for protocol in range(6):
    write(f"values.p{protocol}.pkl", pickle.dumps(values, protocol=protocol))
write("values.joblib", joblib_bytes(values))
write("values.zlib.joblib", joblib_bytes(values, compress=9))
write("values.p2.joblib", joblib_bytes(values, protocol=2))
expected["values"] = {key: describe(value) for key, value in values.items()}

numpy1 = pickle.dumps(np.arange(3.0), protocol=4).replace(b"\x8c\x16numpy._core.multiarray", b"\x8c\x15numpy.core.multiarray")
frame_length = int.from_bytes(numpy1[3:11], "little") - 1
write("numpy1.pkl", numpy1[:3] + frame_length.to_bytes(8, "little") + numpy1[11:])
pickle.loads(numpy1[:3] + frame_length.to_bytes(8, "little") + numpy1[11:])

for index, array in enumerate(values["arrays"] + values["order"] + values["strings"] + [records]):
    if index % 4 == 0 or array.dtype.kind in "USV" or array.ndim > 1:
        buffer = io.BytesIO()
        version = (1 + index % 3, 0)
        np.lib.format.write_array(buffer, np.asarray(array), version=version, allow_pickle=False)
        write(f"array-{index}.npy", buffer.getvalue(), array)

# shared and recursive values
shared = ["shared"]
loop = [shared, {"again": shared}]
loop.append(loop)
write("loop.pkl", pickle.dumps(loop))


# classes and functions by value
class Shift:
    def __init__(self, by):
        self.by = by

    def transform(self, x):
        return np.asarray(x) + self.by


def without_path(function):
    """The function as if its file had no directory: where this script is must not matter."""
    function.__code__ = function.__code__.replace(co_filename="make_model_files.py")
    return function


__file__ = "make_model_files.py"  # what a function by value takes along
offset = 3
for member in list(vars(Shift).values()):
    if isinstance(member, types.FunctionType):
        without_path(member)
by_value = {"model": Shift(2.5), "function": without_path(lambda x: x + offset)}
write("by-value.cloudpickle", cloudpickle.dumps(by_value))
write("datetime.pkl", pickle.dumps(np.array(["2020-01-01"], dtype="M8[D]")))
write("pandas.pkl", pickle.dumps({"frame": frame.head(2), "when": datetime.datetime(2020, 1, 2)}, protocol=4))

versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "skops": skops.__version__}
versions |= {"joblib": joblib.__version__, "cloudpickle": cloudpickle.__version__, "python": sys.version.split()[0]}
expected = {"versions": versions, "files": expected}
(out / "expected.json").write_text(json.dumps(expected, indent=None, sort_keys=True, ensure_ascii=True) + "\n")
print(sum(f.stat().st_size for f in out.iterdir()), "bytes in", len(list(out.iterdir())), "files")
