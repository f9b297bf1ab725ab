"""What transformers makes of the ways in which a `config.json` can spell one model.

    python tools/config_spellings.py

Writes tests/fixtures/checkpoints/spellings.json.gz. For each architecture: `sizes`, the least that a file says, and files with one
thing changed (a field left out, null, or at the class's default; each spelling of rotary positions; each name of an activation),
each with `whole`, the same config as transformers writes it out in full, or null where it refuses the file or we have no such
function.
"""

import json
import warnings

import torch
import transformers
from transformers.activations import ACT2FN
from transformers.utils import logging

from parity import FIXTURES, write_json

LLAMA = {
    "vocab_size": 7,
    "hidden_size": 64,
    "num_hidden_layers": 1,
    "num_attention_heads": 32,
    "intermediate_size": 12,
}
GPT2 = {"vocab_size": 7, "n_embd": 16, "n_layer": 1, "n_head": 8}
KINDS = {
    "llama": (transformers.LlamaConfig, LLAMA, "hidden_act", ["silu"]),
    "mistral": (transformers.MistralConfig, LLAMA, "hidden_act", ["silu"]),
    "qwen2": (transformers.Qwen2Config, LLAMA, "hidden_act", ["silu"]),
    "gpt2": (transformers.GPT2Config, GPT2, "activation_function", ["gelu", "gelu_new", "relu"]),
    "bert": (transformers.BertConfig, LLAMA, "hidden_act", ["gelu", "gelu_new", "relu"]),
}
# What stands in every file, or in none that has weights.
UNTOUCHED = {"model_type", "transformers_version", "architectures", "id2label", "label2id", "_name_or_path"}
ROPE = [
    {"rope_theta": 5e5},
    {"rope_scaling": {}},
    {"rope_scaling": {"rope_type": "default"}},
    {"rope_scaling": {"type": "default"}},
    {"rope_scaling": {"type": "default"}, "rope_theta": 5e5},
    {"rope_scaling": {"rope_type": "default", "rope_theta": 7e5}},
    {"rope_scaling": {"type": "default", "rope_theta": 7e5}, "rope_theta": 5e5},
    {"rope_scaling": None, "rope_theta": 5e5},
    {"rope_parameters": {}},
    {"rope_parameters": {}, "rope_theta": 5e5},
    {"rope_parameters": None, "rope_theta": 5e5},
    {"rope_parameters": {"rope_type": "default"}},
    {"rope_parameters": {"rope_type": "default"}, "rope_theta": 5e5},
    {"rope_parameters": {"rope_theta": 3e5}},
    {"rope_parameters": {"rope_theta": 3e5}, "rope_theta": 5e5},
    {"rope_parameters": {"rope_theta": 3e5, "rope_type": "default"}, "rope_scaling": None},
    {"rope_parameters": {"rope_theta": 3e5, "partial_rotary_factor": 1.0}},
    {"partial_rotary_factor": None},
    {"partial_rotary_factor": 1.0},
]


def whole(kind: str, file: dict) -> dict | None:
    config = KINDS[kind][0]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return json.loads(config.from_dict(json.loads(json.dumps(file))).to_json_string(use_diff=False))
    except Exception:  # noqa: BLE001 - whatever it says, the file is refused
        return None


def same_function(name: str, candidates: list[str]) -> str | None:
    """The candidate that an activation equals to float64's rounding, on a grid."""
    x = torch.linspace(-12, 12, 4801, dtype=torch.float64)
    try:
        y = ACT2FN[name](x)
    except Exception:  # noqa: BLE001 - one that needs a config
        return None
    return next((one for one in candidates if torch.allclose(y, ACT2FN[one](x), rtol=0, atol=1e-7)), None)


def cases(kind: str) -> list[dict]:
    config, sizes, activation, known = KINDS[kind]
    made = []

    def add(file: dict, meant: dict | None = None) -> None:
        made.append({"file": file, "whole": whole(kind, file if meant is None else meant)})

    defaults = json.loads(config.from_dict(sizes).to_json_string(use_diff=False))
    for name in sorted(set(defaults) - UNTOUCHED - set(sizes)):
        add({**sizes, name: defaults[name]}, {**sizes})
        add({**sizes, name: None})
    add(sizes)
    for change in ROPE if "rope_parameters" in defaults else []:
        add({**sizes, **change})
    for name in sorted(ACT2FN):
        same = same_function(name, known)
        file = {**sizes, activation: name}
        if same is None:
            made.append({"file": file, "whole": None})
        else:
            add(file, {**sizes, activation: same})
    return made


def main() -> None:
    logging.set_verbosity_error()
    content = {
        "made": {"transformers": transformers.__version__, "torch": torch.__version__},
        "kinds": {kind: {"sizes": KINDS[kind][1], "cases": cases(kind)} for kind in KINDS},
    }
    write_json(FIXTURES / "checkpoints/spellings.json.gz", content)


if __name__ == "__main__":
    main()
