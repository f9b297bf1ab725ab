/**
 * Planted texts whose words mean something by construction: analogies (a kind and an item decide what stands around a word) and
 * synonyms (two words that stand in the same places).
 */
import { nearest, unitRows } from "../../src/models/index.ts";
import { releaseModel } from "../../src/nn/index.ts";
import { scope } from "../../src/tensor/index.ts";
import { trainWord2Vec, type Word2VecTraining } from "../../src/training/index.ts";
import { uniform } from "./adding.ts";

const pick = (random: () => number, size: number) => Math.floor(random() * size);

export interface Analogies {
  readonly sentences: Int32Array[];
  readonly vocabulary: number;
  /** The word of each kind and item. */
  word(kind: number, item: number): number;
  readonly kinds: number;
  readonly items: number;
}

/**
 * `kinds` words for each of `items` items, as country, capital and tongue of a land. A sentence puts one of them among words that
 * go with its kind, words that go with its item, and words that go with anything, in any order.
 */
export function plantedAnalogies(
  seed: number,
  { items = 20, kinds = 3, sentences = 12_000, shuffled = false } = {},
): Analogies {
  const random = uniform(seed);
  const [ofKind, ofItem, ofAny] = [12, 6, 60];
  const kindWords = kinds * items;
  const itemWords = kindWords + kinds * ofKind;
  const anyWords = itemWords + items * ofItem;
  const made = Array.from({ length: sentences }, () => {
    const [kind, item] = [pick(random, kinds), pick(random, items)];
    const topic = shuffled ? pick(random, items) : item; // shuffled: the words around say nothing of the item
    const sentence = [
      kind * items + item,
      ...Array.from({ length: 3 }, () => kindWords + kind * ofKind + pick(random, ofKind)),
      ...Array.from({ length: 3 }, () => itemWords + topic * ofItem + pick(random, ofItem)),
      ...Array.from({ length: 2 }, () => anyWords + pick(random, ofAny)),
    ];
    return Int32Array.from(
      sentence.map((word) => [random(), word] as const).sort(([a], [b]) => a - b),
      ([, word]) => word,
    );
  });
  return { sentences: made, vocabulary: anyWords + ofAny, kinds, items, word: (kind, item) => kind * items + item };
}

/** The share of analogies between two kinds of two items, all of them, that 3CosAdd answers rightly at the first guess. */
export function analogyAccuracy(text: Analogies, options: Partial<Word2VecTraining>): number {
  const { vocabulary, word, kinds, items } = text;
  const model = trainWord2Vec(text.sentences, { width: 30, subsample: 0, window: 8, ...options, vocabulary });
  let [right, asked] = [0, 0];
  scope(() => {
    const unit = unitRows(model.embed.table);
    for (let k = 0; k < kinds; k++) {
      const other = (k + 1) % kinds;
      for (let i = 0; i < items; i++) {
        for (let j = 0; j < items; j++) {
          if (i === j) continue;
          const given = [word(k, i), word(other, i), word(k, j)];
          const [a, b, c] = given.map((id) => unit.select(0, id));
          const [answer] = scope(() => nearest(unit, b!.sub(a!).add(c!), { except: given }));
          asked++;
          if (answer === word(other, j)) right++;
        }
      }
    }
  });
  releaseModel(model);
  return right / asked;
}

/** Pairs of words 2i and 2i + 1, both of which stand in the same frames, and one of which is drawn each time. */
export function plantedSynonyms(
  seed: number,
  { pairs = 30, sentences = 12_000 } = {},
): { sentences: Int32Array[]; vocabulary: number } {
  const random = uniform(seed);
  const ofPair = 8;
  const made = Array.from({ length: sentences }, () => {
    const pair = pick(random, pairs);
    const around = () => 2 * pairs + pair * ofPair + pick(random, ofPair);
    return Int32Array.from([around(), around(), 2 * pair + pick(random, 2), around(), around()]);
  });
  return { sentences: made, vocabulary: pairs * (2 + ofPair) };
}

/** The share of the first `words` words, synonyms in twos, whose nearest neighbour among them is the synonym. */
export function synonymsFound(table: Parameters<typeof unitRows>[0], words: number): number {
  return scope(() => {
    const known = table.narrow(0, 0, words);
    const found = Array.from(
      { length: words },
      (_, id) => nearest(known, known.select(0, id), { except: [id] })[0] === (id ^ 1),
    );
    return found.filter(Boolean).length / words;
  });
}
