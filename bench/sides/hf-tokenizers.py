"""Hugging Face's tokenizers, on one thread: ids of a batch by its fastest call, and its trainers."""

import json
import os
import sys
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

import tokenizers  # noqa: E402
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers  # noqa: E402

parts = json.load(open(sys.argv[1], encoding="utf-8"))
loaded = {}  # by file: the tokenizer, and which part of its text comes next


def train(texts: list[str], kind: str, vocabulary: int) -> int:
    if kind == "byteLevel":
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        alphabet = pre_tokenizers.ByteLevel.alphabet()
        trainer = trainers.BpeTrainer(vocab_size=vocabulary, initial_alphabet=alphabet, show_progress=False)
    elif kind == "wordPiece":
        tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
        tokenizer.normalizer = normalizers.BertNormalizer()
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        trainer = trainers.WordPieceTrainer(vocab_size=vocabulary, special_tokens=special, show_progress=False)
    else:
        tokenizer = Tokenizer(models.Unigram())
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        trainer = trainers.UnigramTrainer(
            vocab_size=vocabulary, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False
        )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer.get_vocab_size()


print(json.dumps({"tokenizers": tokenizers.__version__, "python": sys.version.split()[0], "threads": 1}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    texts = [text for part in parts[request["language"]] for text in part]
    path = request.get("file")
    if path is not None:
        if path not in loaded:
            Tokenizer.from_file(path).encode_batch_fast(parts[request["language"]][0])  # warms the code up
        tokenizer, following = loaded.get(path) or (Tokenizer.from_file(path), 1)
        loaded[path] = tokenizer, following + 1
        texts = parts[request["language"]][following]
    begin = time.process_time()
    if path is not None:
        encodings = tokenizer.encode_batch_fast(texts)
        seconds = time.process_time() - begin
        tokens = sum(len(encoding) for encoding in encodings)
    else:
        tokens = train(texts, request["kind"], request["vocabularySize"])
        seconds = time.process_time() - begin
    size = sum(len(text.encode()) for text in texts)
    print(json.dumps({"bytes": size, "tokens": tokens, "seconds": seconds}), flush=True)
