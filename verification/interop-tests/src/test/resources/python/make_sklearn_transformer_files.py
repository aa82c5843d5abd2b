"""Makes fitted scikit-learn transformers, and what Python says they make of rows (floats as bits), for model-sklearn's tests.

python make_sklearn_transformer_files.py model/sklearn/src/test/resources/sklearn-transformers [PREFIX]

A row that Python refuses has null for its bits. With a prefix (of an older scikit-learn, as "old") only a few cases are made, as pickles.
"""

import json
import pathlib
import struct
import sys
import warnings

import cloudpickle
import numpy as np
import pandas as pd
import sklearn
from scipy.special import expit
from sklearn.compose import (
    ColumnTransformer,
    TransformedTargetRegressor,
    make_column_selector,
)
from sklearn.decomposition import PCA, FastICA, IncrementalPCA, TruncatedSVD
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import (
    RandomForestRegressor,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.feature_selection import (
    RFE,
    RFECV,
    GenericUnivariateSelect,
    SelectFdr,
    SelectFpr,
    SelectFromModel,
    SelectFwe,
    SelectKBest,
    SelectPercentile,
    SequentialFeatureSelector,
    VarianceThreshold,
    f_regression,
)
from sklearn.impute import IterativeImputer, KNNImputer, MissingIndicator, SimpleImputer
from sklearn.linear_model import Lasso, LinearRegression
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import BernoulliRBM
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import (
    Binarizer,
    FunctionTransformer,
    KBinsDiscretizer,
    MaxAbsScaler,
    MinMaxScaler,
    Normalizer,
    OneHotEncoder,
    OrdinalEncoder,
    PolynomialFeatures,
    PowerTransformer,
    QuantileTransformer,
    RobustScaler,
    SplineTransformer,
    StandardScaler,
    TargetEncoder,
)
from sklearn.random_projection import GaussianRandomProjection, SparseRandomProjection
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.simplefilter("ignore")
out = pathlib.Path(sys.argv[1])
prefix = sys.argv[2] if len(sys.argv) > 2 else ""
out.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(11)
TYPES = {
    "a": "double",
    "b": "double",
    "c": "double",
    "full": "double",
    "code": "double",
    "k": "long",
    "flag": "boolean",
    "city": "string",
    "size": "string",
    "none": "string",
    "both": "string",
    "single": "float",
}
COUNT = 80


def column(values, dtype=object):
    return pd.Series(values, dtype=dtype)


train = pd.DataFrame(
    {
        "a": np.where(random.random(COUNT) < 0.15, np.nan, random.normal(size=COUNT)),
        "b": random.lognormal(size=COUNT),
        "c": np.where(random.random(COUNT) < 0.1, np.nan, random.choice([0.0, 1.5, 2.5, -999.0], COUNT)),
        "full": random.normal(size=COUNT) * 3,
        "code": random.choice([1.0, 2.0, 3.5], COUNT),
        "k": random.integers(-5, 6, COUNT),
        "flag": random.random(COUNT) < 0.4,
        "city": column(
            [None if v == "" else v for v in random.choice(["", "Köln", "Oslo", "Rome", "Ürümqi"], COUNT)]
        ).replace({None: np.nan}),
        "size": column(random.choice(["S", "M", "L", "XL"], COUNT, p=[0.5, 0.3, 0.15, 0.05])),
        "none": column([None if v == "" else v for v in random.choice(["", "x", "y"], COUNT)]),
        "both": column([None, np.nan, "x", "y"] * (COUNT // 4)),
        "single": np.arange(COUNT, dtype=np.float32) * np.float32(0.1),
    }
)
target = train["b"].to_numpy() + train["full"].to_numpy() * 0.3 + (train["size"] == "L") + train["k"].to_numpy() * 0.1
classes = np.where(train["size"] == "L", "one", np.where(train["b"] > 1, "two", "three"))

TINY = 5e-324
tests = [
    # a, b, c, full, code, k, flag, city, size, none
    [0.1, 1.0, 1.5, 0.3, 1.0, 1, True, "Oslo", "S", "x"],
    [np.nan, 2.5, np.nan, 1.25, 2.0, 2, False, np.nan, "M", None],
    [-1.75, 0.125, -999.0, -3.0, 3.5, -5, True, "Köln", "L", "y"],
    [3.0, 7.0, 2.5, 0.0, 7.0, 0, False, "Atlantis", "XL", "unseen"],
    [0.0, 1e-300, 0.0, -0.0, 1.0, 5, True, "Ürümqi", "S", "x"],
    [-0.0, TINY, -0.0, 1e-12, 2.0, -4, False, "Rome", "?", "y"],
    [1e15, 1e15, 1e15, 1e6, 2.0, 400, True, "Rome", "S", "x"],
    [-1e15, 3e7, -1e-15, -1e6, -2.0, -400, True, "Oslo", "M", "y"],
    [1.0, 0.5, 1.5, 2.0, 3.5, 3, False, "", "", ""],
    [0.1 + 0.2, 1.0 / 3, 2.5, 2.0 / 3, 1.0, 1, False, "Oslo", "XL", "x"],
    [2.220446049250313e-16, 2.0, np.nan, 0.7, 2.0, 3, True, np.nan, "S", "x"],
    [np.nan, 0.9, 1.5, -0.7, 1.0, 2, False, "Köln", "M", "y"],
] + [
    [
        float(random.normal()) if random.random() > 0.2 else np.nan,
        float(random.lognormal()),
        float(random.choice([0.0, 1.5, 2.5, -999.0])),
        float(random.normal() * 3),
        float(random.choice([1.0, 2.0, 3.5, 4.0])),
        int(random.integers(-6, 7)),
        bool(random.random() < 0.5),
        str(random.choice(["Köln", "Oslo", "Rome", "Bergen"])),
        str(random.choice(["S", "M", "L", "XL", "XXL"])),
        str(random.choice(["x", "y", "z"])),
    ]
    for _ in range(12)
]


def bits(value):
    return struct.pack(">d", float(value)).hex()


def one_row(values, names):
    row = dict(zip(TYPES, values + ["x", 0.5]))
    frame = {}
    for name in names:
        dtype = {"double": np.float64, "float": np.float32, "long": np.int64, "boolean": bool, "string": object}[TYPES[name]]
        frame[name] = pd.Series([row[name]], dtype=dtype)
    return pd.DataFrame(frame)


def dense(values):
    if hasattr(values, "toarray"):
        values = values.toarray()
    return np.asarray(values, dtype=np.float64)


cases = {}


def case(name, transformer, names, ulps=0, slack=None, forms=None, y=target, refused=None):
    """Fits, writes and evaluates; slack gives an absolute bound for a row's values where sums have no fixed order."""
    transformer.fit(train[names], y)
    if forms is None:
        forms = ["skops"] if len(cases) % 3 == 0 else ["skops", "pkl"] if len(cases) % 3 == 1 else ["pkl"]
    if prefix:
        name, forms = prefix + "-" + name, ["pkl"]
    if "skops" in forms:
        import skops.io

        (out / f"{name}.skops").write_bytes(skops.io.dumps(transformer, compression=8, compresslevel=9))
    if "pkl" in forms:
        (out / f"{name}.pkl").write_bytes(cloudpickle.dumps(transformer))
    if refused is not None:
        cases[name] = {"forms": forms, "inputs": names, "refused": refused}
        return
    expected, bounds, sparse = [], [], False
    for test in tests:
        row = one_row(test, names)
        try:
            values = transformer.transform(row)
            sparse |= hasattr(values, "toarray")
            values = dense(values)[0]
        except ValueError:
            expected.append(None)
            bounds.append(None)
            continue
        expected.append([bits(v) for v in values])
        bounds.append(None if slack is None else bits(slack(row)))
    entry = {"forms": forms, "inputs": names, "ulps": ulps, "bits": expected}
    if slack is not None:
        entry["slack"] = bounds
    if sparse:
        entry["sparse"] = True
    cases[name] = entry


NUMBERS = ["a", "b", "full"]
FULL = ["b", "full", "k"]


def fill(transformer, **options):
    return Pipeline([("fill", SimpleImputer(**options)), ("then", transformer)])


def house():
    numbers = Pipeline([("impute", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    return ColumnTransformer(
        [("num", numbers, ["a", "b"]), ("cat", OneHotEncoder(handle_unknown="ignore"), ["size"])]
    )


def basic():
    case("house", house(), ["a", "b", "size"], forms=["skops", "pkl"])
    case("impute-mean", SimpleImputer(), NUMBERS)
    case("impute-indicator", SimpleImputer(strategy="median", add_indicator=True), ["b", "a"])
    case("scale", StandardScaler(), NUMBERS + ["k", "flag"])
    case("min-max", MinMaxScaler(clip=True, feature_range=(-1, 2)), NUMBERS)
    case("robust", RobustScaler(), NUMBERS)
    case("poly", PolynomialFeatures(degree=3), FULL)
    case("one-hot-error", OneHotEncoder(), ["size", "k"])
    case("one-hot-infrequent", OneHotEncoder(min_frequency=0.2, handle_unknown="infrequent_if_exist"), ["size", "city"])
    case("ordinal", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["size", "city", "code"])
    case("target", TargetEncoder(random_state=0), ["size", "city"])
    case("pca", fill(PCA(2)), NUMBERS, slack=product(NUMBERS))
    case("pass", ColumnTransformer([("s", StandardScaler(), [1])], remainder="passthrough"), NUMBERS)
    case("selector", selected(), list(TYPES)[:9])


def selected():
    return ColumnTransformer(
        [
            ("num", SimpleImputer(), make_column_selector(dtype_include=np.float64)),
            ("cat", OneHotEncoder(handle_unknown="ignore", sparse_output=False), make_column_selector(dtype_include=object)),
        ],
        remainder="drop",
    )


def product(names):
    """A bound for a sum of products whatever its order: 2 n eps times the sum of the products' sizes, components at most 1."""
    filled = train[names].mean().abs() + 1

    def bound(row):
        sizes = row[names].abs().fillna(filled).to_numpy(dtype=float) + filled.to_numpy()
        return 2 * (len(names) + 2) * 2.0**-53 * sizes.sum()

    return bound


def imputers():
    case("impute-frequent-text", fill(OneHotEncoder(handle_unknown="ignore"), strategy="most_frequent"), ["city", "size"])
    case("impute-constant-text", fill(OneHotEncoder(handle_unknown="ignore"), strategy="constant", fill_value="gone"), ["city"])
    case("impute-none-text", fill(OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-7), strategy="most_frequent", missing_values=None), ["none"])
    case("impute-frequent", SimpleImputer(strategy="most_frequent"), ["a", "c"])
    case("impute-constant", SimpleImputer(strategy="constant", fill_value=-3.5, add_indicator=True), ["a", "c"])
    case("impute-number", SimpleImputer(missing_values=-999, strategy="mean"), ["code"])
    case("impute-number-refuses-nan", Pipeline([("code", ColumnTransformer([("c", SimpleImputer(missing_values=2.0), ["code"]), ("f", SimpleImputer(missing_values=0, strategy="most_frequent", add_indicator=True), ["k"])]))]), ["code", "k"])
    case("impute-frequent-mixed", fill(OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), strategy="most_frequent"), ["code", "size"])
    case("indicator", MissingIndicator(), ["b", "a"])
    case("indicator-all", MissingIndicator(features="all", error_on_new=False), ["b", "a"])
    case("indicator-new", MissingIndicator(error_on_new=True), ["full", "c"])
    empty = train.copy()
    empty["a"] = np.nan
    for keep in (False, True):
        imputer = SimpleImputer(keep_empty_features=keep, add_indicator=keep)
        keepers = train["a"].copy()
        train["a"] = np.nan
        case(f"impute-empty-{keep}".lower(), imputer, ["a", "b"])
        train["a"] = keepers


def neighbors():
    case("knn", KNNImputer(n_neighbors=3), ["a", "full", "b"], ulps=4)
    case("knn-indicator", KNNImputer(n_neighbors=4, add_indicator=True), ["a", "full", "b"], ulps=4)
    case("knn-few", KNNImputer(n_neighbors=500), ["a", "full"], ulps=16)


def scalers():
    case("scale-no-mean", StandardScaler(with_mean=False), NUMBERS)
    case("scale-no-std", StandardScaler(with_std=False), NUMBERS)
    case("scale-neither", StandardScaler(with_std=False, with_mean=False), NUMBERS)
    case("scale-sparse", Pipeline([("o", OneHotEncoder(handle_unknown="ignore")), ("s", StandardScaler(with_mean=False))]), ["size", "code"])
    case("max-abs-sparse", Pipeline([("o", OneHotEncoder(handle_unknown="ignore")), ("s", StandardScaler(with_mean=False)), ("m", MaxAbsScaler())]), ["size", "code"])
    case("min-max-plain", MinMaxScaler(), NUMBERS + ["c"])
    case("max-abs", MaxAbsScaler(), NUMBERS + ["k"])
    case("robust-quantiles", RobustScaler(quantile_range=(10, 80), unit_variance=True), NUMBERS)
    case("robust-no-center", RobustScaler(with_centering=False), NUMBERS)
    case("robust-no-scale", RobustScaler(with_scaling=False), NUMBERS)
    for norm in ("l1", "l2", "max"):
        case("normalize-" + norm, fill(Normalizer(norm=norm)), NUMBERS, ulps=2)
    case("binarize", Binarizer(threshold=0.5), FULL)
    case("variance", VarianceThreshold(0.5), NUMBERS + ["code"])


def bins():
    for encode in ("onehot", "onehot-dense", "ordinal"):
        case("bins-" + encode, KBinsDiscretizer(n_bins=[3, 4, 2], encode=encode, strategy="quantile" if encode == "ordinal" else "uniform"), FULL)
    case("bins-refuse", KBinsDiscretizer(n_bins=3, encode="ordinal"), ["b", "full"])


def polynomials():
    case("poly-interaction", PolynomialFeatures(degree=3, interaction_only=True, include_bias=False), FULL)
    case("poly-min", PolynomialFeatures(degree=(2, 3)), FULL)
    case("poly-min-unbiased", PolynomialFeatures(degree=(2, 2), include_bias=False), FULL)
    case("poly-4", PolynomialFeatures(degree=4), ["b", "full"])
    case("poly-zero", PolynomialFeatures(degree=0), ["b", "full"])
    sparse = Pipeline([("o", OneHotEncoder(handle_unknown="ignore")), ("s", StandardScaler(with_mean=False)), ("p", PolynomialFeatures(3))])
    case("poly-sparse", sparse, ["size", "code"], refused="model.steps[2][1]: polynomials of a sparse matrix above degree 2")


def encoders():
    case("one-hot-ignore", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["size", "city", "none", "flag", "k"])
    case("one-hot-drop-first", OneHotEncoder(drop="first", handle_unknown="ignore"), ["size", "flag", "code"])
    case("one-hot-if-binary", OneHotEncoder(drop="if_binary", handle_unknown="ignore"), ["size", "flag", "none"])
    case("one-hot-drop-given", OneHotEncoder(drop=["M", 2.0]), ["size", "code"])
    case("one-hot-drop-infrequent", OneHotEncoder(drop=["S"], max_categories=3, handle_unknown="infrequent_if_exist"), ["size"])
    case("one-hot-max", OneHotEncoder(max_categories=3, handle_unknown="infrequent_if_exist"), ["size", "code", "none"])
    case("one-hot-frequency-ignore", OneHotEncoder(min_frequency=10, handle_unknown="ignore"), ["size", "city"])
    case("one-hot-frequency-error", OneHotEncoder(min_frequency=10), ["size", "code"])
    case("one-hot-if-exist", OneHotEncoder(handle_unknown="infrequent_if_exist"), ["size"])
    case("one-hot-given", OneHotEncoder(categories=[["XL", "S", "M", "L", "H"]], handle_unknown="ignore"), ["size"])
    case("one-hot-nan-number", OneHotEncoder(handle_unknown="ignore", dtype=np.float64), ["c"])
    case("one-hot-nan-error", OneHotEncoder(), ["c", "city"])
    case("ordinal-error", OrdinalEncoder(), ["size", "k"])
    case("ordinal-missing", OrdinalEncoder(encoded_missing_value=-5, handle_unknown="use_encoded_value", unknown_value=np.nan), ["city", "c", "none"])
    case("ordinal-infrequent", OrdinalEncoder(min_frequency=12, handle_unknown="use_encoded_value", unknown_value=99), ["size", "city"])
    case("ordinal-infrequent-only", OrdinalEncoder(max_categories=2, handle_unknown="use_encoded_value", unknown_value=-1), ["size", "code"])
    case("ordinal-int", OrdinalEncoder(dtype=np.int64, handle_unknown="use_encoded_value", unknown_value=-1), ["size", "flag"])
    case("target-number", TargetEncoder(target_type="continuous", smooth=3.0), ["size", "code", "none"])
    case("target-binary", TargetEncoder(), ["size", "city"], y=train["b"].to_numpy() > 1)
    case("target-classes", TargetEncoder(), ["size", "city"], y=classes)


def functions():
    for function in (np.log, np.log1p, np.log2, np.log10, np.exp, np.expm1, np.sqrt, np.square, np.abs, np.absolute, np.reciprocal,
                     np.sign, np.cbrt, np.negative, np.sin, np.cos, np.tanh, np.floor, np.ceil, np.rint, np.exp2):
        name = "function-" + function.__name__
        if name in cases:
            continue
        exact = function in (np.sqrt, np.square, np.abs, np.reciprocal, np.sign, np.negative, np.floor, np.ceil, np.rint)
        case(name, FunctionTransformer(function), ["b", "full"], ulps=0 if exact else 4, forms=["pkl"])
    case("function-none", FunctionTransformer(), ["a", "k"])
    case("function-validate", fill(FunctionTransformer(np.square, validate=True)), ["a", "b"])
    case("function-log-scaled", Pipeline([("l", FunctionTransformer(np.log1p)), ("s", StandardScaler())]), ["b", "code"], slack=lambda row: 1e-14)


def selections():
    case("k-best", SelectKBest(f_regression, k=2), FULL + ["code"])
    case("k-best-all", SelectKBest(f_regression, k="all"), FULL)
    case("percentile", SelectPercentile(f_regression, percentile=40), FULL + ["code"])
    case("fpr", SelectFpr(f_regression, alpha=0.3), FULL + ["code"])
    case("fdr", SelectFdr(f_regression, alpha=0.2), FULL + ["code"])
    case("fwe", SelectFwe(f_regression, alpha=0.2), FULL + ["code"])
    for mode, param in (("percentile", 50), ("k_best", 1), ("fpr", 0.4), ("fdr", 0.4), ("fwe", 0.4)):
        case("univariate-" + mode, GenericUnivariateSelect(f_regression, mode=mode, param=param), FULL + ["code"])
    case("rfe", RFE(LinearRegression(), n_features_to_select=2), FULL + ["code"])
    case("rfecv", RFECV(LinearRegression(), cv=3), FULL + ["code"])
    case("from-lasso", SelectFromModel(Lasso(alpha=0.1)), FULL + ["code"])
    case("from-linear", SelectFromModel(LinearRegression(), threshold="0.75*mean"), FULL + ["code"])
    case("from-linear-median", SelectFromModel(LinearRegression(), threshold="median", max_features=1), FULL + ["code"])
    case("from-linear-number", SelectFromModel(LinearRegression(), threshold=0.11, max_features=3), FULL + ["code"])
    forest = RandomForestRegressor(n_estimators=3, max_depth=3, random_state=0)
    case("from-forest", SelectFromModel(forest, threshold=-np.inf, max_features=2), FULL + ["code"])


def projections():
    case("pca-whiten", fill(PCA(2, whiten=True)), NUMBERS, slack=lambda row: 64 * product(NUMBERS)(row))
    case("svd", fill(TruncatedSVD(2, algorithm="arpack", random_state=0)), NUMBERS, slack=product(NUMBERS))


def powers():
    case("power", PowerTransformer(), NUMBERS, ulps=64)
    case("power-raw", PowerTransformer(standardize=False), NUMBERS, ulps=16)
    case("power-box-cox", PowerTransformer(method="box-cox"), ["b"], ulps=64)
    case("quantile", QuantileTransformer(n_quantiles=20, random_state=0), NUMBERS)
    case("quantile-ties", QuantileTransformer(n_quantiles=40, random_state=0), ["code", "c", "k"])
    case("quantile-normal", QuantileTransformer(n_quantiles=20, output_distribution="normal", random_state=0), NUMBERS, ulps=4)


def splines():
    for extrapolation in ("constant", "linear", "continue", "periodic", "error"):
        case("spline-" + extrapolation, SplineTransformer(n_knots=4, degree=3, extrapolation=extrapolation), ["b", "full"], ulps=0)
    case("spline-2", SplineTransformer(n_knots=5, degree=2, include_bias=False, knots="quantile"), ["b", "full"], ulps=0)
    case("spline-zeros", SplineTransformer(n_knots=4, handle_missing="zeros", extrapolation="linear"), ["a", "full"])
    case("spline-sparse", SplineTransformer(n_knots=4, degree=1, sparse_output=True), ["b", "full"], ulps=0)


def compositions():
    case("union", FeatureUnion([("s", StandardScaler()), ("m", MinMaxScaler()), ("p", "passthrough"), ("d", "drop")], transformer_weights={"s": 0.1, "m": 3}), NUMBERS)
    case("nested", Pipeline([("u", FeatureUnion([("n", fill(PolynomialFeatures(2))), ("b", fill(KBinsDiscretizer(3)))])), ("none", None), ("pass", "passthrough"), ("s", StandardScaler(with_mean=False))]), ["a", "full"])
    columns = [
        ("slice", StandardScaler(), slice(0, 2)),
        ("mask", MinMaxScaler(), [False, False, True, True, False]),
        ("negative", "passthrough", [-1]),
        ("one", "drop", ["k"]),
        ("again", RobustScaler(), ["a"]),
        ("empty", StandardScaler(), []),
    ]
    case("columns", ColumnTransformer(columns, transformer_weights={"mask": 0.7}), ["a", "b", "full", "c", "k"])
    case("remainder", ColumnTransformer([("size", OneHotEncoder(handle_unknown="ignore"), ["size"])], remainder=MinMaxScaler()), ["a", "size", "b", "k"])
    case("remainder-pass", ColumnTransformer([("size", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["size"])], remainder="passthrough", verbose_feature_names_out=False), ["b", "size", "a", "flag"])
    pandas = ColumnTransformer([("size", OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["size"]), ("x", "passthrough", ["b"])]).set_output(transform="pandas")
    by_name = ColumnTransformer([("scale", StandardScaler(), ["x__b"])], remainder="passthrough")
    case("pandas", Pipeline([("first", pandas), ("second", by_name)]), ["b", "size"])
    inner = ColumnTransformer([("i", fill(StandardScaler()), ["a"]), ("j", house(), ["a", "b", "size"])])
    case("columns-in-columns", inner, ["size", "a", "b"])


def refusals():
    case("refuse-knn", KNNImputer(weights="distance"), ["a", "full"], refused="model: only weights='uniform'")
    case("refuse-class-of-theirs", BernoulliRBM(n_components=2, n_iter=1), ["flag", "code"], refused="model: an object of the class sklearn.neural_network._rbm.BernoulliRBM is not a transformer")
    case("refuse-spline", SplineTransformer(degree=1, extrapolation="linear"), ["b", "full"], refused="model.degree: splines of the degree 1 cannot be served")
    case("refuse-function", Pipeline([("f", FunctionTransformer(expit)), ("s", StandardScaler())]), ["b"], forms=["pkl"], refused="model.steps[0][1].func: ")
    case("refuse-numpy-function", FunctionTransformer(np.nan_to_num), ["b"], refused="model.func: the name numpy.nan_to_num is not a function")
    case("refuse-arguments", FunctionTransformer(np.log1p, kw_args={"casting": "unsafe"}), ["b"], refused="model.kw_args: arguments of the function are not supported")
    case("refuse-whole", FunctionTransformer(np.reciprocal), ["k"], refused="model.func: numpy computes it otherwise for columns of whole numbers")
    case("refuse-class", Wrapped(), ["b"], forms=["pkl"], refused="model: an object of the class __main__.Wrapped, whose code cloudpickle carries by value is not a transformer")
    case("refuse-both-missing", OneHotEncoder(), ["both"], refused="model.categories_[0]: it has both None and NaN")
    case("refuse-single", StandardScaler(), ["single"], refused="model: all of its columns are 32-bit floats")
    case("refuse-text", ColumnTransformer([("t", SimpleImputer(strategy="most_frequent"), ["size"])]), ["size"], refused="the text 'size' is read as a number")


def more():
    three = ["a", "full", "b"]
    tree = DecisionTreeRegressor(max_depth=2, random_state=0)
    # the rounds feed on one another, so that a bound is a multiple of one product's
    rounds = lambda names: lambda row: 1024 * product(names)(row)
    case("iterative", IterativeImputer(max_iter=3, random_state=0), three, slack=rounds(three))
    case("iterative-tree", IterativeImputer(tree, max_iter=2, random_state=0, initial_strategy="median"), three)
    case("iterative-bounds", IterativeImputer(max_iter=2, min_value=-0.5, max_value=0.5, add_indicator=True, n_nearest_features=1, random_state=0), three, slack=rounds(three), forms=["skops", "pkl"])
    case("quantile-normal-ties", QuantileTransformer(n_quantiles=40, output_distribution="normal", random_state=0), ["code", "c", "k"], ulps=4)
    case("incremental-pca", fill(IncrementalPCA(2)), NUMBERS, slack=product(NUMBERS))
    case("independent", fill(FastICA(2, random_state=0)), NUMBERS, slack=lambda row: 64 * product(NUMBERS)(row))
    case("random-projection", fill(GaussianRandomProjection(2, random_state=0)), NUMBERS, slack=product(NUMBERS))
    case("sparse-projection", fill(SparseRandomProjection(2, random_state=0, dense_output=True)), NUMBERS, slack=product(NUMBERS), forms=["pkl"])
    case("discriminant", fill(LinearDiscriminantAnalysis()), NUMBERS, slack=lambda row: 64 * product(NUMBERS)(row), y=classes)
    case("discriminant-eigen", fill(LinearDiscriminantAnalysis(solver="eigen", n_components=1)), NUMBERS, slack=lambda row: 64 * product(NUMBERS)(row), y=classes)
    for function in (np.arcsinh, np.sinh, np.cosh, np.arctan, np.trunc, np.deg2rad, np.degrees):
        case("function-" + function.__name__, FunctionTransformer(function), ["full", "code"], ulps=0 if function in (np.trunc, np.deg2rad, np.degrees) else 2)
    case("refuse-posterior", IterativeImputer(sample_posterior=True, max_iter=1), three, refused="model.sample_posterior: its values are random")
    case("refuse-counts", Pipeline([("c", CountVectorizer())]), ["size"], y=None, refused="model.steps[0][1]: texts are split into words by Python's rules")
    case("sequential", fill(SequentialFeatureSelector(LinearRegression(), n_features_to_select=2, cv=2)), NUMBERS, forms=["pkl"])


class Wrapped(StandardScaler):
    pass


if prefix and sklearn.__version__ >= "1.7":  # what differs there from both 1.3 and 1.9
    case("power-raw", PowerTransformer(standardize=False), NUMBERS, ulps=16)
else:
    basic()
if not prefix:
    for make in (imputers, neighbors, scalers, bins, polynomials, encoders, functions, selections, projections, powers, splines, compositions, refusals, more):
        try:
            make()
        except (TypeError, ImportError) as e:
            if sklearn.__version__ >= "1.9":
                raise
            print("not made: the rest of", make.__name__, e)  # only to try an older version


whole = {}


def whole_model(name, model, names, y=target):
    """An estimator around pipelines that read texts, and what it predicts."""
    model.fit(train[names], y)
    (out / f"{name}.pkl").write_bytes(cloudpickle.dumps(model))
    expected = []
    for test in tests:
        row = one_row(test, names)
        try:
            values = model.predict_proba(row)[0] if hasattr(model, "predict_proba") else model.predict(row)
        except ValueError:
            values = None
        expected.append(None if values is None else [bits(v) for v in values])
    whole[name] = {"forms": ["pkl"], "inputs": names, "bits": expected}


def whole_models():
    names = ["size", "a", "b"]
    trees = Pipeline([("pre", house()), ("tree", DecisionTreeRegressor(max_depth=4, random_state=0))])
    deep = Pipeline([("fill", ColumnTransformer([("n", SimpleImputer(), ["a", "b"])])), ("tree", DecisionTreeRegressor(max_depth=6, random_state=1))])
    sorts = Pipeline([("pre", house()), ("tree", DecisionTreeClassifier(max_depth=3, random_state=0))])
    whole_model("whole-target", TransformedTargetRegressor(trees, func=np.sqrt, inverse_func=np.square), names, y=train["b"].to_numpy())
    whole_model("whole-voting", VotingRegressor([("t", trees), ("d", deep)]), names)
    whole_model("whole-search", GridSearchCV(trees, {"tree__max_depth": [2, 3]}, cv=2), names)
    whole_model("whole-stacking", StackingRegressor([("t", trees), ("d", deep)], final_estimator=DecisionTreeRegressor(max_depth=3, random_state=0), cv=2), names)
    whole_model("whole-selected", Pipeline([("fill", SimpleImputer()), ("rfe", RFE(DecisionTreeRegressor(max_depth=3, random_state=0), n_features_to_select=2))]), ["a", "b", "full"])
    whole_model("whole-classes", VotingClassifier([("s", sorts), ("t", sorts)], voting="soft"), names, y=classes)


if not prefix:
    whole_models()


def plain(value):
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return None
    return value


description = {"sklearn": sklearn.__version__, "numpy": np.__version__, "cases": cases, "whole": whole}
description["columns"] = [{"name": name, "type": kind} for name, kind in TYPES.items()]
description["rows"] = [[plain(value) for value in test] + ["x", 0.5] for test in tests]
text = json.dumps(description, ensure_ascii=False, separators=(",", ":"))
(out / (f"expected-{prefix}.json" if prefix else "expected.json")).write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
