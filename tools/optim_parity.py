"""Writes tests/fixtures/optim/: 100 steps of torch.optim on small problems, float32, and the parameters after every tenth step.

    python tools/optim_parity.py

trajectories.json.gz: y = tanh(x W^T + b) against fixed targets, mean squared error.
muon.json.gz: Muon alone, on matrices tall, wide and square whose gradients are G cos(k) + p at step k, G fixed. Its iterations, which
torch rounds to bfloat16, are kept in float32, so that the trajectories can be compared closely.
"""

import base64
import gzip
import json
import math
from pathlib import Path

import torch

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "optim"
STEPS, EVERY = 100, 10


def packed(tensor):
    data = tensor.detach().contiguous().numpy().tobytes()
    return {"dtype": "float32", "shape": list(tensor.shape), "base64": base64.b64encode(data).decode()}


def cosine(step):
    return 0.5 * (1 + torch.cos(torch.tensor(torch.pi * step / STEPS, dtype=torch.float64)).item())


RUNS = {
    "adamw": (lambda p: torch.optim.AdamW(p, lr=0.02, betas=(0.9, 0.99), eps=1e-8, weight_decay=0.1), None, False),
    "adam": (lambda p: torch.optim.Adam(p, lr=0.02), None, False),
    "adamw, fused, falling rate": (
        lambda p: torch.optim.AdamW(p, lr=0.02, weight_decay=0.05, fused=True),
        cosine,
        False,
    ),
    "adamw, clipped": (lambda p: torch.optim.AdamW(p, lr=0.02), None, True),
    "sgd": (lambda p: torch.optim.SGD(p, lr=0.2), None, False),
    "sgd, momentum": (lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.01), None, False),
    "sgd, nesterov": (lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True), None, False),
    "muon": (
        lambda p: torch.optim.Muon(p[:1], lr=0.02, momentum=0.95, weight_decay=0.1),
        None,
        False,
    ),
}


SHAPES = {"tall": (12, 5), "wide": (5, 12), "square": (6, 6)}
MUON = {
    "as published": {"lr": 0.02, "momentum": 0.95, "weight_decay": 0.1},
    "less momentum, no decay, three iterations": {"lr": 0.05, "momentum": 0.6, "weight_decay": 0.0, "ns_steps": 3},
}


def muon_trajectories():
    generator = torch.Generator().manual_seed(23)
    draw = lambda *shape: torch.randn(*shape, generator=generator)
    begins = {name: draw(*shape) for name, shape in SHAPES.items()}
    slopes = {name: draw(*shape) for name, shape in SHAPES.items()}
    runs = {}
    rounded = torch.Tensor.bfloat16
    torch.Tensor.bfloat16 = lambda tensor: tensor.clone()
    for run, settings in MUON.items():
        weights = {name: begin.clone().requires_grad_() for name, begin in begins.items()}
        optimizer = torch.optim.Muon(list(weights.values()), **settings)
        runs[run] = []
        for step in range(STEPS):
            for name, weight in weights.items():
                weight.grad = slopes[name] * math.cos(step) + weight.detach()
            optimizer.step()
            if (step + 1) % EVERY == 0:
                runs[run].append({name: packed(weight) for name, weight in weights.items()})
    torch.Tensor.bfloat16 = rounded
    pack = lambda tensors: {name: packed(tensor) for name, tensor in tensors.items()}
    return {"begins": pack(begins), "slopes": pack(slopes), "runs": runs}


def write(name, value):
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / name).write_bytes(gzip.compress(json.dumps(value).encode(), mtime=0))


def main():
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(22)
    draw = lambda *shape: torch.randn(*shape, generator=generator)
    x, y, w0, b0 = draw(16, 6), draw(16, 4), draw(4, 6), draw(4)
    runs = {}
    for name, (make, schedule, clip) in RUNS.items():
        w, b = w0.clone().requires_grad_(), b0.clone().requires_grad_()
        optimizer = make([w, b])
        full = optimizer.param_groups[0]["lr"]
        trajectory = []
        for step in range(STEPS):
            if schedule is not None:
                optimizer.param_groups[0]["lr"] = full * schedule(step)
            optimizer.zero_grad()
            w.grad = b.grad = None
            (torch.tanh(x @ w.t() + b) - y).pow(2).mean().backward()
            if clip:
                torch.nn.utils.clip_grad_norm_([w, b], 0.1)
            optimizer.step()
            if (step + 1) % EVERY == 0:
                trajectory.append({"w": packed(w), "b": packed(b)})
        runs[name] = trajectory
    write("trajectories.json.gz", {"x": packed(x), "y": packed(y), "w": packed(w0), "b": packed(b0), "runs": runs})
    write("muon.json.gz", muon_trajectories())


main()
