"""Writes the tables of the feature repository in the directory of the first argument: a few customers that are special, and a thousand that are not."""

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

data = Path(sys.argv[1])
data.mkdir(parents=True, exist_ok=True)
now = datetime.now(timezone.utc)
many = range(1000, 2000)


def write(name, ids, hours, **columns):
    dates = pa.array([now - timedelta(hours=each) for each in hours], pa.timestamp("us", tz="UTC"))
    pq.write_table(pa.table({**ids, "event_timestamp": dates, **columns}), data / f"{name}.parquet")


customers = {"customer_id": pa.array([1, 2, 3, 6, 7, *many], pa.int64())}
hours = [1, 1, 1, 72, 1] + [1] * len(many)  # customer 6 was last seen three days ago
write(
    "profile",
    customers,
    hours,
    income=pa.array([50000.5, 61000.0, None, 40000.0, 30000.0, *map(float, many)], pa.float64()),
    age=pa.array([30, 40, 50, 60, None, *(each % 80 for each in many)], pa.int64()),
    region=pa.array(["north", "süd", "", None, "east", *["west"] * len(many)]),
    member=pa.array([True, False, None, True, False, *[True] * len(many)]),
    score=pa.array([0.1, 0.2, 0.3, 0.4, 0.5, *[0.5] * len(many)], pa.float32()),
)
write(
    "account",
    customers,
    hours,
    balance=pa.array([10.5, -3.0, 0.0, 7.0, float("inf"), *map(float, many)], pa.float64()),
    late_payments=pa.array([0, 1, 2**53 + 1, 3, 4, *[0] * len(many)], pa.int64()),
)
write(
    "shop",
    {"merchant_code": pa.array(["m1", "m2"])},
    [1, 1],
    turnover=pa.array([1e6, 2e6], pa.float64()),
)
print(json.dumps({"customers": len(hours)}))
