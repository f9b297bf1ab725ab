"""How llama.cpp's own library rounds to its formats of 256 values, without an importance matrix.

    npm pack @node-llama-cpp/linux-x64 && tar xzf node-llama-cpp-linux-x64-*.tgz
    python tools/k_codecs.py package/bins/linux-x64/libggml-base.so

Writes tests/fixtures/quantization/k-codecs.json.gz: rows of 256 values of several kinds (all float16, so that the file is small), and
the bytes of their encoding in Q4_K, Q5_K and Q6_K.
"""

import ctypes
import sys

import numpy as np

from parity import FIXTURES, packed, write_json

BLOCK_BYTES = {"Q4_K": 144, "Q5_K": 176, "Q6_K": 210}
ROWS, WIDTH = 10, 256


def kinds(random: np.random.Generator) -> dict[str, np.ndarray]:
    normal = lambda: random.standard_normal((ROWS, WIDTH)) * 0.05  # noqa: E731
    shape = (ROWS, WIDTH)
    special = np.zeros(shape)
    special[1], special[2], special[3, 7], special[4, 200] = 1.5, -1.5, 3.0, -3.0
    special[5] = np.where(np.arange(WIDTH) % 2, 6e-8, -6e-8)
    special[6] = np.where(np.arange(WIDTH) < 32, 60000.0, -0.001)
    special[7] = np.arange(WIDTH) / 8
    return {
        "normal": normal(),
        "Laplace": random.laplace(size=shape),
        "positive": np.abs(normal()),
        "outliers": np.where(random.random(shape) < 0.005, 20, 1) * normal(),
        "sixteen levels": random.integers(0, 16, shape) * 0.03 - 0.2,
        "special": special,
    }


def main(library: str) -> None:
    ggml = ctypes.CDLL(library)
    content = {"made": {"from": "@node-llama-cpp/linux-x64 3.22.1", "numpy": np.__version__}, "kinds": {}}
    for kind, values in kinds(np.random.default_rng(5)).items():
        rows = np.ascontiguousarray(values.astype(np.float16).astype(np.float32))
        encoded = {}
        for name, size in BLOCK_BYTES.items():
            blocks = np.zeros((ROWS, size), np.uint8)
            quantize = getattr(ggml, f"quantize_{name[0].lower()}{name[1:]}")
            pointer = lambda array: array.ctypes.data_as(ctypes.c_void_p)  # noqa: E731
            quantize(pointer(rows), pointer(blocks), ctypes.c_int64(ROWS), ctypes.c_int64(WIDTH), None)
            encoded[name] = packed(blocks)
        content["kinds"][kind] = {"values": packed(rows), "encoded": encoded}
    write_json(FIXTURES / "quantization/k-codecs.json.gz", content)


if __name__ == "__main__":
    main(sys.argv[1])
