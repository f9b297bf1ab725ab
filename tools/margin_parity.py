"""Writes tests/fixtures/lessons/margins.json.gz: pairs of point clouds, and the widest margin between them by scikit-learn.

    ../venv-tenon/bin/python tools/margin_parity.py
"""

import gzip
import json
import random
from pathlib import Path

import sklearn
from sklearn.svm import SVC

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "lessons" / "margins.json.gz"
rng = random.Random(20)
cases = []
for width, count in [(1, 10), (2, 20), (2, 60), (3, 30), (5, 40), (8, 40), (10, 60), (20, 30)] * 2:
    while True:
        direction = [rng.gauss(0, 1) for _ in range(width)]
        norm = sum(x * x for x in direction) ** 0.5
        offset = [x / norm * 3 for x in direction]
        above = [[round(rng.gauss(0, 1) + o, 4) for o in offset] for _ in range(count)]
        below = [[round(rng.gauss(0, 1) - o, 4) for o in offset] for _ in range(count)]
        svc = SVC(C=1e6, kernel="linear", tol=1e-6).fit(above + below, [1] * count + [-1] * count)
        w = svc.coef_[0]
        norm = float((w * w).sum() ** 0.5)
        side = [float(s) / norm for s in svc.decision_function(above + below)]
        margin = min(min(side[:count]), -max(side[count:]))
        if margin > 0.02:  # parted, and not by a hair
            break
    cases.append({"above": above, "below": below, "weight": [float(x) / norm for x in w],
                  "bias": float(svc.intercept_[0]) / norm, "margin": 1 / norm})
    print(width, count, 1 / norm, margin)
OUT.parent.mkdir(exist_ok=True)
value = {"made": {"scikit-learn": sklearn.__version__}, "cases": cases}
OUT.write_bytes(gzip.compress(json.dumps(value, separators=(",", ":")).encode(), 9, mtime=0))
print(OUT.stat().st_size)
