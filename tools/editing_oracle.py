"""Reference values for editing, in float64 by numpy alone: CounterFact's and zsRE's scores as ROME's scripts compute them, ROME's update by the
conditions of Karush, Kuhn and Tucker, and MEMIT's as a problem of least squares.

    python tools/editing_oracle.py
"""

import gzip
import json

import numpy as np

rng = np.random.default_rng(14)


def rivals(n):
    return [{"target": float(t), "original": float(o)} for t, o in -rng.exponential(2.0, (n, 2))]


def said(n):
    return [bool(x) for x in rng.random(n) < 0.6]


def harmonic(values):
    return len(values) / sum(1 / v for v in values)


cases = []
for _ in range(40):
    paraphrases, neighbours = int(rng.integers(1, 4)), int(rng.integers(1, 9))
    cases.append({
        "rewrite": {**rivals(1)[0], "said": said(2)},
        "paraphrases": [{**r, "said": said(3)} for r in rivals(paraphrases)],
        "neighbours": rivals(neighbours),
        "loc": [said(1) for _ in range(neighbours)],
    })

# As experiments/summarize.py has it: the mean over a case's prompts, and then over cases; probabilities of mean negative log-likelihoods.
def over(key, sign):
    success, difference = [], []
    for case in cases:
        texts = [case["rewrite"]] if key == "rewrite" else case[key]
        nll = [(-r["target"], -r["original"]) for r in texts]
        success.append(np.mean([sign * (true - new) > 0 for new, true in nll]))
        difference.append(np.mean([sign * (np.exp(-new) - np.exp(-true)) for new, true in nll]))
    return float(np.mean(success)), float(np.mean(difference))


es, em = over("rewrite", 1)
ps, pm = over("paraphrases", 1)
ns, nm = over("neighbours", -1)
scores = {
    "efficacy": es, "paraphrase": ps, "neighbourhood": ns, "score": harmonic([es, ps, ns]),
    "efficacyMagnitude": em, "paraphraseMagnitude": pm, "neighbourhoodMagnitude": nm,
}
zsre = {
    "efficacy": float(np.mean([np.mean(c["rewrite"]["said"]) for c in cases])),
    "paraphrase": float(np.mean([np.mean([x for p in c["paraphrases"] for x in p["said"]]) for c in cases])),
    "specificity": float(np.mean([np.mean([x for l in c["loc"] for x in l]) for c in cases])),
}

F, D, n, lam = 12, 7, 5, 3.0
W, keys = rng.normal(size=(D, F)), rng.normal(size=(60, F))
C = keys.T @ keys / len(keys)
k, v = rng.normal(size=F), rng.normal(size=D)
# min tr D C D^T with D k = v - W k: the stationary point of its Lagrangian, row by row.
kkt = np.block([[2 * C, k[:, None]], [k[None, :], np.zeros((1, 1))]])
rome = np.stack([np.linalg.solve(kkt, np.r_[np.zeros(F), r])[:F] for r in v - W @ k])
# min |D K^T - R^T|^2 + lambda tr D C D^T, as one stacked problem of least squares.
K, R = rng.normal(size=(n, F)), rng.normal(size=(n, D))
root = np.linalg.cholesky(C).T
memit = np.linalg.lstsq(np.vstack([K, np.sqrt(lam) * root]), np.vstack([R, np.zeros((F, D))]), rcond=None)[0].T

lists = {name: np.asarray(x).tolist() for name, x in dict(W=W, C=C, k=k, v=v, rome=rome, K=K, R=R, memit=memit).items()}
text = json.dumps({"cases": cases, "scores": scores, "zsre": zsre, "lambda": lam, **lists})
with open("tests/fixtures/editing/oracle.json.gz", "wb") as file:
    file.write(gzip.compress(text.encode(), mtime=0))
