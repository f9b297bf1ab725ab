"""Writes tests/fixtures/tokenizers/{minilm,trained}.json.gz: WordPiece, pairs and trainers of Hugging Face's `tokenizers`.

    python tools/subword_parity.py TOKENIZER_JSON DATA_FOLDER

TOKENIZER_JSON is all-MiniLM-L6-v2's (BERT's vocabulary); DATA_FOLDER as in tokenizer_parity.py, whose 10,000 lines these
are. The trainers read the first 8,600, which hold no character that versions of Unicode disagree on.
"""

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from tokenizer_lines import lines

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "tokenizers"
TRAINED_ON = 8_600


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:8]


def ids(values: list[int]) -> str:
    return digest(",".join(map(str, values)))


def units(text: str, offsets: list[tuple[int, int]]) -> list[int]:
    """Offsets in code points as UTF-16 units, one after the other."""
    places = [0]
    for character in text:
        places.append(places[-1] + (2 if ord(character) > 0xFFFF else 1))
    return [places[at] for span in offsets for at in span]


def minilm(path: str, everything: list[str]) -> dict:
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    found = {"ids": [], "decoded": [], "samples": [], "pairs": [], "notes": {}}
    for i, text in enumerate(everything):
        encoding = tokenizer.encode(text)
        found["ids"].append(ids(encoding.ids))
        found["decoded"].append(digest(tokenizer.decode(encoding.ids, skip_special_tokens=False)))
        if i % 20 == 0:
            found["samples"].append({"n": i, "ids": encoding.ids, "offsets": units(text, encoding.offsets)})
        if i % 10 == 0:
            other = (i * 7 + 3) % len(everything)
            pair = tokenizer.encode(text, everything[other])
            found["pairs"].append([i, other, ids(pair.ids), ids(pair.type_ids)])
    found["punctuation"] = punctuation()
    tokenizer.enable_truncation(48)
    found["cut"] = [ids(tokenizer.encode(everything[i], everything[j]).ids) for i, j, _, _ in found["pairs"]]
    for text in ("I really like eating McDonald", "time flies like an arrow"):
        found["notes"][text] = tokenizer.encode(text, add_special_tokens=False).ids
    return found


def punctuation() -> list[int]:
    """First and last code point of each run that BERT's pre-tokenizer cuts off, as this version of Unicode has it."""
    cut = pre_tokenizers.BertPreTokenizer()
    ranges: list[int] = []
    for c in range(0x110000):
        if 0xD800 <= c <= 0xDFFF or len(cut.pre_tokenize_str(f"a{chr(c)}a")) != 3:
            continue
        if ranges and ranges[-1] == c - 1:
            ranges[-1] = c
        else:
            ranges += [c, c]
    return ranges


def trained(tokenizer: Tokenizer, corpus: list[str], trainer) -> dict:
    tokenizer.train_from_iterator(corpus, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return {"tokens": sorted(model["vocab"], key=model["vocab"].get), "merges": model.get("merges", [])}


def byte_level(corpus: list[str]) -> dict:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    special = ["<|endoftext|>"]
    return trained(
        tokenizer,
        corpus,
        trainers.BpeTrainer(vocab_size=6000, initial_alphabet=alphabet, special_tokens=special, show_progress=False),
    )


def bpe(corpus: list[str]) -> dict:
    """Characters of words. No suffix: its forms of characters get ids in the order of a hash table."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return trained(
        tokenizer, corpus, trainers.BpeTrainer(vocab_size=6000, special_tokens=["<unk>"], show_progress=False)
    )


def word_piece(corpus: list[str], pinned: bool) -> dict:
    """`pinned` gives characters inside a word their ids beforehand, which a hash table's order decides otherwise."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    if pinned:
        words = (
            word
            for text in corpus
            for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text))
        )
        firsts, insides = set(), set()
        for word in words:
            firsts |= set(word)
            insides |= set(word[1:])
        special += sorted(firsts) + ["##" + character for character in sorted(insides)]
    trainer = trainers.WordPieceTrainer(vocab_size=8000, special_tokens=special, show_progress=False)
    return trained(tokenizer, corpus, trainer)["tokens"]


def twice(corpus: list[str]) -> int:
    """How many tokens of its vocabulary Hugging Face's own WordPiece trainer changes from one process to the next."""
    program = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import subword_parity as s; s.show()"
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", program],
                input=json.dumps(corpus),
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            ).stdout
        )
        for _ in range(2)
    ]
    return len(set(runs[0]) - set(runs[1]))


def show() -> None:
    print(json.dumps(word_piece(json.load(sys.stdin), pinned=False)))


def write(name: str, value: dict) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (OUT / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main(path: str, data: Path) -> None:
    everything = lines(data)
    write("minilm.json.gz", minilm(path, everything))
    corpus = everything[:TRAINED_ON]
    write(
        "trained.json.gz",
        {
            "lines": TRAINED_ON,
            "byteLevel": byte_level(corpus),
            "bpe": bpe(corpus),
            "wordPiece": word_piece(corpus, pinned=True),
            "wordPieceApart": twice(corpus),
        },
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
