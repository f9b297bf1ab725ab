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

/** What `transformer` is built from; the defaults are the base model's of the paper. */
export const TransformerConfig = configOf(
  "transformer",
  {
    /** Tokens that the encoder reads. */
    sourceVocabulary: count,
    /** V, tokens that the decoder reads and writes. */
    vocabulary: count,
    /** D, width of both streams; an even multiple of the heads. */
    width: count.default(512),
    /** L, blocks of the encoder, and as many of the decoder. */
    depth: count.default(6),
    /** H, attention heads. */
    heads: count.default(8),
    /** F, width of the MLPs. */
    hidden: count.default(2048),
    /** Whether norms stand behind the residuals, or in front. */
    norm: z.enum(["post", "pre"]).default("post"),
    /** Whether a norm ends each stream. Default: where norms stand in front. */
    finalNorm: flag.optional(),
    /** Whether positions are waves that nothing has to learn, or a table. */
    positions: z.enum(["sinusoidal", "learned"]).default("sinusoidal"),
    /** Longest sequence where positions are learned, in tokens. */
    context: count.default(512),
    /** What stands within the MLP. */
    activation: z.enum(["relu", "gelu"]).default("relu"),
    /** Added to the variance in LayerNorm. */
    eps: positive.default(1e-5),
    /** Whether the head is the decoder's embedding. */
    tied: flag.default(true),
  },
  [["width", (c) => c.width % (2 * c.heads) === 0, "must be an even multiple of heads"]],
);
export type TransformerConfig = z.infer<typeof TransformerConfig>;

/** Target ids in, logits of the next one out; the pass carries what `encode` made of the source as its memory. */
export class EncoderDecoder extends Module implements Recalls {
  /** Source ids -> states [..., D]. */
  readonly encoder: Encoder;
  /** Target ids and the memory -> logits [..., V]. */
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

/**
 * The Transformer (Vaswani et al. 2017, arXiv:1706.03762). Notes: LLM architectures, encoder-decoder.
 *
 * An encoder reads a source, each token seeing all of it; a decoder writes a target, each token seeing those before it and, by the third
 * residual `cross`, all that the encoder made. BERT is the left half of it and GPT the right half without `cross`.
 *
 * The model's weights have no numbers yet. Throws where the config is no `TransformerConfig`.
 */
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
    const three = {
      ...parts(causal),
      crossNorm: norm(),
      cross: new CrossAttention({ width: c.width, heads: c.heads }),
    };
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

/** How the Transformer is built, loaded and saved: in our own form. */
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
