"""Reference values of transformers, a tiny random model a row: tests/architectures.test.ts runs over what this writes.

    python tools/architectures.py [NAME ...]

A new architecture is a row of TINY; where it has options that change what is computed, a row each.
"""

import sys

from transformers import GPT2Config, GPT2LMHeadModel

from parity import FIXTURES, write_tiny

# By folder: a seed under which no two best logits nearly tie, and the model.
TINY = {
    "gpt2/tied": (3, lambda: GPT2LMHeadModel(GPT2Config(vocab_size=83, n_embd=32, n_layer=2, n_head=4, n_positions=64, bos_token_id=None, eos_token_id=None))),
}


def main() -> None:
    for name, (seed, make) in TINY.items():
        if not sys.argv[1:] or name in sys.argv[1:]:
            model = make()
            model.set_attn_implementation("sdpa")
            write_tiny(model.float().eval(), FIXTURES / "architectures" / name, seed=seed)


if __name__ == "__main__":
    main()
