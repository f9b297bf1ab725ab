"""Reference values of transformers, a tiny random model a row: tests/architectures.test.ts runs over what this writes.

    python tools/architectures.py [NAME ...]

A new architecture is a row of TINY; where it has options that change what is computed, a row each.
"""

import sys

from transformers import GPT2Config, GPT2LMHeadModel, MistralConfig, MistralForCausalLM

from parity import FIXTURES, write_tiny

MISTRAL = dict(vocab_size=83, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, intermediate_size=48, max_position_embeddings=64, bos_token_id=None, eos_token_id=None, pad_token_id=None)

# By folder: a seed under which no two best logits nearly tie, and the model.
TINY = {
    "gpt2/tied": (3, lambda: GPT2LMHeadModel(GPT2Config(vocab_size=83, n_embd=32, n_layer=2, n_head=4, n_positions=64, bos_token_id=None, eos_token_id=None))),
    "mistral/whole": (3, lambda: MistralForCausalLM(MistralConfig(**MISTRAL, sliding_window=None))),
    "mistral/window": (3, lambda: MistralForCausalLM(MistralConfig(**MISTRAL, sliding_window=3))),
}


def main() -> None:
    for name, (seed, make) in TINY.items():
        if not sys.argv[1:] or name in sys.argv[1:]:
            model = make()
            model.set_attn_implementation("sdpa")
            write_tiny(model.float().eval(), FIXTURES / "architectures" / name, seed=seed)


if __name__ == "__main__":
    main()
