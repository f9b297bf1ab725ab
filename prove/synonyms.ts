/**
 * A language of verbs and their objects. Objects come in twos, synonyms: whichever verb takes one takes the other as often. From the text
 * to learn from, some synonyms are withheld: they never stand behind one verb that takes them, though their twin does.
 */
import type { Writes } from "../src/nn/index.ts";
import { fromData } from "../src/tensor/index.ts";
import { uniform } from "./adding.ts";
import { trainNext } from "./language-models.ts";

const [VERBS, PAIRS, TAKEN] = [120, 20, 4];
export const WORDS = VERBS + 2 * PAIRS;
/** Stands before each sentence. */
export const BEGIN = WORDS;

export interface Language {
  /** Sentences of a verb and an object. */
  readonly sentences: readonly (readonly [verb: number, object: number])[];
  /** A verb, the synonym that it never has in the text, and the objects that it does not take. */
  readonly slots: readonly {
    readonly verb: number;
    readonly withheld: number;
    readonly strangers: readonly number[];
  }[];
}

export function language(seed: number, times = 12): Language {
  const random = uniform(seed);
  const pick = (size: number) => Math.floor(random() * size);
  const object = (pair: number, twin: number) => VERBS + 2 * pair + twin;
  const sentences: [number, number][] = [];
  const slots: Language["slots"][number][] = [];
  for (let verb = 0; verb < VERBS; verb++) {
    const pairs = new Set<number>();
    while (pairs.size < TAKEN) pairs.add(pick(PAIRS));
    const [first = 0] = pairs;
    const withheld = verb % 2 === 0 ? object(first, pick(2)) : undefined;
    if (withheld !== undefined) {
      const strange = Array.from({ length: PAIRS }, (_, pair) => pair).filter((pair) => !pairs.has(pair));
      slots.push({ verb, withheld, strangers: strange.flatMap((pair) => [object(pair, 0), object(pair, 1)]) });
    }
    for (const pair of pairs) {
      for (const twin of [0, 1]) {
        if (object(pair, twin) !== withheld) for (let i = 0; i < times; i++) sentences.push([verb, object(pair, twin)]);
      }
    }
  }
  return { sentences, slots };
}

/** An LSTM that has read the sentences, each behind BEGIN, in any order. */
export function readLanguage(
  { sentences }: Language,
  seed: number,
  steps: number,
  log?: (line: string) => void,
): Writes {
  const random = uniform(seed + 500);
  const B = 256;
  const model = { vocabulary: WORDS + 1, width: 12, hidden: 12 };
  return trainNext({ model, seed, lr: 2e-2, steps, ...(log && { log }) }, () => {
    const drawn = Array.from({ length: B }, () => [BEGIN, ...sentences[Math.floor(random() * sentences.length)]!]);
    return fromData(BigInt64Array.from(drawn.flat(), BigInt), [B, 3]);
  });
}
