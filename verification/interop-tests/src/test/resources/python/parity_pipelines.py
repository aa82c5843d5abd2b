"""The pipelines whose predictions are compared with Java's: a name, the data, the estimator and what its rows may hold.

A pipeline's rows are real ones; then, where the pipeline takes them, with holes, with categories that training never saw and with
extreme values. ``wide`` reaches the edge of a float, ``mild`` is for steps that square or take exponents, ``positive`` for logarithms.
"""

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
import xgboost as xgb
from sklearn import calibration, cluster, compose, decomposition, ensemble, feature_selection, impute, linear_model, naive_bayes
from sklearn import neighbors, neural_network, preprocessing, svm, tree
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor, make_column_selector
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline

TEXT = make_column_selector(dtype_exclude="number")
NUMBER = make_column_selector(dtype_include="number")
HOUSE = ["longitude", "latitude", "housing_median_age", "total_rooms", "total_bedrooms", "population", "households", "median_income"]
COUNTS = ["total_rooms", "total_bedrooms", "population", "households"]
CHURN = ["tenure", "MonthlyCharges", "TotalCharges"]
CREDIT = ["Duration", "Credit amount ", "Install_rate", "Age"]


@dataclass
class Case:
    name: str
    data: str
    model: object
    columns: list = None  # all of the data's when not given
    target: object = None  # the data's own when not given
    holes: str = "numbers"  # where a value may be missing: none, numbers, texts or all
    unseen: bool = True
    extremes: str = "wide"
    informative: str = None  # the column that training lacks where the target is high, so that trees ask whether it is missing
    categories: list = None  # the texts are of the pandas type category, and the columns that are named here


def imputed(strategy="median", **options):
    return impute.SimpleImputer(strategy=strategy, **options)


def one_hot(**options):
    return preprocessing.OneHotEncoder(**{"handle_unknown": "ignore", **options})


def ordinal(**options):
    return preprocessing.OrdinalEncoder(handle_unknown="use_encoded_value", **{"unknown_value": -1, "encoded_missing_value": -2, **options})


def mixed(numbers, texts, **options):
    """Numbers and texts by their types, each with steps of its own."""
    return ColumnTransformer([("numbers", numbers, NUMBER), ("texts", texts, TEXT)], **options)


def usual(scaler=None):
    return mixed(make_pipeline(imputed(), scaler or preprocessing.StandardScaler()), one_hot())


def gbr(**options):
    return ensemble.GradientBoostingRegressor(**{"n_estimators": 50, "random_state": 1, **options})


def gbc(**options):
    return ensemble.GradientBoostingClassifier(**{"n_estimators": 50, "random_state": 1, **options})


def forest(**options):
    return ensemble.RandomForestRegressor(**{"n_estimators": 50, "max_depth": 9, "random_state": 1, **options})


def forest_c(**options):
    return ensemble.RandomForestClassifier(**{"n_estimators": 50, "max_depth": 9, "random_state": 1, **options})


def chain(*steps):
    return make_pipeline(*steps)


def lgbm(kind, **options):
    return kind(**{"n_estimators": 50, "verbose": -1, "n_jobs": 1, "random_state": 1, **options})


def xgbm(kind, **options):
    return kind(**{"n_estimators": 50, "max_depth": 5, "n_jobs": 1, "random_state": 1, **options})


def house_trees():
    text = ["ocean_proximity"]
    named = ColumnTransformer([("n", imputed("mean"), HOUSE), ("c", ordinal(), text)])
    by_index = ColumnTransformer([("c", one_hot(sparse_output=False), [8])], remainder="passthrough")
    dropping = ColumnTransformer([("keep", "passthrough", ["median_income", "latitude", "longitude"]), ("no", "drop", text)])
    rest = ColumnTransformer([("c", one_hot(drop="first"), text)], remainder=imputed(add_indicator=True), verbose_feature_names_out=False)
    logs = ColumnTransformer(
        [
            ("log1p", chain(imputed(), preprocessing.FunctionTransformer(np.log1p)), COUNTS),
            ("sqrt", preprocessing.FunctionTransformer(np.sqrt), ["median_income"]),
            ("c", one_hot(), text),
        ]
    )
    bins = chain(imputed(), preprocessing.KBinsDiscretizer(8, encode="ordinal", strategy="quantile"))
    union = FeatureUnion([("scaled", preprocessing.MinMaxScaler()), ("raw", "passthrough"), ("bins", preprocessing.KBinsDiscretizer(5, encode="onehot-dense", strategy="uniform"))])
    numbers = dict(columns=HOUSE)
    return [
        Case("house-gbr", "house", chain(usual(), gbr())),
        Case("house-gbr-huber", "house", chain(named, gbr(loss="huber", subsample=0.7))),
        Case("house-gbr-quantile", "house", chain(usual(preprocessing.MinMaxScaler()), gbr(loss="quantile", alpha=0.8))),
        Case("house-gbr-absolute", "house", chain(usual(preprocessing.RobustScaler()), gbr(loss="absolute_error", max_depth=2))),
        Case("house-gbr-zero-start", "house", chain(usual(preprocessing.MaxAbsScaler()), gbr(init="zero"))),
        Case("house-gbr-deep", "house", chain(named, gbr(max_depth=8, n_estimators=20))),
        Case("house-hist", "house", ensemble.HistGradientBoostingRegressor(max_iter=50), **numbers),
        Case("house-hist-categories", "house", chain(ColumnTransformer([("c", ordinal(unknown_value=np.nan, encoded_missing_value=np.nan), text)], remainder="passthrough"), ensemble.HistGradientBoostingRegressor(max_iter=50, categorical_features=[0])), holes="all"),
        Case("house-hist-early", "house", chain(by_index, ensemble.HistGradientBoostingRegressor(max_iter=100, early_stopping=True, random_state=1))),
        Case("house-hist-poisson", "house", ensemble.HistGradientBoostingRegressor(loss="poisson", max_iter=30), **numbers),
        Case("house-hist-gamma", "house", ensemble.HistGradientBoostingRegressor(loss="gamma", max_iter=30), **numbers),
        Case("house-forest", "house", chain(usual(), forest())),
        Case("house-forest-missing", "house", forest(max_depth=None, n_estimators=30), **numbers),
        Case("house-extra-trees", "house", chain(rest, ensemble.ExtraTreesRegressor(n_estimators=50, max_depth=9, random_state=1))),
        Case("house-tree", "house", tree.DecisionTreeRegressor(random_state=1), **numbers),
        Case("house-extra-tree", "house", chain(imputed("constant", fill_value=-1), tree.ExtraTreeRegressor(random_state=1, max_depth=12)), **numbers),
        Case("house-tree-two-targets", "house", chain(imputed(), tree.DecisionTreeRegressor(max_depth=10, random_state=1)), columns=HOUSE[:7], target=["median_house_value", "median_income"]),
        Case("house-forest-two-targets", "house", chain(imputed(), forest(n_estimators=20)), columns=HOUSE[:7], target=["median_house_value", "median_income"]),
        Case("house-tree-bins", "house", chain(ColumnTransformer([("n", bins, HOUSE), ("c", one_hot(min_frequency=0.05, handle_unknown="infrequent_if_exist"), text)]), tree.DecisionTreeRegressor(max_depth=9, random_state=1))),
        Case("house-dropping", "house", chain(dropping, gbr()), holes="none"),
        Case("house-logarithms", "house", chain(logs, forest()), extremes="positive"),
        Case("house-union", "house", chain(imputed(), union, gbr()), **numbers),
        Case("house-best-features", "house", chain(usual(), feature_selection.SelectKBest(feature_selection.f_regression, k=6), gbr())),
        Case("house-eliminated", "house", chain(imputed(), feature_selection.RFE(tree.DecisionTreeRegressor(max_depth=6, random_state=1), n_features_to_select=4), gbr()), **numbers),
        Case("house-select-from-model", "house", chain(usual(), feature_selection.SelectFromModel(forest(n_estimators=10)), forest())),
        Case("house-variance", "house", chain(imputed(), feature_selection.VarianceThreshold(10), gbr()), **numbers),
        Case("house-target-encoder", "house", chain(mixed(imputed(), preprocessing.TargetEncoder(target_type="continuous", random_state=1)), gbr()), holes="all"),
        Case("house-binarizer", "house", chain(imputed(), FeatureUnion([("b", preprocessing.Binarizer(threshold=3)), ("raw", "passthrough")]), forest()), **numbers),
        Case("house-adaboost", "house", chain(imputed(), ensemble.AdaBoostRegressor(n_estimators=30, random_state=1)), **numbers),
        Case("house-bagging", "house", chain(imputed(), ensemble.BaggingRegressor(tree.DecisionTreeRegressor(max_depth=8, random_state=1), n_estimators=20, max_features=0.7, random_state=1)), **numbers),
        Case("house-voting", "house", chain(imputed(), ensemble.VotingRegressor([("g", gbr(n_estimators=20)), ("f", forest(n_estimators=20))], weights=[2, 1])), **numbers),
        Case("house-quantiles", "house", chain(imputed(), preprocessing.QuantileTransformer(n_quantiles=200, random_state=1), gbr()), **numbers),
        Case("house-nearest-imputer", "house", chain(impute.KNNImputer(n_neighbors=3), gbr()), extremes="mild", **numbers),
        Case("house-isolation", "house", chain(imputed(), ensemble.IsolationForest(n_estimators=30, random_state=1)), **numbers),
        Case("house-kmeans", "house", chain(imputed(), preprocessing.StandardScaler(), cluster.KMeans(8, n_init=1, random_state=1)), extremes="mild", **numbers),
        Case("house-xgb", "house", chain(usual(), xgbm(xgb.XGBRegressor))),
        Case("house-xgb-missing", "house", chain(by_index, xgbm(xgb.XGBRegressor))),
        Case("house-xgb-forest", "house", chain(usual(), xgbm(xgb.XGBRFRegressor, n_estimators=20))),
        Case("house-lgb", "house", chain(usual(), lgbm(lgb.LGBMRegressor))),
        Case("house-lgb-missing", "house", chain(by_index, lgbm(lgb.LGBMRegressor, objective="huber"))),
        Case("house-lgb-missing-or-not", "house", chain(by_index, lgbm(lgb.LGBMRegressor)), informative="median_income"),
        Case("house-hist-missing-or-not", "house", ensemble.HistGradientBoostingRegressor(max_iter=50), informative="median_income", **numbers),
        Case("house-tree-missing-or-not", "house", tree.DecisionTreeRegressor(random_state=1, max_depth=12), informative="median_income", **numbers),
        Case("house-xgb-missing-or-not", "house", chain(by_index, xgbm(xgb.XGBRegressor)), informative="median_income"),
    ]


def house_products():
    numbers = dict(columns=HOUSE, extremes="mild")
    log = dict(func=np.log1p, inverse_func=np.expm1)
    scaled = [imputed(), preprocessing.StandardScaler()]
    return [
        Case("house-log-target", "house", TransformedTargetRegressor(chain(usual(), gbr()), **log)),
        Case("house-scaled-target", "house", TransformedTargetRegressor(chain(usual(), linear_model.Ridge()), transformer=preprocessing.StandardScaler()), extremes="mild"),
        Case("house-linear", "house", chain(usual(), linear_model.LinearRegression()), extremes="mild"),
        Case("house-ridge-polynomial", "house", chain(*scaled, preprocessing.PolynomialFeatures(2, include_bias=False), linear_model.Ridge()), **numbers),
        Case("house-lasso-bins", "house", chain(imputed(), preprocessing.KBinsDiscretizer(6, encode="onehot"), linear_model.Lasso(alpha=10)), **numbers),
        Case("house-elastic-net", "house", chain(usual(preprocessing.RobustScaler()), linear_model.ElasticNet(alpha=0.1)), extremes="mild"),
        Case("house-sgd", "house", chain(usual(), linear_model.SGDRegressor(random_state=1)), extremes="mild"),
        Case("house-two-targets-ridge", "house", chain(*scaled, linear_model.Ridge()), columns=HOUSE[:7], target=["median_house_value", "median_income"], extremes="mild"),
        Case("house-pca", "house", chain(*scaled, decomposition.PCA(5), linear_model.Ridge()), **numbers),
        Case("house-normalizer", "house", chain(imputed(), preprocessing.Normalizer(), linear_model.Ridge()), **numbers),
        Case("house-power", "house", chain(imputed(), preprocessing.PowerTransformer(), linear_model.Ridge()), **numbers),
        Case("house-splines", "house", chain(*scaled, preprocessing.SplineTransformer(5), linear_model.Ridge()), **numbers),
        Case("house-poisson", "house", chain(usual(), linear_model.PoissonRegressor(alpha=1e-3)), extremes="none"),
        Case("house-stacking", "house", chain(imputed(), ensemble.StackingRegressor([("g", gbr(n_estimators=20)), ("f", forest(n_estimators=10))], final_estimator=linear_model.Ridge(), cv=2)), **numbers),
        Case("house-neighbors", "house", chain(*scaled, neighbors.KNeighborsRegressor(5, weights="distance", algorithm="brute")), **numbers),
        Case("house-svr", "house", chain(*scaled, svm.SVR(C=1000)), **numbers),
        Case("house-mlp", "house", chain(*scaled, neural_network.MLPRegressor(hidden_layer_sizes=(16, 8), max_iter=40, random_state=1)), **numbers),
    ]


def churn():
    binary = ["gender", "Partner", "Contract", "PaymentMethod", "InternetService"] + CHURN
    several = ColumnTransformer(
        [("c", chain(imputed("most_frequent"), one_hot(drop="if_binary")), binary[:5]), ("n", chain(imputed(), preprocessing.StandardScaler()), CHURN)],
        remainder="drop",
    )
    flags = ["SeniorCitizen", "Partner is", "Phone is"] + CHURN
    two = [("g", gbc(n_estimators=20)), ("l", linear_model.LogisticRegression(max_iter=300))]
    return [
        Case("churn-gbc", "churn", chain(usual(), gbc())),
        Case("churn-gbc-exponential", "churn", chain(usual(), gbc(loss="exponential"))),
        Case("churn-forest", "churn", chain(usual(), forest_c())),
        Case("churn-extra-trees", "churn", chain(several, ensemble.ExtraTreesClassifier(n_estimators=50, max_depth=8, random_state=1)), columns=binary, holes="all"),
        Case("churn-tree", "churn", chain(mixed(imputed("mean"), ordinal()), tree.DecisionTreeClassifier(max_depth=8, random_state=1)), holes="all"),
        Case("churn-hist", "churn", chain(mixed("passthrough", ordinal()), ensemble.HistGradientBoostingClassifier(max_iter=50)), holes="all"),
        Case("churn-flags", "churn", chain(imputed(), forest_c()), columns=flags),
        Case("churn-adaboost", "churn", chain(usual(), ensemble.AdaBoostClassifier(n_estimators=30, random_state=1))),
        Case("churn-bagging", "churn", chain(usual(), ensemble.BaggingClassifier(n_estimators=10, random_state=1))),
        Case("churn-voting-hard", "churn", chain(usual(), ensemble.VotingClassifier([("g", gbc(n_estimators=10)), ("f", forest_c(n_estimators=10)), ("t", tree.DecisionTreeClassifier(max_depth=5, random_state=1))]))),
        Case("churn-xgb", "churn", chain(usual(), xgbm(xgb.XGBClassifier)), target="left"),
        Case("churn-xgb-sparse", "churn", chain(one_hot(), xgbm(xgb.XGBClassifier)), columns=["gender", "Partner", "Contract", "PaymentMethod", "InternetService"], target="left"),
        Case("churn-lgb-sparse", "churn", chain(one_hot(), lgbm(lgb.LGBMClassifier)), columns=["gender", "Partner", "Contract", "PaymentMethod", "InternetService"]),
        Case("churn-xgb-missing-value", "churn", chain(imputed("constant", fill_value=-9), xgbm(xgb.XGBClassifier, missing=-9)), columns=CHURN, target="left"),
        Case("churn-lgb", "churn", chain(usual(), lgbm(lgb.LGBMClassifier))),
        Case("churn-logistic", "churn", chain(several, linear_model.LogisticRegression(max_iter=300)), columns=binary, holes="all", extremes="mild"),
        Case("churn-sgd", "churn", chain(usual(), linear_model.SGDClassifier(loss="log_loss", random_state=1)), extremes="mild"),
        Case("churn-linear-svc", "churn", chain(usual(), svm.LinearSVC(random_state=1)), extremes="mild"),
        Case("churn-voting-soft", "churn", chain(several, ensemble.VotingClassifier(two, voting="soft")), columns=binary, extremes="mild"),
        Case("churn-stacking", "churn", chain(several, ensemble.StackingClassifier(two, cv=2)), columns=binary, extremes="mild"),
        Case("churn-calibrated", "churn", chain(usual(), calibration.CalibratedClassifierCV(gbc(n_estimators=20), method="isotonic", cv=2))),
        Case("churn-calibrated-svc", "churn", chain(usual(), calibration.CalibratedClassifierCV(svm.LinearSVC(random_state=1), cv=2)), extremes="mild"),
        Case("churn-naive-bayes", "churn", chain(imputed(), naive_bayes.GaussianNB()), columns=CHURN, extremes="none"),
        Case("churn-mlp", "churn", chain(several, neural_network.MLPClassifier(hidden_layer_sizes=(8,), max_iter=40, random_state=1)), columns=binary, extremes="mild"),
    ]


def credit():
    return [
        Case("credit-gbc", "credit", chain(usual(), gbc()), target="Result"),
        Case("credit-gbc-classes", "credit", chain(usual(), gbc(n_estimators=20))),
        Case("credit-forest-classes", "credit", chain(usual(), forest_c())),
        Case("credit-target-encoder", "credit", chain(mixed("passthrough", preprocessing.TargetEncoder(random_state=1)), gbc(n_estimators=20)), holes="texts"),
        Case("credit-tree-texts", "credit", chain(usual(), tree.DecisionTreeClassifier(max_depth=9, random_state=1)), target="Housing"),
        Case("credit-hist-classes", "credit", chain(mixed("passthrough", ordinal()), ensemble.HistGradientBoostingClassifier(max_iter=20)), holes="all"),
        Case("credit-xgb-classes", "credit", chain(usual(), xgbm(xgb.XGBClassifier, n_estimators=20)), target="class"),
        Case("credit-lgb-classes", "credit", chain(usual(), lgbm(lgb.LGBMClassifier, n_estimators=20))),
        Case("credit-lgb-texts", "credit", chain(usual(), lgbm(lgb.LGBMClassifier, n_estimators=20)), target="Housing"),
        Case("credit-logistic-classes", "credit", chain(usual(), linear_model.LogisticRegression(max_iter=500)), extremes="mild"),
        Case("credit-sgd-classes", "credit", chain(usual(), linear_model.SGDClassifier(loss="log_loss", random_state=1)), extremes="mild"),
        Case("credit-svc", "credit", chain(usual(), svm.SVC()), target="Result", extremes="mild"),
        Case("credit-mlp-classes", "credit", chain(usual(), neural_network.MLPClassifier(hidden_layer_sizes=(8,), max_iter=40, random_state=1)), extremes="mild"),
    ]


def categories():
    """Boosters that are given data frames with columns of the type category. XGBoost has no answer for a category that it did not see."""
    numbers = ColumnTransformer([("scaled", chain(imputed(), preprocessing.StandardScaler()), CHURN)], remainder="passthrough", verbose_feature_names_out=False)
    light = dict(holes="all", categories=[])
    known = dict(holes="all", categories=[], unseen=False)
    return [
        Case("house-xgb-categories", "house", xgbm(xgb.XGBRegressor, enable_categorical=True), **known),
        Case("house-lgb-categories", "house", lgbm(lgb.LGBMRegressor), **light),
        Case("churn-xgb-categories", "churn", xgbm(xgb.XGBClassifier, enable_categorical=True), target="left", **known),
        Case("churn-xgb-categories-regressor", "churn", xgbm(xgb.XGBRegressor, enable_categorical=True, max_cat_to_onehot=1), target="left", **known),
        Case("churn-lgb-categories", "churn", lgbm(lgb.LGBMClassifier), **light),
        Case("churn-lgb-categories-regressor", "churn", lgbm(lgb.LGBMRegressor, min_data_per_group=5), target="left", **light),
        Case("churn-lgb-categories-scaled", "churn", chain(numbers.set_output(transform="pandas"), lgbm(lgb.LGBMRegressor)), target="left", **light),
        Case("credit-xgb-categories", "credit", xgbm(xgb.XGBRegressor, enable_categorical=True), target="Age", holes="all", categories=["Install_rate"], unseen=False),
        Case("credit-xgb-categories-classes", "credit", xgbm(xgb.XGBClassifier, n_estimators=20, enable_categorical=True), target="class", **known),
        Case("credit-lgb-categories", "credit", lgbm(lgb.LGBMRegressor), target="Age", holes="all", categories=["Install_rate"]),
        Case("credit-lgb-categories-classes", "credit", lgbm(lgb.LGBMClassifier, n_estimators=20), **light),
    ]


def cases():
    return house_trees() + house_products() + churn() + credit() + categories()
