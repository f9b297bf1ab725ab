/** Spelling correction by a noisy channel: what may have been meant, how letters are mistaken, and what the words around say. */

import {
  type Context,
  countSentences,
  ErrorModel,
  inContext,
  likeliest,
  modifiedKneserNey,
  mostFrequent,
  neighbours,
  Vocabulary,
  wittenBell,
} from "../../../src/ngram/index.ts";
import { spelling } from "../../../tests/applications.ts";
import { draws } from "../../../tests/draws.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { row } from "../../harness/row.ts";
import { sentences, withoutRare } from "../../worlds/sentences.ts";

const SEEDS = [1, 2, 3];
const SHARE = 0.5; // of the places, those at which another word was put
const PLACES = 800;

export default row({
  id: "A09",
  bar:
    "Norvig's corrector finds, word for word, what his program finds on the 670 misspellings of his two sets; with an error model of 8,000 other " +
    "misspellings at least 0.75 of set 1 and 0.68 of set 2 are mended; where a word of a speech is replaced by another word one edit away, " +
    "at half of the places, bigrams find the right word oftener than single words do (lower end of the 95 % interval above 0, three seeds)",
  holds: {
    "misspellings on which Norvig's program finds another word": { is: 0 },
    "set 1, with the error model": { atLeast: 0.75 },
    "set 2, with the error model": { atLeast: 0.68 },
    "gain of bigrams over single words, 95 %": { above: 0 },
    "control: gain of bigrams over those of shuffled sentences": { above: 0.1 },
  },
  oracle: "Norvig's spell.py on the same word counts; the words that were meant",

  short: {
    "finds what Norvig's program finds, and more where the channel has seen how letters are mistaken": () => {
      const { counts, sets, misspellings } = spelling();
      const cases = sets
        .flat()
        .filter(({ written }) => written.length < 6)
        .slice(0, 40);
      const right = (model: ErrorModel) =>
        cases.filter(({ written, meant }) => likeliest(written, counts, model) === meant).length;
      return {
        "words that Norvig's program does not find": [
          cases.filter(({ written, norvig }) => !norvig.includes(mostFrequent(written, counts))).length,
          { is: 0 },
        ],
        "right by a channel that has seen nothing": [right(new ErrorModel([])), { atLeast: 0 }],
        "right by the error model": [
          right(new ErrorModel(misspellings)),
          { above: "right by a channel that has seen nothing" },
        ],
      };
    },
    "mends a word that is none here by the words around it, and leaves those that fit": () => {
      const vocabulary = new Vocabulary();
      const texts = ["the quiet house", "quite a big house", "a quiet river", "it is quite big"].map((text) =>
        text.split(" "),
      );
      const pairs = {
        model: wittenBell(countSentences(texts, vocabulary, { order: 2 })),
        idOf: (word: string) => vocabulary.id(word),
        knows: (word: string) => vocabulary.has(word),
      };
      return {
        "the quite house": [inContext(["the", "quite", "house"], 1, pairs, 0.2), { is: "quiet" }],
        "the quiet house": [inContext(["the", "quiet", "house"], 1, pairs, 0.2), { is: "quiet" }],
        "it is quiet big": [inContext(["it", "is", "quiet", "big"], 2, pairs, 0.2), { is: "quite" }],
      };
    },
  },

  async full(log) {
    const { counts, sets, misspellings } = spelling();
    const errors = new ErrorModel(misspellings);
    const blind = new ErrorModel([]); // every edit as likely as any other
    const results = sets.map((cases) => ({
      apart: cases.filter(({ written, norvig }) => !norvig.includes(mostFrequent(written, counts))).length,
      byFrequency: share(cases, ({ written, meant }) => mostFrequent(written, counts) === meant),
      byChannel: share(cases, ({ written, meant }) => likeliest(written, counts, errors) === meant),
      byBlindChannel: share(cases, ({ written, meant }) => likeliest(written, counts, blind) === meant),
    }));
    log(JSON.stringify(results));

    const speeches = speechModels();
    const runs = SEEDS.map((seed) => {
      const found = mend(speeches, seed);
      log(`seed ${seed}: ${JSON.stringify(found.map((row) => share(row, Boolean)))}`);
      return found;
    });
    const [single, pairs, scrambled] = [0, 1, 2].map((model) => runs.flatMap((run) => run[model]!));
    const places = single!.map((right, i) => Number(pairs![i]!) - Number(right));
    const [low, high] = interval95(places, (sample) => sample.reduce((sum, x) => sum + x, 0) / sample.length);
    return {
      value: {
        "misspellings on which Norvig's program finds another word": results[0]!.apart + results[1]!.apart,
        "set 1, the most frequent word": results[0]!.byFrequency,
        "set 2, the most frequent word": results[1]!.byFrequency,
        "set 1, with the error model": results[0]!.byChannel,
        "set 2, with the error model": results[1]!.byChannel,
        "places in speeches": single!.length,
        "real-word errors, right by single words": share(single!, Boolean),
        "real-word errors, right by bigrams": share(pairs!, Boolean),

        "gain of bigrams over single words, 95 %": [low, high],
        "control: gain of bigrams over those of shuffled sentences":
          share(pairs!, Boolean) - share(scrambled!, Boolean),
      },
      control:
        `an error model that has seen no misspelling: ${results.map(({ byBlindChannel }) => byBlindChannel.toFixed(3)).join(" and ")}; ` +
        `bigrams of sentences whose words were shuffled: ${share(scrambled!, Boolean).toFixed(3)}`,
      seeds: SEEDS,
      interval: `gain of bigrams over single words ${low.toFixed(3)} to ${high.toFixed(3)} (95 %, bootstrap over places)`,
    };
  },
});

const share = <T>(items: readonly T[], holds: (item: T) => boolean) => items.filter(holds).length / items.length;

/** Models of speeches of 1960 to 2010: single words, bigrams, bigrams of scrambled sentences; and later speeches. */
function speechModels() {
  const train = withoutRare(sentences(1960, 2010));
  const random = draws(9);
  const scrambled = train.map((words) =>
    words
      .map((word) => [random(), word] as const)
      .sort(([a], [b]) => a - b)
      .map(([, word]) => word),
  );
  const vocabulary = new Vocabulary();
  const models: Context[] = (
    [
      [train, 1],
      [train, 2],
      [scrambled, 2],
    ] as const
  ).map(([texts, order]) => ({
    model: modifiedKneserNey(countSentences(texts, vocabulary, { order })),
    idOf: (word) => vocabulary.id(word),
    knows: (word) => vocabulary.has(word),
  }));
  return { models, heldOut: sentences(2011, 2021) };
}

/** For each model, at which places it finds the word that the speaker said. */
function mend({ models, heldOut }: ReturnType<typeof speechModels>, seed: number): boolean[][] {
  const random = draws(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const found: boolean[][] = models.map(() => []);
  while (found[0]!.length < PLACES) {
    const sentence = pick(heldOut);
    const place = Math.floor(random() * sentence.length);
    const meant = sentence[place]!;
    const others = neighbours(meant, models[0]!.knows);
    if (!/^[a-z]+$/.test(meant) || !models[0]!.knows(meant) || others.length === 0) continue;
    const written = sentence.with(place, random() < SHARE ? pick(others) : meant);
    for (const [i, model] of models.entries()) found[i]!.push(inContext(written, place, model, SHARE) === meant);
  }
  return found;
}
