import { z } from "zod";
import type { EmbedOptions, LanguageModel } from "../lm/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { stripped } from "./blanks.ts";

/** What `bertScore` takes. */
export const BertScoreConfig = strictObject({
  /** Whose block's output is compared. Default: the last. */
  layer: z.int().nonnegative().optional(),
  /** Whether rare tokens of the references weigh more. */
  idf: z.boolean().default(false),
});

/** How alike two texts are, about 0 to 1; below 0 only where vectors point away from each other. */
export interface BertScore {
  /** P, how well the reference knows the candidate's tokens. */
  readonly precision: number;
  /** R, how well the candidate knows the reference's tokens. */
  readonly recall: number;
  /** F, their harmonic mean. */
  readonly f: number;
}

/** A model, and the tokenizer that it reads with. */
export interface Scorer {
  /** Gives the vectors of tokens: an encoder. */
  readonly model: Pick<LanguageModel, "embed">;
  /** The one that the model reads with. */
  readonly tokenizer: Pick<Tokenizer, "encode">;
}

/**
 * BERTScore (Zhang et al. 2020, arXiv:1904.09675): two texts are alike as their tokens' contextual vectors are.
 *
 *     P = sum over i of w(x_i) max_j cos(x_i, y_j) / sum w(x_i)        x: the candidate's tokens, y: the reference's
 *     R = the same with x and y exchanged,   F = 2 P R / (P + R)
 *
 * w is 1, or with `idf` the inverse document frequency of the token among the references, ln((N + 1) / (n + 1)) where n of N
 * references hold it. Tokens that stand around every text have w = 0, so they are not asked, but they may answer: as in the
 * authors' program.
 *
 * Texts to be judged, and for each one or more references: one score for each, P, R and F being each the best that a reference
 * gives. A text of no token gets and gives 0; of a text longer than the model reads its beginning counts. Throws where the lists
 * differ in length.
 */
export async function bertScore(
  scorer: Scorer,
  candidates: readonly string[],
  references: readonly (readonly string[])[],
  input: z.input<typeof BertScoreConfig> = {},
): Promise<BertScore[]> {
  const { layer, idf } = checked(BertScoreConfig, input, "bertScore");
  const { model, tokenizer } = scorer;
  if (candidates.length !== references.length || references.some((some) => some.length === 0)) {
    throw new RangeError("BERTScore needs candidates and for each of them at least one reference");
  }
  const options = { pooling: "none", normalize: true, ...(layer !== undefined && { layer }) } as const;
  const frame = new Set(tokenizer.encode("")); // what stands around every text
  const read = (texts: readonly string[]) => readTexts({ model, tokenizer }, texts.map(stripped), frame, options);
  const [xs, ys] = [await read(candidates), await read(references.flat())];
  const rarity = idf ? inverseFrequency(ys.map(({ ids }) => ids)) : () => 1;
  const weight = (id: number) => (frame.has(id) ? 0 : rarity(id));
  let next = 0;
  return xs.map((x, i) => {
    const scores = references[i]!.map(() => score(x, ys[next++]!, weight));
    const best = (of: keyof BertScore) => Math.max(...scores.map((one) => one[of]));
    return { precision: best("precision"), recall: best("recall"), f: best("f") };
  });
}

interface Read {
  readonly ids: readonly number[];
  /** One of length 1 for each id; none for a text of no token. */
  readonly vectors: readonly (readonly number[])[];
}

async function readTexts(
  { model, tokenizer }: Scorer,
  texts: readonly string[],
  frame: ReadonlySet<number>,
  options: EmbedOptions,
): Promise<Read[]> {
  const ids = texts.map((text) => tokenizer.encode(text));
  const said = ids.map((own) => own.some((id) => !frame.has(id)));
  const full = texts.filter((_, i) => said[i]);
  const embedded = full.length === 0 ? [] : await model.embed(full, options);
  let next = 0;
  return texts.map((text, i) => {
    const vectors = said[i] ? embedded[next++]! : [];
    const cut = vectors.length > 0 && vectors.length < ids[i]!.length; // longer than the model reads
    return { ids: cut ? tokenizer.encode(text, { maxLength: vectors.length }) : ids[i]!, vectors };
  });
}

function score(x: Read, y: Read, weight: (id: number) => number): BertScore {
  if (x.vectors.length === 0 || y.vectors.length === 0) return { precision: 0, recall: 0, f: 0 };
  const [precision, recall] = [mean(x, y, weight), mean(y, x, weight)];
  return { precision, recall, f: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The weighted mean, over x's tokens, of the best cosine with any of y's; 0 where nothing has a weight. */
function mean(x: Read, y: Read, weight: (id: number) => number): number {
  let [sum, weights] = [0, 0];
  for (const [i, id] of x.ids.entries()) {
    const w = weight(id);
    if (w === 0) continue;
    sum += w * Math.max(...y.vectors.map((vector) => dot(x.vectors[i]!, vector)));
    weights += w;
  }
  return weights === 0 ? 0 : sum / weights;
}

function inverseFrequency(documents: readonly (readonly number[])[]): (id: number) => number {
  const counts = new Map<number, number>();
  for (const ids of documents) for (const id of new Set(ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return (id) => Math.log((documents.length + 1) / ((counts.get(id) ?? 0) + 1));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
