"""A tiny LLaMA as a GGUF file of many block formats, and its weights as transformers reads them from that file.

    python tools/tiny_gguf.py

Writes below tests/fixtures/checkpoints: `tiny.gguf`; `tiny.safetensors`, what transformers' own GGUF loader makes of it, by
Hugging Face's names; `metadata.gguf`, a value of every metadata type; `dtypes.safetensors`, a tensor of each dtype; and
`float8.safetensors`, every value of the eight-bit floats, and what torch makes of them.
"""

import gguf
import numpy as np
import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

from parity import FIXTURES

FOLDER = FIXTURES / "checkpoints"
WIDTH, HIDDEN, DEPTH, HEADS, KV_HEADS, CONTEXT, EPS = 32, 64, 2, 4, 2, 128, 1e-5
CHARACTERS = [chr(c) for c in range(33, 127)]
# Byte-level BPE: the printable ASCII characters, the space, and four merges over them.
MERGES = ["t h", "th e", "Ġ the", "i n"]
TOKENS = ["<|end|>", "<|user|>", *CHARACTERS, "Ġ", "th", "the", "Ġthe", "in"]
CONTROL = 2  # the first two tokens
KINDS = {
    "token_embd": "Q8_0",
    "attn_q": "Q4_1",
    "attn_k": "Q4_0",
    "attn_v": "F16",
    "attn_output": "BF16",
    "ffn_gate": "Q4_0",
    "ffn_up": "Q4_1",
    "ffn_down": "Q8_0",
}


def shapes() -> dict[str, tuple[int, ...]]:
    """Name -> shape of every weight; the head is tied to the embedding."""
    head = WIDTH // HEADS
    block = {
        "attn_norm": (WIDTH,),
        "attn_q": (WIDTH, WIDTH),
        "attn_k": (KV_HEADS * head, WIDTH),
        "attn_v": (KV_HEADS * head, WIDTH),
        "attn_output": (WIDTH, WIDTH),
        "ffn_norm": (WIDTH,),
        "ffn_gate": (HIDDEN, WIDTH),
        "ffn_up": (HIDDEN, WIDTH),
        "ffn_down": (WIDTH, HIDDEN),
    }
    blocks = {f"blk.{i}.{name}": shape for i in range(DEPTH) for name, shape in block.items()}
    return {"token_embd": (len(TOKENS), WIDTH)} | blocks | {"output_norm": (WIDTH,)}


def write_metadata(writer: gguf.GGUFWriter) -> None:
    writer.add_name("Tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(DEPTH)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_layer_norm_rms_eps(EPS)
    writer.add_rope_freq_base(10000.0)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(TOKENS))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(TOKENS)
    writer.add_token_types([3 if i < CONTROL else 1 for i in range(len(TOKENS))])
    writer.add_token_merges(MERGES)
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(0)
    writer.add_chat_template("{% for m in messages %}<|user|>{{ m.content }}{% endfor %}")


def write_metadata_types(path) -> None:
    """A value of every type and no tensor; transformers' reader takes no nested array."""
    writer = gguf.GGUFWriter(path, "test")
    writer.add_uint8("uint8", 200)
    writer.add_int8("int8", -100)
    writer.add_uint16("uint16", 60000)
    writer.add_int16("int16", -30000)
    writer.add_uint32("uint32", 4_000_000_000)
    writer.add_int32("int32", -2_000_000_000)
    writer.add_uint64("uint64", 2**63 + 1)
    writer.add_int64("int64", -(2**40))
    writer.add_float32("float32", 0.1)
    writer.add_float64("float64", 0.1)
    writer.add_bool("bool", True)
    writer.add_string("string", "榫卯 \U0001f528")
    writer.add_array("ints", [1, -2])
    writer.add_array("floats", [0.5, -1.5])
    writer.add_array("bools", [True, False])
    writer.add_array("strings", ["a", ""])
    writer.add_array("nested", [[1, 2], [3]])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


def write_gguf(path) -> None:
    random = np.random.default_rng(3)
    writer = gguf.GGUFWriter(path, "llama")
    write_metadata(writer)
    for name, shape in shapes().items():
        values = random.standard_normal(shape).astype(np.float32)
        if len(shape) == 1:
            writer.add_tensor(f"{name}.weight", 1 + 0.2 * values)
            continue
        kind = gguf.GGMLQuantizationType[KINDS[name.split(".")[-1]]]
        blocks = gguf.quants.quantize(values * 1.5 * shape[-1] ** -0.5, kind)
        writer.add_tensor(f"{name}.weight", blocks, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_dtypes(path) -> None:
    values = torch.tensor([-2.0, -0.5, 0.0, 1.0, 1.5, 100.0])
    dtypes = ["float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"]
    tensors = {name: values.abs().to(getattr(torch, name)).reshape(2, 3) for name in dtypes}
    tensors |= {"scalar": torch.tensor(7.0), "empty": torch.zeros(0, 3), "10": torch.tensor([10.0])}
    save_file(tensors, path, metadata={"format": "pt"})


def write_float8(path) -> None:
    bytes_ = torch.arange(256, dtype=torch.uint8).reshape(16, 16)
    types = {"e4m3": torch.float8_e4m3fn, "e5m2": torch.float8_e5m2}
    stored = {name: bytes_.clone().view(dtype) for name, dtype in types.items()}
    save_file(stored | {f"{name} as float32": values.float() for name, values in stored.items()}, path)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_gguf(FOLDER / "tiny.gguf")
    model = AutoModelForCausalLM.from_pretrained(FOLDER, gguf_file="tiny.gguf", dtype=torch.float32)
    weights = {name: value.detach().contiguous() for name, value in model.named_parameters()}
    save_file(weights, FOLDER / "tiny.safetensors", metadata={"format": "pt"})
    write_metadata_types(FOLDER / "metadata.gguf")
    write_dtypes(FOLDER / "dtypes.safetensors")
    write_float8(FOLDER / "float8.safetensors")
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
