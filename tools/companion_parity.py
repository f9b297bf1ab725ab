"""Writes tests/fixtures/tokenizers/companions.json.gz: folders whose files beside tokenizer.json say other things, by transformers.

    python tools/companion_parity.py

Each row is what deviates of a folder, and what its tokenizer (PreTrainedTokenizerFast) then makes of a text: ids with and without special
tokens, the text of the ids with special ones left out, and the ids of the roles.
"""

import json
import tempfile
from pathlib import Path

from parity import FIXTURES, write_json
from transformers import AutoTokenizer

VOCAB = ["<unk>", "<s>", "</s>", "<pad>", "a", "b", "c", " ", "<", ">", "/", "x", "|", "ab", "<role>", "[PAD]"]
TEXT = "ab</s> <x>a <role>c[PAD]<|y|>b<s>"


def token(content: str, **flags) -> dict:
    return {"content": content, "lstrip": False, "rstrip": False, "single_word": False, "normalized": False, "special": True} | flags


def file(**change) -> dict:
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": 0} | token("<unk>"), {"id": 1} | token("<s>")],
        "normalizer": None,
        "pre_tokenizer": None,
        "post_processor": None,
        "decoder": {"type": "Fuse"},
        "model": {"type": "BPE", "vocab": {name: i for i, name in enumerate(VOCAB)}, "merges": [["a", "b"]], "unk_token": "<unk>"},
    } | change


TEMPLATE = {
    "type": "TemplateProcessing",
    "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
    "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
    "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}},
}
CONFIG, MAP, ADDED = "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"
ROWS = [
    {},
    {CONFIG: {"eos_token": "</s>"}},
    {CONFIG: {"pad_token": "[PAD]", "unk_token": "<unk>"}},
    {CONFIG: {"bos_token": "<new>", "eos_token": token("<x>", rstrip=True) | {"__type": "AddedToken"}}},
    {MAP: {"eos_token": "</s>", "pad_token": token("[PAD]", lstrip=True)}},
    {CONFIG: {"eos_token": "<s>"}, MAP: {"eos_token": "</s>"}},
    {CONFIG: {"eos_token": "<s>", "added_tokens_decoder": {}}, MAP: {"eos_token": "</s>"}},
    {CONFIG: {"additional_special_tokens": ["<role>", "<x>"]}},
    {CONFIG: {"extra_special_tokens": ["<|y|>"], "eos_token": "</s>"}},
    {CONFIG: {"extra_special_tokens": {"image_token": "<|y|>"}}},
    {CONFIG: {"sep_token": "<x>", "cls_token": "<s>", "mask_token": "<|y|>"}},
    {MAP: {"additional_special_tokens": ["<x>"]}},
    {ADDED: {"<x>": 16, "<role>": 14}},
    {ADDED: {"<|y|>": 17, "<x>": 16}, CONFIG: {"eos_token": "<x>"}},
    {ADDED: {"<x>": 30}},
    {CONFIG: {"added_tokens_decoder": {"16": token("<x>"), "14": token("<role>", special=False, rstrip=True)}}},
    {CONFIG: {"added_tokens_decoder": {"1": token("<s>", special=False)}}},
    {CONFIG: {"added_tokens_decoder": {"2": token("</s>", special=False)}, "eos_token": "</s>"}},
    {CONFIG: {"added_tokens_decoder": {"16": token("<x>")}}, ADDED: {"<|y|>": 17}},
    {CONFIG: {"bos_token": "<s>", "add_bos_token": True}},
    {CONFIG: {"bos_token": "<s>", "eos_token": "</s>", "add_bos_token": True, "add_eos_token": True}},
    {CONFIG: {"eos_token": "</s>", "add_eos_token": True, "add_bos_token": True}},
    {"post_processor": TEMPLATE, CONFIG: {"bos_token": "<s>", "add_bos_token": False}},
    {"post_processor": TEMPLATE, CONFIG: {"bos_token": "<s>", "eos_token": "</s>", "add_eos_token": True}},
    {"post_processor": TEMPLATE, CONFIG: {"bos_token": "<s>"}},
    {CONFIG: {"split_special_tokens": True, "eos_token": "</s>"}},
    {CONFIG: {"model_max_length": 4, "padding_side": "left", "eos_token": "</s>"}},
]


def row(change: dict) -> dict:
    names = {name: value for name, value in change.items() if name.endswith(".json")}
    files = {"tokenizer.json": file(**{key: value for key, value in change.items() if key not in names})} | names
    files[CONFIG] = {"tokenizer_class": "PreTrainedTokenizerFast"} | files.get(CONFIG, {})
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_text(json.dumps(content))
        tokenizer = AutoTokenizer.from_pretrained(folder)
    ids = tokenizer(TEXT)["input_ids"]
    return {
        "files": files,
        "ids": ids,
        "plain": tokenizer(TEXT, add_special_tokens=False)["input_ids"],
        "decoded": tokenizer.decode(ids, skip_special_tokens=True),
        "roles": [tokenizer.bos_token_id, tokenizer.eos_token_id, tokenizer.pad_token_id, tokenizer.unk_token_id],
    }


if __name__ == "__main__":
    write_json(FIXTURES / "tokenizers" / "companions.json.gz", {"text": TEXT, "rows": [row(change) for change in ROWS]})
