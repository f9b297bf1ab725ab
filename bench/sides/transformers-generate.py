"""transformers.generate on a folder: greedy, with its static defaults, in the precision asked for."""

import json
import sys
import time

import torch
import transformers

folder, dtype, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=getattr(torch, dtype)).eval()


class Clock:
    """A streamer that notes when each token comes; the first call brings the prompt."""

    def __init__(self):
        self.times = []

    def put(self, _):
        self.times.append(time.perf_counter())

    def end(self):
        pass


def measure(request):
    ids = torch.tensor([request["prompt"]])
    clock = Clock()
    tokens = request.get("tokens", 0)
    begin = time.perf_counter()
    with torch.inference_mode():
        model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            do_sample=False,
            min_new_tokens=tokens + 1,
            max_new_tokens=tokens + 1,
            streamer=clock,
            pad_token_id=0,
        )
    if request["kind"] == "prefill":
        return {"tokens": len(request["prompt"]), "seconds": clock.times[1] - begin}
    return {"tokens": tokens, "seconds": clock.times[-1] - clock.times[1]}


settings = {"transformers": transformers.__version__, "torch": torch.__version__, "dtype": dtype, "threads": int(threads)}
print(json.dumps(settings), flush=True)
for line in sys.stdin:
    print(json.dumps(measure(json.loads(line))), flush=True)
