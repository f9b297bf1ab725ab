"""Writes tests/fixtures/tokenizers/unigram.json.gz: unigram models by SentencePiece, and what its users make of lines.

    python tools/unigram_parity.py DATA_FOLDER

The lines are those of tokenizer_parity.py. SentencePiece trains two small models on the first 8,600; they are written as
tokenizer.json of the shapes of T5 (a compiled table of normalization, Metaspace) and of LLaMA 2 (Prepend, Replace, byte
fallback), which Hugging Face's `tokenizers` then reads. The table is small: only what the lines have in them.
"""

import base64
import gzip
import json
import sys
import tempfile
import unicodedata
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from subword_parity import TRAINED_ON, digest, ids, units
from tokenizer_lines import lines
from tokenizers import Tokenizer

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "tokenizers"


def rules(everything: list[str]) -> str:
    """NFKC of the characters that occur, some pairs of a letter and a mark, and spaces, as SentencePiece takes rules."""
    found: dict[str, str] = {}
    for text in everything:
        for i, character in enumerate(text):
            for source in (character, text[i : i + 2]):
                target = unicodedata.normalize("NFKC", source)
                whole = len(source) == 2 and unicodedata.combining(source[1])
                if target != source and (len(source) == 1 or whole) and not any(ord(c) < 32 for c in source):
                    found[source] = target
    found |= {c: " " for c in "\t\n\r\u1680\u2000\u2003\u2028\u3000\u200b\ufeff"} | {"\u0085": ""}
    code = lambda text: " ".join(f"{ord(c):X}" for c in text)  # noqa: E731
    return "".join(f"{code(source)}\t{code(target)}\n" for source, target in sorted(found.items()))


def train(everything: list[str], folder: Path, **options) -> sentencepiece_model_pb2.ModelProto:
    (folder / "text").write_text("\n".join(text.replace("\n", " ").replace("\0", "") for text in everything[:TRAINED_ON]))
    sentencepiece.SentencePieceTrainer.train(
        input=str(folder / "text"), model_prefix=str(folder / "model"), model_type="unigram", minloglevel=2, **options
    )
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString((folder / "model.model").read_bytes())
    return proto


def model(proto, unknown: int, byte_fallback: bool) -> dict:
    vocab = [[piece.piece, piece.score] for piece in proto.pieces]
    return {"type": "Unigram", "unk_id": unknown, "vocab": vocab, "byte_fallback": byte_fallback}


def special(proto, contents: list[str]) -> list[dict]:
    names = [piece.piece for piece in proto.pieces]
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return [{"id": names.index(content), "content": content, **flags} for content in contents]


def t5(proto) -> dict:
    end = {"id": "</s>", "ids": [1], "tokens": ["</s>"]}
    metaspace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    return {
        "version": "1.0",
        "added_tokens": special(proto, ["<pad>", "</s>", "<unk>"]),
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {
                    "type": "Precompiled",
                    "precompiled_charsmap": base64.b64encode(proto.normalizer_spec.precompiled_charsmap).decode(),
                },
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, metaspace]},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "special_tokens": {"</s>": end},
        },
        "decoder": metaspace,
        "model": model(proto, 2, False),
    }  # fmt: skip


def llama(proto) -> dict:
    return {
        "version": "1.0",
        "added_tokens": special(proto, ["<unk>", "<s>", "</s>"]),
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Prepend", "prepend": "▁"},
                {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
            ],
        },
        "pre_tokenizer": None,
        "post_processor": None,
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
                {"type": "Strip", "content": " ", "start": 1, "stop": 0},
            ],
        },
        "model": model(proto, 0, True),
    }


def encoded(file: dict, everything: list[str]) -> dict:
    tokenizer = Tokenizer.from_str(json.dumps({"truncation": None, "padding": None, **file}))
    found = {"ids": [], "decoded": [], "samples": []}
    for i, text in enumerate(everything):
        encoding = tokenizer.encode(text)
        found["ids"].append(ids(encoding.ids)[:6])
        if i % 5 == 0:
            found["decoded"].append(digest(tokenizer.decode(encoding.ids, skip_special_tokens=False)))
        if i % 50 == 0:
            found["samples"].append({"n": i, "ids": encoding.ids, "offsets": units(text, encoding.offsets)})
    return found


def scores(folder: Path, proto, everything: list[str]) -> list[list]:
    """Of every 25th line: the text as SentencePiece normalizes it, and the score of its cut, unknown characters apart."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "model.model"))
    value = {piece.piece: piece.score for piece in proto.pieces}
    unknown = min(value.values()) - 10
    rows = []
    for text in everything[:TRAINED_ON:25]:
        pieces = processor.encode(text.replace("\0", ""), out_type=str)
        rows.append(["".join(pieces), sum(value[piece] if piece in value else unknown * len(piece) for piece in pieces)])
    return rows


def main(data: Path) -> None:
    everything = lines(data)
    out = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "rules.tsv").write_text(rules(everything))
        proto = train(everything, folder, vocab_size=3600, character_coverage=0.995, pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
                      normalization_rule_tsv=str(folder / "rules.tsv"))  # fmt: skip
        out["t5"] = {"file": t5(proto), **encoded(t5(proto), everything), "scores": scores(folder, proto, everything)}
        proto = train(everything, folder, vocab_size=2400, character_coverage=0.98, byte_fallback=True,
                      normalization_rule_name="identity", remove_extra_whitespaces=False)  # fmt: skip
        out["llama"] = {"file": llama(proto), **encoded(llama(proto), everything)}
    text = json.dumps(out, ensure_ascii=False, separators=(",", ":"))
    (OUT / "unigram.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
