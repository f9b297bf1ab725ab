"""Writes tests/fixtures/peft/: adapters as peft writes them, and what peft computes of them and learns with them.

    python tools/peft_parity.py                 # the adapters, their log-probabilities, weighted sums, gradients and fifty losses
    python tools/peft_parity.py --ours FOLDER   # ours.json: what peft makes of adapters that `node tools/peft-ours.ts FOLDER` wrote

The bases are the tiny LLaMA and the tiny GPT-2 that stand in tests/fixtures.
"""

import datetime
import json
import shutil
import sys
from pathlib import Path

import peft
import torch
import torch.nn.functional as F
from parity import FIXTURES, made, packed, sha256, write_json
from peft import LoraConfig, PeftModel, PrefixTuningConfig, PromptTuningConfig, get_peft_model
from transformers import AutoModelForCausalLM

OUT = FIXTURES / "peft"
BASES = {"llama": FIXTURES / "llama" / "tiny", "gpt2": FIXTURES / "architectures" / "gpt2" / "tied"}
ROWS = [[3, 1, 4, 1, 5, 9, 2, 6, 5, 35], [2, 71, 8, 28, 18, 28, 45, 9, 4, 52, 3, 53], [60]]
MADE = made("eager") | {"peft": peft.__version__}

ATTENTION = ["q_proj", "k_proj", "v_proj", "o_proj"]
LORAS = {
    "list": ("llama", dict(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj"])),
    "second": ("llama", dict(r=4, lora_alpha=2, target_modules=["q_proj", "o_proj"])),
    "pattern": ("llama", dict(r=3, lora_alpha=7, target_modules=r".*\.(0|1)\.mlp\.(up|down)_proj")),
    "layers": ("llama", dict(r=2, lora_alpha=6, target_modules=["q_proj", "gate_proj"], layers_to_transform=[1], layers_pattern="layers")),
    "layer": ("llama", dict(r=2, target_modules=["o_proj"], layers_to_transform=0)),
    "ranks": (
        "llama",
        dict(
            r=4,
            lora_alpha=8,
            target_modules=ATTENTION,
            rank_pattern={"q_proj": 6, r"layers\.1\.self_attn\.o_proj": 1},
            alpha_pattern={"v_proj": 3, r"layers.1.*q_proj": 5, "q_proj": 9},
        ),
    ),
    "rslora": ("llama", dict(r=6, lora_alpha=4, use_rslora=True, target_modules=ATTENTION, alpha_pattern={"k_proj": 2}, rank_pattern={"o_proj": 3})),
    "all": ("llama", dict(r=2, lora_alpha=4, target_modules="all-linear", exclude_modules=["k_proj"])),
    "head": ("llama", dict(r=2, lora_alpha=4, target_modules=["lm_head", "down_proj"], lora_dropout=0.1)),
    "gpt2": ("gpt2", dict(r=3, lora_alpha=5, target_modules=["c_attn", "c_proj"], fan_in_fan_out=True)),
    "gpt2-attention": ("gpt2", dict(r=2, lora_alpha=5, target_modules=["attn.c_proj", "c_fc"], fan_in_fan_out=True)),
}  # fmt: skip
BEGINNINGS = {
    "prefix": ("llama", PrefixTuningConfig(num_virtual_tokens=3, task_type="CAUSAL_LM")),
    "prompt": ("llama", PromptTuningConfig(num_virtual_tokens=5, task_type="CAUSAL_LM")),
}
SUMS = {
    "stack": (["list", "second"], [0.7, -0.3], dict(combination_type="cat")),
    "linear": (["list", "second"], [0.7, -0.3], dict(combination_type="linear")),
    "linear, both taken away": (["list", "second"], [-1.5, -0.25], dict(combination_type="linear")),
    "svd": (["list", "ranks"], [0.5, 1.25], dict(combination_type="svd", svd_rank=3)),
}


def base(name: str):
    return AutoModelForCausalLM.from_pretrained(BASES[name], attn_implementation="eager", dtype=torch.float32).eval()


@torch.no_grad()
def logprobs(model) -> list[dict]:
    """[T, V] of each row alone, over the caller's tokens."""
    rows = []
    for ids in ROWS:
        logits = model(input_ids=torch.tensor([ids])).logits[0, -len(ids) :]
        rows.append(packed(logits.log_softmax(-1)))
    return rows


def awaken(model, std: float) -> None:
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.copy_(torch.randn(parameter.shape) * std)


def save(model, name: str) -> None:
    model.save_pretrained(OUT / name)
    (OUT / name / "README.md").unlink(missing_ok=True)
    config = OUT / name / "adapter_config.json"
    said = json.loads(config.read_text())
    said["base_model_name_or_path"] = "tiny"
    config.write_text(json.dumps(said, indent=2, sort_keys=True) + "\n")
    (OUT / name / "adapter_model.safetensors").chmod(0o644)


def reference() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    expected = {}
    for i, (name, (kind, config)) in enumerate((LORAS | BEGINNINGS).items()):
        torch.manual_seed(i)
        config = LoraConfig(task_type="CAUSAL_LM", **config) if isinstance(config, dict) else config
        model = get_peft_model(base(kind), config).eval()
        awaken(model, 0.2 if name in LORAS else 0.7)
        save(model, name)
        expected[name] = {"base": kind, "logprobs": logprobs(model)}
    sums = {}
    for name, (adapters, weights, how) in SUMS.items():
        model = PeftModel.from_pretrained(base("llama"), OUT / adapters[0], adapter_name=adapters[0])
        for other in adapters[1:]:
            model.load_adapter(OUT / other, adapter_name=other)
        model.add_weighted_adapter(adapters, weights, adapter_name="sum", **how)
        model.set_adapter("sum")
        sums[name] = {"adapters": adapters, "weights": weights, "logprobs": logprobs(model.eval())}
    write_json(OUT / "expected.json.gz", {"made": MADE, "rows": ROWS, "adapters": expected, "sums": sums})
    write_json(OUT / "training.json.gz", training())


def training() -> dict:
    """Fifty steps of AdamW from one start over the same batches: the gradients of the first, and every loss."""
    torch.manual_seed(99)
    model = get_peft_model(base("llama"), LoraConfig(task_type="CAUSAL_LM", r=4, lora_alpha=8, target_modules=["q_proj", "v_proj", "down_proj"]))
    awaken(model, 0.1)
    save(model, "start")
    batches = torch.randint(3, 97, (50, 4, 12), generator=torch.Generator().manual_seed(5))
    batches[:, :, 6:] = batches[:, :, :6]  # something to learn: the second half is the first
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=5e-3, weight_decay=0.01)
    losses, gradients = [], {}
    for step, ids in enumerate(batches):
        logits = model(input_ids=ids).logits
        loss = F.cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        if step == 0:
            gradients = {n.replace(".default", ""): packed(p.grad) for n, p in model.named_parameters() if p.requires_grad}
        optimizer.step()
        losses.append(loss.item())
    return {"made": MADE, "rate": 5e-3, "decay": 0.01, "batches": batches.tolist(), "gradients": gradients, "losses": losses}


def ours(folder: Path) -> None:
    found = {}
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        kind = "gpt2" if place.name.startswith("gpt2") else "llama"
        try:
            model = PeftModel.from_pretrained(base(kind), place).eval()
        except (KeyError, ValueError) as error:
            found[place.name] = {"refused": repr(error)}
            continue
        loaded = {n: p for n, p in model.state_dict().items() if "lora_" in n}
        stored = sum(1 for n in loaded)
        files = {file: sha256(place / file) for file in ["adapter_config.json", "adapter_model.safetensors"]}
        found[place.name] = {"base": kind, "files": files, "tensors": stored, "logprobs": logprobs(model)}
    write_json(OUT / "ours.json.gz", {"made": MADE, "date": str(datetime.date.today()), "rows": ROWS, "adapters": found})


if __name__ == "__main__":
    ours(Path(sys.argv[2])) if sys.argv[1:2] == ["--ours"] else reference()
