"""Causal tracing of a few facts, written anew on transformers: tests/fixtures/interpretability/trace.json.gz.

    python tools/causal_trace.py FOLDER

FOLDER holds SmolLM2 in float32, written by `tenon convert smollm2-135m-instruct-q4_1 FOLDER --dtype float32`. Whole prompts run again for
every restored state, row 0 clean; nothing of the clean prefix is reused.
"""

import gzip
import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

torch.manual_seed(0)
torch.set_num_threads(1)
folder = sys.argv[1]
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
layers = model.model.layers
SAMPLES, NOISE, WINDOW = 3, 0.36, 6
FACTS = [
    ("The Colosseum is located in the city of", "Colosseum"),
    ("The novel War and Peace was written by Leo", "War and Peace"),
]


def restored(module, token):
    def hook(_module, _inputs, output):
        y = output[0] if isinstance(output, tuple) else output
        y[1:, token] = y[0, token]
        return output

    return module.register_forward_hook(hook)


@torch.no_grad()
def probability(rows, noise, start, modules, token, answer=None):
    def corrupt(_module, _inputs, output):
        output[1:, start : start + noise.shape[1]] += noise
        return output

    hooks = [model.model.embed_tokens.register_forward_hook(corrupt)]
    hooks += [restored(module, token) for module in modules]
    said = model(rows).logits[:, -1].softmax(-1)
    for hook in hooks:
        hook.remove()
    answer = said[0].argmax().item() if answer is None else answer
    return answer, said[0, answer].item(), said[1:, answer].mean().item()


def parts(kind, layer):
    if kind == "states":
        return [layers[layer]]
    low = layer - WINDOW // 2
    window = layers[max(0, low) : low + WINDOW]
    return [block.mlp if kind == "mlp" else block.self_attn for block in window]


out = []
for prompt, subject in FACTS:
    encoded = tokenizer(prompt, return_offsets_mapping=True)
    begin = prompt.index(subject)
    own = [i for i, (a, b) in enumerate(encoded["offset_mapping"]) if a < begin + len(subject) and b > begin]
    rows = torch.tensor([encoded["input_ids"]]).expand(1 + SAMPLES, -1)
    generator = torch.Generator().manual_seed(7)
    noise = torch.randn(SAMPLES, len(own), model.config.hidden_size, generator=generator) * NOISE
    answer, clean, corrupted = probability(rows, noise, own[0], [], 0)
    effects = []
    for kind in ["states", "mlp", "attention"]:
        for token in [0, own[-1], rows.shape[1] - 1]:
            for layer in [1, 7, 16, 28]:
                effect = probability(rows, noise, own[0], parts(kind, layer), token, answer)[2]
                effects.append({"kind": kind, "token": token, "layer": layer, "effect": effect})
    out.append(
        {
            "prompt": prompt,
            "subject": subject,
            "tokens": [own[0], own[-1] + 1],
            "answer": tokenizer.decode([answer]),
            "clean": clean,
            "corrupted": corrupted,
            "effects": effects,
        }
    )

path = Path(__file__).parent.parent / "tests/fixtures/interpretability/trace.json.gz"
path.parent.mkdir(exist_ok=True)
text = json.dumps({"samples": SAMPLES, "noise": NOISE, "window": WINDOW, "seed": 7, "facts": out})
path.write_bytes(gzip.compress(text.encode(), mtime=0))
