"""Reference bytes and values of the block formats, by ggml's own Python package.

    python tools/codecs.py

Writes tests/fixtures/quantization/codecs.json.gz: some blocks of 32 values; for each format that the package encodes,
their encoding and what it decodes to; and for every format blocks of arbitrary bytes with what they decode to.
"""

import gguf
import numpy as np

from parity import FIXTURES, packed, write_json

ENCODED = ["F32", "F16", "BF16", "Q4_0", "Q4_1", "Q8_0", "Q5_0", "Q5_1"]
DECODED = ["Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS"]
WIDTH = 32  # values of a block


def value_blocks(random: np.random.Generator) -> np.ndarray:
    """Finite float32 blocks [n, 32] that reach each corner of rounding."""
    normal = random.standard_normal((64, WIDTH))
    scales = 10.0 ** random.uniform(-44, 6, (64, 1))  # from subnormal scales to ones near float16's largest
    one_of_each = np.arange(WIDTH) - 16.0
    halves = (np.arange(WIDTH) - 8) / 2  # values half way between two levels
    special = [
        np.zeros(WIDTH),
        -np.zeros(WIDTH),
        np.full(WIDTH, 1.5),
        np.full(WIDTH, -1.5),
        np.full(WIDTH, 1e-45),  # the smallest subnormal of float32
        np.where(np.arange(WIDTH) % 2, 1e-45, 0.0),
        np.where(np.arange(WIDTH) % 2, 3e-39, -3e-39),
        np.full(WIDTH, 6e-8),  # the smallest subnormal of float16
        np.full(WIDTH, 6.1e-5),
        np.where(np.arange(WIDTH) % 2, 65504.0, -65504.0),
        np.where(np.arange(WIDTH) % 2, 65519.9, 65520.0),  # float16 rounds the one to 65504, the other to infinity
        np.where(np.arange(WIDTH) % 2, 3.3895e38, -3.38e38),  # bfloat16 rounds the one up to its largest
        one_of_each,
        -one_of_each,
        halves,
        -halves,
        halves * 0.1,
        halves - 127 / 2,
        np.linspace(-127, 127, WIDTH).round() + 0.5,
        np.where(np.arange(WIDTH) == 7, -8.0, np.where(np.arange(WIDTH) == 19, 8.0, halves / 2)),  # two of largest size
        np.where(np.arange(WIDTH) == 7, 8.0, np.where(np.arange(WIDTH) == 19, -8.0, halves / 2)),
    ]
    return np.concatenate([normal, normal * scales, np.stack(special)]).astype(np.float32)


def byte_blocks(random: np.random.Generator, kind: gguf.GGMLQuantizationType) -> np.ndarray:
    size, width = gguf.GGML_QUANT_SIZES[kind]
    shape = (16, width) if size > WIDTH else (48, width * WIDTH // size)
    return random.integers(0, 256, shape, dtype=np.uint8)


def quantize(values: np.ndarray, kind: gguf.GGMLQuantizationType) -> np.ndarray:
    """Block by block [n, 32] -> uint8 [n, bytes]."""
    with np.errstate(all="ignore"):
        return np.ascontiguousarray(gguf.quants.quantize(values, kind)).view(np.uint8)


def dequantize(blocks: np.ndarray, kind: gguf.GGMLQuantizationType) -> np.ndarray:
    with np.errstate(all="ignore"):
        return gguf.quants.dequantize(blocks, kind).astype(np.float32)


def main() -> None:
    random = np.random.default_rng(2)
    values = value_blocks(random)
    content = {"made": {"gguf": "0.19.0", "numpy": np.__version__}, "values": packed(values), "codecs": {}}
    for name in ENCODED + DECODED:
        kind = gguf.GGMLQuantizationType[name]
        encoded = {}
        if name in ENCODED:
            blocks = quantize(values, kind)
            encoded = {"encoded": packed(blocks), "decoded": packed(dequantize(blocks, kind))}
        arbitrary = byte_blocks(random, kind)
        content["codecs"][name] = {
            "ggufType": int(kind),
            "blockSize": gguf.GGML_QUANT_SIZES[kind][0],
            "blockBytes": gguf.GGML_QUANT_SIZES[kind][1],
            **encoded,
            "bytes": packed(arbitrary),
            "values": packed(dequantize(arbitrary, kind)),
        }
    write_json(FIXTURES / "quantization/codecs.json.gz", content)


if __name__ == "__main__":
    main()
