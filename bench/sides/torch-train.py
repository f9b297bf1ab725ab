"""The same training step in PyTorch: a plain nn.Module over SDPA, fused AdamW, eager, compiled, or from weights an ulp away."""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

folder, threads, shape, mode = Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4]
torch.set_num_threads(threads)
config = json.loads((folder / "config.json").read_text())
D, L, H = config["hidden_size"], config["num_hidden_layers"], config["num_attention_heads"]
FF, V, EPS, THETA = config["intermediate_size"], config["vocab_size"], config["rms_norm_eps"], config["rope_theta"]
B, T, K = shape["rows"], shape["length"], D // H
ids = torch.from_numpy(np.fromfile(folder / "batches.bin", dtype=np.int32)).view(shape["count"], B, T + 1).long()
angle = torch.outer(torch.arange(T).float(), THETA ** -(torch.arange(0, K, 2).float() / K))
COS, SIN = torch.cat([angle, angle], -1).cos(), torch.cat([angle, angle], -1).sin()  # [T, K]


def turn(x):
    a, b = x.chunk(2, -1)
    cos, sin = COS.to(x.dtype), SIN.to(x.dtype)
    return x * cos + torch.cat([-b, a], -1) * sin


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(D))

    def forward(self, x):
        return F.rms_norm(x, (D,), self.weight, EPS)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (nn.Linear(D, D, bias=False) for _ in range(4))

    def forward(self, x):
        q, k, v = (p(x).view(B, T, H, K).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj))
        y = F.scaled_dot_product_attention(turn(q), turn(k), v, is_causal=True)
        return self.o_proj(y.transpose(1, 2).reshape(B, T, D))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate_proj, self.up_proj = nn.Linear(D, FF, bias=False), nn.Linear(D, FF, bias=False)
        self.down_proj = nn.Linear(FF, D, bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.input_layernorm, self.self_attn = Norm(), Attention()
        self.post_attention_layernorm, self.mlp = Norm(), Mlp()

    def forward(self, x):
        x = x + self.self_attn(self.input_layernorm(x))
        return x + self.mlp(self.post_attention_layernorm(x))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed_tokens, self.norm = nn.Embedding(V, D), Norm()
        self.layers = nn.ModuleList(Block() for _ in range(L))

    def forward(self, x):
        x = self.embed_tokens(x)
        for layer in self.layers:
            x = layer(x)
        return F.linear(self.norm(x), self.embed_tokens.weight)


def run_of():
    model = Model()
    weights = {name.removeprefix("model."): value for name, value in load_file(folder / "model.safetensors").items()}
    weights.pop("lm_head.weight", None)
    model.load_state_dict(weights)
    if mode == "ulp":
        with torch.no_grad():
            model.norm.weight[0] = torch.nextafter(torch.tensor(1.0), torch.tensor(2.0))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.1, fused=True)
    return {"model": torch.compile(model) if mode == "compile" else model, "optimizer": optimizer, "step": 0}


def step_of(run, precision):
    batch = ids[run["step"] % len(ids)]
    run["step"] += 1
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16"):
        loss = F.cross_entropy(run["model"](batch[:, :-1]).view(B * T, V).float(), batch[:, 1:].reshape(-1))
    loss.backward()
    run["optimizer"].step()
    run["optimizer"].zero_grad(set_to_none=True)
    return loss.item()


def peak():
    line = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


runs = {}
print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads(), "mode": mode}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    precision = request["precision"]
    run = runs.setdefault(precision, None) or run_of()
    runs[precision] = run
    begin = time.perf_counter()
    losses = [step_of(run, precision) for _ in range(request["steps"])]
    seconds = time.perf_counter() - begin
    answer = {"seconds": seconds, "tokens": request["steps"] * B * T, "losses": losses, "peak": [peak()]}
    print(json.dumps(answer), flush=True)
