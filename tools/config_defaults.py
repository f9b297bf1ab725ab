"""What transformers means where a `config.json` leaves a field out: the defaults of the config classes of our architectures.

    python tools/config_defaults.py
"""

import json

import transformers
from transformers import BertConfig, GPT2Config, LlamaConfig, MistralConfig, Qwen2Config

from parity import FIXTURES

CLASSES = [BertConfig, GPT2Config, LlamaConfig, MistralConfig, Qwen2Config]


def fields(config) -> dict:
    """As `config.json` has them, but what says nothing of a model."""
    left_out = {"transformers_version", "_name_or_path", "architectures", "id2label", "label2id", "dtype"}
    return {name: value for name, value in sorted(config.to_dict().items()) if name not in left_out and name != "layer_types"}


def main() -> None:
    defaults = {c.model_type: fields(c()) for c in CLASSES}
    content = {"transformers": transformers.__version__, "defaults": defaults}
    path = FIXTURES / "checkpoints" / "config-defaults.json"
    path.write_text(json.dumps(content, indent=1) + "\n")
    print(f"{path.relative_to(FIXTURES)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
