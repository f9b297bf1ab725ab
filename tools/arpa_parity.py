"""What KenLM reads in ARPA files of odd forms, and how it takes words that these don't know.

    python tools/arpa_parity.py        writes tests/fixtures/ngram/arpa.json.gz
"""
import gzip
import json
import tempfile
from importlib.metadata import version
from pathlib import Path

import kenlm

ROOT = Path(__file__).resolve().parent.parent
PLAIN = """\\data\\
ngram 1=5
ngram 2=1

\\1-grams:
-1\t<unk>
-99\t<s>\t-0.1
-0.7\t</s>
-0.5\ta\t-0.2
-0.3\tb

\\2-grams:
-0.1\ta b

\\end\\
"""
CASES = {
    "plain": (PLAIN, "a b strange"),
    "the unit in a comment": ("# unit: char\n" + PLAIN, "a b strange"),
    "<UNK>": (PLAIN.replace("<unk>", "<UNK>"), "a b strange <UNK>"),
    "no <unk>": (PLAIN.replace("-1\t<unk>\n", "").replace("1=5", "1=4"), "a b strange"),
    "a word of probability 1e-99": (PLAIN.replace("-0.3\tb", "-99\tb"), "b a b"),
    "a word that ends in U+00A0": (PLAIN.replace("\tb\n", "\tb\u00a0\n").replace("a b", "a b\u00a0"), "a b\u00a0 b"),
    "words that end in U+3000 and U+0085": (
        PLAIN.replace("\tb\n", "\tb\u3000\n").replace("a b", "a b\u3000").replace("\ta\t", "\ta\u0085\t").replace("a b", "a\u0085 b"),
        "a\u0085 b\u3000 b\u2028",
    ),
    "blanks of ASCII between words": (PLAIN, " a\tb\x0bb\x0ca "),
}


def scores(arpa, line):
    with tempfile.NamedTemporaryFile("w", suffix=".arpa", encoding="utf-8") as file:
        file.write(arpa)
        file.flush()
        return [[score, unknown] for score, _, unknown in kenlm.Model(file.name).full_scores(line)]


def main():
    cases = [{"name": name, "arpa": arpa, "line": line, "scores": scores(arpa, line)} for name, (arpa, line) in CASES.items()]
    path = ROOT / "tests/fixtures/ngram/arpa.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"made": {"kenlm": version("kenlm")}, "cases": cases}).encode(), mtime=0))


if __name__ == "__main__":
    main()
