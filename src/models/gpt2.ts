import { z } from "zod";
import * as nn from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import type { Architecture, NameMap } from "./architecture.ts";
import { configOf, count, flag, positive } from "./fields.ts";
import { huggingFace } from "./forms.ts";
import { prefixed } from "./names.ts";
import { spelledActivation } from "./transformers.ts";

/** What `gpt2` is built from. */
export const Gpt2Config = configOf(
  "gpt2",
  {
    /** V, tokens in the vocabulary. */
    vocabulary: count,
    /** D, width of the stream. */
    width: count,
    /** L, number of blocks. */
    depth: count,
    /** H, attention heads; D is a multiple of them. */
    heads: count,
    /** F, width of the MLP; 4 D in the published ones. */
    hidden: count,
    /** Longest sequence, in tokens: rows of the table of positions. */
    context: count.default(1024),
    /** What stands within the MLP. */
    activation: z.enum(["gelu", "gelu-tanh", "relu"]).default("gelu-tanh"),
    /** Added to the variance in LayerNorm. */
    eps: positive.default(1e-5),
    /** Whether the head is the embedding table. */
    tied: flag.default(true),
  },
  [["width", (c) => c.width % c.heads === 0, "must be a multiple of heads"]],
);
export type Gpt2Config = z.infer<typeof Gpt2Config>;

/**
 * GPT-2 (Radford et al. 2019, "Language Models are Unsupervised Multitask Learners"). Notes: LLM architectures, decoder-only.
 *
 * The right half of the first Transformer, with the norms in front of the residuals and one more behind the last, learned positions
 * and GELU in its tanh form; the head is the embedding table.
 *
 * The model's weights have no numbers yet. Throws where the config is no `Gpt2Config`.
 */
export function gpt2(input: z.input<typeof Gpt2Config>): nn.Decoder<nn.InputEmbedding> {
  const c = checked(Gpt2Config, input, "gpt2");
  const norm = () => new nn.LayerNorm(c.width, c.eps);
  const attention = { width: c.width, heads: c.heads, kvHeads: c.heads, bias: true, outputBias: true };
  const mlp = () => new nn.MLP(c.width, c.hidden, nn.activations[c.activation]);
  const block = () =>
    new nn.PreNormBlock({ mixerNorm: norm(), mixer: new nn.Attention(attention), mlpNorm: norm(), mlp: mlp() });
  const tokens = new nn.Embedding(c.vocabulary, c.width);
  const positions = new nn.LearnedPositions(c.context, c.width);
  const embed = new nn.InputEmbedding(tokens, new nn.Identity(), positions, new nn.Identity());
  const head = new nn.Linear(c.width, c.vocabulary, { weight: c.tied ? tokens.table : undefined });
  return nn.named(new nn.Decoder({ embed, blocks: nn.times(c.depth, block), norm: norm(), head }));
}

/** The published file has no prefix although it has the head. Its layers are [in, out]. */
export const gpt2Names: NameMap = {
  ...prefixed("transformer.", {
    "wte.weight": "embed.tokens.table",
    "wpe.weight": "embed.positions.table",
    "h.*.ln_{1,2}.{weight,bias}": "blocks.*.{mixerNorm,mlpNorm}.{gain,bias}",
    "h.*.attn.c_attn.weight^T": "blocks.*.mixer.{q,k,v}.weight",
    "h.*.attn.c_attn.bias": "blocks.*.mixer.{q,k,v}.bias",
    "h.*.attn.c_proj.weight^T": "blocks.*.mixer.o.weight",
    "h.*.attn.c_proj.bias": "blocks.*.mixer.o.bias",
    "h.*.mlp.c_{fc,proj}.weight^T": "blocks.*.mlp.{up,down}.weight",
    "h.*.mlp.c_{fc,proj}.bias": "blocks.*.mlp.{up,down}.bias",
    "ln_f.{weight,bias}": "norm.{gain,bias}",
  }),
  "lm_head.weight": "head.weight",
};

/** How GPT-2 is built, loaded and saved. */
export const gpt2Architecture = {
  kind: "gpt2",
  config: Gpt2Config,
  build: (c) => gpt2(c),
  facts: (c) => c,
  huggingFace: huggingFace(Gpt2Config, {
    type: "gpt2",
    class: "GPT2LMHeadModel",
    names: gpt2Names,
    derived: ["h.*.attn.{bias,masked_bias}", "transformer.h.*.attn.{bias,masked_bias}"], // the triangle of who sees whom
    fields: {
      vocab_size: "vocabulary",
      n_embd: "width",
      n_layer: "depth",
      n_head: "heads",
      n_inner: "hidden",
      n_positions: "context",
      activation_function: spelledActivation,
      layer_norm_epsilon: "eps",
      tie_word_embeddings: "tied",
    },
    absent: {
      hidden: ({ width }) => width && 4 * width,
      context: () => 1024,
      activation: () => "gelu-tanh",
      eps: () => 1e-5,
      tied: () => true,
    },
    only: { scale_attn_weights: [true] },
    refused: { scale_attn_by_inverse_layer_idx: "a scale that differs from layer to layer is not supported" },
    harmless: [
      ...["n_ctx", "attn_pdrop", "embd_pdrop", "resid_pdrop", "reorder_and_upcast_attn", "summary_type"],
      ...["summary_use_proj", "summary_activation", "summary_proj_to_labels", "summary_first_dropout"],
    ],
  }),
} satisfies Architecture<Gpt2Config, nn.Decoder<nn.InputEmbedding>>;
