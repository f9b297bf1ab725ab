"""Writes tests/fixtures/ngram/spelling.json.gz: words with their frequency, misspellings, and what Norvig's program makes of them.

    ../venv-tenon/bin/python tools/spelling_data.py SPELL.PY SET1 SET2

SPELL.PY is Peter Norvig's spell.py (github norvig/pytudes, MIT), run as it is on other word counts; SET1 and SET2 are his two test
sets, drawn from the Birkbeck corpus, as the Python dictionaries in which he published them. Counts are the frequencies of the
package wordfreq (CC BY-SA 4.0), per 10^8 words. Misspellings to learn an error model from are those of codespell's dictionary
(CC BY-SA 3.0) of words that are in neither test set.
"""

import gzip
import json
import random
import re
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import codespell_lib
import wordfreq

WORDS_KEPT = 30_000
PAIRS_KEPT = 8_000

source = Path(sys.argv[1]).read_text().split("def unit_tests")[0].replace("WORDS = Counter(words(open('big.txt').read()))", "")
counts = Counter(
    {
        word: max(1, round(wordfreq.word_frequency(word, "en") * 1e8))
        for word in wordfreq.top_n_list("en", WORDS_KEPT)
        if re.fullmatch("[a-z]+", word)
    }
)
norvig = {"WORDS": counts}
exec(source, norvig)

sets = []
tests = {}
for path in sys.argv[2:4]:
    exec(Path(path).read_text(), tests)
for name in ("tests1", "tests2"):
    cases = []
    for right, wrongs in tests[name].items():
        for wrong in wrongs.split():
            found = norvig["candidates"](wrong)
            most = max(map(norvig["P"], found))
            # Python's max takes whichever of equally frequent words its set yields first.
            cases.append([right, wrong, sorted(w for w in found if norvig["P"](w) == most)])
    sets.append(cases)
    print(name, len(cases), sum(best == [right] for right, _, best in cases) / len(cases))

tested = {right for cases in sets for right, _, _ in cases}
pairs = []
for line in (Path(codespell_lib.__file__).parent / "data" / "dictionary.txt").read_text().splitlines():
    wrong, right = line.split("->")
    if re.fullmatch("[a-z]+", wrong) and re.fullmatch("[a-z]+", right) and right in counts and right not in tested:
        pairs.append([right, wrong])
random.Random(1).shuffle(pairs)

out = Path(__file__).parent.parent / "tests" / "fixtures" / "ngram" / "spelling.json.gz"
value = {
    "made": {"wordfreq": version("wordfreq"), "codespell": version("codespell")},
    "words": " ".join(sorted(counts)),
    "counts": [counts[word] for word in sorted(counts)],
    "sets": sets,
    "misspellings": " ".join(f"{right}:{wrong}" for right, wrong in sorted(pairs[:PAIRS_KEPT])),
}
out.write_bytes(gzip.compress(json.dumps(value, separators=(",", ":")).encode(), 9, mtime=0))
print(len(counts), len(pairs), out.stat().st_size)
