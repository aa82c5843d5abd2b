"""One part of SparkSpeed in a process of its own: drift and predictions on Spark, ours and the ways a user of Spark has without us.

usage: spark_speed.py PART FOLDER JARS CORES [ARGUMENTS]   in the directory of the data, FOLDER of modelkeel_spark.py
  data ROWS NUMBERS MORE     writes houses and numbers, before and after, houses of MORE rows, a pipeline in the registry and house.onnx
  drift NAME ROUNDS          the seconds of each way, round by round
  profile NAME ROUNDS ROWS   ours alone: how time grows
  parts COLUMNS              what a partition costs beside its rows
  score WAY ROUNDS ROWS      the seconds of a way, its processor time a row in microseconds and its memory
"""

import json
import math
import os
import sys
import threading
import time
from typing import Iterator, Tuple

part, folder, jars, cores = sys.argv[1:5]
sys.path.insert(0, folder)

import modelkeel_spark as ms
import pandas as pd
from pyspark.ml.feature import Bucketizer
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

NUMBERS, TEXTS = ["sqft", "bedrooms", "age"], ["area"]
TREES = ["sklearn.tree._tree.Tree"]
BINS = 10
CHAMPION = "models:/house@champion"


def session():
    builder = SparkSession.builder.master(f"local[{cores}]").appName("modelkeel")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "3g",
        "spark.driver.maxResultSize": "2g",
        # room for native code on the threads of tasks: without it ONNX Runtime ends the JVM
        "spark.driver.extraJavaOptions": "-Xss16m",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.log.level": "ERROR",
        "spark.jars": jars,
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def timed(action):
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def houses(spark, rows, seed, move):
    area = f"element_at(array('center','north','south','suburban','rural'), 1 + cast(5 * rand({seed + 3}) as int))"
    return spark.range(0, rows, 1, 8).selectExpr(
        "id",
        f"1500 + 400 * (randn({seed}) + {move}) as sqft",
        f"1 + cast(6 * rand({seed + 1}) as int) as bedrooms",
        f"120 * rand({seed + 2}) as age",
        f"{area} as area",
    )


def data(spark, rows, numbers, more):
    for side, move in (("before", 0), ("after", 0.02)):
        houses(spark, rows, int(1 + 1000 * move), move).write.parquet(f"houses-{side}.parquet")
        spark.range(0, numbers, 1, 8).selectExpr(f"100 + 20 * (randn({int(7 + 1000 * move)}) + {move}) as x").write.parquet(f"numbers-{side}.parquet")
    for many in (rows, more):
        houses(spark, many, 50, 0).write.parquet(f"houses-{many}.parquet")
    fit(spark.read.parquet("houses-before.parquet").limit(5_000).toPandas())
    return {}


def fit(frame):
    import mlflow
    from skl2onnx import to_onnx
    from skl2onnx.common.data_types import FloatTensorType, StringTensorType
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import GradientBoostingRegressor
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    columns = ColumnTransformer([("numbers", StandardScaler(), NUMBERS), ("texts", OneHotEncoder(sparse_output=False), TEXTS)])
    pipeline = Pipeline([("columns", columns), ("trees", GradientBoostingRegressor(n_estimators=100, max_depth=3, random_state=7))])
    price = 200 * frame["sqft"] + 9_000 * frame["bedrooms"] - 500 * frame["age"] + frame["area"].str.len() * 1e4
    pipeline.fit(frame[NUMBERS + TEXTS], price)
    with mlflow.start_run():
        signature = mlflow.models.infer_signature(frame[NUMBERS + TEXTS], price)
        info = mlflow.sklearn.log_model(pipeline, name="house", signature=signature, registered_model_name="house", skops_trusted_types=TREES)
    mlflow.MlflowClient().set_registered_model_alias("house", "champion", info.registered_model_version)
    types = [(name, FloatTensorType([None, 1])) for name in NUMBERS] + [(name, StringTensorType([None, 1])) for name in TEXTS]
    with open("house.onnx", "wb") as file:
        file.write(to_onnx(pipeline, initial_types=types).SerializeToString())


def splits(reference, numbers):
    """The edges of each column's bins, as approxQuantile has them with an error of a thousandth of the rows."""
    quantiles = reference.approxQuantile(numbers, [i / BINS for i in range(1, BINS)], 0.001)
    return {name: sorted(set(each)) for name, each in zip(numbers, quantiles, strict=True)}


def by_bucketizer(frame, name, edges):
    bucketizer = Bucketizer(splits=[-math.inf, *edges, math.inf], inputCol=name, outputCol="bin", handleInvalid="keep")
    return bucketizer.transform(frame.select(name)).groupBy("bin").count()


def by_case(frame, name, edges):
    bins = F.when(F.col(name).isNull(), -1).when(F.col(name) < edges[0], 0)
    for i, edge in enumerate(edges[1:], 1):
        bins = bins.when(F.col(name) < edge, i)
    return frame.select(bins.otherwise(len(edges)).alias("bin")).groupBy("bin").count()


def counts(way, frame, edges, texts):
    counted = {name: way(frame, name, each) for name, each in edges.items()}
    counted |= {name: frame.groupBy(F.col(name).alias("bin")).count() for name in texts}
    return {name: {row["bin"]: row["count"] for row in each.collect()} for name, each in counted.items()}


def read_alone(frame, numbers, texts):
    """The columns read and added up, in the loop that Spark compiles: no way of counting them can be faster in it."""
    return frame.agg(*[F.sum(name) for name in numbers], *[F.max(name) for name in texts]).collect()


def psi(before, after):
    total, all_before, all_after = 0, sum(before.values()), sum(after.values())
    for bin in before.keys() | after.keys():
        share = max(before.get(bin, 0) / all_before, 1e-4), max(after.get(bin, 0) / all_after, 1e-4)
        total += (share[1] - share[0]) * math.log(share[1] / share[0])
    return total


def drift(spark, name, rounds):
    """Each way on a reference and current data of the same size; the first round warms up."""
    before, after = (spark.read.parquet(f"{name}-{side}.parquet").drop("id") for side in ("before", "after"))
    texts = [column for column, kind in after.dtypes if kind == "string"]
    numbers = [column for column in after.columns if column not in texts]
    seconds = {}

    def measured(way, action):
        took, result = timed(action)
        seconds.setdefault(way, []).append(took)
        return result

    for _ in range(rounds + 1):
        reference = measured("reference, ours", lambda: ms.profile_reference(before))
        report = measured("ours", lambda: ms.compare(reference, ms.profile(after, reference)))
        measured("read", lambda: read_alone(after, numbers, texts))
        edges = measured("approxQuantile", lambda: splits(before, numbers))
        for way, count in (("Bucketizer", by_bucketizer), ("CASE", by_case)):
            known = measured(f"reference, {way}", lambda: counts(count, before, edges, texts))
            found = measured(way, lambda: counts(count, after, edges, texts))
            check(report, {column: psi(known[column], found[column]) for column in known})
    return {
        "seconds": {way: each[1:] for way, each in seconds.items()},
        "rows": after.count(),
    }


def check(report, scores):
    """Bins of approximate quantiles are others, but their PSI is nearly the same."""
    for column in report["columns"]:
        ours, theirs = column["result"]["psi"], scores[column["name"]]
        if abs(ours - theirs) > 0.001:
            raise ValueError(f"the PSI of {column['name']} is {ours}, and {theirs} by approxQuantile")


def profile(spark, name, rounds, rows):
    """Ours alone, of the first rows; the first time warms up."""
    frame = spark.read.parquet(f"{name}-after.parquet").drop("id")
    reference = ms.profile_reference(spark.read.parquet(f"{name}-before.parquet").drop("id").limit(100_000))
    some = f"{name}-{rows}.parquet"
    if not os.path.exists(some):
        frame.limit(rows).repartition(8).write.parquet(some)
    frame = spark.read.parquet(some)
    all_seconds = [timed(lambda: ms.profile(frame, reference))[0] for _ in range(rounds + 1)]
    return {"seconds": all_seconds[1:], "rows": frame.count()}


def parts(spark, columns):
    """Partitions of ten rows: what is left is what a partition costs."""
    names = [f"randn({i}) as c{i}" for i in range(columns)]
    reference = ms.profile_reference(spark.range(0, 20_000, 1, 2).selectExpr(*names))
    seconds = []
    for partitions in (2, 100, 2, 100, 400):
        frame = spark.range(0, 10 * partitions, 1, partitions).selectExpr(*names)
        seconds.append(timed(lambda: ms.profile(frame, reference))[0])
    return {"few": seconds[2], "hundred": seconds[3], "more": seconds[4], "bytes": len(json.dumps(reference))}


def score(spark, way, rounds, rows):
    """The rows with their predictions, to nowhere."""
    frame = spark.read.parquet("houses-after.parquet").limit(rows) if rows < 2_000_000 else spark.read.parquet(f"houses-{rows}.parquet")
    pid = spark.sparkContext._gateway.proc.pid
    fixed, scored = timed(lambda: WAYS[way](spark, frame))
    usage = Usage(pid)
    usage.start()
    seconds = [timed(lambda: scored.write.format("noop").mode("overwrite").save())[0]]
    before = processor_seconds(pid)
    seconds += [timed(lambda: scored.write.format("noop").mode("overwrite").save())[0] for _ in range(rounds)]
    used = processor_seconds(pid) - before
    usage.ended.set()
    sample = scored.where("id % 10007 = 0").orderBy("id").select("prediction").collect()
    return {
        "fixed": fixed,
        "first": seconds[0],
        "seconds": seconds[1:],
        "processor": used / rounds / frame.count() * 1e6,
        "megabytes": usage.most,
        "sample": [row["prediction"] for row in sample],
    }


def ours(spark, frame):
    return ms.transform(frame, CHAMPION)


def pandas_udf(spark, frame):
    import mlflow

    pipeline = spark.sparkContext.broadcast(mlflow.sklearn.load_model(CHAMPION))

    @F.pandas_udf("double")
    def predict(batches: Iterator[Tuple[pd.Series, ...]]) -> Iterator[pd.Series]:
        for batch in batches:
            yield pd.Series(pipeline.value.predict(pd.concat(batch, axis=1, keys=NUMBERS + TEXTS)))

    return frame.withColumn("prediction", predict(*NUMBERS, *TEXTS))


def onnx(spark, frame):
    with open("house.onnx", "rb") as file:
        graph = file.read()
    return DataFrame(spark._jvm.io.github.modelkeel.interop.OnnxPartitions.predict(frame._jdf, graph), spark)


WAYS = {"ours": ours, "pandas_udf": pandas_udf, "onnx": onnx, "read": lambda spark, frame: frame.withColumn("prediction", F.lit(0.0))}


def family(pid):
    """A process and all below it."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []  # it ended in this moment
    children = [child for task in tasks for child in read(f"/proc/{pid}/task/{task}/children").split()]
    return [pid] + [each for child in children for each in family(int(child))]


def read(file):
    try:
        with open(file, encoding="utf-8") as opened:
            return opened.read()
    except OSError:
        return ""  # it ended in this moment


def processor_seconds(pid):
    """Of the JVM and of Spark's Python workers, also of those that ended."""
    ticks = sum(int(each) for child in family(pid) for each in read(f"/proc/{child}/stat").rpartition(")")[2].split()[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


class Usage(threading.Thread):
    """The most memory that the JVM and Spark's Python workers have at a time, in megabytes."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.1):
            lines = [line for each in family(self.pid) for line in read(f"/proc/{each}/status").splitlines()]
            self.most = max(self.most, sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024)


def main():
    spark = session()
    arguments = [int(each) if each.isdigit() else each for each in sys.argv[5:]]
    said = {"data": data, "drift": drift, "profile": profile, "parts": parts, "score": score}[part](spark, *arguments)
    spark.stop()
    print(json.dumps(said))


main()
