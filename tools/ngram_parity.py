"""Reference values for n-gram models: NLTK's estimates, those of KenLM's lmplz, and what KenLM reads in our own ARPA files.

    LMPLZ=build/bin/lmplz python tools/ngram_parity.py      after `npm run build`; writes tests/fixtures/ngram/reference.json.gz

LMPLZ is built from the source distribution of the Python package (`pip download --no-binary :all: --no-deps kenlm`), with Boost:
`cmake -B build && make -C build lmplz`.
"""
import gzip
import json
import math
import os
import re
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path

import kenlm
from nltk.lm import MLE, KneserNeyInterpolated, Laplace, Vocabulary, WittenBellInterpolated
from nltk.util import ngrams

ROOT = Path(__file__).resolve().parent.parent
SPEECHES = ROOT / "corpora/state-of-the-union.jsonl.gz"
DISCOUNT = 0.75


def sentences(years):
    """Sentences of the speeches of some years, in small letters, punctuation as words of their own."""
    lines = []
    for speech in map(json.loads, gzip.open(SPEECHES)):
        if speech["year"] in years:
            text = speech["text"].lower()
            lines += [" ".join(re.findall(r"[a-z0-9']+|[.,;:?!]", line)) for line in re.split(r"(?<=[.?!])\s+", text)]
    return [line for line in lines if line]


def nltk_values(train, test):
    padded = [["<s>", *line.split(), "</s>"] for line in train]
    # The mark of the beginning is a context and never a word.
    counted = [[g for n in (1, 2, 3) for g in ngrams(line, n) if g != ("<s>",)] for line in padded]
    words = sorted({word for line in padded for word in line[1:]})
    queries = []
    for line in test:
        tokens = [w if w in words else "<UNK>" for w in line.split()] + ["</s>"]
        queries += [(tuple(tokens[i - 2 : i]), tokens[i]) for i in range(2, len(tokens), 5)]
    # NLTK takes a word outside of its vocabulary, <s> too, for <UNK>; and it divides by zero after a word that ends no context.
    middle = {g[1] for line in padded for g in ngrams(line, 3)}
    queries = [(context, word) for context, word in queries if "<UNK>" not in context and context[1] in middle][:150]
    models = {
        "mle": MLE(3, vocabulary=Vocabulary(words)),
        "laplace": Laplace(3, vocabulary=Vocabulary(words)),
        "wittenBell": WittenBellInterpolated(3, vocabulary=Vocabulary(words)),
        "kneserNey": KneserNeyInterpolated(3, discount=DISCOUNT, vocabulary=Vocabulary(words)),
    }
    values = {}
    for name, model in models.items():
        model.fit(counted)
        values[name] = [model.score(word, context) for context, word in queries]
    return {"discount": DISCOUNT, "queries": [[*context, word] for context, word in queries], **values}


def kenlm_values(train, test, build):
    """By order: log10 P of each word and of the end of each sentence, by a file that `build(text, order, arpa)` writes."""
    values = {}
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "train.txt"
        text.write_text("\n".join(train) + "\n")
        for order in (3, 5):
            arpa = f"{folder}/{order}.arpa"
            build(text, order, arpa)
            model = kenlm.Model(arpa)
            values[str(order)] = [[score for score, _, _ in model.full_scores(line)] for line in test]
    return values


def ours(text, order, arpa):
    command = ["node", str(ROOT / "dist/cli/main.js"), "ngram", "build", str(text), "--order", str(order), "--out", arpa]
    subprocess.run(command, check=True)


def lmplz(text, order, arpa):
    command = [os.environ["LMPLZ"], "-o", str(order), "-S", "1G", "--text", str(text), "--arpa", arpa]
    subprocess.run(command, check=True, capture_output=True)


def main():
    train, test = sentences(range(1790, 1798)), sentences([1798])
    made = {"nltk": version("nltk"), "kenlm": version("kenlm")}
    fixture = {
        "made": made,
        "train": train,
        "test": test,
        "nltk": nltk_values(train, test),
        "kenlm": kenlm_values(train, test, ours),
        "lmplz": kenlm_values(train, test, lmplz),
    }
    assert all(math.isfinite(x) for line in fixture["kenlm"]["5"] for x in line)
    path = ROOT / "tests/fixtures/ngram/reference.json.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(json.dumps(fixture, separators=(",", ":")).encode(), mtime=0))
    print(f"{len(train)} + {len(test)} sentences, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
