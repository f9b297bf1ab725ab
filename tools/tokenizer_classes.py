"""Writes tests/fixtures/tokenizers/classes.json.gz: each tokenizer class of transformers on `tokenizers`, as `save_pretrained` writes it.

    python tools/tokenizer_classes.py

Each class gets a vocabulary of its kind, trained here on TEXTS through its own normalizer and pre-tokenizer, and is saved by itself, with each of
its options turned, and with the same option turned in tokenizer_config.json alone, where the class is rebuilt by it. A row has the
files and what `AutoTokenizer.from_pretrained(folder)` makes of the texts: ids with and without special tokens, the text
of the ids, all and with special ones left out, and the ids of the roles. Behind the first row of a class stands only what differs from it.
"""

import inspect
import json
import tempfile
from pathlib import Path

import transformers
from parity import FIXTURES, write_json
from tokenizers import Tokenizer, pre_tokenizers, trainers
from tokenizer_parts import TEXTS as HOSTILE
from transformers import AutoTokenizer
from transformers.models.auto.tokenization_auto import TOKENIZER_MAPPING_NAMES
from transformers.tokenization_utils_tokenizers import TokenizersBackend

TEXTS = [*HOSTILE[1:-1], "Hello , world ! It 's Ünïcode , is n't it ? ``Yes''", "DON'T SHOUT <mask>now</s> [MASK] [SEP]x <|endoftext|>"]
TOGGLED = ["do_lower_case", "strip_accents", "tokenize_chinese_chars", "add_prefix_space", "keep_accents", "split_by_punct", "clean_text"]
OF_ALL = ["clean_up_tokenization_spaces", "add_bos_token", "add_eos_token"]
LANGUAGES = {"SeamlessM4TTokenizer": ["__eng__", "__fra__"]}
FEWER = {"T5Tokenizer": {"extra_ids": 3}, "NllbTokenizer": {"extra_special_tokens": ["eng_Latn", "fra_Latn"]}, "PegasusTokenizer": {"offset": 3}}
# Their __call__ takes words with boxes or nodes of a page, or they need files of other kinds.
LEFT_OUT = {"LayoutLMv2Tokenizer", "LayoutLMv3Tokenizer", "LayoutXLMTokenizer", "MarkupLMTokenizer", "UdopTokenizer", "LukeTokenizer", "MLukeTokenizer", "EsmcTokenizer"}


# Names by which files know a class that is another now, or is made of another.
ALIASES = ["Bart", "BertTokenizerFast", "CodeGen", "ConvBert", "DistilBert", "Electra", "LEDTokenizer", "LayoutLM", "LlamaTokenizerFast"]
ALIASES += ["Longformer", "Lxmert", "MobileBert", "Mvp", "SqueezeBert", "DPRContextEncoder", "DPRReader"]


def classes() -> list[type]:
    found = {getattr(transformers, name, None) for name in TOKENIZER_MAPPING_NAMES.values() if name}
    own = {c for c in found if inspect.isclass(c) and issubclass(c, TokenizersBackend) and c.__name__ not in LEFT_OUT}
    return sorted(own, key=lambda c: c.__name__)


def trained(cls: type) -> dict:
    """The arguments of a small vocabulary for a class: its own special tokens first, as it has them without one."""
    options = FEWER.get(cls.__name__, {})
    names = [p.default for p in inspect.signature(cls.__init__).parameters.values() if isinstance(p.default, str) and p.name.endswith("_token")]
    try:
        default = json.loads(cls(**options).backend_tokenizer.to_str())
    except Exception:  # a class that cannot do without
        least = [(name, 0.0) for name in names]
        vocab = least if cls.model is not None and cls.model.__name__ == "Unigram" else {name: i for i, name in enumerate(names)}
        default = json.loads(cls(vocab=vocab, **options).backend_tokenizer.to_str())
    model = default["model"]
    kind = model["type"]
    file = default | {"added_tokens": [], "post_processor": None}
    if kind == "Unigram":
        file["model"] = model | {"unk_id": 0, "vocab": [["<unk>", 0.0], ["a", -1.0]]}
        trainer = trainers.UnigramTrainer(vocab_size=150, unk_token="<unk>", show_progress=False)
    elif kind == "WordPiece":
        file["model"] = model | {"vocab": {model["unk_token"]: 0}}
        trainer = trainers.WordPieceTrainer(vocab_size=200, show_progress=False)
    else:
        file["model"] = model | {"vocab": {}, "merges": [], "unk_token": None}
        alphabet = pre_tokenizers.ByteLevel.alphabet() if '"ByteLevel"' in json.dumps(default) else []
        suffix = {"end_of_word_suffix": model["end_of_word_suffix"]} if model.get("end_of_word_suffix") else {}
        trainer = trainers.BpeTrainer(vocab_size=340, initial_alphabet=alphabet, show_progress=False, **suffix)
    tokenizer = Tokenizer.from_str(json.dumps(file))
    tokenizer.train_from_iterator(TEXTS * 3, trainer)
    learnt = json.loads(tokenizer.to_str())["model"]
    if kind == "Unigram":
        known = {token for token, _ in model["vocab"]}
        return options | {"vocab": [tuple(pair) for pair in model["vocab"]] + [(t, round(s, 4)) for t, s in learnt["vocab"] if t not in known]}
    specials = list(dict.fromkeys([*model["vocab"], *names]))
    specials += LANGUAGES.get(cls.__name__, [])
    if model.get("byte_fallback"):
        specials += [f"<0x{byte:02X}>" for byte in range(256)]
    tokens = list(dict.fromkeys([*specials, *learnt["vocab"]]))
    made = options | {"vocab": {token: i for i, token in enumerate(tokens)}}
    return made | ({"merges": [tuple(pair) for pair in learnt["merges"]]} if kind == "BPE" else {})


NAMES = ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"]


def row(name: str, folder: str) -> dict:
    files = {file: json.loads((Path(folder) / file).read_text()) for file in NAMES if (Path(folder) / file).exists()}
    tokenizer = AutoTokenizer.from_pretrained(folder)
    found = []
    for text in TEXTS:
        ids = tokenizer(text)["input_ids"]
        plain = tokenizer(text, add_special_tokens=False)["input_ids"]
        found.append({"ids": ids, "plain": plain, "decoded": tokenizer.decode(ids), "skipped": tokenizer.decode(ids, skip_special_tokens=True)})
    roles = [tokenizer.bos_token_id, tokenizer.eos_token_id, tokenizer.pad_token_id, tokenizer.unk_token_id]
    return {"name": name, "files": files, "found": found, "roles": roles}


def beside(first: dict, other: dict) -> dict:
    file, base = other["files"]["tokenizer.json"], first["files"]["tokenizer.json"]
    parts = {key: value for key, value in file.items() if value != base[key]}
    found = [None if a == b else a for a, b in zip(other["found"], first["found"])]
    return other | {"files": other["files"] | {"tokenizer.json": parts}, "found": found}


def turned(cls: type) -> list[tuple[str, bool]]:
    signature = inspect.signature(cls.__init__).parameters
    own = [(option, not signature[option].default) for option in TOGGLED if option in signature]
    own = [(option, False if cls.__name__ == "LlamaTokenizer" else value) for option, value in own]  # whose default is None
    return own + [(option, True) for option in OF_ALL]


def rows(cls: type, name: str) -> list[dict]:
    arguments = trained(cls)
    made = []

    def save(title: str, options: dict, config: dict) -> None:
        with tempfile.TemporaryDirectory() as folder:
            cls(**arguments, **options).save_pretrained(folder)
            path = Path(folder) / "tokenizer_config.json"
            path.write_text(json.dumps(json.loads(path.read_text()) | {"tokenizer_class": name} | config))
            try:
                made.append(row(title, folder))
                made[1:] = made[1:-1] + [beside(made[0], made[-1])] if len(made) > 1 else []
            except Exception as error:
                print(f"{title}: {type(error).__name__}: {str(error)[:120]}")

    save(name, {}, {})
    for option, value in turned(cls):
        if name == cls.__name__ and option != "clean_up_tokenization_spaces":  # which is written nowhere else
            save(f"{name} {option}={value}", {option: value}, {})
        save(f"{name} {option}={value} beside", {}, {option: value})
    return made


def aliased(alias: str) -> tuple[type, str]:
    name = alias if "Tokenizer" in alias else f"{alias}Tokenizer"
    return getattr(transformers, name), name


def main() -> None:
    made = []
    for cls, name in [*((cls, cls.__name__) for cls in classes()), *map(aliased, ALIASES)]:
        try:
            made += rows(cls, name)
        except Exception as error:
            print(f"{cls.__name__}: {type(error).__name__}: {str(error)[:160]}")
    write_json(FIXTURES / "tokenizers" / "classes.json.gz", {"texts": TEXTS, "rows": made})


if __name__ == "__main__":
    main()
