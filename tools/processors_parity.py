"""Reference values of transformers for what stands between the logits and the draw of a token.

    python tools/processors_parity.py

Twenty-one rows of logits, and for each a few chains of processors, singly and together in transformers' order: repetition
penalty, temperature, top-k, top-p, min-p, typical. A result is the kept ids, in ascending order, and their logits.
"""

import numpy as np
import torch
from transformers import (
    LogitsProcessorList,
    MinPLogitsWarper,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
    TypicalLogitsWarper,
)

from parity import FIXTURES, made, packed, write_json

WIDTH = 1000
KINDS = {
    "repetitionPenalty": RepetitionPenaltyLogitsProcessor,
    "temperature": TemperatureLogitsWarper,
    "topK": TopKLogitsWarper,
    "topP": TopPLogitsWarper,
    "minP": MinPLogitsWarper,
    "typicalP": TypicalLogitsWarper,
}
ALL = {"repetitionPenalty": 1.3, "temperature": 0.7, "topK": 50, "topP": 0.9, "minP": 0.05}


def apply(logits: np.ndarray, previous: list[int], chain: dict) -> dict:
    """Runs a chain, and tells which ids are left and with what logits."""
    processors = LogitsProcessorList([KINDS[kind](value) for kind, value in chain.items()])
    scores = processors(torch.tensor([previous], dtype=torch.long), torch.from_numpy(logits)[None].clone())[0]
    kept = torch.isfinite(scores).nonzero()[:, 0]
    return {"chain": chain, "kept": packed(kept), "logits": packed(scores[kept])}


def random_rows(random: np.random.Generator) -> list[tuple[str, np.ndarray, list[dict]]]:
    """Flat to peaked rows: what each processor does alone, and all of them together."""
    rows = []
    for i, scale in enumerate(np.geomspace(0.5, 8, 10)):
        logits = (scale * random.standard_normal(WIDTH)).astype(np.float32)
        chains = [
            {"topK": [1, 5, 50, 200, WIDTH, 3000][i % 6]},
            {"topP": [0.1, 0.5, 0.8, 0.95, 0.999][i % 5]},
            {"minP": [0.01, 0.05, 0.3, 0.9][i % 4]},
            ALL,
            {"temperature": 1.5, "topP": 0.6},
            {"temperature": 0.2, "minP": 0.1},
            {"repetitionPenalty": 1.1, "topK": 20},
            {"typicalP": [0.2, 0.5, 0.9, 0.99][i % 4]},
        ]
        if i % 4 == 0:  # these keep every id: four are enough
            chains += [{"temperature": [0.3, 1.0, 2.0][i // 4]}, {"repetitionPenalty": [1.2, 0.8, 2.5][i // 4]}]
        rows.append((f"normal, deviation {scale:.2f}", logits, chains))
    return rows


def row(values: dict[int, float], rest: float = -np.inf) -> np.ndarray:
    logits = np.full(WIDTH, rest, dtype=np.float32)
    logits[list(values)] = list(values.values())
    return logits


def halves() -> np.ndarray:
    """Probabilities of 1/2, 1/4, ... 1/64, 1/64, exact in float32, so that sums of them meet a bound to the bit."""
    exact = [0.5**k for k in (1, 2, 3, 4, 5, 6, 6)]
    logits = row({id: np.log(p) for id, p in zip(range(900, 200, -100), exact)})
    shares = torch.from_numpy(logits).softmax(-1)
    assert sorted(shares[shares > 0].tolist(), reverse=True) == exact
    return logits


def corner_rows(random: np.random.Generator) -> list[tuple[str, np.ndarray, list[dict]]]:
    """Ties, banned ids, certainty, and sums that meet a bound exactly."""
    coarse = np.round(2 * random.standard_normal(WIDTH)).astype(np.float32)
    banned = np.where(np.arange(WIDTH) % 2, random.standard_normal(WIDTH), -np.inf).astype(np.float32)
    singles = [{"topK": 3}, {"topP": 0.5}, {"minP": 0.5}, {"typicalP": 0.5}]
    return [
        ("many ties", coarse, [{"topK": 10}, {"topK": 100}, {"minP": 0.1}, {"repetitionPenalty": 1.5, "topK": 10}]),
        ("every second id banned", banned, [{"topK": 7}, {"topK": 800}, {"topP": 0.9}, {"minP": 0.2}, ALL]),
        ("all equal", np.zeros(WIDTH, dtype=np.float32), [{"topK": 5}, {"minP": 1.0}, {"minP": 0.5}]),
        ("one id left", row({417: 3.0}), [*singles, ALL]),
        ("certain", row({8: 100.0}, rest=0.0), [*singles, {"topP": 0.999}, {"temperature": 0.1}]),
        ("a tie at the end", row({3: 3.0, 500: 2.0, 7: 1.0, 999: 1.0}), [{"topK": 2}, {"topK": 3}, ALL]),
        ("a tie at the k-th place", row({1: 5.0, 2: 4.0, 3: 4.0, 4: 4.0, 5: 1.0}, rest=0.0), [{"topK": 2}, {"topK": 4}]),
        ("a tie at the best", row({600: 4.0, 30: 4.0}, rest=-4.0), [{"topK": 1}, {"minP": 1.0}, {"topP": 0.5}]),
        ("large logits", (1e4 + 3 * random.standard_normal(WIDTH)).astype(np.float32), [*singles, {"temperature": 0.5}]),
        ("sums that meet the bound", halves(), [{"topP": p} for p in (0.5, 0.75, 0.875, 0.9375)]),
        ("negative logits", (-9 + random.standard_normal(WIDTH)).astype(np.float32), [ALL, {"repetitionPenalty": 1.2, "topP": 0.3}]),
    ]  # fmt: skip


def main() -> None:
    random = np.random.default_rng(7)
    cases = []
    for name, logits, chains in random_rows(random) + corner_rows(random):
        # Some ids twice: a penalty counts once. The first is the best, so that a penalty matters.
        previous = [int(logits.argmax()), *random.integers(0, WIDTH, 30).tolist()] * 2
        results = [apply(logits, previous, chain) for chain in chains]
        cases.append({"name": name, "logits": packed(logits), "previous": previous, "results": results})
    write_json(FIXTURES / "generation/processors.json.gz", {"made": made("none"), "cases": cases})


if __name__ == "__main__":
    main()
