"""The stability index with half a row in empty bins, what no drift would give, and its p-value, by NumPy and SciPy.

Usage: python make_golden_psi.py FOLDER psi.json, where FOLDER has golden.json and inputs/.

They replace the psi, psi_expected_under_null and psi_chi2_pvalue of golden.json, which have a constant share in empty bins and count bins
that can hold nothing. Where a bin expects fewer than 10 (noise) or 15 (p) rows, the figures are those of drawn data without drift, and
the p-value is a mid-p-value: of categories 200,000 tables with their margins fixed, of numbers 20,000 deals of the pooled values with the
bins made again each time.
"""
import csv
import json
import sys

import numpy as np
import scipy
from scipy import stats

BINS = 10


def psi(a, b, n, m):
    p = np.maximum(a, 0.5) / n
    q = np.maximum(b, 0.5) / m
    return ((q - p) * np.log(q / p)).sum(axis=-1)


def edges(reference):
    quantiles = np.quantile(reference, np.arange(1, BINS) / BINS)
    found = set()
    previous = None
    for value in quantiles:
        found.add(float(np.nextafter(value, np.inf)) if value == previous else float(value))
        previous = value
    return np.array(sorted(found))


def counts(values, at):
    return np.bincount(np.searchsorted(at, values, side="right"), minlength=len(at) + 1).astype(float)


def of_values(reference, current):
    at = edges(reference)
    a, b = counts(reference, at), counts(current, at)
    return float(psi(a, b, a.sum(), b.sum())) if ((a + b) > 0).sum() > 1 else 0.0


def null_of_values(reference, current, rng):
    pooled = np.concatenate([reference, current])
    draws = np.empty(20_000)
    for i in range(len(draws)):
        dealt = rng.permutation(pooled)
        draws[i] = of_values(dealt[: len(reference)], dealt[len(reference):])
    return draws


def null_of_counts(total, n, m, rng):
    drawn = rng.multivariate_hypergeometric(total.astype(int), int(n), 200_000, method="marginals")
    return psi(drawn, total - drawn, n, m)


def figures(reference, current, values, seed):
    a = np.array(reference, dtype=float)
    b = np.array(current, dtype=float)
    occupied = a + b > 0
    a, b = a[occupied], b[occupied]
    n, m, total = a.sum(), b.sum(), a + b
    value = float(psi(a, b, n, m))
    out = dict(psi=value, noise=0.0, p=1.0, noise_drawn=False, p_drawn=False)
    if len(a) < 2:
        return out
    scale = 1 / n + 1 / m
    smallest = total.min() * min(n, m) / (n + m)
    out["noise"] = float((len(a) - 1) * scale)
    out["p"] = float(stats.chi2.sf(value / scale, len(a) - 1))
    if smallest < 15:
        rng = np.random.default_rng(seed)
        null = null_of_counts(total, n, m, rng) if values is None else null_of_values(*values, rng)
        equal = np.isclose(null, value, rtol=1e-9, atol=0)
        out["p"] = float(((null > value) & ~equal).mean() + equal.mean() / 2)
        out["p_drawn"] = True
        if smallest < 10:
            out["noise"] = float(null.mean())
            out["noise_drawn"] = True
    return out


def numbers(folder, name, side):
    with open(f"{folder}/inputs/{name}.{side}.csv") as file:
        rows = list(csv.DictReader(file))
    columns = {}
    for column in rows[0] if rows else []:
        try:
            parsed = np.array([float(row[column]) for row in rows if row[column] != ""])
        except ValueError:
            continue
        columns[column] = parsed[np.isfinite(parsed)] + 0.0
    return columns


def main(folder, target):
    golden = json.load(open(folder + "/golden.json"))
    found = {}

    def add(key, pair, reference, current):
        if "error" in pair:
            return
        binned = pair.get("bins_quantile10_isolated")
        values = None if binned is None else (reference, current)
        both = binned or pair
        found[key] = figures(both["ref_counts"], both["cur_counts"], values, len(found))

    for name, pair in golden["pairs"].items():
        add(name, pair, numbers(folder, name, "ref").get("value"), numbers(folder, name, "cur").get("value"))
    for name, dataset in golden["datasets"].items():
        reference, current = numbers(folder, name, "ref"), numbers(folder, name, "cur")
        for column, pair in dataset["columns"].items():
            add(name + "." + column, pair, reference.get(column), current.get(column))
    meta = dict(numpy=np.__version__, scipy=scipy.__version__)
    with open(target, "w") as out:
        json.dump(dict(meta=meta, figures=found), out, indent=1)
        out.write("\n")


main(sys.argv[1], sys.argv[2])
