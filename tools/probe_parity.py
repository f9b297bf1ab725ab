"""Writes tests/fixtures/interpretability/probe.json.gz: linear probes of random states by scikit-learn, with what they say of other states.

    python tools/probe_parity.py

Labels are drawn from a linear model, so that no probe is certain. Weights and biases are those of the minimum to some ten digits: the
solver is stopped late.
"""

import numpy as np
import sklearn
from parity import FIXTURES, packed, write_json
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(29)

# States, width, labels, penalty, and how unequal the axes are.
CASES = [
    (60, 4, [0, 1], 1.0, 1.0),
    (90, 5, [0, 1, 2], 0.1, 1.0),
    (80, 3, [2, 5, 7, 9], 10.0, 1.0),
    (120, 6, [3, -1], 1e-3, 30.0),
    (40, 30, [0, 1, 2], 1.0, 30.0),
]
OTHERS = 40


def drawn(n, width, labels, spread):
    scale = spread ** np.linspace(0, 1, width)
    states = (rng.normal(size=(n + OTHERS, width)) * scale + rng.normal(size=width)).astype(np.float32)
    scores = (states / scale) @ rng.normal(size=(width, len(labels))) + rng.gumbel(size=(n + OTHERS, len(labels)))
    return states, np.array(labels)[scores.argmax(1)]


def case(n, width, labels, penalty, spread):
    states, truth = drawn(n, width, labels, spread)
    probe = LogisticRegression(C=1 / penalty, solver="newton-cg", tol=1e-13, max_iter=100_000)
    probe.fit(states[:n].astype(np.float64), truth[:n])
    others = states[n:].astype(np.float64)
    scores = probe.predict_log_proba(others)
    by_class = np.exp(scores[:, 1] if len(labels) == 2 else scores)
    return {
        "penalty": penalty,
        "states": packed(states[:n]), "labels": truth[:n].tolist(),
        "others": packed(states[n:]), "truth": truth[n:].tolist(),
        "weight": packed(probe.coef_), "bias": packed(probe.intercept_),
        "scores": packed(scores), "said": probe.predict(others).tolist(),
        "auc": roc_auc_score(truth[n:], by_class, multi_class="ovr", average="macro"),
    }


def curve(n, values):
    scores, truth = rng.integers(0, values, n), rng.random(n) < 0.4
    return {"scores": scores.tolist(), "truth": truth.tolist(), "auc": roc_auc_score(truth, scores)}


write_json(FIXTURES / "interpretability" / "probe.json.gz", {
    "made": {"scikit-learn": sklearn.__version__},
    "cases": [case(*each) for each in CASES],
    "curves": [curve(50, values) for values in (3, 10, 1000)],
})
