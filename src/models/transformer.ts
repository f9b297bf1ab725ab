/**
 * The Transformer (Vaswani et al. 2017, arXiv:1706.03762). Notes: LLM architectures, encoder-decoder.
 *
 * An encoder reads a source, each token seeing all of it; a decoder writes a target, each token seeing those before it and, by the third
 * residual `cross`, all that the encoder made. BERT is the left half of it and GPT the right half without `cross`.
 */
import { z } from "zod";
import {
  Attention,
  activations,
  all,
  CrossAttention,
  causal,
  Decoder,
  Encoder,
  Identity,
  LayerNorm,
  LearnedPositions,
  Linear,
  type Memory,
  MLP,
  Module,
  named,
  type Pass,
  PostNormBlock,
  PostNormCrossBlock,
  PreNormBlock,
  PreNormCrossBlock,
  type Recalls,
  ScaledEmbedding,
  type Sight,
  SinusoidalPositions,
  times,
} from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Architecture, NameMap } from "./architecture.ts";
import { configOf, count, flag, positive } from "./fields.ts";

export const TransformerConfig = configOf(
  "transformer",
  {
    sourceVocabulary: count("tokens that the encoder reads"),
    vocabulary: count("tokens that the decoder reads and writes, V"),
    width: count("width of both streams, D").default(512),
    depth: count("blocks of the encoder, and as many of the decoder, L").default(6),
    heads: count("attention heads, H").default(8),
    hidden: count("width of the MLPs, F").default(2048),
    norm: z.enum(["post", "pre"]).default("post").describe("whether norms stand behind the residuals, or in front"),
    finalNorm: flag("whether a norm ends each stream; by default where norms stand in front").optional(),
    positions: z.enum(["sinusoidal", "learned"]).default("sinusoidal"),
    context: count("longest sequence where positions are learned").default(512),
    activation: z.enum(["relu", "gelu"]).default("relu").describe("what stands within the MLP"),
    eps: positive("added to the variance in LayerNorm").default(1e-5),
    tied: flag("whether the head is the decoder's embedding").default(true),
  },
  [["width", (c) => c.width % (2 * c.heads) === 0, "must be an even multiple of heads"]],
);
export type TransformerConfig = z.infer<typeof TransformerConfig>;

/** Target ids in, logits of the next one out; the pass carries what `encode` made of the source as its memory. */
export class EncoderDecoder extends Module implements Recalls {
  readonly encoder: Encoder;
  readonly decoder: Decoder;

  constructor(encoder: Encoder, decoder: Decoder) {
    super();
    this.encoder = encoder;
    this.decoder = decoder;
  }

  protected forward(ids: Tensor, pass: Pass): Tensor {
    return this.decoder.call(ids, pass); // [..., V]
  }

  get embed(): Module {
    return this.decoder.embed;
  }
  get blocks(): readonly Module[] {
    return this.decoder.blocks;
  }
  get norm(): Module {
    return this.decoder.norm;
  }
  get heads(): Recalls["heads"] {
    return this.decoder.heads;
  }
  stream(ids: Tensor, pass: Pass): Tensor {
    return this.decoder.stream(ids, pass);
  }
  logits(stream: Tensor, pass: Pass): Tensor {
    return this.decoder.logits(stream, pass);
  }

  /** What passes over the target remember of source ids [B, S] or [N]: their states, in a pass of their own. */
  encode(ids: Tensor, pass: Pass): Memory {
    return { states: this.encoder.call(ids, pass), layout: pass.layout };
  }
}

export function transformer(input: z.input<typeof TransformerConfig>): EncoderDecoder {
  const c = checked(TransformerConfig, input, "transformer");
  const pre = c.norm === "pre";
  const norm = () => new LayerNorm(c.width, c.eps);
  const last = () => ((c.finalNorm ?? pre) ? norm() : new Identity());
  const mlp = () => new MLP(c.width, c.hidden, activations[c.activation]);
  const attention = (sight: Sight) =>
    new Attention({ width: c.width, heads: c.heads, kvHeads: c.heads, bias: true, outputBias: true, score: { sight } });
  const embedding = (vocabulary: number) =>
    new ScaledEmbedding(
      vocabulary,
      c.width,
      c.positions === "learned" ? new LearnedPositions(c.context, c.width) : new SinusoidalPositions(),
    );
  const parts = (sight: Sight) => ({ mixerNorm: norm(), mixer: attention(sight), mlpNorm: norm(), mlp: mlp() });
  const reading = () => (pre ? new PreNormBlock(parts(all)) : new PostNormBlock(parts(all)));
  const writing = () => {
    const three = { ...parts(causal), crossNorm: norm(), cross: new CrossAttention(c) };
    return pre ? new PreNormCrossBlock(three) : new PostNormCrossBlock(three);
  };
  const target = embedding(c.vocabulary);
  const head = new Linear(c.width, c.vocabulary, { weight: c.tied ? target.table : undefined });
  return named(
    new EncoderDecoder(
      new Encoder({ embed: embedding(c.sourceVocabulary), blocks: times(c.depth, reading), norm: last() }),
      new Decoder({ embed: target, blocks: times(c.depth, writing), norm: last(), head }),
    ),
  );
}

/** The names of PyTorch's `nn.Transformer`, whose q, k and v are one tensor. */
export const transformerNames = {
  "{encoder,decoder}.layers.*.self_attn.in_proj_{weight,bias}":
    "{encoder,decoder}.blocks.*.mixer.{q,k,v}.{weight,bias}",
  "{encoder,decoder}.layers.*.self_attn.out_proj.{weight,bias}": "{encoder,decoder}.blocks.*.mixer.o.{weight,bias}",
  "decoder.layers.*.multihead_attn.in_proj_{weight,bias}": "decoder.blocks.*.cross.{q,k,v}.{weight,bias}",
  "decoder.layers.*.multihead_attn.out_proj.{weight,bias}": "decoder.blocks.*.cross.o.{weight,bias}",
  "{encoder,decoder}.layers.*.linear{1,2}.{weight,bias}": "{encoder,decoder}.blocks.*.mlp.{up,down}.{weight,bias}",
  "encoder.layers.*.norm{1,2}.{weight,bias}": "encoder.blocks.*.{mixerNorm,mlpNorm}.{gain,bias}",
  "decoder.layers.*.norm{1,2,3}.{weight,bias}": "decoder.blocks.*.{mixerNorm,crossNorm,mlpNorm}.{gain,bias}",
  "{encoder,decoder}.norm.{weight,bias}": "{encoder,decoder}.norm.{gain,bias}",
} as const satisfies NameMap;

export const transformerArchitecture = {
  kind: "transformer",
  config: TransformerConfig,
  build: (c) => transformer(c),
  facts: ({ depth, vocabulary, positions, context }) => ({
    depth,
    vocabulary,
    ...(positions === "learned" && { context }),
  }),
} satisfies Architecture<TransformerConfig, EncoderDecoder>;
