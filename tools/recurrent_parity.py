"""Writes tests/fixtures/recurrent/cells.json.gz: torch.nn's recurrent layers, forward and backward, with random weights.

    python tools/recurrent_parity.py

Each case is a stack of one or two layers over rows of unequal length, packed as PyTorch packs them, from an initial state that
is not zero. The loss is sum(output * cos(0.37 n)) + sum(final state * cos(0.11 n)), n the element's number.
"""

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from parity import FIXTURES, made, packed, write_json

LENGTHS = [9, 4, 1]
WIDTH, HIDDEN = 5, 6


def weigh(x: torch.Tensor, pace: float) -> torch.Tensor:
    return (x * torch.cos(pace * torch.arange(x.numel(), dtype=torch.float64)).float().reshape(x.shape)).sum()


def case(kind: str, layers: int, bidirectional: bool) -> dict:
    torch.manual_seed(len(kind) + 10 * layers + 100 * bidirectional)
    options = {"nonlinearity": kind} if kind in ("tanh", "relu") else {}
    make = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}.get(kind, torch.nn.RNN)
    model = make(WIDTH, HIDDEN, layers, batch_first=True, bidirectional=bidirectional, **options)
    for weight in model.parameters():
        torch.nn.init.normal_(weight, std=0.3)  # about PyTorch's own; larger ones amplify the last digit
    x = torch.randn(len(LENGTHS), max(LENGTHS), WIDTH, requires_grad=True)
    parts = 2 if kind == "lstm" else 1
    begin = torch.randn(parts, layers * (1 + bidirectional), len(LENGTHS), HIDDEN, requires_grad=True)
    state = (begin[0], begin[1]) if parts == 2 else begin[0]
    output, final = model(pack_padded_sequence(x, LENGTHS, batch_first=True), state)
    output, _ = pad_packed_sequence(output, batch_first=True)
    final = torch.stack(final) if parts == 2 else final.unsqueeze(0)
    (weigh(output, 0.37) + weigh(final, 0.11)).backward()
    return {
        "cell": kind, "layers": layers, "bidirectional": bidirectional,
        "weights": {name: packed(value) for name, value in model.named_parameters()},
        "x": packed(x), "begin": packed(begin), "output": packed(output), "final": packed(final),
        "gradients": {name: packed(value.grad) for name, value in model.named_parameters()}
        | {"x": packed(x.grad), "begin": packed(begin.grad)},
    }  # fmt: skip


def main() -> None:
    cases = [case(kind, layers, two) for kind in ("tanh", "relu", "lstm", "gru") for layers in (1, 2) for two in (False, True)]
    write_json(FIXTURES / "recurrent" / "cells.json.gz", {"made": made("none"), "lengths": LENGTHS, "cases": cases})


if __name__ == "__main__":
    main()
