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
  ScaledEmbedding,
  type Sight,
  SinusoidalPositions,
  times,
} from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { NameMap } from "./architecture.ts";

const count = z.int().positive();

export const TransformerConfig = z
  .strictObject({
    kind: z.literal("transformer").default("transformer"),
    sourceVocabulary: count.describe("tokens that the encoder reads"),
    vocabulary: count.describe("tokens that the decoder reads and writes, V"),
    width: count.default(512).describe("width of both streams, D"),
    depth: count.default(6).describe("blocks of the encoder, and as many of the decoder, L"),
    heads: count.default(8).describe("attention heads, H"),
    hidden: count.default(2048).describe("width of the MLPs, F"),
    norm: z.enum(["post", "pre"]).default("post").describe("whether norms stand behind the residuals, or in front"),
    finalNorm: z
      .boolean()
      .optional()
      .describe("whether a norm ends each stream; by default where norms stand in front"),
    positions: z.enum(["sinusoidal", "learned"]).default("sinusoidal"),
    context: count.default(512).describe("longest sequence where positions are learned"),
    activation: z.enum(["relu", "gelu"]).default("relu").describe("what stands within the MLP"),
    eps: z.number().positive().default(1e-5).describe("added to the variance in LayerNorm"),
    tied: z.boolean().default(true).describe("whether the head is the decoder's embedding"),
  })
  .refine((c) => c.width % (2 * c.heads) === 0, { path: ["width"], error: "must be an even multiple of heads" });
export type TransformerConfig = z.infer<typeof TransformerConfig>;

/** Target ids in, logits of the next one out; the pass carries what `encode` made of the source as its memory. */
export class EncoderDecoder extends Module {
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
  const c = TransformerConfig.parse(input);
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
      new Encoder(embedding(c.sourceVocabulary), times(c.depth, reading), { norm: last() }),
      new Decoder(target, times(c.depth, writing), last(), head),
    ),
  );
}

/** The names of PyTorch's `nn.Transformer`, whose q, k and v are one tensor: split before they are read. */
export const transformerNames = {
  "encoder.layers.*.self_attn.{q,k,v,o}.{weight,bias}": "encoder.blocks.*.mixer.{q,k,v,o}.{weight,bias}",
  "encoder.layers.*.linear{1,2}.{weight,bias}": "encoder.blocks.*.mlp.{up,down}.{weight,bias}",
  "encoder.layers.*.norm{1,2}.{weight,bias}": "encoder.blocks.*.{mixerNorm,mlpNorm}.{gain,bias}",
  "encoder.norm.{weight,bias}": "encoder.norm.{gain,bias}",
  "decoder.layers.*.self_attn.{q,k,v,o}.{weight,bias}": "decoder.blocks.*.mixer.{q,k,v,o}.{weight,bias}",
  "decoder.layers.*.multihead_attn.{q,k,v,o}.{weight,bias}": "decoder.blocks.*.cross.{q,k,v,o}.{weight,bias}",
  "decoder.layers.*.linear{1,2}.{weight,bias}": "decoder.blocks.*.mlp.{up,down}.{weight,bias}",
  "decoder.layers.*.norm{1,2,3}.{weight,bias}": "decoder.blocks.*.{mixerNorm,crossNorm,mlpNorm}.{gain,bias}",
  "decoder.norm.{weight,bias}": "decoder.norm.{gain,bias}",
} as const satisfies NameMap;
