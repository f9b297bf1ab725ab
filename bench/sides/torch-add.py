"""torch.add on four floats, under no_grad."""

import json
import sys
import time

import torch

torch.set_num_threads(1)
x, y = torch.tensor([1.0, 2.0, 3.0, 4.0]), torch.tensor([5.0, 6.0, 7.0, 8.0])
print(json.dumps({"torch": torch.__version__}), flush=True)
for line in sys.stdin:
    calls = json.loads(line)["calls"]
    add = torch.add
    with torch.no_grad():
        begin = time.perf_counter()
        for _ in range(calls):
            add(x, y)
        seconds = time.perf_counter() - begin
    print(json.dumps({"calls": calls, "seconds": seconds}), flush=True)
