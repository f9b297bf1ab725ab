"""Vocabularies of a few hundred tokens in the form of large ones: trained on some texts, or the part of one that they need."""

import json
import re

from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import ByteLevel
from tokenizers.trainers import BpeTrainer

PAIRS = 560  # tokens of a trained vocabulary, 256 bytes among them
KEPT = ("<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<start_of_turn>", "<end_of_turn>", "<start_of_image>", "<end_of_image>")


def trained(form: dict, texts: list[str], control: list[str], words: list[str]) -> dict:
    """A byte-level tokenizer.json with the parts of `form`; behind the pairs stand `control` tokens, then `words` that are none."""
    untrained = form | {"added_tokens": [], "model": form["model"] | {"vocab": {}, "merges": []}, "post_processor": None}
    tokenizer = Tokenizer.from_str(json.dumps(untrained))
    trainer = BpeTrainer(vocab_size=PAIRS, initial_alphabet=ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    ids = {content: len(model["vocab"]) + i for i, content in enumerate(control + words)}
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    added = [{"id": id, "content": content, **plain, "special": content in control} for content, id in ids.items()]
    for part in form["post_processor"].get("processors", []):
        for token in part.get("special_tokens", {}).values():
            token["ids"] = [ids[content] for content in token["tokens"]]
    return form | {"added_tokens": added, "model": model | {"ignore_merges": form["model"]["ignore_merges"]}}


def made_of(piece: str, ranks: dict[tuple[str, str], int]) -> set[str]:
    """All tokens that a piece ever holds while its pairs are merged, the earliest of the list first."""
    symbols, made = list(piece), set(piece)
    while True:
        ranked = [(ranks[pair], i) for i, pair in enumerate(zip(symbols, symbols[1:])) if pair in ranks]
        if not ranked:
            return made
        _, i = min(ranked)
        symbols[i : i + 2] = [symbols[i] + symbols[i + 1]]
        made.add(symbols[i])


def part_of(file: dict, texts: list[str]) -> dict:
    """Gemma's tokenizer.json cut to what these texts become, in which they become the same tokens under other numbers."""
    model = file["model"]
    vocabulary = model["vocab"]
    ranks = {tuple(merge): rank for rank, merge in enumerate(model["merges"])}
    kept = re.compile("|".join(KEPT) + r"|\n{2,4}|▁{2,4}")
    added = [token for token in file["added_tokens"] if kept.fullmatch(token["content"])]
    runs = re.compile("|".join(sorted((t["content"] for t in added if not t["special"]), key=len, reverse=True)))
    needed = {token["content"] for token in added} | {f"<0x{byte:02X}>" for byte in range(256)}
    needed |= {chr(code) for code in range(33, 127)} | {"▁", "\n", "\t"}
    for text in texts:
        for piece in runs.split(text.replace(" ", "▁")):
            needed |= made_of(piece, ranks)
    # Every way to make each token, as SentencePiece's merges have it.
    merges = [[a, b] for a, b in model["merges"] if {a, b, a + b} <= needed]
    tokens = sorted((token for token in needed if token in vocabulary), key=vocabulary.get)
    ids = {token: id for id, token in enumerate(tokens)}
    processor = file["post_processor"]
    for token in processor["special_tokens"].values():
        token["ids"] = [ids[content] for content in token["tokens"]]
    return file | {
        "added_tokens": [token | {"id": ids[token["content"]]} for token in added],
        "post_processor": processor,
        "model": model | {"vocab": ids, "merges": merges},
    }
