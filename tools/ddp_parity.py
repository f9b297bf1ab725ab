"""Writes tests/fixtures/distributed/ddp.json.gz: 100 steps of DistributedDataParallel over Gloo, two processes on this machine.

    python tools/ddp_parity.py

The problem: z = tanh(x W1^T + b1) W2^T + b2, mean cross-entropy, AdamW; each process has half of the eight rows.
"""

import base64
import gzip
import json
import os
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp

OUT = Path(__file__).parent.parent / "tests" / "fixtures" / "distributed"
STEPS = 100


def packed(tensor):
    data = tensor.detach().contiguous().numpy().tobytes()
    return {"dtype": "float32", "shape": list(tensor.shape), "base64": base64.b64encode(data).decode()}


def problem():
    generator = torch.Generator().manual_seed(16)
    x = torch.randn(8, 6, generator=generator)
    targets = torch.randint(0, 3, (8,), generator=generator)
    net = torch.nn.Sequential(torch.nn.Linear(6, 16), torch.nn.Tanh(), torch.nn.Linear(16, 3))
    with torch.no_grad():
        for weight in net.parameters():
            weight.copy_(0.5 * torch.randn(weight.shape, generator=generator))
    return x, targets, net


NAMES = {"0.weight": "first.weight", "0.bias": "first.bias", "2.weight": "second.weight", "2.bias": "second.bias"}


def named(pairs):
    return {NAMES[name]: packed(tensor) for name, tensor in pairs}


def work(rank, results):
    os.environ.update(RANK=str(rank), WORLD_SIZE="2", MASTER_ADDR="127.0.0.1", MASTER_PORT="29613")
    torch.set_num_threads(1)
    dist.init_process_group("gloo")
    x, targets, net = problem()
    start = named(net.named_parameters())
    parallel = torch.nn.parallel.DistributedDataParallel(net)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0.01)
    half = slice(4 * rank, 4 * rank + 4)
    for step in range(STEPS):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(parallel(x[half]), targets[half]).backward()
        if step == 0:
            gradient = named((name, weight.grad) for name, weight in net.named_parameters())
        optimizer.step()
    results[rank] = {"start": start, "gradient": gradient, "end": named(net.named_parameters())}
    dist.destroy_process_group()


if __name__ == "__main__":
    with mp.Manager() as manager:
        results = manager.dict()
        mp.spawn(work, args=(results,), nprocs=2)
        first, second = results[0], results[1]
    assert first == second, "the two processes of the reference differ"
    x, targets, _ = problem()
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"x": packed(x), "targets": targets.tolist(), "steps": STEPS, **first})
    (OUT / "ddp.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
