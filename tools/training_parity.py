"""Reference values of training: the causal loss by transformers' shift of labels, and the loss curve of a loop in PyTorch.

    training_parity.py

writes tests/fixtures/training/causal.json.gz, curve.json.gz and uneven.json.gz, all on the weights of tests/fixtures/llama/tiny.
"""

import math

import torch
from transformers import AutoModelForCausalLM

from parity import FIXTURES, made, write_json

TEXT = "We the People of the United States, in Order to form a more perfect Union, establish Justice. " * 4
CODES = [ord(character) - 32 for character in TEXT]
STEPS, WARMUP, LR, CLIP, ACCUMULATE, DECAY = 100, 10, 3e-3, 1.0, 2, 0.1


def model():
    return AutoModelForCausalLM.from_pretrained(FIXTURES / "llama" / "tiny", dtype=torch.float32)


def causal():
    torch.manual_seed(5)
    rows = torch.randint(3, 97, (12, 40))
    labels = rows.clone()
    labels[torch.rand(rows.shape) < 0.3] = -100
    with torch.no_grad():
        of = model()
        losses = [of(input_ids=r[None], labels=l[None]).loss.item() for r, l in zip(rows, labels)]
        whole = of(input_ids=rows, labels=labels).loss.item()
    write_json(FIXTURES / "training" / "causal.json.gz", {"made": made("sdpa"), "rows": rows.tolist(), "labels": labels.tolist(), "losses": losses, "whole": whole})


def batches(count, length, seed):
    """Rows that begin at pseudo-random places, as tests/tiny-training.ts draws them."""
    x = seed
    while True:
        starts = []
        for _ in range(count):
            x = (x * 1664525 + 1013904223) % 2**32
            starts.append(x % (len(CODES) - length - 1))
        yield torch.tensor([CODES[start : start + length + 1] for start in starts])


def share(step):
    t = min(1, max(0, (step - WARMUP) / (STEPS - WARMUP)))
    return min(1, (step + 1) / WARMUP) * (1 + math.cos(math.pi * t)) / 2


def lengths(batch):
    """Targets of each row of a batch: from none at all to the whole row, as tests/parity/training.ts has them."""
    if batch == 7:
        return [0, 0, 0, 0]
    if batch % 5 == 3:
        return [1, 0, 0, 0]
    return [1 + (7 * batch * batch + 5 * row) % 24 for row in range(4)]


def optimizer_of(model):
    matrices = [p for p in model.parameters() if p.ndim >= 2]
    vectors = [p for p in model.parameters() if p.ndim < 2]
    groups = [{"params": matrices, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=LR, betas=(0.9, 0.95), eps=1e-8)


def take(optimizer, model, step):
    norm = torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP).item()
    for group in optimizer.param_groups:
        group["lr"] = LR * share(step)
    optimizer.step()
    optimizer.zero_grad()
    return norm


def uneven():
    """30 steps whose batches have unequal numbers of targets: each token weighs the same, as if there were no batches."""
    of = model()
    optimizer = optimizer_of(of)
    data = batches(4, 24, 7)
    losses, norms = [], []
    for step in range(30):
        total, count = 0.0, 0
        for part in range(ACCUMULATE):
            rows = next(data)
            labels = rows[:, 1:].clone()
            for row, length in zip(labels, lengths(ACCUMULATE * step + part)):
                row[length:] = -100
            logits = of(input_ids=rows[:, :-1]).logits
            loss = torch.nn.functional.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1), reduction="sum")
            loss.backward()
            total += loss.item()
            count += (labels != -100).sum().item()
        for p in of.parameters():
            p.grad /= count
        norms.append(take(optimizer, of, step))
        losses.append(total / count)
    write_json(FIXTURES / "training" / "uneven.json.gz", {"made": made("sdpa"), "losses": losses, "norms": norms})


def curve():
    of = model()
    optimizer = optimizer_of(of)
    data = batches(4, 24, 7)
    losses, norms = [], []
    for step in range(STEPS):
        total = 0.0
        for _ in range(ACCUMULATE):
            rows = next(data)
            logits = of(input_ids=rows[:, :-1]).logits
            loss = torch.nn.functional.cross_entropy(logits.reshape(-1, logits.shape[-1]), rows[:, 1:].reshape(-1))
            (loss / ACCUMULATE).backward()
            total += loss.item() / ACCUMULATE
        norms.append(take(optimizer, of, step))
        losses.append(total)
    write_json(FIXTURES / "training" / "curve.json.gz", {"made": made("sdpa"), "losses": losses, "norms": norms})
    print(losses[:3], losses[-3:])


if __name__ == "__main__":
    torch.set_num_threads(1)
    causal()
    curve()
    uneven()
