"""The peers of DriftSpeed: pandas reads two CSV files, Evidently compares them, SciPy tests two columns.

usage: drift_peers.py DIRECTORY ROUNDS
Prints a line for each measurement: its name and the seconds that it took.
"""

import sys
import time
from pathlib import Path

import pandas
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset
from scipy import stats


def timed(name, action):
    start = time.perf_counter()
    result = action()
    print(name, time.perf_counter() - start, flush=True)
    return result


def evidently(reference, current, page):
    numbers = [name for name in reference if name.startswith("n")]
    texts = [name for name in reference if not name.startswith("n")]
    definition = DataDefinition(numerical_columns=numbers, categorical_columns=texts)
    report = Report([DataDriftPreset(num_method="psi", cat_method="psi")])
    result = report.run(Dataset.from_pandas(current, definition), Dataset.from_pandas(reference, definition))
    result.save_html(str(page))


def main():
    directory, rounds = Path(sys.argv[1]), int(sys.argv[2])
    for round in range(rounds + 1):
        reference, current = timed(
            "read" if round else "read_first",
            lambda: (pandas.read_csv(directory / "reference.csv"), pandas.read_csv(directory / "current.csv")),
        )
    page = directory / "evidently.html"
    timed("first", lambda: evidently(reference, current, page))
    for _ in range(rounds):
        timed("warm", lambda: evidently(reference, current, page))
    before, after = reference["n0"].to_numpy(), current["n0"].to_numpy()
    for name, move in (("same", 0), ("moved", 0.05)):
        for _ in range(rounds):
            timed(f"ks_{name}", lambda: stats.ks_2samp(before, after + move))
        for _ in range(rounds):
            timed(f"exact_{name}", lambda: stats.ks_2samp(before[:10_000], after[:9_999] + move, method="exact"))


if __name__ == "__main__":
    main()
