"""Reference values of sacreBLEU: BLEU and chrF of a corpus of 1,000 pairs.

    python tools/bleu_parity.py

References are the sentences of `prompts.py`; hypotheses are the same, damaged: words dropped, doubled, exchanged, changed in
their letters, or all of another sentence. Every tenth pair has two references.
"""

import random

import sacrebleu

from parity import FIXTURES, write_json
from prompts import CHINESE, ENGLISH, PASSAGES

EXTRA = ['He said: "3.5% of $1,000 is $35."', "A well-known co-operation (1998-2004), e.g. this one.", "&quot;Tea &amp; cake&quot;", "", "x"]

BLANKS = [chr(c) for c in (9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xA0, 0x1680, 0x180E, 0x200A, 0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF)]


def damaged(draw: random.Random, text: str) -> str:
    words = text.split(" ") if " " in text else list(text)
    glue = " " if " " in text else ""
    for _ in range(draw.randrange(4)):
        if not words:
            break
        i = draw.randrange(len(words))
        kind = draw.randrange(4)
        if kind == 0:
            words.pop(i)
        elif kind == 1:
            words.insert(i, words[i])
        elif kind == 2:
            j = draw.randrange(len(words))
            words[i], words[j] = words[j], words[i]
        else:
            words[i] = words[i][::-1]
    return glue.join(words)


def main() -> None:
    draw = random.Random(5)
    sentences = [*ENGLISH, *CHINESE, *PASSAGES, *EXTRA]
    references, hypotheses = [], []
    for i in range(1000):
        text = draw.choice(sentences)[:160]
        references.append([text, damaged(draw, text)] if i % 10 == 0 else [text])
        hypotheses.append(draw.choice(sentences)[:160] if draw.random() < 0.1 else damaged(draw, text))
    width = max(map(len, references))
    columns = [[row[j] if j < len(row) else None for row in references] for j in range(width)]
    scores = {}
    for tokenizer in ["13a", "zh", "char", "none"]:
        found = sacrebleu.corpus_bleu(hypotheses, columns, tokenize=tokenizer)
        scores[tokenizer] = {
            "score": found.score, "precisions": found.precisions, "bp": found.bp, "hypothesisLength": found.sys_len,
            "referenceLength": found.ref_len,
        }  # fmt: skip
    two = sacrebleu.BLEU(max_ngram_order=2, tokenize="none", smooth_method="none")
    scores["order 2"] = {"score": two.corpus_score(hypotheses, columns).score}
    chrf = {f"{words}": sacrebleu.corpus_chrf(hypotheses, columns, word_order=words).score for words in [0, 2]}
    # Sentences one by one reach what a corpus hides: zero counts, empty texts.
    singles = [
        {"bleu": sacrebleu.corpus_bleu([h], [[r] for r in row]).score, "chrf": sacrebleu.corpus_chrf([h], [[r] for r in row]).score}
        for h, row in list(zip(hypotheses, references))[:200]
    ]  # fmt: skip
    # Blanks that Python and other languages see differently, within texts and at their ends.
    blanks = []
    for i in range(120):
        text = draw.choice(ENGLISH + CHINESE)[:60]
        pair = ["".join(draw.choice(BLANKS) if c == " " or draw.random() < 0.05 else c for c in side) for side in (text, damaged(draw, text))]
        h, r = pair if i % 3 else [draw.choice(BLANKS) + side + draw.choice(BLANKS) for side in pair]
        bleu = {name: sacrebleu.corpus_bleu([h], [[r]], tokenize=name).score for name in ["13a", "zh", "char", "none"]}
        blanks.append({"pair": [h, r], "bleu": bleu, "chrf": sacrebleu.corpus_chrf([h], [[r]], word_order=2).score})
    content = {
        "made": {"sacrebleu": sacrebleu.__version__}, "hypotheses": hypotheses, "references": references, "bleu": scores,
        "chrf": chrf, "singles": singles, "blanks": blanks,
    }  # fmt: skip
    write_json(FIXTURES / "evaluation/overlap.json.gz", content)
    print({name: round(value["score"], 4) for name, value in scores.items()}, chrf)


if __name__ == "__main__":
    main()
