"""Writes tests/fixtures/tokenizers/components.json.gz: what single normalizers and pre-tokenizers make of lines.

    python tools/component_parity.py DATA_FOLDER

Every fortieth of the first 8,600 lines of tokenizer_parity.py; a digest of what each component, described as tokenizer.json does,
makes of it: a text, or words joined by U+0000.
"""

import gzip
import json
import sys
from pathlib import Path

from subword_parity import TRAINED_ON, digest
from tokenizer_lines import lines
from tokenizers import Regex, normalizers, pre_tokenizers

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "tokenizers"

NORMALIZERS = [
    normalizers.NFC(),
    normalizers.NFD(),
    normalizers.NFKC(),
    normalizers.NFKD(),
    normalizers.Lowercase(),
    normalizers.StripAccents(),
    normalizers.Nmt(),
    normalizers.Strip(left=True, right=False),
    normalizers.Strip(left=True, right=True),
    normalizers.Replace(Regex(r"\s+"), " "),
    normalizers.Replace("e", "$&"),
    normalizers.Prepend("▁"),
    normalizers.BertNormalizer(lowercase=False),
    normalizers.BertNormalizer(clean_text=False, handle_chinese_chars=False, strip_accents=False),
    normalizers.Sequence([normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]),
]
PRE_TOKENIZERS = [
    pre_tokenizers.BertPreTokenizer(),
    pre_tokenizers.Whitespace(),
    pre_tokenizers.WhitespaceSplit(),
    pre_tokenizers.Punctuation(),
    *(
        pre_tokenizers.Punctuation(behavior)
        for behavior in ("removed", "merged_with_previous", "merged_with_next", "contiguous")
    ),
    pre_tokenizers.Digits(individual_digits=False),
    pre_tokenizers.CharDelimiterSplit("e"),
    *(pre_tokenizers.Metaspace(prepend_scheme=scheme) for scheme in ("always", "first", "never")),
    pre_tokenizers.Metaspace(split=False),
    pre_tokenizers.Sequence([pre_tokenizers.Punctuation(), pre_tokenizers.Metaspace(prepend_scheme="first")]),
]


def config(component) -> dict:
    return json.loads(component.__getstate__())


def main(data: Path) -> None:
    texts = lines(data)[:TRAINED_ON:40]
    out = {
        "normalizers": [
            {"config": config(each), "texts": [digest(each.normalize_str(text)) for text in texts]} for each in NORMALIZERS
        ],
        "preTokenizers": [
            {
                "config": config(each),
                "texts": [digest("\0".join(word for word, _ in each.pre_tokenize_str(text))) for text in texts],
            }
            for each in PRE_TOKENIZERS
        ],
    }
    text = json.dumps(out, ensure_ascii=False, separators=(",", ":"))
    (OUT / "components.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
