"""Writes tests/fixtures/tokenizers: what Hugging Face's `tokenizers` makes of 10,000 lines.

    python tools/tokenizer_parity.py MODEL.gguf DATA_FOLDER

MODEL.gguf is SmolLM2's; DATA_FOLDER holds tinyshakespeare.txt (public domain) and tang-poems/*.json (MIT). Every line
gets a digest of its ids; every twentieth the ids themselves and their offsets, in UTF-16 units as JavaScript counts.
"""

import gzip
import hashlib
import json
import sys
from pathlib import Path

from gguf import GGUFReader
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from tokenizer_lines import lines

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "tokenizers"
CONTRACTIONS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def smollm2(path: str) -> Tokenizer:
    """SmolLM2's tokenizer.json, put together again from its GGUF file."""
    fields = {
        name: field.contents() for name, field in GGUFReader(path).fields.items() if name.startswith("tokenizer.")
    }
    tokens = fields["tokenizer.ggml.tokens"]
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"]]
    made = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=merges))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens(
        [AddedToken(t, normalized=False) for t, kind in zip(tokens, fields["tokenizer.ggml.token_type"]) if kind == 3]
    )
    return made


def trained(corpus: list[str], shape: Tokenizer, size: int = 2000) -> Tokenizer:
    shape.decoder = decoders.ByteLevel()
    shape.train_from_iterator(
        corpus,
        trainers.BpeTrainer(vocab_size=size, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False),
    )
    return shape


def gpt2(corpus: list[str]) -> dict:
    shape = Tokenizer(models.BPE())
    shape.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True, use_regex=True)
    shape.post_processor = processors.ByteLevel(trim_offsets=True)
    made = trained(corpus, shape)
    made.add_special_tokens([AddedToken("<|endoftext|>", normalized=True)])
    file = json.loads(made.to_str())
    # As files of 2019 are: no type, merges as strings, no word on the pattern.
    del file["model"]["type"], file["pre_tokenizer"]["use_regex"]
    file["model"]["merges"] = [" ".join(merge) for merge in file["model"]["merges"]]
    return file


def split_by(digits: str) -> pre_tokenizers.PreTokenizer:
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(CONTRACTIONS % digits), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


def qwen2(corpus: list[str]) -> dict:
    shape = Tokenizer(models.BPE())
    shape.normalizer = normalizers.NFC()
    shape.pre_tokenizer = split_by(r"\p{N}")
    shape.post_processor = processors.ByteLevel(trim_offsets=False)
    made = trained(corpus, shape)
    made.add_special_tokens([AddedToken(t, normalized=False) for t in ("<|endoftext|>", "<|im_start|>", "<|im_end|>")])
    made.add_tokens(
        [
            AddedToken("<tool_call>", normalized=False),
            AddedToken("<mask>", lstrip=True, rstrip=True, normalized=False),
            AddedToken("the", single_word=True, normalized=False),
            AddedToken("Å", normalized=True),  # decomposed: it is found in the normalized text
        ]
    )
    return json.loads(made.to_str())


def llama3(corpus: list[str]) -> dict:
    shape = Tokenizer(models.BPE(ignore_merges=True))
    shape.pre_tokenizer = split_by(r"\p{N}{1,3}")
    made = trained(corpus, shape)
    made.add_special_tokens([AddedToken(t, normalized=False) for t in ("<|begin_of_text|>", "<|eot_id|>")])
    begin = made.token_to_id("<|begin_of_text|>")
    made.post_processor = processors.Sequence(
        [
            processors.ByteLevel(trim_offsets=True),
            processors.TemplateProcessing(
                single="<|begin_of_text|> $A",
                pair="<|begin_of_text|> $A <|begin_of_text|>:1 $B:1",
                special_tokens=[("<|begin_of_text|>", begin)],
            ),
        ]
    )
    file = json.loads(made.to_str())
    # Whole words that no merge builds any more: only `ignore_merges` finds them.
    file["model"]["merges"] = [merge for i, merge in enumerate(file["model"]["merges"]) if i % 7 != 3]
    return file


def encoded(tokenizer: Tokenizer, text: str, whole: bool) -> dict:
    encoding = tokenizer.encode(text)
    row = {"h": hashlib.sha256(",".join(map(str, encoding.ids)).encode()).hexdigest()[:12]}
    decoded = tokenizer.decode(encoding.ids, skip_special_tokens=False)
    if decoded != text:
        row["d"] = decoded
    if whole:
        units = [0]
        for character in text:
            units.append(units[-1] + (2 if ord(character) > 0xFFFF else 1))
        row["i"] = encoding.ids
        row["o"] = [units[at] for span in encoding.offsets for at in span]
    return row


def write(name: str, rows: list[dict]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    (OUT / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def unicode_ranges(pattern: str) -> list[int]:
    """First and last code point of each run that `pattern` matches, one after the other."""
    split = pre_tokenizers.Split(Regex(pattern), "removed")
    ranges: list[int] = []
    for c in range(0x110000):
        if 0xD800 <= c <= 0xDFFF or split.pre_tokenize_str(chr(c)):
            continue
        if ranges and ranges[-1] == c - 1:
            ranges[-1] = c
        else:
            ranges += [c, c]
    return ranges


def main(model: str, data: Path) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    everything = lines(data)
    tokenizer = smollm2(model)
    write("smollm2.jsonl.gz", [{"t": t, **encoded(tokenizer, t, i % 20 == 0)} for i, t in enumerate(everything)])
    for name, make in (("gpt2", gpt2), ("qwen2", qwen2), ("llama3", llama3)):
        file = make(everything[::3])
        text = json.dumps(file, ensure_ascii=False, separators=(",", ":"))
        (OUT / f"{name}.tokenizer.json").write_text(text + "\n")
        tokenizer = Tokenizer.from_str(text)
        chosen = range(0, len(everything), 5)
        write(f"{name}.jsonl.gz", [{"n": i, **encoded(tokenizer, everything[i], i % 20 == 0)} for i in chosen])
    classes = {
        name: unicode_ranges(pattern) for name, pattern in (("L", r"\p{L}"), ("N", r"\p{N}"), ("White_Space", r"\s"))
    }
    (OUT / "unicode.json").write_text(json.dumps(classes, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
