"""Reference values for BERT: transformers, sentence-transformers and bert-score.

    python tools/bert_parity.py FOLDER/OF/all-minilm-l6-v2

Everything is float32 on the CPU with `sdpa` attention.
"""

import json
import sys
from pathlib import Path

import bert_score
import numpy as np
import sentence_transformers
import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from transformers import AutoTokenizer, BertConfig, BertForPreTraining, BertModel

from parity import FIXTURES, SEEDS, made, packed, projections, randomize, sha256, write_json
from prompts import ENGLISH
from sentences import TRIPLES

LAYERS = 6


# --- A tiny model with every head ------------------------------------------------------------------------------------


def tiny() -> BertForPreTraining:
    config = BertConfig(
        vocab_size=37,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=24,
        max_position_embeddings=20,
        type_vocab_size=2,
    )
    config._attn_implementation = "sdpa"
    model = BertForPreTraining(config).float().eval()
    randomize(model, 60)
    return model


def write_tiny(folder: Path) -> None:
    model = tiny()
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.detach().contiguous() for name, value in model.named_parameters()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    fields = json.loads(model.config.to_json_string(use_diff=False))
    kept = [
        "model_type", "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
        "hidden_act", "max_position_embeddings", "type_vocab_size", "layer_norm_eps",
    ]  # fmt: skip
    config = {"architectures": ["BertForPreTraining"]} | {key: fields[key] for key in kept}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")

    generator = torch.Generator().manual_seed(61)
    # Not id 0: transformers keeps the gradient of its row of the table, taken for padding, from the embedding.
    rows = [torch.randint(1, 37, (length,), generator=generator).tolist() for length in (13, 7, 2)]
    segments = [[0] * (len(row) // 2) + [1] * (len(row) - len(row) // 2) for row in rows]
    width = max(len(row) for row in rows)

    def pad(lists):
        return torch.tensor([each + [0] * (width - len(each)) for each in lists])

    mask = pad([[1] * len(row) for row in rows])
    out = model(input_ids=pad(rows), attention_mask=mask, token_type_ids=pad(segments), output_hidden_states=True)
    pooled = model.bert(input_ids=pad(rows), attention_mask=mask, token_type_ids=pad(segments)).pooler_output
    targets = pad(rows).masked_fill(mask == 0, -100)
    loss = torch.nn.functional.cross_entropy(out.prediction_logits.flatten(0, 1), targets.flatten()) + (
        torch.nn.functional.cross_entropy(out.seq_relationship_logits, torch.tensor([0, 1, 1]))
    )
    names, parameters = zip(*model.named_parameters())
    gradients = torch.autograd.grad(loss, parameters)
    write_json(
        folder / "expected.json.gz",
        {
            "made": made("sdpa"),
            "rows": rows,
            "segments": segments,
            "hidden": [[packed(h[i, : len(row)]) for h in out.hidden_states] for i, row in enumerate(rows)],
            "logits": [packed(out.prediction_logits[i, : len(row)]) for i, row in enumerate(rows)],
            "pooled": packed(pooled),
            "pairLogits": packed(out.seq_relationship_logits),
            "loss": loss.item(),
            "gradients": {name: packed(gradient) for name, gradient in zip(names, gradients)},
        },
    )


# --- The real weights ------------------------------------------------------------------------------------------------


def write_minilm(folder: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = BertModel.from_pretrained(folder, attn_implementation="sdpa").eval()
    texts = ENGLISH[:14] + [sentence for triple in TRIPLES[:10] for sentence in triple]
    cases = []
    for i, text in enumerate(texts):
        ids = tokenizer(text, truncation=True, max_length=48)["input_ids"]
        with torch.no_grad():
            hidden = model(torch.tensor([ids]), output_hidden_states=True).hidden_states
        case = {"text": text, "ids": ids, "projections": [packed(projections(h[0])) for h in hidden]}
        cases.append(case | ({"last": packed(hidden[-1][0])} if i in (6, 20) else {}))
    write_json(FIXTURES / "bert/minilm.json.gz", {"made": made("sdpa"), "sha256": sha256(folder / "model.safetensors"), "seeds": list(SEEDS), "cases": cases})  # fmt: skip


def write_sentences(folder: Path) -> None:
    """The cosines of 200 sentences by sentence-transformers: 60 triples and 20 others."""
    model = SentenceTransformer(str(folder), device="cpu")  # a plain BERT's folder: mean over its tokens
    model.max_seq_length = 256
    texts = [sentence for triple in TRIPLES for sentence in triple] + OTHERS
    assert len(texts) == 200
    vectors = model.encode(texts, batch_size=16, normalize_embeddings=True)  # [200, 384]
    cosines = (vectors.astype(np.float64) @ vectors.T.astype(np.float64))[np.triu_indices(200)].astype(np.float32)
    write_json(
        FIXTURES / "bert/sentences.json.gz",
        {"sentenceTransformers": sentence_transformers.__version__, "triples": len(TRIPLES), "texts": texts, "cosines": packed(cosines), "first": packed(vectors[:2])},
    )  # fmt: skip


OTHERS = [
    "Once upon a time there was a miller who had three sons.",
    "The capital of France is Paris.",
    "A matrix is singular when its determinant is zero.",
    "Add the flour slowly and stir until the dough is smooth.",
    "Turn left at the second traffic light, then go straight on.",
    "The mitochondria are the power stations of the cell.",
    "To be, or not to be, that is the question.",
    "Your order number 88231-B has been sent.",
    "SELECT name FROM orders WHERE total > 99.5",
    "In 1969 two people walked on the moon for the first time.",
    "Please do not feed the animals.",
    "The quick brown fox jumps over the lazy dog.",
    "Quantum computers use superposition and interference.",
    "Her favourite colour has always been green.",
    "How do I reset my password?",
    "The recipe calls for two eggs and a pinch of salt.",
    "Violins are made of spruce and maple.",
    "The parliament passed the budget late at night.",
    "Caf\u00e9s na\u00efves et d\u00e9j\u00e0 vu.",
    "\u4f60\u597d\uff0c\u4e16\u754c\uff01",
]


# --- Losses of Sentence-BERT -----------------------------------------------------------------------------------------


class Given(torch.nn.Module):
    """Stands where a SentenceTransformer is expected: its features are the sentence vectors themselves."""

    def __init__(self, width: int):
        super().__init__()
        self.width = width
        self.device = "cpu"

    def get_sentence_embedding_dimension(self):
        return self.width

    get_embedding_dimension = get_sentence_embedding_dimension

    def forward(self, features):
        return features


def write_losses() -> None:
    from sentence_transformers.sentence_transformer import losses

    generator = torch.Generator().manual_seed(62)
    B, D = 6, 8
    u, v = (torch.randn(B, D, generator=generator).requires_grad_() for _ in range(2))
    model = Given(D)
    features = [{"sentence_embedding": u}, {"sentence_embedding": v}]
    classes = torch.randint(3, (B,), generator=generator)
    scores = torch.rand(B, generator=generator)
    softmax = losses.SoftmaxLoss(model, D, num_labels=3)
    results = {}

    def record(name, loss, extra=()):
        gradients = torch.autograd.grad(loss, [u, v, *extra])
        results[name] = {"loss": loss.item(), "gradients": [packed(g) for g in gradients]}

    weight, bias = softmax.classifier.weight, softmax.classifier.bias
    with torch.no_grad():
        weight.copy_(torch.randn(weight.shape, generator=generator) * 0.3)
        bias.copy_(torch.randn(bias.shape, generator=generator) * 0.3)
    record("softmax", softmax(features, classes), [weight, bias])
    record("cosine", losses.CosineSimilarityLoss(model)(features, scores))
    record("ranking", losses.MultipleNegativesRankingLoss(model)(features, torch.zeros(B)))
    write_json(
        FIXTURES / "bert/losses.json.gz",
        {"sentenceTransformers": sentence_transformers.__version__, "u": packed(u), "v": packed(v), "classes": classes.tolist(), "scores": packed(scores), "weight": packed(weight), "bias": packed(bias), "results": results},
    )  # fmt: skip


# --- BERTScore -------------------------------------------------------------------------------------------------------


def write_bertscore(folder: Path) -> None:
    references = [a for a, _, _ in TRIPLES]
    results = {}
    for layer in (4, LAYERS):
        for idf in (False, True):
            scorer = bert_score.BERTScorer(model_type=str(folder), num_layers=layer, idf=idf, idf_sents=references if idf else None, device="cpu", batch_size=16)  # fmt: skip
            for name, column in (("paraphrase", 1), ("distractor", 2)):
                # A pair at a time: in a larger batch, padding answers with similarity 0 to a token whose best cosine is negative.
                scores = scorer.score([triple[column] for triple in TRIPLES], references, batch_size=1)
                results[f"{name} {layer}{' idf' if idf else ''}"] = [packed(part) for part in scores]
    write_json(FIXTURES / "evaluation/bertscore.json.gz", {"bertScore": bert_score.__version__, "triples": TRIPLES, "results": results})  # fmt: skip


def main() -> None:
    folder = Path(sys.argv[1])
    write_tiny(FIXTURES / "bert/tiny")
    write_minilm(folder)
    write_losses()
    write_sentences(folder)
    write_bertscore(folder)


if __name__ == "__main__":
    main()
