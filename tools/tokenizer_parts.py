"""Writes tests/fixtures/tokenizers/parts.json.gz: every part that `tokenizers` can write, around a small model.

    python tools/tokenizer_parts.py

Each row is a tokenizer.json as the library writes it (or, for missing keys, nulls and keys unknown, as a person would), and what the
library makes of hostile texts: ids, offsets in UTF-16 units, and the text that the ids give back. The model is a BPE trained on the texts
without any cut, with byte fallback, so that each place where a part cuts or rewrites shows in the ids. Decoders get lists of tokens
instead. Rows hold only what differs from the base.
"""

import itertools
import json

from parity import FIXTURES, write_json
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from tokenizers import Regex

TEXTS = [
    "",
    " ",
    "The quick brown fox, aged 12, can't jump over 345 lazy dogs.",
    "  two  spaces \t\n\n and\r\nlines  ",
    "e\u0301a\u0323\u0301 \u00e9\u00e8 \u1e69 \u0130I \u00df\u1e9e \u017f\u212a",
    "\u5c0f\u6d63\u718a\u5e72\u8106\u9762, \u3072\u3089\u30ab\u30ca\u30fc\u30ab\uff76\uff9e \uff21\uff22",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1f7 \U0001f44d\U0001f3fd \u2764\ufe0f",
    "a\u2581b \u2581\u2581c _d-e--f <s>g</s> <mask> \u00c4\u00a0\u3000\u2028",
    "\u0939\u093f\u0928\u094d\u0926\u0940 \u0e17\u0e35\u0e48 \u05e9\u05dc\u05d5\u05dd \ud55c\uad6d\uc5b4 \u0391\u03a3 \u03a3",
    "\ufb01\u2460\u2168 x\u00b2 1/2 \u00bd \u0663 $5+3=8 ~`^|<>",
    "\u0000\u0001\u007f\u0085\u200b\ufeff\ufffd\u00ad",
    "0123456789abcdefABCDEF....!!!???((()))",
]
SPECIAL = ["<unk>", "<s>", "</s>", "<pad>", "<mask>"]


def base() -> dict:
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True))
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    trainer = trainers.BpeTrainer(vocab_size=700, special_tokens=SPECIAL + bytes_, show_progress=False, limit_alphabet=60)
    tokenizer.train_from_iterator(TEXTS * 2, trainer)
    file = json.loads(tokenizer.to_str())
    file["added_tokens"] = [token for token in file["added_tokens"] if token["content"] in SPECIAL]
    return file


NORMALIZERS = [
    normalizers.NFC(),
    normalizers.NFD(),
    normalizers.NFKC(),
    normalizers.NFKD(),
    normalizers.Lowercase(),
    normalizers.StripAccents(),
    normalizers.Nmt(),
    normalizers.ByteLevel(),
    *(normalizers.Strip(left=left, right=right) for left in (False, True) for right in (False, True)),
    normalizers.Replace(Regex(r"\s+"), " "),
    normalizers.Replace(Regex(r"^\s+|\s+$"), ""),
    normalizers.Replace(Regex(r"x*"), "-"),
    normalizers.Replace(Regex(r"(?i:S)"), "$0"),
    normalizers.Replace(" ", "\u2581"),
    normalizers.Replace("e", ""),
    normalizers.Prepend("\u2581"),
    normalizers.Prepend("ab"),
    *(
        normalizers.BertNormalizer(clean_text=clean, handle_chinese_chars=chinese, strip_accents=accents, lowercase=lower)
        for clean, chinese, accents, lower in itertools.product((False, True), (False, True), (None, False, True), (False, True))
    ),
    normalizers.Sequence([]),
    normalizers.Sequence([normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]),
    normalizers.Sequence([normalizers.Sequence([normalizers.Prepend("\u2581")]), normalizers.Replace(" ", "\u2581")]),
    normalizers.Sequence([normalizers.NFD(), normalizers.ByteLevel()]),
]

P = pre_tokenizers
BEHAVIOURS = ["removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous"]
PRE_TOKENIZERS = [
    P.BertPreTokenizer(),
    P.Whitespace(),
    P.WhitespaceSplit(),
    P.UnicodeScripts(),
    *(P.ByteLevel(add_prefix_space=prefix, use_regex=regex) for prefix in (False, True) for regex in (False, True)),
    *(P.Digits(individual_digits=each) for each in (False, True)),
    *(P.Punctuation(behavior) for behavior in BEHAVIOURS),
    *(P.CharDelimiterSplit(character) for character in ("e", " ", "\U0001f469")),
    *(P.FixedLength(length) for length in (1, 5)),
    *(P.Metaspace(prepend_scheme=scheme, split=split) for scheme in ("always", "first", "never") for split in (False, True)),
    P.Metaspace(replacement="_"),
    *(P.Split(" ", behavior, invert) for behavior in BEHAVIOURS for invert in (False, True)),
    *(P.Split(Regex(r"\d+|\p{P}"), behavior, invert) for behavior in BEHAVIOURS for invert in (False, True)),
    *(
        P.Split(Regex(pattern), "isolated")
        for pattern in (r"\A\s+|\s+\z", r"^.", r".$", r"\b", r"(?i)[a-f]+", r"\p{N}{1,3}+", r"[[:punct:]]+", r"(.)\1", r"\s+(?!\S)|\s+")
    ),
    P.Sequence([]),
    P.Sequence([P.Sequence([P.WhitespaceSplit()]), P.Sequence([]), P.Digits()]),
    P.Sequence([P.WhitespaceSplit(), P.Metaspace()]),
    P.Sequence([P.Metaspace(), P.Punctuation()]),
    P.Sequence([P.Metaspace(prepend_scheme="first"), P.ByteLevel(add_prefix_space=True)]),
    # Falcon's.
    P.Sequence([P.Punctuation("contiguous"), P.ByteLevel(add_prefix_space=False), P.Digits(), P.Split(Regex("[0-9][0-9][0-9]"), "isolated")]),
    P.Sequence([P.ByteLevel(use_regex=False), P.ByteLevel(add_prefix_space=False)]),
    P.Sequence([P.ByteLevel(), P.Metaspace()]),
    P.Sequence([P.UnicodeScripts(), P.Punctuation()]),
]

D = decoders
DECODERS = [
    D.ByteLevel(),
    D.ByteFallback(),
    D.Fuse(),
    *(D.WordPiece(prefix=prefix, cleanup=cleanup) for prefix in ("##", "\u2581") for cleanup in (False, True)),
    D.BPEDecoder(),
    D.BPEDecoder(suffix="g"),
    *(D.Metaspace(prepend_scheme=scheme) for scheme in ("always", "first", "never")),
    D.Metaspace(replacement="_"),
    *(D.Strip(content, left, right) for content, left, right in ((" ", 1, 0), ("a", 2, 0), ("\U0001f469", 1, 0), ("g", 0, 1))),
    D.Replace("\u2581", " "),
    D.Replace("##", "-"),
    D.Replace(Regex(r"\s+$|^a"), ""),
    D.Replace(Regex("a*"), "-"),
    *(D.CTC(cleanup=cleanup) for cleanup in (False, True)),
    D.Sequence([]),
    D.Sequence([D.Sequence([D.Fuse()]), D.Sequence([])]),
    D.Sequence([D.Replace("\u2581", " "), D.ByteFallback(), D.Fuse(), D.Strip(" ", 1, 0)]),
    D.Sequence([D.ByteFallback(), D.Fuse(), D.Replace("\u2581", " ")]),
    D.Sequence([D.Fuse(), D.Replace("gg", "g"), D.Strip("g", 1, 1)]),
    D.Sequence([D.Fuse(), D.Replace(Regex(r"^\s+|\s+$"), "")]),
    D.Sequence([D.Fuse(), D.WordPiece()]),
    D.Sequence([D.Fuse(), D.Metaspace()]),
    D.Sequence([D.Fuse(), D.ByteFallback()]),
    D.Sequence([D.Metaspace(), D.WordPiece()]),
    D.Sequence([D.BPEDecoder(), D.Strip(" ", 1, 0)]),
    D.Sequence([D.ByteLevel(), D.Replace(" ", "_")]),
    D.Sequence([D.ByteLevel(), D.Metaspace()]),
    D.Sequence([D.CTC(), D.Fuse(), D.Replace(Regex(" +"), " ")]),
]
TOKENS = [
    *["the", "##re", "\u2581Hello", "\u2581", "\u2581\u2581a", "a", "g", "gg", "low</w>", "</w>er</w>", ".", "n't", "'s", "|", "<pad>"],
    *["<0xE4>", "<0xBD>", "<0xA0>", "<0xFF>", "<0x41>", "\u0120world", "\u00c3\u00a9", "\u00e4\u00bd", "\u0142", " x ", "_y_", "\U0001f469", "do", "not"],
]

TEMPLATE = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s>:1 $B:1 <pad>:2", special_tokens=[("<s>", 1), ("</s>", 2), ("<pad>", 3)])
POST_PROCESSORS = [
    TEMPLATE,
    processors.TemplateProcessing(single="$A", special_tokens=[]),
    processors.TemplateProcessing(single="$A:3 </s>:2", pair="$B:1 $A:0", special_tokens=[("</s>", 2)]),
    processors.BertProcessing(("</s>", 2), ("<s>", 1)),
    *(
        processors.RobertaProcessing(("</s>", 2), ("<s>", 1), trim_offsets=trim, add_prefix_space=prefix)
        for trim in (False, True)
        for prefix in (False, True)
    ),
    processors.ByteLevel(trim_offsets=True),
    processors.ByteLevel(trim_offsets=False),
    processors.Sequence([]),
    processors.Sequence([processors.ByteLevel(trim_offsets=True), TEMPLATE]),
]

def bpe(**options) -> dict:
    merges = [["a", "b"], ["ab", "c"], ["l", "l"]]
    vocab = ["<unk>", "<0x41>", *"abcehlo \u00e9", "ab", "abc", "ll", "hello", "##b", "##c", "a##b", "c</w>", "b</w>"]
    return {"type": "BPE", "vocab": {token: i for i, token in enumerate(vocab)}, "merges": merges} | options


UNIGRAM = [["<unk>", 0.0], ["a", -1.0], ["b", -2.0], ["ab", -1.5], ["\u2581", -3.0], [" ", -2.0], ["he", -2.5], ["l", -2.0], ["o", -2.0], *([f"<0x{byte:02X}>", -9.0] for byte in range(256))]
WORDS = {token: i for i, token in enumerate(["[UNK]", "a", "hello", "##b", "##llo", "he", "b", "##x", "\u00e9"])}
MODELS = [
    bpe(),
    bpe(unk_token="<unk>"),
    bpe(unk_token="<unk>", fuse_unk=True),
    bpe(byte_fallback=True),
    bpe(unk_token="<unk>", byte_fallback=True, fuse_unk=True),
    bpe(ignore_merges=True),
    bpe(dropout=None, unk_token=None, continuing_subword_prefix=None, end_of_word_suffix=None),
    bpe(merges=["a b", "l l"]),
    bpe(dropout=0.0, unknown_key=1),
    bpe(end_of_word_suffix="</w>", merges=[]),
    bpe(continuing_subword_prefix="##", merges=[["a", "##b"]]) | {"vocab": {"a": 0, "##b": 1, "ab": 2, "##c": 3}},
    {"type": "Unigram", "unk_id": 0, "vocab": UNIGRAM[:9], "byte_fallback": False},
    {"type": "Unigram", "unk_id": None, "vocab": UNIGRAM, "byte_fallback": True},
    {"type": "Unigram", "unk_id": 0, "vocab": UNIGRAM, "byte_fallback": True},
    {"type": "Unigram", "unk_id": 0, "vocab": [*UNIGRAM[:9], ["ab", -0.5]]},
    {"vocab": UNIGRAM[:9], "unk_id": 0},
    {"type": "WordPiece", "vocab": WORDS, "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 6},
    {"type": "WordPiece", "vocab": WORDS, "unk_token": "[UNK]", "continuing_subword_prefix": "", "max_input_chars_per_word": 100},
    {"type": "WordLevel", "vocab": WORDS, "unk_token": "[UNK]"},
    {"vocab": WORDS, "unk_token": "[UNK]"},
]
WORD_TEXTS = ["", "a", "ab abc", "hello", "abx", "ll\u00e9 A", "xyz \U0001f469", "ababab abcabc", "aaaaaaa", "he llo ab\u2581"]

# What the library reads though it does not write it.
ODD = [
    {"decoder": "absent"},
    {"post_processor": "absent", "normalizer": "absent", "pre_tokenizer": "absent", "padding": "absent", "truncation": "absent", "version": "absent"},
    {"added_tokens": "absent"},
    {"normalizer": {"type": "Lowercase", "unknown": 1}},
    {"normalizer": {"type": "Strip", "strip_left": True, "strip_right": False, "unknown": [1]}},
    {"pre_tokenizer": {"type": "Digits", "individual_digits": True, "unknown": {}}},
    {"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}},
    {"pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": True, "str_rep": "\u2581"}},
    {"pre_tokenizer": {"type": "FixedLength"}},
    {"pre_tokenizer": {"type": "Punctuation"}},
    {"truncation": {"direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0}},
    {"padding": {"strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": None, "pad_id": 3, "pad_type_id": 0, "pad_token": "<pad>"}},
]


def added(content: str, token_id: int, **flags) -> dict:
    base = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": False}
    return {"id": token_id, "content": content} | base | flags


ADDED = [
    {"added_tokens": [added("<mask>", 4, special=True, lstrip=lstrip, rstrip=rstrip, normalized=normalized)]}
    for lstrip in (False, True)
    for rstrip in (False, True)
    for normalized in (False, True)
] + [
    {"added_tokens": [added("fox", 0, single_word=True), added("lazy", 1), added("e", 2, single_word=True)]},
    {"added_tokens": [added("Fox", 0, normalized=True), added("quick", 1, normalized=True)], "normalizer": {"type": "Lowercase"}},
]


def units(text: str, offsets: list) -> list[int]:
    places = list(itertools.accumulate((2 if ord(c) > 0xFFFF else 1 for c in text), initial=0))
    return [places[at] for span in offsets for at in span]


def row(kind: str, change: dict, start: dict, texts: list[str]) -> dict:
    file = {key: value for key, value in (start | change).items() if value != "absent"}
    tokenizer = Tokenizer.from_str(json.dumps(file))
    if kind == "added":  # the library numbers what the model lacks anew
        change = change | {"added_tokens": json.loads(tokenizer.to_str())["added_tokens"]}
    tokenizer.no_truncation()
    found = []
    for i, text in enumerate(texts):
        try:
            encoding = tokenizer.encode(text, add_special_tokens=kind == "post-processor")
        except Exception:  # what it cannot spell, without an unknown token
            found.append(None)
            continue
        decoded = tokenizer.decode(encoding.ids, skip_special_tokens=False)
        pair = tokenizer.encode(text, texts[i - 1]) if kind == "post-processor" else None
        found.append(
            {"ids": encoding.ids, "offsets": units(text, encoding.offsets), "decoded": decoded}
            | ({} if pair is None else {"pair": pair.ids, "types": pair.type_ids})
        )
    return {"kind": kind, "change": change, "found": found}


def decoder_row(decoder, lists: list[list[int]]) -> dict:
    file = {"type": "WordLevel", "vocab": {token: i for i, token in enumerate(TOKENS)}, "unk_token": "a"}
    tokenizer = Tokenizer(models.WordLevel(file["vocab"], unk_token="a"))
    if decoder is not None:
        tokenizer.decoder = decoder
    texts = []
    for ids in lists:
        try:
            texts.append(tokenizer.decode(ids))
        except BaseException:  # a panic of the library's
            texts.append(None)
    return {"decoder": json.loads(tokenizer.to_str())["decoder"], "texts": texts}


def state(part) -> dict:
    return json.loads(part.__getstate__())


def main() -> None:
    start = base()
    rows = [
        *(row("normalizer", {"normalizer": state(part)}, start, TEXTS) for part in NORMALIZERS),
        *(row("pre-tokenizer", {"pre_tokenizer": state(part)}, start, TEXTS) for part in PRE_TOKENIZERS),
        *(row("post-processor", {"post_processor": state(part)}, start, TEXTS[2:6]) for part in POST_PROCESSORS),
        *(row("odd", change, start, TEXTS[2:6]) for change in ODD),
        *(row("added", change, start, TEXTS[2:]) for change in ADDED),
    ]
    cut = {"pre_tokenizer": {"type": "WhitespaceSplit"}}
    small = start | {"added_tokens": []}
    modelled = [
        row("model", {"model": model} | extra, small, WORD_TEXTS) for model in MODELS for extra in ({}, cut)
    ]
    numbers = range(len(TOKENS))
    lists = [[i] for i in numbers] + [[(i * 7 + j * k) % len(TOKENS) for j in range(6)] for i in range(12) for k in (1, 3, 11)]
    lists += [[5, 5, 14, 5, 13, 13], []]
    write_json(
        FIXTURES / "tokenizers" / "parts.json.gz",
        {
            "base": start,
            "texts": {"normalizer": TEXTS, "pre-tokenizer": TEXTS, "post-processor": TEXTS[2:6], "odd": TEXTS[2:6], "added": TEXTS[2:], "model": WORD_TEXTS},
            "rows": rows + modelled,
            "tokens": TOKENS,
            "lists": lists,
            "decoders": [decoder_row(decoder, lists) for decoder in [None, *DECODERS]],
        },
    )


if __name__ == "__main__":
    main()
