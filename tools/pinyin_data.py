"""Writes tests/fixtures/ngram/pinyin.json.gz: Chinese sentences, and how pypinyin reads them and their characters.

    ../venv-tenon/bin/python tools/pinyin_data.py HANDBOOK

HANDBOOK is the folder html/zh-CN of Debian's package debian-handbook 11.20220922 (Raphaël Hertzog, Roland Mas and others; CC BY-SA
3.0 or GPL-2+). Sentences are its runs of four Chinese characters and more, each once; every tenth is held out.
"""

import gzip
import html
import json
import re
import sys
from importlib.metadata import version
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

runs = {}
for path in sorted(Path(sys.argv[1]).glob("*.html")):
    for paragraph in re.findall(r'<(?:p|div class="para")[^>]*>(.*?)</(?:p|div)>', path.read_text("utf8"), re.S):
        text = re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", paragraph)))
        for run in re.findall(r"[\u4e00-\u9fff]{4,}", text):
            runs[run] = True
sentences = list(runs)
held = sentences[::10]
train = [s for i, s in enumerate(sentences) if i % 10]
characters = sorted(set("".join(sentences)))
value = {
    "made": {"pypinyin": version("pypinyin")},
    "train": train,
    # The readings in their sentence, without tones; and all that each character may have.
    "held": [[s, " ".join(lazy_pinyin(s))] for s in held],
    "readings": {c: sorted({r for r in pinyin(c, style=Style.NORMAL, heteronym=True)[0]}) for c in characters},
}
out = Path(__file__).parent.parent / "tests" / "fixtures" / "ngram" / "pinyin.json.gz"
out.write_bytes(gzip.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0))
print(len(train), sum(map(len, train)), len(held), sum(map(len, held)), len(characters), out.stat().st_size)
missing = sum(r not in value["readings"][c] for s, rs in value["held"] for c, r in zip(s, rs.split()))
print("readings in a sentence that the table lacks:", missing)
