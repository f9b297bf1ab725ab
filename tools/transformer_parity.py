"""Writes tests/fixtures/transformer/expected.json.gz: tiny encoder-decoders by torch.nn.Transformer, whole, with random weights.

    python tools/transformer_parity.py

Around torch.nn.Transformer stand what its documentation leaves to the reader: embeddings times sqrt(D), positions, masks, and a head.
The loss is sum(logits * cos(0.37 n)) over real positions, n the element's number in the padded batch.
"""

import math

import torch
from torch import nn

from parity import FIXTURES, made, packed, write_json

SOURCE, TARGET = [7, 3, 5], [5, 6, 2]
V_SOURCE, V, D, HEADS, DEPTH, F, CONTEXT = 13, 11, 8, 2, 2, 12, 16


def sinusoids(length: int) -> torch.Tensor:
    angle = torch.arange(length).double()[:, None] * 10000 ** (-torch.arange(0, D, 2).double() / D)
    return torch.stack([angle.sin(), angle.cos()], -1).reshape(length, D).float()


class Whole(nn.Module):
    def __init__(self, pre: bool, learned: bool, activation: str):
        super().__init__()
        self.body = nn.Transformer(
            D, HEADS, DEPTH, DEPTH, F, dropout=0, activation=activation, batch_first=True, norm_first=pre
        )
        self.source, self.target = nn.Embedding(V_SOURCE, D), nn.Embedding(V, D)
        self.places = nn.ParameterList([torch.randn(CONTEXT, D) for _ in range(2)]) if learned else None
        self.head = nn.Linear(D, V, bias=False)

    def place(self, x: torch.Tensor, which: int) -> torch.Tensor:
        table = sinusoids(x.shape[1]) if self.places is None else self.places[which][: x.shape[1]]
        return x * math.sqrt(D) + table

    def forward(self, source, target):
        hidden = [torch.arange(max(n)) >= torch.tensor(n)[:, None] for n in (SOURCE, TARGET)]
        causal = nn.Transformer.generate_square_subsequent_mask(target.shape[1]).isinf()
        x = self.body(
            self.place(self.source(source), 0), self.place(self.target(target), 1), tgt_mask=causal,
            src_key_padding_mask=hidden[0], memory_key_padding_mask=hidden[0], tgt_key_padding_mask=hidden[1],
        )  # fmt: skip
        return self.head(x), ~hidden[1]


def by_name(named) -> dict:
    return {name.removeprefix("body."): packed(value) for name, value in named}


def case(norm: str, positions: str, activation: str, seed: int) -> dict:
    torch.manual_seed(seed)
    model = Whole(norm == "pre", positions == "learned", activation)
    for name, weight in model.named_parameters():
        if weight.dim() == 1:
            nn.init.normal_(weight, mean=float("norm" in name and "weight" in name), std=0.2)
    source = torch.randint(V_SOURCE, (3, max(SOURCE)))
    target = torch.randint(V, (3, max(TARGET)))
    logits, real = model(source, target)
    cosines = torch.cos(0.37 * torch.arange(logits.numel(), dtype=torch.float64)).float().reshape(logits.shape)
    (logits * cosines)[real].sum().backward()
    return {
        "norm": norm, "positions": positions, "activation": activation,
        "source": packed(source), "target": packed(target), "logits": packed(logits),
        "weights": by_name(model.named_parameters()),
        "gradients": by_name((name, weight.grad) for name, weight in model.named_parameters()),
    }  # fmt: skip


def main() -> None:
    cases = [
        case("post", "sinusoidal", "relu", 1),
        case("pre", "sinusoidal", "gelu", 2),
        case("post", "learned", "gelu", 3),
        case("pre", "learned", "relu", 4),
    ]
    sizes = {"sourceVocabulary": V_SOURCE, "vocabulary": V, "width": D, "heads": HEADS, "depth": DEPTH, "hidden": F, "context": CONTEXT}
    content = {"made": made("none"), "sizes": sizes, "sourceLengths": SOURCE, "targetLengths": TARGET, "cases": cases}
    write_json(FIXTURES / "transformer" / "expected.json.gz", content)


if __name__ == "__main__":
    main()
