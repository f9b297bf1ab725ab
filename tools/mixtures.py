"""Which format llama.cpp gives each matrix of a tiny LLaMA, by its own quantizer.

    npm pack @node-llama-cpp/linux-x64 && tar xzf node-llama-cpp-linux-x64-*.tgz
    LD_LIBRARY_PATH=package/bins/linux-x64 python tools/mixtures.py package/bins/linux-x64

Writes tests/fixtures/quantization/mixtures.json.gz: for models of some depths, widths and heads, and for each mixture, the format of each
matrix by its name.
"""

import ctypes
import sys
import tempfile
from pathlib import Path

import gguf
import numpy as np

import tiny_gguf
from parity import FIXTURES, write_json

FILE_TYPES = {"Q4_K_S": 14, "Q4_K_M": 15, "Q5_K_S": 16, "Q5_K_M": 17, "Q6_K": 18}
MODELS = [
    {"blocks": 10, "width": 256, "hidden": 512, "tied": True},
    {"blocks": 17, "width": 256, "hidden": 288, "tied": False},
    {"blocks": 30, "width": 96, "hidden": 256, "tied": True},
    {"blocks": 3, "width": 48, "hidden": 64, "tied": False},
]


class Params(ctypes.Structure):
    _fields_ = [("threads", ctypes.c_int32), ("file_type", ctypes.c_int32), ("rest", ctypes.c_uint8 * 248)]


def write_model(path: Path, model: dict) -> None:
    tiny_gguf.WIDTH, tiny_gguf.HIDDEN, tiny_gguf.DEPTH = model["width"], model["hidden"], model["blocks"]
    random = np.random.default_rng(1)
    writer = gguf.GGUFWriter(path, "llama")
    tiny_gguf.write_metadata(writer)
    shapes = tiny_gguf.shapes()
    if not model["tied"]:
        shapes |= {"output": shapes["token_embd"]}
    for name, shape in shapes.items():
        writer.add_tensor(f"{name}.weight", random.standard_normal(shape).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main(folder: str) -> None:
    ggml = ctypes.CDLL(str(next(Path(folder).glob("libggml.*so"))), mode=ctypes.RTLD_GLOBAL)
    ggml.ggml_backend_load_all_from_path(folder.encode())
    llama = ctypes.CDLL(str(next(Path(folder).glob("libllama.*so"))))
    llama.llama_model_quantize_default_params.restype = Params
    llama.llama_model_quantize.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(Params)]
    models = []
    with tempfile.TemporaryDirectory() as temporary:
        source, target = Path(temporary) / "in.gguf", Path(temporary) / "out.gguf"
        for model in MODELS:
            write_model(source, model)
            formats = {}
            for name, number in FILE_TYPES.items():
                params = llama.llama_model_quantize_default_params()
                params.file_type = number
                if llama.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params)) != 0:
                    raise RuntimeError(f"llama.cpp does not make {name}")
                tensors = gguf.GGUFReader(target).tensors
                formats[name] = {t.name: t.tensor_type.name for t in tensors if len(t.shape) > 1}
            models.append(model | {"formats": formats})
    write_json(
        FIXTURES / "quantization/mixtures.json.gz", {"made": {"from": "@node-llama-cpp/linux-x64 3.22.1"}, "models": models}
    )


if __name__ == "__main__":
    main(sys.argv[1])
