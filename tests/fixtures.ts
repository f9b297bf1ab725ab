/**
 * Reference values written by `tools/*_parity.py`: how they are read, what each file holds, and the projections by which
 * a whole array is compared through four numbers. `tests/fixtures/README.md` tells what each was made from.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

const folder = new URL("./fixtures/", import.meta.url);

/** The path of a fixture on disk, for what reads files itself, such as a checkpoint's folder. */
export function fixturePath(path: string): string {
  return new URL(path, folder).pathname;
}

/** Reads `tests/fixtures/PATH`, gzip'd JSON, as `schema` describes it. */
export function fixture<T extends z.ZodType>(path: string, schema: T): z.output<T> {
  return schema.parse(JSON.parse(gunzipSync(readFileSync(new URL(path, folder))).toString()));
}

/** A dense array: row-major, the last axis fastest. */
export interface Packed<Data> {
  readonly shape: readonly number[];
  readonly data: Data;
}

const arrays = {
  uint8: Uint8Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

type Arrays = { [D in keyof typeof arrays]: InstanceType<(typeof arrays)[D]> };

/** An array of that dtype as the tools write it: shape, and little-endian bytes in base64. */
export function packed<D extends keyof Arrays>(dtype: D) {
  return z
    .strictObject({ dtype: z.literal(dtype), shape: z.array(z.int()), base64: z.base64() })
    .transform(({ shape, base64 }, context): Packed<Arrays[D]> => {
      const bytes = new Uint8Array(Buffer.from(base64, "base64")); // a copy: aligned, which Buffer's pool is not
      const elements = shape.reduce((product, size) => product * size, 1);
      if (bytes.byteLength !== elements * arrays[dtype].BYTES_PER_ELEMENT)
        context.addIssue(`${bytes.byteLength} bytes do not fill ${dtype} [${shape}]`);
      return { shape, data: new arrays[dtype](bytes.buffer) as Arrays[D] };
    });
}

/** Row `index` of an array [rows, ...], a view. */
export function rowOf<Data extends { subarray(begin: number, end: number): Data }>(
  { shape, data }: Packed<Data>,
  index: number,
): Data {
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  return data.subarray(index * width, (index + 1) * width);
}

/**
 * n pseudo-random signs, +1 or -1: the linear congruential generator x <- (1664525 x + 1013904223) mod 2^32 started at
 * x = seed and advanced before each sign, which is +1 where the top bit of x is set.
 */
export function signs(seed: number, n: number): Float32Array {
  let x = seed;
  return new Float32Array(n).map(() => {
    x = next(x);
    return signOf(x);
  });
}

const next = (x: number) => (Math.imul(x, 1664525) + 1013904223) | 0;
const signOf = (x: number) => -2 * (x >> 31) - 1;

/**
 * The dot product of a row with the signs of each seed, summed in double precision. For a difference d of two rows a
 * projection of d has mean square |d|^2, so the root of the mean square over the seeds estimates |d|.
 */
export function projections(row: Float32Array, seeds: readonly number[]): number[] {
  return seeds.map((seed) => {
    let [x, sum] = [seed, 0];
    // `signs` without an array: there are gradients of 28 million numbers.
    for (let i = 0; i < row.length; i++) {
      x = next(x);
      sum += row[i]! * signOf(x);
    }
    return sum;
  });
}

const made = z.strictObject({ torch: z.string(), transformers: z.string(), attention: z.string() });
const origin = { made, model: z.strictObject({ file: z.string(), sha256: z.string() }) };
const ids = z.array(z.int());

/** `llama/logits.json.gz`: 50 prompts, and for each of their T positions what can be said of its V logits in a few numbers. */
export const LogitsFixture = z.strictObject({
  ...origin,
  seeds: ids,
  positions: z.int(),
  nearTies: z.int(),
  noise: z.strictObject({
    worst: z.number(),
    worstOfTop: z.number(),
    "positionsOver1e-4": z.int(),
    argmaxesApart: z.int(),
  }),
  prompts: z.array(
    z.strictObject({
      text: z.string(),
      ids,
      topIds: packed("int32"), // [T, 8], best first
      topLogits: packed("float32"), // [T, 8]
      gap: packed("float32"), // [T]: best less second best
      logSumExp: packed("float64"), // [T]
      mean: packed("float64"), // [T]
      projections: packed("float64"), // [T, 4]
    }),
  ),
});

/** `llama/last-logits.json.gz`: the whole last row of three of those prompts, named by their place in the list. */
export const LastLogitsFixture = z.strictObject({
  ...origin,
  rows: z.array(z.strictObject({ prompt: z.int(), logits: packed("float32") })), // [V]
});

/** Greedy tokens one after the other; at each step the runner-up, and by how much it lost. */
const continuation = { tokens: ids, seconds: ids, gaps: z.array(z.number()) };

/** `llama/greedy.json.gz`: what follows 20 of the prompts, `steps` tokens whatever they are. */
export const GreedyFixture = z.strictObject({
  ...origin,
  steps: z.int(),
  nearTies: z.int(),
  noise: z.strictObject({ continuationsApart: z.int() }),
  continuations: z.array(z.strictObject({ prompt: z.int(), ids, ...continuation })),
});

/** `generation/greedy.json.gz`: 8 tokens of SmolLM2 behind 200 short prompts. */
export const ContinuationsFixture = z.strictObject({
  made,
  continuations: z.array(z.strictObject({ ids, ...continuation })),
});

/** `llama/gradient.json.gz`: the gradient of the mean next-token cross-entropy of two rows, by Hugging Face's names. */
export const GradientFixture = z.strictObject({
  ...origin,
  ids: z.array(ids), // [2, 48]
  loss: z.number(),
  seeds: ids,
  noise: z.strictObject({ loss: z.number(), relative: z.number(), parameter: z.string() }),
  parameters: z.record(
    z.string(),
    z.strictObject({ shape: ids, norm: z.number(), projections: z.array(z.number()) }), // [4], of the flat gradient
  ),
  whole: z.record(z.string(), packed("float32")),
});

/** `expected.json.gz` beside a tiny checkpoint: everything whole. */
export const TinyFixture = z.strictObject({
  made,
  seed: z.int(),
  rows: z.array(ids),
  logits: z.array(packed("float32")), // [T, V], each row alone
  paddedLogits: z.array(packed("float32")), // [T, V], the rows in one batch, padded on the right with id 0
  paddedVersusSingle: z.number(),
  loss: z.number(), // of the padded batch, over its real targets
  gradients: z.record(z.string(), packed("float32")),
  greedy: z.array(z.strictObject(continuation)),
});

/** `generation/processors.json.gz`: rows of logits, and what chains of processors leave of them. */
export const ProcessorsFixture = z.strictObject({
  made,
  cases: z.array(
    z.strictObject({
      name: z.string(),
      logits: packed("float32"), // [1000]
      previous: ids,
      results: z.array(
        z.strictObject({
          chain: z.strictObject({
            repetitionPenalty: z.number().optional(),
            temperature: z.number().optional(),
            topK: z.int().optional(),
            topP: z.number().optional(),
            minP: z.number().optional(),
            typicalP: z.number().optional(),
          }), // applied in this order
          kept: packed("int32"), // ids, ascending
          logits: packed("float32"), // of those ids
        }),
      ),
    }),
  ),
});

/** `recurrent/cells.json.gz`: stacks of torch.nn's recurrent layers over padded rows, forward and backward. */
export const CellsFixture = z.strictObject({
  made,
  lengths: ids,
  cases: z.array(
    z.strictObject({
      cell: z.enum(["tanh", "relu", "lstm", "gru"]),
      layers: z.int(),
      bidirectional: z.boolean(),
      weights: z.record(z.string(), packed("float32")), // by PyTorch's names
      x: packed("float32"), // [B, T, D]
      begin: packed("float32"), // [S, layers directions, B, F]
      output: packed("float32"), // [B, T, F directions], zero behind each row's end
      final: packed("float32"), // like begin
      gradients: z.record(z.string(), packed("float32")), // also of x and begin
    }),
  ),
});

const hypotheses = z.array(z.strictObject({ tokens: ids, score: z.number() }));

/** `generation/beams.json.gz`: what transformers' beam search finds, and at which scores. */
export const BeamsFixture = z.strictObject({
  made,
  runs: z.array(
    z.strictObject({
      model: z.enum(["tiny", "smollm2"]),
      prompt: ids,
      beams: z.int(),
      maxTokens: z.int(),
      lengthPenalty: z.number(),
      earlyStopping: z.union([z.boolean(), z.literal("never")]),
      eos: z.int(),
      hypotheses,
    }),
  ),
});

/** `generation/perplexity.json.gz`: of a text under SmolLM2, by windows that overlap. */
export const PerplexityFixture = z.strictObject({
  made,
  ids,
  windows: z.array(z.strictObject({ window: z.int(), stride: z.int(), perplexity: z.number(), tokens: z.int() })),
});

const corpusBleu = z.strictObject({
  score: z.number(),
  precisions: z.array(z.number()).optional(),
  bp: z.number().optional(),
  hypothesisLength: z.int().optional(),
  referenceLength: z.int().optional(),
});

/** `evaluation/overlap.json.gz`: 1,000 hypotheses with one or two references, and sacreBLEU's scores, from 0 to 100. */
export const OverlapFixture = z.strictObject({
  made: z.strictObject({ sacrebleu: z.string() }),
  hypotheses: z.array(z.string()),
  references: z.array(z.array(z.string())),
  bleu: z.record(z.string(), corpusBleu),
  chrf: z.record(z.string(), z.number()),
  singles: z.array(z.strictObject({ bleu: z.number(), chrf: z.number() })),
  blanks: z.array(
    z.strictObject({
      pair: z.tuple([z.string(), z.string()]),
      bleu: z.record(z.enum(["13a", "zh", "char", "none"]), z.number()),
      chrf: z.number(), // with pairs of words
    }),
  ),
});

/** `ngram/reference.json.gz`: sentences of 1790 to 1797 and of 1798; what NLTK and KenLM's lmplz estimate, and what KenLM reads in our files. */
export const NgramFixture = z.strictObject({
  made: z.strictObject({ nltk: z.string(), kenlm: z.string() }),
  train: z.array(z.string()),
  test: z.array(z.string()),
  nltk: z.strictObject({
    discount: z.number(),
    queries: z.array(z.array(z.string())), // two words of context, and the word
    mle: z.array(z.number()),
    laplace: z.array(z.number()),
    wittenBell: z.array(z.number()),
    kneserNey: z.array(z.number()),
  }),
  kenlm: z.record(z.string(), z.array(z.array(z.number()))), // by order: for each sentence log10 P of its words and its end
  lmplz: z.record(z.string(), z.array(z.array(z.number()))), // the same by lmplz's own files
});

/** `ngram/exact.json.gz`: sentences, and what smoothed trigrams of them are by published formulas, in fractions and decimals. */
export const ExactNgramFixture = z.strictObject({
  made: z.strictObject({ nltk: z.string() }),
  train: z.array(z.string()),
  heldOut: z.array(z.string()),
  queries: z.array(z.array(z.string())), // the context, and the word
  values: z.record(z.string(), z.array(z.number())), // by estimator
  weights: z.record(z.string(), z.number()), // of Jelinek-Mercer, by length of the context and power of 2 that its count reaches
  prosody: z.strictObject({
    sizes: z.array(z.tuple([z.int(), z.int()])), // how many words were seen r times
    unseen: z.number(), // by nltk, of all unseen words together
    shares: z.array(z.number()),
  }),
});

/** `ngram/arpa.json.gz`: ARPA files of odd forms, and what KenLM says of a line by each: log10 P, and whether a word is unknown. */
export const ArpaFixture = z.strictObject({
  made: z.strictObject({ kenlm: z.string() }),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      arpa: z.string(),
      line: z.string(),
      scores: z.array(z.tuple([z.number(), z.boolean()])),
    }),
  ),
});

/** `transformer/expected.json.gz`: tiny encoder-decoders around torch.nn.Transformer, whole. */
export const TransformerFixture = z.strictObject({
  made,
  sizes: z.strictObject({
    sourceVocabulary: z.int(),
    vocabulary: z.int(),
    width: z.int(),
    heads: z.int(),
    depth: z.int(),
    hidden: z.int(),
    context: z.int(),
  }),
  sourceLengths: ids,
  targetLengths: ids,
  cases: z.array(
    z.strictObject({
      norm: z.enum(["post", "pre"]),
      positions: z.enum(["sinusoidal", "learned"]),
      activation: z.enum(["relu", "gelu"]),
      source: packed("int32"), // [B, S]
      target: packed("int32"), // [B, T]
      logits: packed("float32"), // [B, T, V]
      weights: z.record(z.string(), packed("float32")), // by PyTorch's names
      gradients: z.record(z.string(), packed("float32")),
    }),
  ),
});

/** `word2vec/gensim.json.gz`: gensim's vectors of the State of the Union addresses, seen through the cosines of pairs of words. */
export const GensimFixture = z.strictObject({
  made: z.strictObject({ gensim: z.string() }),
  tokens: z.int(),
  vocabulary: z.int(),
  words: z.array(z.string()),
  pairs: packed("int32"), // [2000, 2], places in the list of words
  similarities: z.array(packed("float32")), // [2000] by each of two seeds
  questions: z.array(z.array(z.string())), // a b c d: a is to b as c is to d
  right: z.array(z.number()), // the share that each seed answers
});
