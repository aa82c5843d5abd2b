"""Writes estimates.json: what NannyML's CBPE estimates without labels.

Needs nannyml (the file says which made it, and beside which pandas):

    python make_estimates.py > estimates.json
"""
import json
import logging
import warnings

import nannyml
import numpy as np
import pandas as pd
from nannyml.performance_estimation.confidence_based import CBPE

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)


def binary(seed, name, n, m, distort, shift, chunk):
    rng = np.random.default_rng(seed)

    def side(size, move):
        p = 1 / (1 + np.exp(-rng.normal(move, 1.5, size)))
        return distort(p), (rng.random(size) < p).astype(int)

    s, y = side(n, 0)
    t, z = side(m, shift)
    reference = pd.DataFrame(dict(score=s, guess=(s >= 0.5).astype(int), y=y))
    current = pd.DataFrame(dict(score=t, guess=(t >= 0.5).astype(int)))
    names = ["roc_auc", "f1", "precision", "recall", "specificity", "accuracy"]
    cbpe = CBPE(metrics=names, y_pred_proba="score", y_pred="guess", y_true="y", problem_type="classification_binary",
                chunk_size=chunk)
    cbpe.fit(reference)
    found = cbpe.estimate(current).filter(period="analysis").to_df()
    return dict(
        name=name, kind="binary", reference_scores=s.tolist(), reference_labels=y.tolist(), scores=t.tolist(),
        labels=z.tolist(), chunk=chunk, calibrated=bool(cbpe.needs_calibration),
        estimates={k: found[(k, "value")].tolist() for k in names})


def multiclass(seed, name, n, m, power, chunk):
    rng = np.random.default_rng(seed)
    classes = ["a", "b", "c"]

    def side(size, move):
        logits = rng.normal([move, 0, 0], 1.2, size=(size, 3))
        p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        y = np.array(classes)[[rng.choice(3, p=row) for row in p]]
        q = p ** power
        return q / q.sum(axis=1, keepdims=True), y

    s, y = side(n, 0)
    t, _ = side(m, 0.7)
    frame = lambda q: pd.DataFrame(dict(pa=q[:, 0], pb=q[:, 1], pc=q[:, 2], guess=np.array(classes)[q.argmax(axis=1)]))
    reference, current = frame(s), frame(t)
    reference["y"] = y
    names = ["roc_auc", "f1", "precision", "recall", "accuracy"]
    cbpe = CBPE(metrics=names, y_pred_proba=dict(a="pa", b="pb", c="pc"), y_pred="guess", y_true="y",
                problem_type="classification_multiclass", chunk_size=chunk)
    cbpe.fit(reference)
    found = cbpe.estimate(current).filter(period="analysis").to_df()
    return dict(
        name=name, kind="multiclass", classes=classes, reference_probabilities=s.tolist(), reference_labels=y.tolist(),
        probabilities=t.tolist(), chunk=chunk,
        calibrated=[type(cbpe._calibrators[c]).__name__ != "NoopCalibrator" for c in classes],
        estimates={k: found[(k, "value")].tolist() for k in names})


out = [
    binary(5, "calibrated already", 600, 600, lambda p: p, 0.5, 300),
    binary(2, "too sure", 1000, 600, lambda p: p**3 / (p**3 + (1 - p) ** 3), 0.8, 250),
    binary(3, "too timid", 800, 400, lambda p: 0.4 + 0.2 * p, -0.8, 400),
    multiclass(4, "three classes, too sure", 900, 400, 3, 200),
    multiclass(2, "three classes, as they are", 500, 400, 1, 400),
]
made = f"nannyml {nannyml.__version__}, pandas {pd.__version__}, numpy {np.__version__}"
print('{"made_by": ' + json.dumps(made) + ', "cases": [')
print(",\n".join(json.dumps(row) for row in out))
print("]}")
