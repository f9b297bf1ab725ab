"""What 300 operators give in PyTorch, chosen at random among those that are pure.

    python tools/operator_parity.py

Writes tests/fixtures/operators/operators.json.gz: for each operator its schema and up to two calls with small arguments
drawn at random, and what came back. The choice and the arguments depend on SEED and on PyTorch's schemas alone. An
operator is tried with many drawings until it accepts one, each in a process of its own, since a few crash on nonsense.
"""

import base64
import gzip
import json
import os
import random
import signal
from pathlib import Path

import numpy as np
import torch

from parity import FIXTURES, write_json

SEED = 20261122
WANTED = 300
CALLS = 2  # of each operator
DRAWINGS = 80  # before an operator is given up
SECONDS = 20  # for all drawings of one
ELEMENTS = 400  # in a result, at most

SHAPES = [[3], [2, 3], [3, 3], [4, 4], [2, 3, 4], [2, 2, 4], [1, 2, 4, 4], [2, 2, 4, 4], [1, 2, 4, 4, 4]]
INDICES = ("ind", "target", "indices", "index", "offsets", "lengths")
# What is not a function of the arguments, needs other machines, or is an internal of another operator.
EXCLUDED = (
    "empty", "rand", "cudnn", "miopen", "mkldnn", "mps", "cuda", "quantize", "fbgemm", "sparse", "nested", "pin_memory",
    "is_pinned", "record_stream", "choose_qparams", "dequantize", "q_", "int_repr", "storage", "names", "align",
    "rename", "resize", "conj_physical", "fake_quant", "coalesce", "crow", "ccol", "set_data", "is_leaf", "_version",
    "output_nr", "retain", "refine", "batch_norm_gather", "batch_norm_stats", "batch_norm_elemt", "sym_",
    "result_type", "promote_types",
)  # fmt: skip
TYPES = {"Tensor", "Tensor[]", "Scalar", "number", "int", "SymInt", "float", "bool", "str", "int[]", "SymInt[]",
         "float[]", "bool[]", "ScalarType"}  # fmt: skip
WRITTEN = {torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float32, torch.float64,
           torch.complex64, torch.complex128}  # fmt: skip
WORDS = ["mean", "ij", "none", "floor", "i->i"]
ENUMS = {"dtype", "layout", "memory_format", "device", "pin_memory"}  # int in a schema's type, but not a number


# --- The choice ------------------------------------------------------------------------------------------------------


def kind(argument) -> tuple[str, bool]:
    """The type of an argument without its `?`, and whether there was one."""
    text = str(argument.type).replace("List[Tensor]", "Tensor[]").replace("List[Optional[Tensor]]", "Tensor?[]")
    optional = text.startswith("Optional[")
    inner = text[len("Optional[") : -1] if optional else text
    return (inner[len("List[") : -1] + "[]" if inner.startswith("List[") else inner), optional


def candidates() -> list:
    found = []
    # Python knows operators of scripts besides; the dump holds what LibTorch's dispatcher has.
    dump = Path(__file__).parent / "schemas" / f"{torch.__version__.split('+')[0]}.txt.gz"
    dispatched = {line.split("(")[0] for line in gzip.decompress(dump.read_bytes()).decode().splitlines()}
    for schema in torch._C._jit_get_all_schemas():
        name, overload = schema.name, schema.overload_name or "default"
        if not name.startswith("aten::") or name.startswith("aten::_") or any(word in name for word in EXCLUDED):
            continue
        packet = getattr(torch.ops.aten, name[len("aten::") :], None)
        operator = getattr(packet, overload, None) if packet is not None else None
        if str(schema).split("(")[0] not in dispatched:
            continue
        if operator is None or schema.is_mutable or not schema.returns or not schema.arguments:
            continue
        if torch.Tag.nondeterministic_seeded in operator.tags or any(a.name == "generator" for a in schema.arguments):
            continue
        if not any(kind(a)[0] in ("Tensor", "Tensor[]") for a in schema.arguments):
            continue
        # An argument of an odd type can be left out where it has a default.
        if any(kind(a)[0] not in TYPES and not a.has_default_value() for a in schema.arguments):
            continue
        if all(kind(r)[0] in ("Tensor", "Tensor[]", "int", "float", "bool", "number") for r in schema.returns):
            found.append((str(schema), schema, operator))
    return sorted(found, key=lambda each: each[0])


# --- Arguments -------------------------------------------------------------------------------------------------------


def drawn_tensor(draw: random.Random, shape: list[int], dtype: torch.dtype) -> torch.Tensor:
    numbers = np.random.default_rng(draw.getrandbits(32))
    if dtype == torch.bool:
        return torch.from_numpy(numbers.integers(0, 2, shape).astype(bool))
    if dtype == torch.int64:
        return torch.from_numpy(numbers.integers(0, 3, shape))
    # Multiples of 1/8: exact in every type, so that comparisons do not hang on a last digit.
    values = numbers.integers(-16, 17, shape) / 8 if draw.random() < 0.7 else numbers.integers(1, 8, shape) / 8
    return torch.from_numpy(np.asarray(values, np.float64)).to(dtype)


class Drawing:
    """One drawing's habits: most operators want arguments that go together."""

    def __init__(self, draw: random.Random):
        self.draw = draw
        self.shape = draw.choice(SHAPES)
        self.dtype = draw.choice([torch.float64] * 4 + [torch.float32] * 2 + [torch.int64, torch.bool])
        self.alike = draw.random() < 0.7
        self.dim = draw.choice([0, 0, 1, -1])

    def tensor(self, name: str) -> torch.Tensor:
        shape = self.shape if self.alike or self.draw.random() < 0.5 else self.draw.choice(SHAPES)
        if self.draw.random() < 0.1:
            shape = [self.shape[-1]] if self.draw.random() < 0.6 else []
        dtype = self.dtype
        if any(word in name for word in INDICES):
            dtype = torch.int64
            shape = shape if self.draw.random() < 0.5 else [2]
        elif name in ("mask", "condition"):
            dtype = torch.bool
        return drawn_tensor(self.draw, shape, dtype)

    def whole(self, name: str) -> int:
        return self.dim if "dim" in name or "axis" in name else self.draw.choice([0, 1, 1, 2, 2, 3, 4, -1])

    def value(self, argument):
        """An argument, or `...` where the default shall stand."""
        type, optional = kind(argument)
        draw, name = self.draw, argument.name
        if type not in TYPES or name in ENUMS - {"dtype"}:
            return ...
        if argument.has_default_value() and draw.random() < 0.5:
            return ...
        if optional and draw.random() < 0.5:
            return None
        if name == "dtype":
            return draw.choice([torch.float64, torch.float32, torch.int64])
        length = draw.choice([1, 2, 2, 3])
        return {
            "Tensor": lambda: self.tensor(name),
            "Tensor[]": lambda: [self.tensor(name) for _ in range(length)],
            "Scalar": lambda: draw.choice([0, 1, 2, 0.5, 1.5, -0.25]),
            "number": lambda: draw.choice([0, 1, 2, 0.5, 1.5, -0.25]),
            "int": lambda: self.whole(name),
            "SymInt": lambda: self.whole(name),
            "float": lambda: draw.choice([0.5, 0.1, 1.25, 2.5]),
            "bool": lambda: draw.random() < 0.5,
            "str": lambda: ... if argument.has_default_value() else draw.choice(WORDS),
            "int[]": lambda: [self.whole(name) for _ in range(length)],
            "SymInt[]": lambda: [self.whole(name) for _ in range(length)],
            "float[]": lambda: [0.5, 1.5, 2.5][:length],
            "bool[]": lambda: [True, draw.random() < 0.5, True][:length],
        }[type]()


# --- Calls -----------------------------------------------------------------------------------------------------------


def encoded(value):
    """As JSON: tensors as arrays, a default that stands as `{ "default": true }`."""
    if value is ...:
        return {"default": True}
    if isinstance(value, torch.dtype):
        return str(value).removeprefix("torch.")
    if isinstance(value, torch.Tensor):
        dtype = str(value.dtype).removeprefix("torch.")
        array = np.ascontiguousarray(value.detach().resolve_conj().resolve_neg().numpy())
        little = array.astype(array.dtype.newbyteorder("<"))
        return {"dtype": dtype, "shape": list(value.shape), "base64": base64.b64encode(little).decode()}
    if isinstance(value, (list, tuple)):
        return [encoded(each) for each in value]
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        raise ValueError("JSON has no such number")
    return value


def tensors(value) -> list[torch.Tensor]:
    if isinstance(value, (list, tuple)):
        return [tensor for each in value for tensor in tensors(each)]
    return [value] if isinstance(value, torch.Tensor) else []


def telling(result) -> bool:
    """A result that would show a mistake: something, little enough, finite."""
    found = tensors(result)
    if sum(t.numel() for t in found) > ELEMENTS or any(t.layout != torch.strided for t in found):
        return False
    if any(t.dtype not in WRITTEN for t in found):
        return False
    if found and all(t.numel() == 0 for t in found):
        return False
    return all(bool(torch.isfinite(t).all()) for t in found if t.is_floating_point() or t.is_complex())


def attempt(schema, operator, draw: random.Random):
    """One call, written down; None where the operator refuses or the result says little."""
    drawing = Drawing(draw)
    values = [drawing.value(argument) for argument in schema.arguments]
    given = encoded(values)
    names = {argument.name: value for argument, value in zip(schema.arguments, values) if value is not ...}
    try:
        first = operator(**names)
        # What depends on memory that nobody wrote differs the second time.
        second = operator(**names)
        if not telling(first) or encoded(first) != encoded(second) or given != encoded(values):
            return None
        returned = [first] if len(schema.returns) == 1 else list(first)
        return {"arguments": given, "returns": encoded(returned)}
    except Exception:  # noqa: BLE001: operators refuse in many ways
        return None


def calls(text: str, schema, operator) -> list:
    """In a child process; an empty list where it crashes or takes too long."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reading)
        signal.alarm(SECONDS)
        draw = random.Random(f"{SEED} {text}")
        found = []
        for _ in range(DRAWINGS):
            if len(found) < CALLS and (call := attempt(schema, operator, draw)) is not None:
                found.append(call)
        with os.fdopen(writing, "w") as pipe:
            json.dump(found, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else []


def main() -> None:
    torch.set_num_threads(1)
    torch.set_warn_always(False)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # operators warn a great deal
    pool = candidates()
    random.Random(SEED).shuffle(pool)
    chosen, tried = [], 0
    while len(chosen) < WANTED:
        text, schema, operator = pool[tried]
        tried += 1
        found = calls(text, schema, operator)
        if found:
            overload = schema.overload_name or "default"
            chosen.append({"name": schema.name, "overload": overload, "schema": text, "calls": found})
    print(f"{len(pool)} operators to choose from, {tried} tried, {len(chosen)} chosen")
    content = {"torch": torch.__version__, "seed": SEED, "operators": sorted(chosen, key=lambda each: each["schema"])}
    write_json(FIXTURES / "operators" / "operators.json.gz", content)


if __name__ == "__main__":
    main()
