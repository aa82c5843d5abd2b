"""Writes statistics.json: what SciPy says of small samples and counts, for the statistics that are asked for by name.

Needs numpy, scipy and mpmath (the file says which made it):

    python make_golden_statistics.py > statistics.json
"""
import json

import mpmath
import numpy as np
import scipy
from scipy import stats
from scipy.spatial import distance

rng = np.random.default_rng(20261130)


def samples(name, x, y):
    """Without ties: all p-values are SciPy's. With ties that of Cramér and von Mises is not: see CramerVonMises."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    tied = len(np.unique(np.concatenate([x, y]))) < len(x) + len(y)
    u = stats.mannwhitneyu(x, y, alternative="two-sided", method="auto")
    found = dict(
        name=name, reference=x.tolist(), current=y.tolist(), tied=tied,
        wasserstein=float(stats.wasserstein_distance(x, y)),
        u=float(u.statistic), u_p=float(u.pvalue),
        larger=float(((y[:, None] > x).sum() + 0.5 * (y[:, None] == x).sum()) / (len(x) * len(y))),
    )
    if np.std(x) > 0:
        found["wasserstein_normalised"] = float(stats.wasserstein_distance(x, y) / np.std(x))
    if not tied and len(x) > 1:  # SciPy has none of one value
        t = stats.cramervonmises_2samp(x, y, method="auto")
        found.update(t=float(t.statistic), t_p=float(t.pvalue))
    return found


def counts(name, a, b):
    a, b = np.asarray(a), np.asarray(b)
    p, q = a / a.sum(), b / b.sum()
    table = np.array([a, b])
    table = table[:, table.sum(axis=0) > 0]
    g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    found = dict(
        name=name, reference=a.tolist(), current=b.tolist(),
        jensen_shannon=float(distance.jensenshannon(p, q, 2.0)),
        hellinger=float(np.sqrt(np.sum((np.sqrt(p) - np.sqrt(q)) ** 2) / 2)),
        tvd=float(np.abs(p - q).sum() / 2),
        g=float(g.statistic), g_dof=int(g.dof), g_p=float(g.pvalue),
    )
    if len(a) == 2:  # of the second cell, reference less current
        n, m = a.sum(), b.sum()
        pooled = (a[1] + b[1]) / (n + m)
        z = (a[1] / n - b[1] / m) / np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        found.update(z=float(z), z_p=float(2 * stats.norm.sf(abs(z))))
    return found


def exact_criterion():
    """P(T >= t) of small samples without ties, over all sizes."""
    rows = []
    for n, m in [(2, 3), (2, 2), (3, 4), (5, 5), (6, 9), (10, 10), (12, 7), (20, 20), (19, 20), (2, 20)]:
        x, y = rng.normal(size=n), rng.normal(0.8, 1, m)
        t = stats.cramervonmises_2samp(x, y, method="exact")
        rows.append(dict(reference=x.tolist(), current=y.tolist(), t=float(t.statistic), p=float(t.pvalue)))
    return rows


def limit(x):
    """P(at least x) in the limit, with 80 digits: SciPy stops its series early, and has 1.6e-10 where 7e-25 is right."""
    mpmath.mp.dps = 80
    x = mpmath.mpf(x)
    total = mpmath.mpf(0)
    for k in range(60 + int(20 * x)):
        y = 4 * k + 1
        q = mpmath.mpf(y * y) / (16 * x)
        u = mpmath.gamma(k + mpmath.mpf(1) / 2) / mpmath.gamma(k + 1) / (mpmath.pi ** 1.5 * mpmath.sqrt(x))
        total += u * mpmath.sqrt(y) * mpmath.exp(-q) * mpmath.besselk(mpmath.mpf(1) / 4, q)
    return dict(x=float(x), p=float(1 - total))


normal = rng.normal(size=400)
out = dict(
    made_by=f"scipy {scipy.__version__}, numpy {np.__version__}",
    samples=[
        samples("normal, moved", normal[:150], rng.normal(0.4, 1.2, 120)),
        samples("normal, the same", normal[150:400], rng.normal(size=333)),
        samples("far apart", rng.normal(size=60), rng.normal(9, 1, 70)),
        samples("small and exact", rng.normal(size=7), rng.normal(1, 1, 30)),
        samples("one against some", rng.normal(size=1), rng.normal(size=25)),
        samples("both small", rng.normal(size=12), rng.normal(0.5, 1, 17)),
        samples("counts, with ties", rng.poisson(3, 200), rng.poisson(3.6, 150)),
        samples("rounded, with ties", np.round(rng.normal(size=300), 1), np.round(rng.normal(0.1, 1, 280), 1)),
        samples("zero-inflated", np.where(rng.random(200) < 0.5, 0, rng.exponential(size=200)), rng.exponential(size=200)),
        samples("constant reference", np.full(30, 2.5), rng.normal(2.5, 1, 40)),
        samples("skewed, of other sizes", rng.lognormal(size=1200), rng.lognormal(0.1, 1, 300)),
    ],
    counts=[
        counts("four categories", [152, 118, 105, 51], [91, 109, 135, 34]),
        counts("a category without a side", [40, 0, 60, 3], [30, 25, 45, 0]),
        counts("two", [450, 50], [400, 100]),
        counts("two of few", [9, 1], [5, 5]),
        counts("the same", [10, 20, 30], [20, 40, 60]),
        counts("nothing shared", [10, 0], [0, 12]),
        counts("many", rng.poisson(20, 40) + 1, rng.poisson(22, 40) + 1),
    ],
    criterion_exact=exact_criterion(),
    criterion_limit=[limit(x) for x in (0.02, 0.05, 0.1, 0.15, 0.19, 0.2, 0.21, 0.3, 0.461, 0.7434, 1, 2, 5, 11)],
)
print('{"made_by": ' + json.dumps(out.pop("made_by")))
for key, rows in out.items():
    print(',"' + key + '": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]")
print("}")
