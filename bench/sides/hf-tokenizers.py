"""Hugging Face's tokenizers, on one thread: ids of a batch by its fastest call, and its trainers."""

import json
import os
import sys
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

import tokenizers  # noqa: E402
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers  # noqa: E402

texts = json.load(open(sys.argv[1], encoding="utf-8"))
size = sum(len(text.encode()) for text in texts)
loaded = {}


def train(kind: str, vocabulary: int) -> int:
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
    path = request.get("encode")
    if path is not None and path not in loaded:
        loaded[path] = Tokenizer.from_file(path)
    begin = time.perf_counter()
    if path is not None:
        encodings = loaded[path].encode_batch_fast(texts)
        seconds = time.perf_counter() - begin
        tokens = sum(len(encoding) for encoding in encodings)
    else:
        tokens = train(request["kind"], request["vocabularySize"])
        seconds = time.perf_counter() - begin
    print(json.dumps({"bytes": size, "tokens": tokens, "seconds": seconds}), flush=True)
