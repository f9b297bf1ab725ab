/** A tiny BERT trained from nothing on English sentences, by masked language modelling: what rows E04 and H02 show. */
import { maskTokens } from "../../src/data/index.ts";
import { Run } from "../../src/interventions/index.ts";
import { bert } from "../../src/models/index.ts";
import { distinctWeights, type Encoder, initialize } from "../../src/nn/index.ts";
import { adamW, cosine } from "../../src/optim/index.ts";
import { Generator, ids, noGrad, scope, type Tensor } from "../../src/tensor/index.ts";
import { type TrainedTokenizer, trainWordPiece } from "../../src/tokenizers/index.ts";
import { learner, maskedLM, maskedLogits } from "../../src/training/index.ts";
import { draws } from "../../tests/draws.ts";

const BATCH = 48;

/** Sentences as token ids, most of them to learn from and others, of which none is among those, to be judged by. */
export interface Corpus {
  readonly tokenizer: TrainedTokenizer;
  readonly train: readonly (readonly number[])[];
  readonly held: readonly (readonly number[])[];
}

const WOMEN = ["anna", "maria", "clara", "julia", "emma", "sofia"];
const MEN = ["peter", "paul", "martin", "david", "simon", "jonas"];
const THINGS = ["key", "hat", "book", "coat", "ring", "map", "pen", "bag"];
const PLACES = ["garden", "market", "station", "forest", "library", "harbour"];
const WAYS = ["walked", "ran", "drove", "went"];
const ANIMALS = ["dog", "cat", "horse", "bird", "sheepdog", "goat"];
const MOODS = ["hungry", "tired", "happy", "old", "quiet"];
const COUNTRIES = [["paris", "france", "french"], ["rome", "italy", "italian"], ["berlin", "germany", "german"], ["madrid", "spain", "spanish"], ["lisbon", "portugal", "portuguese"], ["athens", "greece", "greek"]] as const; // biome-ignore format: a table

/** What agrees in a sentence of each kind. */
export const KINDS = ["pronoun", "number", "country"] as const;

/**
 * An English sentence of one of three kinds, in which words agree over a distance, some with what follows them. Where it is not to
 * agree, the last of the words that should is another.
 */
export function sentence(draw: () => number, { kind = Math.floor(draw() * 3), agrees = true } = {}): string {
  const one = <T>(list: readonly T[]) => list[Math.floor(draw() * list.length)]!;
  if (kind === 0) {
    const her = draw() < 0.5;
    return `${one(her ? WOMEN : MEN)} lost ${her ? "her" : "his"} ${one(THINGS)} in the ${one(PLACES)} , so ${her === agrees ? "she" : "he"} ${one(WAYS)} home .`; // biome-ignore format: one line
  }
  if (kind === 1) {
    const many = draw() < 0.5;
    return `${many ? "these" : "this"} ${one(ANIMALS)}${many ? "s" : ""} that ${many ? "sleep" : "sleeps"} in the ${one(PLACES)} ${many === agrees ? "are" : "is"} ${one(MOODS)} .`; // biome-ignore format: one line
  }
  const [city, country, tongue] = one(COUNTRIES);
  const last = agrees ? country : one(COUNTRIES.map(([, other]) => other).filter((other) => other !== country));
  return `people in ${city} speak ${tongue} , for ${city} lies in ${last} .`;
}

/** Sentences by a generator of their own, each once, in pieces of a vocabulary learned from those to learn from. */
export function corpus(): Corpus {
  const draw = draws(5);
  const texts = [...new Set(Array.from({ length: 6000 }, () => sentence(draw)))];
  const held = texts.filter((_, i) => i % 8 === 0);
  const train = texts.filter((_, i) => i % 8 !== 0);
  const tokenizer = trainWordPiece(train, { vocabularySize: 800 });
  const rows = (some: readonly string[]) => some.map((text) => tokenizer.encode(text, { addSpecialTokens: false }));
  return { tokenizer, train: rows(train), held: rows(held) };
}

export interface Trained {
  readonly model: Encoder;
  readonly firstLoss: number;
  readonly lastLoss: number;
}

/**
 * Trains for `steps` batches. With `shuffled` each row keeps its length and has its tokens from anywhere in the corpus, so that they
 * tell nothing of each other: the control.
 */
export function trainMasked(
  { tokenizer, train }: Corpus,
  { seed, steps, shuffled = false }: { seed: number; steps: number; shuffled?: boolean },
): Trained {
  const masking = maskingOf(tokenizer);
  const model = initialize(bert({ ...SIZE, vocabulary: tokenizer.vocabularySize, masked: true }), seed);
  const optimizer = adamW(distinctWeights(model), { lr: 3e-3 });
  const learn = learner(optimizer, { schedule: cosine({ steps, warmup: 30 }), clip: 1 });
  const objective = maskedLM(model);
  const generator = new Generator(seed);
  const draw = draws(seed);
  const losses: number[] = [];
  const all = train.flat();
  for (let step = 0; step < steps; step++) {
    const loss = learn.step(() => {
      const chosen = Array.from({ length: BATCH }, () => train[Math.floor(draw() * train.length)]!);
      const rows = shuffled ? chosen.map((row) => row.map(() => all[Math.floor(draw() * all.length)]!)) : chosen;
      const batch = maskTokens(matrix(rows), masking, generator);
      return objective({ ...batch, lengths: rows.map(({ length }) => length) });
    });
    losses.push(loss);
  }
  learn.end();
  const last = losses.slice(-20);
  return { model, firstLoss: losses[0]!, lastLoss: last.reduce((a, b) => a + b, 0) / last.length };
}

export const SIZE = { width: 64, depth: 2, heads: 4, hidden: 192, context: 16 };

/**
 * The share of hidden tokens, all shown as the mask, that the model's best answer is. `first` asks for the first hidden token of each
 * row alone; with "blind" all that follows it is hidden too, so that nothing but what stands before can tell.
 */
export function accuracy(
  model: Encoder,
  { tokenizer, held }: Corpus,
  { first }: { first?: "sighted" | "blind" } = {},
): number {
  const generator = new Generator(99);
  const masking = { ...maskingOf(tokenizer), masked: 1, random: 0 };
  let [right, all] = [0, 0];
  for (let start = 0; start + BATCH <= held.length; start += BATCH) {
    const rows = held.slice(start, start + BATCH);
    const [good, count] = scope(() =>
      noGrad(() => {
        const batch = maskTokens(matrix(rows), masking, generator);
        const shown = first === undefined ? batch : firstAlone(batch, masking.mask, first === "blind");
        const { logits, wanted } = maskedLogits(new Run(model), shown);
        return [logits.argmax(-1).eq(wanted).sum().item(), wanted.size] as const;
      }),
    );
    right += good;
    all += count;
  }
  return right / all;
}

/** Leaves the first target of each row alone; blind, hides all that follows it. */
function firstAlone({ inputs, targets }: { inputs: Tensor; targets: Tensor }, mask: number, blind: boolean) {
  const met = targets.ge(0).to("int64").cumsum(1); // [B, T]
  const first = targets.ge(0).logicalAnd(met.eq(1));
  return {
    inputs: blind ? inputs.maskedFill(met.gt(0), mask) : inputs,
    targets: targets.maskedFill(first.logicalNot(), -100),
  };
}

/** The share of held-out tokens that are the commonest one: what can be had without looking. */
export function unigram({ train, held }: Corpus): number {
  const counts = new Map<number, number>();
  for (const row of train) for (const id of row) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [best] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  const tokens = held.flat();
  return tokens.filter((id) => id === best).length / tokens.length;
}

export function maskingOf(tokenizer: TrainedTokenizer) {
  const special = ["[PAD]", "[CLS]", "[SEP]", "[MASK]"].map((token) => tokenizer.tokenToId(token)!);
  return { vocabulary: tokenizer.vocabularySize, mask: special[3]!, special };
}

/** Rows filled up with padding, id 0, to the longest, as int64 [B, T]. */
export function matrix(rows: readonly (readonly number[])[]): Tensor {
  const width = Math.max(...rows.map(({ length }) => length));
  const filled = rows.flatMap((row) => [...row, ...Array<number>(width - row.length).fill(0)]);
  return ids(filled).reshape([rows.length, width]);
}
