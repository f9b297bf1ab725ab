"""Reference values of transformers for LLaMA: SmolLM2-135M-Instruct from its GGUF file, and a tiny random model.

    python tools/llama_parity.py SmolLM2-135M-Instruct.Q4_1.gguf

Everything is float32 on the CPU. The reference is transformers' `sdpa` attention; the same run with `eager` attention
tells how far two correct programs lie apart, and is written beside each result as `noise`.
"""

import sys
from pathlib import Path

import gguf
import jinja2
import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import LlamaConfig, LlamaForCausalLM

from parity import (
    FIXTURES, NEAR_TIE, SEEDS, describe_logits, greedy, logits_of, loss_and_gradients, made, packed, projections, sha256,
    write_json, write_tiny,
)  # fmt: skip
from prompts import CHINESE, CONVERSATIONS, ENGLISH, PASSAGES
from tokenizer_parity import smollm2

NAMES = {
    "token_embd": "model.embed_tokens",
    "output_norm": "model.norm",
    "output": "lm_head",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
ROW = 48  # tokens in each row of the loss
STEPS = 128  # tokens in each greedy continuation


# --- From GGUF to transformers ---------------------------------------------------------------------------------------


def field(reader: gguf.GGUFReader, key: str):
    return reader.fields[key].contents()


def config_of(reader: gguf.GGUFReader) -> LlamaConfig:
    """The config that the file's own metadata states."""
    heads = field(reader, "llama.attention.head_count")
    return LlamaConfig(
        vocab_size=field(reader, "llama.vocab_size"),
        hidden_size=field(reader, "llama.embedding_length"),
        intermediate_size=field(reader, "llama.feed_forward_length"),
        num_hidden_layers=field(reader, "llama.block_count"),
        num_attention_heads=heads,
        num_key_value_heads=field(reader, "llama.attention.head_count_kv"),
        head_dim=field(reader, "llama.rope.dimension_count"),
        max_position_embeddings=field(reader, "llama.context_length"),
        rms_norm_eps=field(reader, "llama.attention.layer_norm_rms_epsilon"),
        rope_parameters={"rope_type": "default", "rope_theta": field(reader, "llama.rope.freq_base")},
        tie_word_embeddings=all(tensor.name != "output.weight" for tensor in reader.tensors),
        bos_token_id=field(reader, "tokenizer.ggml.bos_token_id"),
        eos_token_id=field(reader, "tokenizer.ggml.eos_token_id"),
    )


def hugging_face_name(name: str) -> str:
    """`blk.3.attn_q.weight` -> `model.layers.3.self_attn.q_proj.weight`."""
    parts = name.split(".")
    if parts[0] == "blk":
        return f"model.layers.{parts[1]}.{NAMES[parts[2]]}.{parts[3]}"
    return f"{NAMES[parts[0]]}.{parts[1]}"


def unpermuted(rows: np.ndarray, heads: int) -> np.ndarray:
    """Undoes llama.cpp's order of the rows of q and k, [H K, D].

    It turns neighbouring rows together, Hugging Face the two halves of a head: within a head, row (i, half) of
    [K / 2, 2] goes to row (half, i) of [2, K / 2].
    """
    return rows.reshape(heads, -1, 2, rows.shape[-1]).swapaxes(1, 2).reshape(rows.shape)


def weights_of(reader: gguf.GGUFReader, config: LlamaConfig) -> dict[str, torch.Tensor]:
    """Every tensor of the file, dequantized to float32, by Hugging Face's name."""
    weights = {}
    for tensor in reader.tensors:
        values = gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        if ".attn_q." in tensor.name:
            values = unpermuted(values, config.num_attention_heads)
        if ".attn_k." in tensor.name:
            values = unpermuted(values, config.num_key_value_heads)
        weights[hugging_face_name(tensor.name)] = torch.from_numpy(values.copy())
    return weights


def model_of(reader: gguf.GGUFReader) -> LlamaForCausalLM:
    config = config_of(reader)
    model = LlamaForCausalLM(config).float().eval()
    missing, unexpected = model.load_state_dict(weights_of(reader, config), strict=False)
    assert not unexpected and missing == (["lm_head.weight"] if config.tie_word_embeddings else []), (missing, unexpected)
    model.tie_weights()
    model.set_attn_implementation("sdpa")
    return model


def texts_of(reader: gguf.GGUFReader) -> list[str]:
    """The 50 prompts; a conversation goes through the file's own chat template and ends where the answer begins."""
    template = jinja2.Template(field(reader, "tokenizer.chat_template"))
    chats = [template.render(messages=messages, add_generation_prompt=True) for messages in CONVERSATIONS]
    return ENGLISH + CHINESE + chats


# --- Fixtures --------------------------------------------------------------------------------------------------------


def with_attention(model, kind: str, compute):
    """Runs `compute` with the named attention, and puts the reference's back."""
    model.set_attn_implementation(kind)
    result = compute()
    model.set_attn_implementation("sdpa")
    return result


def write_logits(model, origin: dict, texts: list[str], rows: list[list[int]]) -> None:
    """Summaries at every position of every prompt, and the whole last row of three prompts."""
    reference = [logits_of(model, ids) for ids in rows]
    eager = with_attention(model, "eager", lambda: [logits_of(model, ids) for ids in rows])
    prompts = [
        {"text": text, "ids": ids} | describe_logits(logits) for text, ids, logits in zip(texts, rows, reference)
    ]
    whole = [0, len(ENGLISH) + 5, len(ENGLISH) + len(CHINESE) + 5]  # English, Chinese, a conversation
    last = [{"prompt": i, "logits": packed(reference[i][-1])} for i in whole]
    summary = logits_summary(torch.cat(reference), torch.cat(eager))
    print(summary)
    write_json(FIXTURES / "llama/logits.json.gz", origin | {"seeds": SEEDS} | summary | {"prompts": prompts})
    write_json(FIXTURES / "llama/last-logits.json.gz", origin | {"rows": last})


def logits_summary(reference: torch.Tensor, eager: torch.Tensor) -> dict:
    """How many near-ties the reference [N, V] has, and how far eager attention lies from it."""
    best, top = reference.topk(8)
    apart = (reference - eager).abs()
    worst = apart.max(-1).values
    return {
        "positions": len(reference),
        "nearTies": (best[:, 0] - best[:, 1] < NEAR_TIE).sum().item(),
        "noise": {
            "worst": worst.max().item(),
            "worstOfTop": apart.gather(-1, top).max().item(),
            "positionsOver1e-4": (worst > 1e-4).sum().item(),
            "argmaxesApart": (reference.argmax(-1) != eager.argmax(-1)).sum().item(),
        },
    }


def write_greedy(model, origin: dict, rows: list[list[int]]) -> None:
    """Greedy continuations of 20 prompts: of every five, the first and the third."""
    chosen = [i for i in range(len(rows)) if i % 5 in (0, 2)]
    continuations, apart, near = [], 0, 0
    for i in chosen:
        reference = greedy(model, rows[i], STEPS)
        eager = with_attention(model, "eager", lambda: greedy(model, rows[i], STEPS))
        apart += reference["tokens"] != eager["tokens"]
        continuations.append({"prompt": i, "ids": rows[i]} | reference)
        near += sum(gap < NEAR_TIE for gap in reference["gaps"])
    print(f"{len(chosen)} continuations, {near} near-ties; {apart} differ with eager attention")
    noise = {"continuationsApart": apart}
    write_json(
        FIXTURES / "llama/greedy.json.gz",
        origin | {"steps": STEPS, "nearTies": near, "noise": noise, "continuations": continuations},
    )


def write_gradient(model, origin: dict, tokenizer: Tokenizer) -> None:
    """The gradient of the loss of two rows: norm and four projections of each parameter's, two of them whole."""
    rows = [tokenizer.encode(text).ids[:ROW] for text in PASSAGES]
    ids = torch.tensor(rows)
    loss, gradients = loss_and_gradients(model, ids)
    eager_loss, eager = with_attention(model, "eager", lambda: loss_and_gradients(model, ids))
    relative = {name: ((eager[name] - g).norm() / g.norm()).item() for name, g in gradients.items()}
    worst = max(relative, key=relative.get)
    print(f"loss {loss:.7f}; eager against sdpa: loss {abs(loss - eager_loss):.1e}, {worst} {relative[worst]:.1e}")
    whole = ["model.norm.weight", "model.layers.0.input_layernorm.weight"]
    content = {
        "ids": rows,
        "loss": loss,
        "seeds": SEEDS,
        "noise": {"loss": abs(loss - eager_loss), "relative": relative[worst], "parameter": worst},
        "parameters": {
            name: {
                "shape": list(g.shape),
                "norm": g.double().norm().item(),
                "projections": projections(g.flatten()).tolist(),
            }
            for name, g in gradients.items()
        },
        "whole": {name: packed(gradients[name]) for name in whole},
    }
    write_json(FIXTURES / "llama/gradient.json.gz", origin | content)


def tiny() -> LlamaForCausalLM:
    """The whole architecture in 22 thousand numbers, with a head of its own."""
    config = LlamaConfig(
        vocab_size=97,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=64,
        rms_norm_eps=1e-5,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        tie_word_embeddings=False,
    )
    config._attn_implementation = "sdpa"
    return LlamaForCausalLM(config).float().eval()


def main() -> None:
    path = Path(sys.argv[1])
    write_tiny(tiny(), FIXTURES / "llama/tiny", seed=20)
    reader = gguf.GGUFReader(path)
    model, tokenizer, texts = model_of(reader), smollm2(str(path)), texts_of(reader)
    rows = [tokenizer.encode(text).ids for text in texts]
    lengths = sorted(map(len, rows))
    assert len(rows) == 50 and lengths[0] >= 2 and lengths[-1] <= 200, lengths
    origin = {"made": made("sdpa"), "model": {"file": path.name, "sha256": sha256(path)}}
    write_logits(model, origin, texts, rows)
    write_greedy(model, origin, rows)
    write_gradient(model, origin, tokenizer)


if __name__ == "__main__":
    main()
