"""Writes tests/fixtures/tokenizers/read-back.json.gz: tokenizers trained by this project, read by Hugging Face's.

    node --import ./src/setup/typescript.mjs tools/trained.ts FOLDER
    python tools/trained_parity.py FOLDER DATA_FOLDER

Of each file its SHA-256, so that the test knows that it trains the very file that was read, and digests of the ids of
every fifth of the 10,000 lines.
"""

import gzip
import hashlib
import json
import sys
from pathlib import Path

from subword_parity import digest, ids
from tokenizer_lines import lines
from tokenizers import Tokenizer

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "tokenizers"


def main(folder: Path, data: Path) -> None:
    out = {}
    for path in sorted(folder.glob("*.json")):
        tokenizer = Tokenizer.from_file(str(path))
        encodings = [tokenizer.encode(text).ids for text in lines(data)[::5]]
        out[path.stem] = {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "ids": [ids(each)[:6] for each in encodings],
            "decoded": [digest(tokenizer.decode(each, skip_special_tokens=False))[:6] for each in encodings[::4]],
        }
    text = json.dumps(out, separators=(",", ":"))
    (OUT / "read-back.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
