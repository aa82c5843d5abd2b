"""Writes performance.json: what scikit-learn says of regressions and classifications, with and without weights.

Needs numpy and scikit-learn (the file says which made it):

    python make_golden.py > performance.json
"""
import json
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.simplefilter("ignore")
rng = np.random.default_rng(20261130)


def regression(name, y, p, w=None):
    k = dict(sample_weight=w)
    return dict(
        name=name, kind="regression", actual=y.tolist(), predicted=p.tolist(), weights=None if w is None else w.tolist(),
        metrics=dict(
            mae=m.mean_absolute_error(y, p, **k), rmse=m.root_mean_squared_error(y, p, **k), r2=m.r2_score(y, p, **k),
            median_absolute_error=m.median_absolute_error(y, p, **k)),
    )


def binary(name, y, p, w=None, threshold=0.5):
    k = dict(sample_weight=w)
    guess = (p >= threshold).astype(int)
    found = dict(
        accuracy=m.accuracy_score(y, guess, **k), precision=m.precision_score(y, guess, zero_division=0, **k),
        recall=m.recall_score(y, guess, zero_division=0, **k), f1=m.f1_score(y, guess, zero_division=0, **k),
        log_loss=m.log_loss(y, p, labels=[0, 1], **k), brier=m.brier_score_loss(y, p, pos_label=1, **k) if len(set(y)) > 1
        else float(np.average((p - y) ** 2, weights=w)))
    if len(set(y)) > 1:
        found["auc"] = m.roc_auc_score(y, p, **k)
    return dict(name=name, kind="binary", actual=y.tolist(), predicted=p.tolist(), threshold=threshold,
                weights=None if w is None else w.tolist(), metrics=found)


def multiclass(name, y, proba, w=None):
    k = dict(sample_weight=w)
    classes = sorted("cat dog emu".split())
    guess = np.array(classes)[proba.argmax(axis=1)]
    found = dict(accuracy=m.accuracy_score(y, guess, **k))
    for average in ("macro", "weighted"):
        for key, f in (("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score)):
            found[f"{key}_{average}"] = f(y, guess, average=average, zero_division=0, **k)
    found["log_loss"] = m.log_loss(y, proba, labels=classes, **k)
    if len(set(y)) == 3:
        found["auc_macro"] = m.roc_auc_score(y, proba, multi_class="ovr", average="macro", labels=classes, **k)
    return dict(name=name, kind="multiclass", classes=classes, actual=list(y), guess=guess.tolist(),
                probabilities=proba.tolist(), weights=None if w is None else w.tolist(), metrics=found)


n = 120
truth = rng.normal(10, 4, n)
guess = truth + rng.normal(0.3, 1.5, n)
weights = rng.uniform(0, 3, n)
score = rng.beta(2, 2, n)
label = (rng.random(n) < score).astype(int)
tied = np.round(score, 1)
sure = np.where(rng.random(n) < 0.3, np.round(score), score)
logits = rng.normal(size=(n, 3))
proba = np.exp(1.5 * logits) / np.exp(1.5 * logits).sum(axis=1, keepdims=True)
kind = np.array(["cat", "dog", "emu"])[[rng.choice(3, p=row) for row in proba]]
whole = rng.integers(1, 4, n).astype(float)
out = [
    regression("plain", truth, guess), regression("weighted", truth, guess, weights),
    regression("whole weights, some 0", truth, guess, np.where(np.arange(n) % 5 == 0, 0, whole)),
    regression("constant truth", np.full(5, 2.0), np.array([2.0, 2.5, 1.0, 2.0, 3.0])),
    regression("perfect", truth[:10], truth[:10]), regression("offset", truth + 1e6, guess + 1e6),
    regression("even number, ties", np.array([1.0, 2, 3, 4]), np.array([2.0, 3, 3, 6])),
    binary("plain", label, score), binary("weighted", label, score, weights), binary("ties", label, tied),
    binary("ties and weights", label, tied, whole), binary("sure and wrong", label, sure),
    binary("another threshold", label, score, None, 0.7), binary("nothing predicted", label, score / 3),
    binary("one class", np.zeros(20, int), score[:20]), binary("two rows", np.array([0, 1]), np.array([0.4, 0.4])),
    multiclass("plain", kind, proba), multiclass("weighted", kind, proba, weights),
    multiclass("two of three classes", kind[kind != "emu"], proba[kind != "emu"]),
]
print('{"made_by": ' + json.dumps(f"scikit-learn {sklearn.__version__}, numpy {np.__version__}") + ', "cases": [')
print(",\n".join(json.dumps(row, default=float) for row in out))
print("]}")
