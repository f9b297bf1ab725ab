"""Writes tests/fixtures/word2vec/gensim.json.gz: similarities of word pairs by gensim's Word2Vec on the State of the Union addresses.

    python tools/word2vec_parity.py

Words are runs of a to z in lower case, sentences end at . ! ?, words that stand fewer than ten times are left out. Two seeds: how far gensim
agrees with itself is the ceiling for whoever is compared with it. Questions of Google's analogy set whose words are all known are kept.
"""

import gzip
import json
import re
from pathlib import Path

import gensim
import numpy as np
from gensim.models import Word2Vec

from parity import FIXTURES, packed, write_json

SOTU = Path(__file__).resolve().parent.parent / "corpora" / "state-of-the-union.jsonl.gz"
QUESTIONS = Path(gensim.__file__).parent / "test" / "test_data" / "questions-words.txt"
LEAST, WIDTH, EPOCHS, PAIRS, COMMON = 10, 100, 5, 2000, 1500


def sentences() -> list[list[str]]:
    texts = (json.loads(line)["text"].lower() for line in gzip.open(SOTU))
    found = (re.findall("[a-z]+", part) for text in texts for part in re.split("[.!?]", text))
    return [words for words in found if words]


def main() -> None:
    text = sentences()
    options = dict(sg=1, negative=5, hs=0, sample=1e-3, window=5, vector_size=WIDTH, min_count=LEAST, epochs=EPOCHS, workers=1)
    models = [Word2Vec(text, seed=seed, **options) for seed in (1, 2)]
    words = models[0].wv.index_to_key[:COMMON]
    draw = np.random.default_rng(0)
    pairs = np.array([draw.choice(COMMON, 2, replace=False) for _ in range(PAIRS)])
    known = set(models[0].wv.index_to_key)
    lines = [line.lower().split() for line in QUESTIONS.read_text().splitlines() if not line.startswith(":")]
    questions = [line for line in lines if all(word in known for word in line)]
    right = [
        sum(m.wv.most_similar([b, c], [a], topn=1)[0][0] == d for a, b, c, d in questions) / len(questions) for m in models
    ]
    write_json(
        FIXTURES / "word2vec" / "gensim.json.gz",
        {
            "made": {"gensim": gensim.__version__},
            "tokens": sum(len(words) for words in text),
            "vocabulary": len(known),
            "words": words,
            "pairs": packed(pairs.astype(np.int32)),
            "similarities": [packed(np.array([m.wv.similarity(words[a], words[b]) for a, b in pairs], dtype=np.float32)) for m in models],
            "questions": questions,
            "right": right,
        },
    )
    print(sum(len(words) for words in text), len(known), len(questions), right)


if __name__ == "__main__":
    main()
