"""The same step by peft and transformers."""

import json
import sys
import time

import peft
import torch
import transformers
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

folder, threads, shape = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
torch.set_num_threads(threads)
B, T = shape["rows"], shape["length"]
MAPS = {
    "blocks.*.mixer.{q,v}": ["q_proj", "v_proj"],
    "blocks.*.{mixer,mlp}.*": ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
}


def tuned_at(at):
    base = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    model = get_peft_model(base, LoraConfig(r=8, lora_alpha=16, target_modules=MAPS[at]))
    model.train()
    parameters = [p for p in model.parameters() if p.requires_grad]
    return model, torch.optim.AdamW(parameters, lr=1e-3, weight_decay=0.0, fused=True)


def batch_of(step, targets):
    ids = torch.tensor([100 + (((i + 7919 * step) * 37) % 40_000) for i in range(B * (T + 1))]).view(B, T + 1)
    labels = ids.clone()
    labels[:, : T + 1 - targets] = -100
    return ids, labels


def step_of(model, optimizer, step, targets):
    ids, labels = batch_of(step, targets)
    # As ours: T tokens are read, and each foretells the next.
    loss = model(input_ids=ids[:, :-1], labels=None, use_cache=False).logits
    loss = torch.nn.functional.cross_entropy(loss.reshape(B * T, -1).float(), labels[:, 1:].reshape(-1))
    loss.backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()


def peak():
    line = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


known, taken = {}, 0
versions = {"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__}
print(json.dumps({**versions, "threads": torch.get_num_threads()}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    at = request["at"]
    if at not in known:
        known.clear()
        known[at] = tuned_at(at)
    model, optimizer = known[at]
    begin = time.perf_counter()
    losses = []
    for _ in range(request["steps"]):
        losses.append(step_of(model, optimizer, taken, request["targets"]))
        taken += 1
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "steps": request["steps"], "losses": losses, "peak": [peak()]}), flush=True)
