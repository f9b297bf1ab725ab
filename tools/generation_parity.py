"""Reference values of transformers for greedy and beam search, and for the perplexity of a text longer than a window.

    python tools/generation_parity.py SmolLM2-135M-Instruct.Q4_1.gguf

Beams: the tiny LLaMA of `tests/fixtures/llama/tiny`, whose end token is one that it likes, under every rule of stopping and a
few penalties; SmolLM2 on some of the parity prompts. Perplexity: windows that move by a stride, each scoring only what
the one before has not. Greedy: 8 tokens behind 200 short pieces of that text.
"""

import sys
from itertools import product

import gguf
import torch
from transformers import AutoModelForCausalLM, GenerationConfig

from llama_parity import model_of
from parity import FIXTURES, greedy, made, write_json
from prompts import CHINESE, ENGLISH, PASSAGES
from tokenizer_parity import smollm2


def beams(model, prompt: list[int], count: int, steps: int, penalty: float, early, eos: int) -> list[dict]:
    config = GenerationConfig(
        num_beams=count, num_return_sequences=count, max_new_tokens=steps, length_penalty=penalty, early_stopping=early,
        eos_token_id=eos, pad_token_id=0, do_sample=False, return_dict_in_generate=True, output_scores=True,
    )  # fmt: skip
    ids = torch.tensor([prompt])
    found = model.generate(ids, attention_mask=torch.ones_like(ids), generation_config=config)
    results = []
    for sequence, score in zip(found.sequences[:, len(prompt) :].tolist(), found.sequences_scores.tolist()):
        end = sequence.index(eos) + 1 if eos in sequence else len(sequence)
        results.append({"tokens": sequence[:end], "score": score})
    return results


def run(name: str, model, prompt: list[int], count: int, steps: int, penalty: float, early, eos: int) -> dict:
    found = beams(model, prompt, count, steps, penalty, early, eos)
    return {
        "model": name, "prompt": prompt, "beams": count, "maxTokens": steps, "lengthPenalty": penalty,
        "earlyStopping": early, "eos": eos, "hypotheses": found,
    }  # fmt: skip


def tiny_runs() -> list[dict]:
    model = AutoModelForCausalLM.from_pretrained(FIXTURES / "llama" / "tiny").eval()
    runs = []
    for i, (count, penalty, early) in enumerate(product([1, 2, 5], [0.0, 1.0, 2.0, -0.5], [True, False, "never"])):
        if count == 1:
            continue  # transformers searches greedily then, without scores
        prompt = [(i * 31 + j * 17) % 90 + 3 for j in range(1 + i % 5)]
        with torch.no_grad():
            likes = model(torch.tensor([prompt])).logits[0, -1].topk(4).indices.tolist()
        runs.append(run("tiny", model, prompt, count, 12, penalty, early, likes[i % 4]))
    return runs


def perplexity(model, ids: list[int], window: int, stride: int) -> dict:
    """exp of the mean negative log-likelihood of every token but the first, each seen once."""
    total, counted, done = 0.0, 0, 1
    for begin in range(0, len(ids), stride):
        end = min(begin + window, len(ids))
        logits = model(torch.tensor([ids[begin:end]])).logits[0].double()
        logprobs = logits.log_softmax(-1)
        for at in range(max(done, begin + 1), end):
            total -= logprobs[at - 1 - begin, ids[at]].item()
            counted += 1
        done = end
        if end == len(ids):
            break
    return {"window": window, "stride": stride, "perplexity": float(torch.tensor(total / counted).exp()), "tokens": counted}


@torch.no_grad()
def main(path: str) -> None:
    torch.set_num_threads(2)
    model = model_of(gguf.GGUFReader(path))
    tokenizer = smollm2(path)
    eos = model.config.eos_token_id
    runs = tiny_runs()
    for i, text in enumerate(ENGLISH[:6]):
        prompt = tokenizer.encode(text).ids
        runs.append(run("smollm2", model, prompt, [4, 3][i % 2], 20, [1.0, 0.0, 0.6][i % 3], [False, True, "never"][i % 3], eos))
    write_json(FIXTURES / "generation/beams.json.gz", {"made": made("sdpa"), "runs": runs})
    ids = tokenizer.encode("\n\n".join([*ENGLISH, *CHINESE, *PASSAGES])).ids
    windows = [perplexity(model, ids, window, stride) for window, stride in [(512, 512), (256, 256), (256, 64)]]
    write_json(FIXTURES / "generation/perplexity.json.gz", {"made": made("sdpa"), "ids": ids, "windows": windows})
    print(windows)
    prompts = [ids[7 * i : 7 * i + 4 + i % 9] for i in range(200)]
    continuations = [{"ids": prompt, **greedy(model, prompt, 8)} for prompt in prompts]
    write_json(FIXTURES / "generation/greedy.json.gz", {"made": made("sdpa"), "continuations": continuations})


if __name__ == "__main__":
    main(sys.argv[1])
