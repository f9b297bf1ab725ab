"""What the parity tools share: how arrays are written, projections on signs, and the reference quantities of a model."""

import base64
import gzip
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
import transformers
from safetensors.torch import save_file

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
SEEDS = [1, 2, 3, 4]  # one projection for each
NEAR_TIE = 1e-3  # where the two best logits lie closer than this, either is right


# --- Files -----------------------------------------------------------------------------------------------------------


def packed(values) -> dict:
    """An array as JSON: dtype, shape and the little-endian bytes in base64, so that no digit is lost."""
    array = np.ascontiguousarray(values.detach().numpy() if isinstance(values, torch.Tensor) else values)
    if array.dtype == np.int64:
        array = array.astype(np.int32)
    little = array.astype(array.dtype.newbyteorder("<"))
    return {"dtype": array.dtype.name, "shape": list(array.shape), "base64": base64.b64encode(little).decode()}


def write_json(path: Path, content: dict) -> None:
    """Writes gzip'd JSON whose bytes depend on the content alone, and says how large it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{path.relative_to(FIXTURES)}: {path.stat().st_size:,} bytes")


def save_checkpoint(model, folder: Path) -> None:
    """Writes `model.safetensors` and `config.json` with Hugging Face's names; a tied head is left out, as is usual."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.detach().contiguous() for name, value in model.named_parameters()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    (folder / "config.json").write_text(json.dumps(published_config(model), indent=2) + "\n")


def published_config(model) -> dict:
    """The config as nearly all published checkpoints spell it: `rope_theta` at the top, not inside `rope_parameters`."""
    fields = json.loads(model.config.to_json_string(use_diff=False))
    kept = [
        "model_type", "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers",
        "num_attention_heads", "num_key_value_heads", "hidden_act", "max_position_embeddings", "rms_norm_eps",
        "tie_word_embeddings", "attention_bias", "mlp_bias", "bos_token_id", "eos_token_id", "use_sliding_window",
        "n_embd", "n_layer", "n_head", "n_inner", "n_positions", "activation_function", "layer_norm_epsilon",
    ]  # fmt: skip
    # Null is another thing here than silence, which means 4096.
    window = {"sliding_window": fields["sliding_window"]} if fields["model_type"] == "mistral" else {}
    rope = {"rope_theta": fields["rope_parameters"]["rope_theta"]} if "rope_parameters" in fields else {}
    return (
        {"architectures": [type(model).__name__]}
        | {key: fields[key] for key in kept if fields.get(key) is not None}
        | window
        | rope
        | {"torch_dtype": "float32"}
    )


def sha256(path: Path) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def made(attention: str) -> dict:
    """What the numbers of a file came from."""
    return {"torch": torch.__version__, "transformers": transformers.__version__, "attention": attention}


# --- Projections -----------------------------------------------------------------------------------------------------


def signs(seed: int, n: int) -> np.ndarray:
    """n pseudo-random signs, +1 or -1, float32 [n].

    The linear congruential generator x <- (1664525 x + 1013904223) mod 2^32 of Numerical Recipes, started at x = seed
    and advanced before each sign; the sign is +1 where the top bit of x is set. Here the sequence is doubled until it
    is long enough: k steps at once are x <- (a x + c) mod 2^32 with a, c of their own.
    """
    a, c = 1664525, 1013904223
    states = np.array([(a * seed + c) % 2**32], dtype=np.uint32)
    while len(states) < n:
        states = np.concatenate([states, states * np.uint32(a) + np.uint32(c)])
        a, c = a * a % 2**32, (a * c + c) % 2**32
    return np.where(states[:n] >> 31, np.float32(1), np.float32(-1))


def projections(rows: torch.Tensor) -> np.ndarray:
    """The dot product of each row [..., n] with `signs(seed, n)` for each of SEEDS, summed in float64: [..., 4].

    For a difference d of two rows, each projection of d has mean square |d|^2 over the choice of signs, so
    sqrt(mean of the four squares) estimates |d| itself; and no projection can exceed the sum of |d_i|.
    """
    wide = rows.detach().numpy().astype(np.float64)
    return np.stack([wide @ signs(seed, wide.shape[-1]).astype(np.float64) for seed in SEEDS], axis=-1)


# --- Reference quantities --------------------------------------------------------------------------------------------


@torch.no_grad()
def logits_of(model, ids: list[int]) -> torch.Tensor:
    """Logits of one row alone: [T, V]."""
    return model(input_ids=torch.tensor([ids]), use_cache=False).logits[0]


def describe_logits(logits: torch.Tensor, top: int = 8) -> dict:
    """What a test needs of logits [T, V] at every position: the best 8, best first, and four sums over all of V."""
    best = logits.topk(top, dim=-1)
    wide = logits.double()
    return {
        "topIds": packed(best.indices),  # [T, 8]
        "topLogits": packed(best.values),  # [T, 8]
        "gap": packed(best.values[:, 0] - best.values[:, 1]),  # [T]
        "logSumExp": packed(wide.logsumexp(-1)),  # [T]
        "mean": packed(wide.mean(-1)),  # [T]
        "projections": packed(projections(logits)),  # [T, 4]
    }


@torch.no_grad()
def greedy(model, ids: list[int], steps: int) -> dict:
    """Exactly `steps` greedy tokens after `ids`, with a cache and no stop; the runner-up and its gap at each step."""
    prompt = torch.tensor([ids])
    # Set on the model, since generate fills what an argument leaves None (the stop token) from there.
    model.generation_config = transformers.GenerationConfig(
        max_new_tokens=steps,
        do_sample=False,
        eos_token_id=None,
        pad_token_id=0,
        return_dict_in_generate=True,
        output_logits=True,
    )
    out = model.generate(prompt, attention_mask=torch.ones_like(prompt))
    chosen = out.sequences[0, len(ids) :]
    best = torch.cat(out.logits).topk(2, dim=-1)  # [steps, 2]
    assert len(chosen) == steps and torch.equal(chosen, best.indices[:, 0]), "generate did something besides argmax"
    return {
        "tokens": chosen.tolist(),
        "seconds": best.indices[:, 1].tolist(),
        "gaps": (best.values[:, 0] - best.values[:, 1]).tolist(),
    }


def next_token_loss(model, ids: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
    """Mean cross-entropy of every token [B, T] given those before it; targets that `mask` leaves out do not count.

    Of the float32 logits, but summed in float64: over 49,152 classes float32 is off by 7e-6, differently in every build,
    and that moves the gradients of late layers by 3e-4 of their norm.
    """
    logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits.double()
    targets = ids if mask is None else ids.masked_fill(mask == 0, -100)
    return F.cross_entropy(logits[:, :-1].flatten(0, 1), targets[:, 1:].flatten(), ignore_index=-100)


def loss_and_gradients(model, ids: torch.Tensor, mask: torch.Tensor | None = None):
    """The loss, and its gradient for each parameter by name (a tied head counts once, as the embedding)."""
    names, parameters = zip(*model.named_parameters())
    loss = next_token_loss(model, ids, mask)
    return loss.item(), dict(zip(names, torch.autograd.grad(loss, parameters)))


# --- Tiny models with random weights ---------------------------------------------------------------------------------


def randomize(model, seed: int) -> None:
    """Weights large enough for every part to matter: the usual N(0, 0.02) gives nearly uniform attention and logits."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            if name.endswith(("norm.weight", "ln_1.weight", "ln_2.weight", "ln_f.weight")):
                parameter.copy_(1 + 0.2 * noise)
            elif name.endswith("bias"):
                parameter.copy_(0.5 * noise)
            else:
                parameter.copy_(noise * parameter.shape[-1] ** -0.5 * 1.5)


def tiny_reference(model, seed: int, lengths=(13, 7, 1), steps: int = 32) -> dict:
    """Everything about a tiny model, whole: logits of single rows and of the padded batch, gradients, continuations."""
    generator = torch.Generator().manual_seed(seed)
    vocab = model.config.vocab_size
    rows = [torch.randint(vocab, (length,), generator=generator).tolist() for length in lengths]
    width = max(lengths)
    padded = torch.tensor([row + [0] * (width - len(row)) for row in rows])  # [B, T]
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    with torch.no_grad():
        together = model(input_ids=padded, attention_mask=mask, use_cache=False).logits
    single = [logits_of(model, row) for row in rows]
    apart = max((together[i, : len(row)] - single[i]).abs().max().item() for i, row in enumerate(rows))
    loss, gradients = loss_and_gradients(model, padded, mask)
    continuations = [greedy(model, row, steps) for row in rows]
    assert min(gap for each in continuations for gap in each["gaps"]) > NEAR_TIE, "a near-tie: take another seed"
    return {
        "rows": rows,
        "logits": [packed(logits) for logits in single],  # [T, V] each
        "paddedLogits": [packed(together[i, : len(row)]) for i, row in enumerate(rows)],  # the real positions
        "paddedVersusSingle": apart,
        "loss": loss,
        "gradients": {name: packed(gradient) for name, gradient in gradients.items()},
        "greedy": continuations,
    }


def write_tiny(model, folder: Path, seed: int) -> None:
    """Fills a tiny model with random weights and writes it with its reference values; reads it back as a check."""
    randomize(model, seed)
    save_checkpoint(model, folder)
    reread = type(model).from_pretrained(folder, attn_implementation="sdpa").eval()
    probe = list(range(9))
    assert torch.equal(logits_of(model, probe), logits_of(reread, probe)), f"{folder} does not read back the same"
    write_json(folder / "expected.json.gz", {"made": made("sdpa"), "seed": seed} | tiny_reference(model, seed + 1))


if __name__ == "__main__":
    firsts = {str(seed): signs(seed, 64).astype(int).tolist() for seed in SEEDS}
    sums = {str(seed): int(signs(seed, 100_000).sum()) for seed in SEEDS}
    write_json(FIXTURES / "signs.json.gz", {"first64": firsts, "sumOf100000": sums})
