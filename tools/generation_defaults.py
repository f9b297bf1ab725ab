"""Reference tokens of transformers' `generate` by what a `generation_config.json` says, and the fields of its class.

    python tools/generation_defaults.py

The tiny LLaMA of `llama/tiny` answers two prompts greedily, once for each file of a table. Where the two best logits ever lie close, the
tool refuses the prompt, so that the tokens are the same everywhere.
"""

import json
import tempfile
from pathlib import Path

import torch
from transformers import GenerationConfig, LlamaForCausalLM

from parity import FIXTURES, NEAR_TIE, made, write_json

PROMPTS = [[40, 69, 76, 76, 79], [52, 72, 69, 94, 66, 69, 83, 84, 94, 66, 69, 83, 84]]
FILES = [
    {},
    {"max_new_tokens": 5},
    {"max_length": 16},
    {"max_new_tokens": 7, "max_length": 9},
    {"eos_token_id": "fourth"},
    {"eos_token_id": "both"},
    {"eos_token_id": "fourth", "min_new_tokens": 6},
    {"eos_token_id": "fourth", "min_length": 12},
    {"repetition_penalty": 1.3},
    {"suppress_tokens": "first"},
    {"begin_suppress_tokens": "first"},
    {"no_repeat_ngram_size": 1},
    {"no_repeat_ngram_size": 2},
    {"no_repeat_ngram_size": 3},
    {"bad_words_ids": "words"},
    {"bad_words_ids": "words", "eos_token_id": "fourth"},
    {"sequence_bias": "biases"},
    {"sequence_bias": "biases", "repetition_penalty": 1.2, "no_repeat_ngram_size": 2},
    {"do_sample": False, "temperature": 0.3, "top_k": 5, "top_p": 0.5},
]


def filled(file: dict, plain: list[int]) -> dict:
    """A file whose words stand for tokens that the model writes without it."""
    words = {
        "first": plain[:2],
        "fourth": plain[3],
        "both": [plain[6], plain[4]],
        "words": [[plain[0]], [plain[1], plain[2]], [plain[3]]],
        "biases": [[[plain[0]], -20.0], [[plain[2], plain[3]], -30.0], [[7], 1.5]],
    }
    return {key: words[value] if isinstance(value, str) else value for key, value in file.items()}


def answer(model: LlamaForCausalLM, prompt: list[int], file: dict) -> list[int]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "generation_config.json").write_text(json.dumps(file))
        config = GenerationConfig.from_pretrained(folder)
    if "max_new_tokens" not in file and "max_length" not in file:
        config.max_new_tokens = 12
    out = model.generate(
        torch.tensor([prompt]), generation_config=config, output_scores=True, return_dict_in_generate=True
    )
    for scores in out.scores:
        best = scores[0].topk(2).values
        assert best[0] - best[1] > NEAR_TIE, f"a tie in {file}"
    ends = config.eos_token_id if isinstance(config.eos_token_id, list) else [config.eos_token_id]
    tokens = out.sequences[0, len(prompt) :].tolist()
    return tokens[:-1] if tokens[-1] in ends else tokens


def main() -> None:
    model = LlamaForCausalLM.from_pretrained(FIXTURES / "llama" / "tiny").float().eval()
    model.generation_config = GenerationConfig()
    cases = []
    for prompt in PROMPTS:
        plain = answer(model, prompt, {})
        for file in FILES:
            own = filled(file, plain)
            cases.append({"prompt": prompt, "file": own, "tokens": answer(model, prompt, own)})
    fields = sorted(vars(GenerationConfig()))
    write_json(FIXTURES / "generation" / "defaults.json.gz", {**made("sdpa"), "fields": fields, "cases": cases})


if __name__ == "__main__":
    main()
