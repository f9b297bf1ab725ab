import { z } from "zod";
import * as nn from "../nn/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import type { Architecture, NameMap } from "./architecture.ts";
import { configOf, count, flag, positive } from "./fields.ts";
import { huggingFace } from "./forms.ts";
import { prefixed } from "./names.ts";
import { spelledActivation } from "./transformers.ts";

const labels = strictObject({
  /** How many labels are told apart. */
  labels: count,
  /** What gets one: a token, or a sequence by its pooled vector. */
  each: z.enum(["token", "sequence"]),
});

/** What `bert` is built from, its heads included. */
export const BertConfig = configOf(
  "bert",
  {
    /** V, tokens in the vocabulary. */
    vocabulary: count,
    /** D, width of the stream. */
    width: count,
    /** L, number of blocks. */
    depth: count,
    /** H, attention heads; D is a multiple of them. */
    heads: count,
    /** F, width of the MLP. */
    hidden: count,
    /** Longest sequence, in tokens: rows of the table of positions. */
    context: count.default(512),
    /** Kinds of sentences in one sequence: rows of the table of segments. */
    segments: count.default(2),
    /** What stands within the MLP. */
    activation: z.enum(["gelu", "gelu-tanh", "relu"]).default("gelu"),
    /** Added to the variance in LayerNorm. */
    eps: positive.default(1e-12),
    /** Whether it has the head that names hidden tokens, tied to the embedding. */
    masked: flag.default(false),
    /** Whether it makes one vector of a sequence's first token. */
    pooler: flag.default(false),
    /** Whether it has the head that tells if a sentence follows another; needs the pooler. */
    pair: flag.default(false),
    /** Whether it has the head that finds where an answer starts and ends. */
    span: flag.default(false),
    /** The head that tells labels apart, where it has one; of sequences it needs the pooler. */
    classifier: labels.optional(),
  },
  [
    ["width", (c) => c.width % c.heads === 0, "must be a multiple of heads"],
    ["pair", (c) => c.pooler || !c.pair, "needs the pooler, whose vector it reads"],
    ["classifier", (c) => c.pooler || c.classifier?.each !== "sequence", "needs the pooler, whose vector it reads"],
  ],
);
export type BertConfig = z.infer<typeof BertConfig>;

/**
 * BERT (Devlin et al. 2019, arXiv:1810.04805). Notes: LLM architectures, encoder-only.
 *
 * The encoder of the first Transformer with learned positions, segments for pairs of sentences and GELU: every token sees all
 * of its sequence, so it is trained to name tokens that were hidden from it, and cannot write from left to right.
 *
 * The model's weights have no numbers yet. Throws where the config is no `BertConfig`.
 */
export function bert(input: z.input<typeof BertConfig>): nn.Encoder {
  const c = checked(BertConfig, input, "bert");
  const activation = nn.activations[c.activation];
  const norm = () => new nn.LayerNorm(c.width, c.eps);
  const attention = { width: c.width, heads: c.heads, kvHeads: c.heads, bias: true, outputBias: true };
  const block = () =>
    new nn.PostNormBlock({
      mixerNorm: norm(),
      mixer: new nn.Attention({ ...attention, score: { sight: nn.all } }),
      mlpNorm: norm(),
      mlp: new nn.MLP(c.width, c.hidden, activation),
    });
  const tokens = new nn.Embedding(c.vocabulary, c.width);
  const embed = new nn.InputEmbedding(
    tokens,
    new nn.SegmentEmbedding(c.segments, c.width),
    new nn.LearnedPositions(c.context, c.width),
    norm(),
  );
  return nn.named(new nn.Encoder({ embed, blocks: nn.times(c.depth, block), heads: headsOf(c, tokens) }));
}

function headsOf({ width, ...c }: BertConfig, tokens: nn.Embedding): Record<string, nn.Says> {
  const out = () => new nn.Linear(width, c.vocabulary, { weight: tokens.table, bias: true });
  const masked = () => new nn.MaskedHead(width, nn.activations[c.activation], new nn.LayerNorm(width, c.eps), out());
  const pooler = c.pooler ? new nn.Pooler(width) : undefined;
  const pair = () => new nn.Head({ width, out: 2, says: ["pair"], of: pooler });
  const span = () => new nn.Head({ width, out: 2, says: ["start", "end"] });
  const classifier = ({ labels: out, each }: z.infer<typeof labels>) =>
    each === "token"
      ? new nn.Head({ width, out, says: ["tags"] })
      : new nn.Head({ width, out, says: ["classes"], of: pooler });
  return {
    ...(c.masked && { masked: masked() }),
    ...(pooler && { pooler }),
    ...(c.pair && { pair: pair() }),
    ...(c.span && { span: span() }),
    ...(c.classifier && { classifier: classifier(c.classifier) }),
  };
}

const bare = {
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
  "pooler.dense.{weight,bias}": "heads.pooler.dense.{weight,bias}",
} as const satisfies NameMap;

/** `gamma` and `beta` are from 2018. */
export const bertNames: NameMap = {
  ...prefixed("bert.", bare),
  "cls.predictions.transform.dense.{weight,bias}": "heads.masked.transform.{weight,bias}",
  "cls.predictions.transform.LayerNorm.{weight,bias}": "heads.masked.norm.{gain,bias}",
  "cls.predictions.transform.LayerNorm.{gamma,beta}": "heads.masked.norm.{gain,bias}",
  "cls.predictions.decoder.weight": "heads.masked.out.weight",
  "cls.predictions.bias": "heads.masked.out.bias",
  "cls.predictions.decoder.bias": "heads.masked.out.bias",
  "cls.seq_relationship.{weight,bias}": "heads.pair.{weight,bias}",
  "qa_outputs.{weight,bias}": "heads.span.{weight,bias}",
  "classifier.{weight,bias}": "heads.classifier.{weight,bias}",
};

/** The class that has these heads. */
function classOf({ masked, pair, span, classifier }: BertConfig): string {
  if (span) return "BertForQuestionAnswering";
  if (classifier) return `BertFor${classifier.each === "token" ? "Token" : "Sequence"}Classification`;
  if (masked) return pair ? "BertForPreTraining" : "BertForMaskedLM";
  return pair ? "BertForNextSentencePrediction" : "BertModel";
}

/** Which heads there are: by the weights of the checkpoint, or else by the class that the file names; which task a classifier has, by that alone. */
function headsIn(file: Readonly<Record<string, unknown>>, holds?: (name: string) => boolean): Partial<BertConfig> {
  const classes = z.array(z.string()).catch([]).parse(file.architectures);
  const named = (pattern: RegExp) => classes.some((name) => pattern.test(name));
  const has = (names: readonly string[], pattern: RegExp) => (holds ? names.some(holds) : named(pattern));
  const count = Object.keys(z.record(z.string(), z.unknown()).catch({}).parse(file.id2label)).length || 2;
  const each = named(/ForTokenClassification$/) ? "token" : "sequence";
  const sorts = named(/For(Token|Sequence)Classification$/) && has(["classifier.weight"], /./);
  return {
    masked: has(["cls.predictions.bias"], /^BertFor(MaskedLM|PreTraining)$/),
    pooler: has(
      ["pooler.dense.weight", "bert.pooler.dense.weight"],
      /^Bert(Model|For(PreTraining|NextSentencePrediction|SequenceClassification))$/,
    ),
    pair: has(["cls.seq_relationship.weight"], /^BertFor(PreTraining|NextSentencePrediction)$/),
    span: has(["qa_outputs.weight"], /^BertForQuestionAnswering$/),
    ...(sorts && { classifier: { labels: count, each } }),
  };
}

/** How BERT is built, loaded and saved. */
export const bertArchitecture = {
  kind: "bert",
  config: BertConfig,
  build: (c) => bert(c),
  facts: (c) => c,
  huggingFace: huggingFace(BertConfig, {
    type: "bert",
    class: classOf,
    names: bertNames,
    derived: ["embeddings.position_ids", "bert.embeddings.position_ids"],
    otherHeads: ({ classifier }) => (classifier === undefined ? ["classifier.{weight,bias}"] : []),
    fields: {
      vocab_size: "vocabulary",
      hidden_size: "width",
      num_hidden_layers: "depth",
      num_attention_heads: "heads",
      intermediate_size: "hidden",
      max_position_embeddings: "context",
      type_vocab_size: "segments",
      hidden_act: spelledActivation,
      layer_norm_eps: "eps",
    },
    absent: { context: () => 512, segments: () => 2, activation: () => "gelu", eps: () => 1e-12 },
    elsewhere: headsIn,
    follows: ({ classifier }) =>
      classifier ? { id2label: Object.fromEntries(nn.times(classifier.labels, (i) => [i, `LABEL_${i}`])) } : {},
    refused: {
      position_embedding_type: { when: (type) => type !== "absolute", why: "relative positions are not supported" },
      is_decoder: "a BERT that decodes is not supported",
      tie_word_embeddings: { when: (tied) => tied === false, why: "a head that is not tied is not supported" },
    },
  }),
} satisfies Architecture<BertConfig, nn.Encoder>;
