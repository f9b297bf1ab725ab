/**
 * BERT (Devlin et al. 2019, arXiv:1810.04805). Notes: LLM architectures, encoder-only.
 *
 * The encoder of the first Transformer with learned positions, segments for pairs of sentences and GELU: every token sees all
 * of its sequence, so it is trained to name tokens that were hidden from it, and cannot write from left to right.
 */
import { z } from "zod";
import {
  Attention,
  activations,
  all,
  Embedding,
  Encoder,
  InputEmbedding,
  LayerNorm,
  LearnedPositions,
  Linear,
  MaskedHead,
  MLP,
  named,
  Pooler,
  PostNormBlock,
  SegmentEmbedding,
  times,
} from "../nn/index.ts";
import type { Architecture, NameMap } from "./architecture.ts";

const count = z.int().positive();

export const BertConfig = z
  .strictObject({
    kind: z.literal("bert").default("bert"),
    vocabulary: count.describe("tokens in the vocabulary, V"),
    width: count.describe("width of the stream, D"),
    depth: count.describe("number of blocks, L"),
    heads: count.describe("attention heads, H"),
    hidden: count.describe("width of the MLP, F"),
    context: count.default(512).describe("longest sequence: rows of the table of positions"),
    segments: count.default(2).describe("kinds of sentences in one sequence"),
    activation: z.enum(["gelu", "gelu-tanh", "relu"]).default("gelu").describe("what stands within the MLP"),
    eps: z.number().positive().default(1e-12).describe("added to the variance in LayerNorm"),
    masked: z
      .boolean()
      .default(false)
      .describe("whether it has the head that names hidden tokens, tied to the embedding"),
    pooler: z.boolean().default(false).describe("whether it makes one vector of a sequence's first token"),
    pair: z.boolean().default(false).describe("whether it has the head that tells if a sentence follows another"),
  })
  .refine((c) => c.width % c.heads === 0, { path: ["width"], error: "must be a multiple of heads" })
  .refine((c) => c.pooler || !c.pair, { path: ["pair"], error: "needs the pooler, whose vector it reads" })
  .refine((c) => Number.isSafeInteger(c.width * Math.max(c.vocabulary, c.hidden, c.context, c.width)), {
    path: ["width"],
    error: "makes weights with more elements than can be counted",
  });
export type BertConfig = z.infer<typeof BertConfig>;

export function bert(input: z.input<typeof BertConfig>): Encoder {
  const c = BertConfig.parse(input);
  const activation = activations[c.activation];
  const norm = () => new LayerNorm(c.width, c.eps);
  const block = () =>
    new PostNormBlock({
      mixerNorm: norm(),
      mixer: new Attention({
        width: c.width,
        heads: c.heads,
        kvHeads: c.heads,
        bias: true,
        outputBias: true,
        score: { sight: all },
      }),
      mlpNorm: norm(),
      mlp: new MLP(c.width, c.hidden, activation),
    });
  const tokens = new Embedding(c.vocabulary, c.width);
  const embed = new InputEmbedding(
    tokens,
    new SegmentEmbedding(c.segments, c.width),
    new LearnedPositions(c.context, c.width),
    norm(),
  );
  const naming = () => new Linear(c.width, c.vocabulary, { weight: tokens.table, bias: true });
  const heads = {
    head: c.masked ? new MaskedHead(c.width, activation, norm(), naming()) : undefined,
    pooler: c.pooler ? new Pooler(c.width) : undefined,
    pair: c.pair ? new Linear(c.width, 2, { bias: true }) : undefined,
  };
  return named(new Encoder(embed, times(c.depth, block), heads));
}

const embedding = {
  "embeddings.word_embeddings.weight": "embed.tokens.table",
  "embeddings.token_type_embeddings.weight": "embed.segments.table",
  "embeddings.position_embeddings.weight": "embed.positions.table",
  "embeddings.LayerNorm.{weight,bias}": "embed.norm.{gain,bias}",
  "embeddings.LayerNorm.{gamma,beta}": "embed.norm.{gain,bias}",
  "encoder.layer.*.attention.self.{query,key,value}.{weight,bias}": "blocks.*.mixer.{q,k,v}.{weight,bias}",
  "encoder.layer.*.attention.output.dense.{weight,bias}": "blocks.*.mixer.o.{weight,bias}",
  "encoder.layer.*.attention.output.LayerNorm.{weight,bias}": "blocks.*.mixerNorm.{gain,bias}",
  "encoder.layer.*.attention.output.LayerNorm.{gamma,beta}": "blocks.*.mixerNorm.{gain,bias}",
  "encoder.layer.*.intermediate.dense.{weight,bias}": "blocks.*.mlp.up.{weight,bias}",
  "encoder.layer.*.output.dense.{weight,bias}": "blocks.*.mlp.down.{weight,bias}",
  "encoder.layer.*.output.LayerNorm.{weight,bias}": "blocks.*.mlpNorm.{gain,bias}",
  "encoder.layer.*.output.LayerNorm.{gamma,beta}": "blocks.*.mlpNorm.{gain,bias}",
  "pooler.dense.{weight,bias}": "pooler.dense.{weight,bias}",
} as const satisfies NameMap;

/**
 * A model with a head has `bert.` before the names of its encoder, and one without mostly has not: both are read, and the
 * first row that fits is written, which transformers reads into either. `gamma` and `beta` are from 2018.
 */
export const bertNames: NameMap = {
  ...Object.fromEntries(Object.entries(embedding).map(([name, path]) => [`bert.${name}`, path])),
  ...embedding,
  "cls.predictions.transform.dense.{weight,bias}": "head.transform.{weight,bias}",
  "cls.predictions.transform.LayerNorm.{weight,bias}": "head.norm.{gain,bias}",
  "cls.predictions.transform.LayerNorm.{gamma,beta}": "head.norm.{gain,bias}",
  "cls.predictions.decoder.weight": "head.out.weight",
  "cls.predictions.bias": "head.out.bias",
  "cls.predictions.decoder.bias": "head.out.bias",
  "cls.seq_relationship.{weight,bias}": "pair.{weight,bias}",
};

const ACTIVATIONS = {
  gelu: "gelu",
  gelu_new: "gelu-tanh",
  gelu_pytorch_tanh: "gelu-tanh",
  relu: "relu",
} as const satisfies Record<string, BertConfig["activation"]>;

/** The fields of `config.json` that decide what is computed; a value we would compute otherwise is refused. */
const BertFile = z.looseObject({
  architectures: z.array(z.string()).optional(),
  vocab_size: count,
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  intermediate_size: count,
  max_position_embeddings: count,
  type_vocab_size: count,
  hidden_act: z.enum(Object.keys(ACTIVATIONS) as (keyof typeof ACTIVATIONS)[]).optional(),
  layer_norm_eps: z.number().positive().optional(),
  position_embedding_type: z.literal("absolute", { error: "relative positions are not supported" }).optional(),
  is_decoder: z.literal(false, { error: "a BERT that decodes is not supported" }).optional(),
  tie_word_embeddings: z.literal(true, { error: "a head that is not tied is not supported" }).optional(),
});

/** Which heads there are: by the weights of the checkpoint, or else by the class that the config names. */
function headsOf(file: z.infer<typeof BertFile>, holds: ((name: string) => boolean) | undefined) {
  const named = (pattern: RegExp) => (file.architectures ?? []).some((name) => pattern.test(name));
  if (holds === undefined) {
    return {
      masked: named(/^BertFor(MaskedLM|PreTraining)$/),
      pooler: named(/^Bert(Model|ForPreTraining|ForNextSentencePrediction)$/),
      pair: named(/^BertFor(PreTraining|NextSentencePrediction)$/),
    };
  }
  return {
    masked: holds("cls.predictions.bias"),
    pooler: holds("pooler.dense.weight") || holds("bert.pooler.dense.weight"),
    pair: holds("cls.seq_relationship.weight"),
  };
}

function classOf({ masked, pair }: BertConfig): string {
  if (masked) return pair ? "BertForPreTraining" : "BertForMaskedLM";
  return pair ? "BertForNextSentencePrediction" : "BertModel";
}

export const bertArchitecture: Architecture<BertConfig, Encoder> = {
  kind: "bert",
  config: BertConfig,
  build: bert,
  huggingFace: {
    names: bertNames,
    read(input, holds) {
      const file = BertFile.parse(input);
      return BertConfig.parse({
        kind: "bert",
        vocabulary: file.vocab_size,
        width: file.hidden_size,
        depth: file.num_hidden_layers,
        heads: file.num_attention_heads,
        hidden: file.intermediate_size,
        context: file.max_position_embeddings,
        segments: file.type_vocab_size,
        activation: file.hidden_act && ACTIVATIONS[file.hidden_act],
        eps: file.layer_norm_eps,
        ...headsOf(file, holds),
      });
    },
    write: (config) => ({
      architectures: [classOf(config)],
      model_type: "bert",
      vocab_size: config.vocabulary,
      hidden_size: config.width,
      num_hidden_layers: config.depth,
      num_attention_heads: config.heads,
      intermediate_size: config.hidden,
      max_position_embeddings: config.context,
      type_vocab_size: config.segments,
      hidden_act: Object.entries(ACTIVATIONS).find(([, name]) => name === config.activation)?.[0],
      layer_norm_eps: config.eps,
    }),
  },
};
