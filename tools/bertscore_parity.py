"""What the authors' package makes of texts that are empty, long or of odd tokens, and of several references.

    python tools/bertscore_parity.py FOLDER        FOLDER holds all-MiniLM-L6-v2
"""
import sys

import bert_score

from parity import FIXTURES, write_json

LONG = "the cat sat on the mat and " * 120
CASES = [
    ("the cat sat", ["a cat was sitting", "the dog ran", "it rained"]),
    ("the cat sat", ["the dog ran", "a cat was sitting"]),
    ("", ["the cat sat"]),
    (" \u0085 ", ["the cat sat", "a dog"]),
    ("the cat sat", [""]),
    ("the cat sat", ["", "the cat"]),
    ("", [""]),
    ("\u200b", ["the cat"]),
    (LONG, ["the cat sat on a mat"]),
    ("the cat sat on a mat", [LONG, "a mat"]),
    ("cat \u2603 sat", ["the cat sat"]),
    ("\u2603", ["the cat", "\u2603 \u2603"]),
    ("[CLS] cat", ["the cat"]),
    ("[MASK] cat", ["the cat"]),
]


def main() -> None:
    candidates, references = [c for c, _ in CASES], [r for _, r in CASES]
    results = {}
    for name in ("plain", "idf"):
        sentences = [text for some in references for text in some]
        scorer = bert_score.BERTScorer(model_type=sys.argv[1], num_layers=6, idf=name == "idf", device="cpu")
        tokenizer = scorer._tokenizer
        # A method that the package calls for empty texts and that transformers 5 has no more.
        type(tokenizer).build_inputs_with_special_tokens = lambda self, ids: [self.cls_token_id, *ids, self.sep_token_id]
        if name == "idf":
            scorer.compute_idf(sentences)
        # One by one, for padding answers too in a larger batch.
        scores = [scorer.score([c], [r], batch_size=1) for c, r in CASES]
        results[name] = [[float(part[0]) for part in score] for score in scores]
    write_json(FIXTURES / "evaluation/bertscore-texts.json.gz", {"bertScore": bert_score.__version__, "candidates": candidates, "references": references, "results": results})  # fmt: skip


if __name__ == "__main__":
    main()
