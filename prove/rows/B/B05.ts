/** Chinese has no spaces: which words a text has is a choice, and counts, and so probabilities, follow from it. */

import { countSentences, exactLikelihood, print, product, Vocabulary } from "../../../src/ngram/index.ts";
import { type Cut, dictionarySegmenter } from "../../../src/tokenizers/index.ts";
import { applications, cutsOf, jiebaDictionary } from "../../../tests/applications.ts";
import { draws } from "../../../tests/draws.ts";
import { giraffe } from "../../../tests/ngram-corpora.ts";
import { row } from "../../harness/row.ts";

/** The product of P(word | word before) over a row of words, by relative counts, as a fraction. */
function bigram(sentences: readonly (readonly string[])[], words: readonly string[]): string {
  const vocabulary = new Vocabulary();
  const likelihood = exactLikelihood(countSentences(sentences, vocabulary, { order: 2 }));
  const ids = words.map((word) => vocabulary.id(word));
  return print(
    ids
      .slice(1)
      .map((id, i) => likelihood([ids[i]!], id))
      .reduce(product),
  );
}

export default row({
  id: "B05",
  bar:
    "the bigram probability of a sentence is another fraction when one word of the corpus is cut otherwise; on 20 ambiguous " +
    "texts the segmentation of highest probability by dynamic programming equals the best of all 2^k segmentations and jieba's, " +
    "its log probability within 1e-9; the same optimum under 200 random dictionaries",
  holds: {
    "P(长颈鹿 脖子 长), 长颈鹿 one word": { is: "2/15" },
    "P(长 颈 鹿 脖子 长), 长颈鹿 three words": { isNot: "2/15" },
    "texts cut otherwise than by jieba": { is: 0 },
    "worst log probability beside jieba's": { below: 1e-9 },
    "texts not cut at the optimum": { is: 0 },
    "random dictionaries where the optimum was missed": { is: 0 },
    "control: texts on which the longest word first misses the optimum": { above: 0 },
  },
  oracle: "jieba 0.42.1 (its dictionary, without HMM) for 20 texts; exhaustive enumeration",

  short: {
    "cuts ambiguous texts as jieba does, and no cut is likelier": () => {
      const dictionary = jiebaDictionary();
      const segmenter = dictionarySegmenter(dictionary);
      const texts = applications().segmentation.sentences.map(({ text, words, logProb }) => {
        const found = segmenter.cut(text);
        const all = [...cutsOf(text, dictionary)];
        return {
          same: found.words.join(" ") === words.join(" "),
          jieba: Math.abs(found.logProbability - logProb),
          best: Math.abs(likeliest(all) - found.logProbability),
          cuts: all.length,
        };
      });
      return {
        "texts cut otherwise": [texts.filter(({ same }) => !same).length, { is: 0 }],
        "worst log probability beside jieba's": [Math.max(...texts.map(({ jieba }) => jieba)), { below: 5e-10 }],
        "worst log probability beside the best of all cuts": [
          Math.max(...texts.map(({ best }) => best)),
          { below: 5e-10 },
        ],
        "cuts of a text, at least": [Math.min(...texts.map(({ cuts }) => cuts)), { above: 3 }],
      };
    },
  },

  async full(log) {
    const whole = bigram(giraffe, ["长颈鹿", "脖子", "长"]);
    const cut = giraffe.map((sentence) => sentence.flatMap((word) => (word === "长颈鹿" ? [...word] : [word])));
    const apart = bigram(cut, ["长", "颈", "鹿", "脖子", "长"]);
    log(`长颈鹿 as one word ${whole}, as three ${apart}`);

    const { sentences } = applications().segmentation;
    const dictionary = jiebaDictionary();
    const segmenter = dictionarySegmenter(dictionary);
    let [words, worst, subOptimal, segmentations, greedyApart] = [0, 0, 0, 0, 0];
    for (const { text, words: theirs, logProb } of sentences) {
      const ours = segmenter.cut(text);
      const all = [...cutsOf(text, dictionary)];
      const best = likeliest(all);
      const greedy = longestFirst(text, dictionary).join(" ");
      segmentations += all.length;
      words += Number(ours.words.join(" ") !== theirs.join(" "));
      worst = Math.max(worst, Math.abs(ours.logProbability - logProb));
      subOptimal += Number(Math.abs(ours.logProbability - best) > 1e-9);
      greedyApart += Number(likeliest(all.filter((cut) => cut.words.join(" ") === greedy)) < best - 1e-9);
      log(`${theirs.join("/")}  ${ours.logProbability.toFixed(3)}, the best of ${all.length}`);
    }
    const random = Array.from({ length: 200 }, (_, seed) => randomOptimum(seed)).filter((equal) => !equal).length;
    return {
      value: {
        "P(长颈鹿 脖子 长), 长颈鹿 one word": whole,
        "P(长 颈 鹿 脖子 长), 长颈鹿 three words": apart,
        texts: sentences.length,
        "segmentations enumerated": segmentations,
        "texts cut otherwise than by jieba": words,
        "worst log probability beside jieba's": worst,
        "texts not cut at the optimum": subOptimal,
        "random dictionaries where the optimum was missed": random,
        "control: texts on which the longest word first misses the optimum": greedyApart,
      },
      control: `the longest word first, without probabilities, misses the optimum on ${greedyApart} of ${sentences.length} texts`,
    };
  },
});

const likeliest = (cuts: readonly Cut[]) => Math.max(...cuts.map(({ logProbability }) => logProbability));

/** Forward maximum matching. */
function longestFirst(text: string, dictionary: ReadonlyMap<string, number>): string[] {
  const words: string[] = [];
  for (let i = 0; i < text.length; i += words.at(-1)!.length) {
    let length = text.length - i;
    while (length > 1 && !dictionary.has(text.slice(i, i + length))) length--;
    words.push(text.slice(i, i + length));
  }
  return words;
}

function randomOptimum(seed: number): boolean {
  const random = draws(seed);
  const letters = (length: number) => Array.from({ length }, () => "甲乙丙"[Math.floor(3 * random())]).join("");
  const entries = Array.from(
    { length: 15 },
    () => [letters(1 + Math.floor(4 * random())), 1 + Math.floor(99 * random())] as const,
  );
  const dictionary = new Map(entries);
  const text = letters(10);
  const found = dictionarySegmenter(dictionary).cut(text).logProbability;
  return Math.abs(found - likeliest([...cutsOf(text, dictionary)])) < 1e-9;
}
