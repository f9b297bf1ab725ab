"""Writes tests/fixtures/tokenizers/sentencepiece.json.gz: tiny models that SentencePiece trains, and what is made of them.

    python tools/sentencepiece_parity.py

Each model is trained on the sentences of sentences.py. Its file goes in whole; beside it stand ids and decoded texts by
sentencepiece itself, and, for folders that name a class in tokenizer_config.json, the ids that transformers' AutoTokenizer gives.
Normalization is by a small table, only of what the texts have in them, because the usual one takes 240 kB.
"""

import base64
import gzip
import json
import tempfile
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from sentences import TRIPLES
from transformers import AutoTokenizer

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "tokenizers"

CORPUS = [sentence for triple in TRIPLES for sentence in triple] * 3 + ["naïve café, 12 345 and 春眠不觉晓", "return  x  if  y  else  z"]
TEXTS = [
    "",
    " ",
    "   ",
    "Hello world",
    " leading",
    "trailing ",
    "a  b   c",
    "tab\tand\nnew\r\nline",
    "naïve café 春眠 12345",
    "ﬁne ①② Ｆｕｌｌ",
    "👩‍👩‍👧 🇫🇷 é e\u0301",
    "\u0000\u0001\ufeff\u200b\u00a0",
    "un▁der",
    "<0x41><0x0A>",
    "The quick brown fox jumps over the lazy dog.",
    "x" * 60,
    " ".join(["word"] * 40),
]
SYMBOLS = ["<sep> a<sep>b <sep>", "<sep>", "x<sep>"]
MARKS = ["<s>a</s> b<unk>c", "</s>", "a <s> b"]

RULES = {"ﬁ": "fi", "①": "1", "②": "2", "\t": " ", "\n": " ", "\r": " ", "\u00a0": " ", "\u200b": " ", "\ufeff": " ", "e\u0301": "é",
         "Ｆ": "F", "ｕ": "u", "ｌ": "l", "\u0001": ""}  # fmt: skip

MODELS = {
    "unigram": {"model_type": "unigram", "vocab_size": 300, "rules": True},
    "unigram identity": {"model_type": "unigram", "vocab_size": 300, "normalization_rule_name": "identity", "remove_extra_whitespaces": False},
    "unigram without prefix": {"model_type": "unigram", "vocab_size": 260, "rules": True, "add_dummy_prefix": False},
    "unigram with symbols": {"model_type": "unigram", "vocab_size": 300, "rules": True, "user_defined_symbols": ["<sep>"]},
    "unigram with bytes": {"model_type": "unigram", "vocab_size": 520, "byte_fallback": True, "normalization_rule_name": "identity", "remove_extra_whitespaces": False},
    "bpe": {"model_type": "bpe", "vocab_size": 300, "rules": True},
    "bpe with bytes": {"model_type": "bpe", "vocab_size": 600, "byte_fallback": True, "normalization_rule_name": "identity", "remove_extra_whitespaces": False, "allow_whitespace_only_pieces": True},
    "bpe with symbols": {"model_type": "bpe", "vocab_size": 600, "byte_fallback": True, "normalization_rule_name": "identity", "remove_extra_whitespaces": False, "user_defined_symbols": ["<sep>", "▁▁"]},
    "t5": {"model_type": "unigram", "vocab_size": 300, "rules": True, "pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1},
}  # fmt: skip

CLASSES = [
    ("bpe with bytes", "llama", {"tokenizer_class": "LlamaTokenizer", "add_bos_token": True, "add_eos_token": False}),
    ("bpe with symbols", "llama", {"tokenizer_class": "LlamaTokenizerFast", "legacy": True, "add_eos_token": True}),
    ("bpe with symbols", "gemma", {"tokenizer_class": "GemmaTokenizer", "bos_token": "<s>", "eos_token": "</s>",
                                   "pad_token": "<unk>", "mask_token": "<unk>", "add_bos_token": True}),
    ("t5", "t5", {"tokenizer_class": "T5Tokenizer", "extra_ids": 3}),
    ("unigram", "xlm-roberta", {"tokenizer_class": "XLMRobertaTokenizer"}),
]  # fmt: skip
VOCABULARY_FILE = {"t5": "spiece.model", "xlm-roberta": "sentencepiece.bpe.model"}


def train(folder: Path, name: str, options: dict) -> bytes:
    options = dict(options)
    if options.pop("rules", False):
        code = lambda text: " ".join(f"{ord(c):X}" for c in text)  # noqa: E731
        rules = "".join(f"{code(source)}\t{code(target)}\n" for source, target in sorted(RULES.items()))
        (folder / "rules.tsv").write_text(rules)
        options["normalization_rule_tsv"] = str(folder / "rules.tsv")
    sentencepiece.SentencePieceTrainer.train(
        input=str(folder / "corpus"), model_prefix=str(folder / name), minloglevel=2, num_threads=1,
        character_coverage=1.0, hard_vocab_limit=False, **options,
    )  # fmt: skip
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString((folder / f"{name}.model").read_bytes())
    proto.normalizer_spec.normalization_rule_tsv = ""  # and no paths of the machine that trained it
    del proto.trainer_spec.input[:]
    proto.trainer_spec.model_prefix = ""
    return proto.SerializeToString(deterministic=True)


def by_sentencepiece(model: bytes, texts: list[str]) -> list[dict]:
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    rows = []
    for text in texts:
        ids = processor.encode(text)
        pieces = [processor.id_to_piece(i) for i in ids]
        unknown = processor.unk_id() in ids  # which sentencepiece decodes to " ⁇ "
        rows.append({"text": text, "ids": ids, "pieces": pieces, "decoded": None if unknown else processor.decode(ids)})
    return rows


def by_transformers(folder: Path, model: bytes, kind: str, config: dict) -> list[dict]:
    place = Path(tempfile.mkdtemp(dir=folder))
    (place / VOCABULARY_FILE.get(kind, "tokenizer.model")).write_bytes(model)
    (place / "tokenizer_config.json").write_text(json.dumps(config))
    (place / "config.json").write_text(json.dumps({"model_type": kind}))
    tokenizer = AutoTokenizer.from_pretrained(place)
    pair = tokenizer("Hello", "world").input_ids
    rows = [{"text": text, "ids": tokenizer(text).input_ids} for text in TEXTS + SYMBOLS + MARKS]
    return {"type": type(tokenizer).__name__, "size": len(tokenizer), "pair": pair, "rows": rows}


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "corpus").write_text("\n".join(CORPUS))
        models = {name: train(folder, name, options) for name, options in MODELS.items()}
        out = {
            "models": {
                name: {
                    "model": base64.b64encode(model).decode(),
                    "rows": by_sentencepiece(model, TEXTS + (SYMBOLS if "symbols" in name else [])),
                }
                for name, model in models.items()
            },
            "classes": [
                {"model": name, "kind": kind, "config": config, **by_transformers(folder, models[name], kind, config)}
                for name, kind, config in CLASSES
            ],
        }
    text = json.dumps(out, ensure_ascii=False, separators=(",", ":"))
    (OUT / "sentencepiece.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
