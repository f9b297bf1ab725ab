"""Vectors by sentence-transformers of one tiny BERT under every pooling, and the files that say which.

    python tools/sentence_encoders.py

The weights are those of `bert/tiny`; the tokenizer, which knows letters, is written beside the vectors. Each case is the folder that
`SentenceTransformer.save` leaves, its files as text, and what `encode` makes of a few texts.
"""

import json
import shutil
import tempfile
from pathlib import Path

import sentence_transformers
from sentence_transformers import SentenceTransformer, models
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import WordPiece
from transformers import BertModel, PreTrainedTokenizerFast

from parity import FIXTURES, made, packed, write_json

TEXTS = ["a", "oak ash elm", "Oak And Ash", "a tenon fits it"]
POOLINGS = ["cls", "max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken"]
PROMPT = {"prompts": {"query": "ask ", "document": ""}, "default_prompt_name": "query"}
CASES = [
    *[{"pooling_mode": mode, "normalize": normalize} for mode in POOLINGS for normalize in (False, True)],
    {"pooling_mode": ["cls", "mean"], "normalize": False},
    {"pooling_mode": ["lasttoken", "max"], "normalize": True},
    {"pooling_mode": "mean", "normalize": True, "max_seq_length": 7},
    {"pooling_mode": "cls", "normalize": False, "do_lower_case": True},
    *[{"pooling_mode": mode, "normalize": False, **PROMPT} for mode in ("mean", "cls")],
    *[{"pooling_mode": mode, "normalize": False, "include_prompt": False, **PROMPT} for mode in POOLINGS],
]


def tokenizer() -> PreTrainedTokenizerFast:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]
    made = Tokenizer(WordPiece({token: id for id, token in enumerate(tokens)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=False)
    letter = pre_tokenizers.Split(Regex("."), "isolated")
    made.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.BertPreTokenizer(), letter])
    made.decoder = decoders.WordPiece()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    roles = {role: f"[{role[:-6].upper()}]" for role in ("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")}
    return PreTrainedTokenizerFast(tokenizer_object=made, **roles)


def case(base: Path, options: dict) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        transformer = models.Transformer(
            str(base), max_seq_length=options.get("max_seq_length"), do_lower_case=options.get("do_lower_case", False)
        )
        pooling = models.Pooling(
            16, pooling_mode=options["pooling_mode"], include_prompt=options.get("include_prompt", True)
        )
        parts = [transformer, pooling, *([models.Normalize()] if options["normalize"] else [])]
        model = SentenceTransformer(
            modules=parts,
            device="cpu",
            prompts=options.get("prompts"),
            default_prompt_name=options.get("default_prompt_name"),
        )
        model.save(folder, create_model_card=False)
        again = SentenceTransformer(folder, device="cpu")
        names = ["modules.json", "sentence_bert_config.json", "config_sentence_transformers.json", "1_Pooling/config.json"]
        names.append("tokenizer_config.json")  # where the longest text stands
        files = {name: (Path(folder) / name).read_text() for name in names if (Path(folder) / name).exists()}
        if "do_lower_case" in options:
            # Versions before 6 say it here, and leave the tokenizer as it was.
            files["sentence_bert_config.json"] = json.dumps({"max_seq_length": 20, "do_lower_case": True})
        vectors = again.encode(TEXTS, convert_to_numpy=True)
        return {"options": options, "files": files, "vectors": packed(vectors)}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        shutil.copytree(FIXTURES / "bert" / "tiny", base)
        BertModel.from_pretrained(base).save_pretrained(base)
        tokenizer().save_pretrained(base)
        cases = [case(base, options) for options in CASES]
        beside = {name: json.loads((base / name).read_text()) for name in ("tokenizer.json", "tokenizer_config.json")}
    about = {**made("sdpa"), "sentence_transformers": sentence_transformers.__version__}
    write_json(FIXTURES / "bert" / "encoders.json.gz", {**about, "tokenizer": beside, "texts": TEXTS, "cases": cases})


if __name__ == "__main__":
    main()
