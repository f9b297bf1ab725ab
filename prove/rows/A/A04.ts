/** The order of an n-gram model: fit, generalisation, and how many n-grams there could be. */

import { countSentences, maximumLikelihood, modifiedKneserNey, Vocabulary } from "../../../src/ngram/index.ts";
import { draws } from "../../../tests/draws.ts";
import { row } from "../../harness/row.ts";
import { leastStep } from "../../harness/statistics.ts";
import { referenceCorpus } from "../../worlds/reference-corpus.ts";
import { idsOf, sentences, unseenShare, withoutRare } from "../../worlds/sentences.ts";

const ORDERS = [1, 2, 3, 4, 5, 6];

function shuffled(all: readonly string[][], seed: number): string[][] {
  const draw = draws(seed);
  const words = all.flat();
  for (let i = words.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [words[i], words[j]] = [words[j]!, words[i]!];
  }
  let at = 0;
  return all.map(({ length }) => {
    at += length;
    return words.slice(at - length, at);
  });
}

function curves(train: readonly string[][], held: readonly string[][]) {
  const vocabulary = new Vocabulary();
  const counts = countSentences(train, vocabulary, { order: 6 });
  const [own, unseen] = [idsOf(train, vocabulary), idsOf(held, vocabulary)];
  const points = ORDERS.map((order) => {
    const relative = maximumLikelihood(counts, { order });
    return {
      fit: relative.perplexity(own),
      unseen: unseenShare(unseen, (ids) => relative.score(ids)),
      heldOut: modifiedKneserNey(counts, { order }).perplexity(unseen),
      different: counts.levels[order - 1]!.words.length,
      possible: (vocabulary.size - 1) ** order,
    };
  });
  return { points, words: vocabulary.size, tokens: counts.tokens };
}

export default row({
  id: "A04",
  bar:
    "State of the Union addresses since 1946, one sentence in ten held out: the perplexity of relative counts on their own text falls strictly for n = 1 to 6, the share " +
    "of held-out n-grams that were never seen rises strictly, and smoothed held-out perplexity is least at some n <= 5 and at 6 higher or within 1 %",
  holds: {
    "least fall of own perplexity from n to n + 1": { above: 0 },
    "least rise of the share never seen": { above: 0 },
    "least at n": { atMost: 5 },
    "held-out perplexity at n = 6 as a share of the least before": { above: 0.99 },
    "control: least held-out perplexity of shuffled words as a share of that at n = 1": { above: 0.97 },
  },
  // Six words before are still worth something here, if less than 1 %.
  negative: {
    "least fall of own perplexity from n to n + 1": { above: 0 },
    "least rise of the share never seen": { above: 0 },
    "held-out perplexity at n = 6 as a share of the least before": { above: 0.99 },
    "control: least held-out perplexity of shuffled words as a share of that at n = 1": { above: 0.97 },
  },
  oracle: "the shape of Chen & Goodman's curves (1998)",

  short: {
    "fits the text ever better and meets ever more that is new": () => {
      const { counts, own, heldOut } = referenceCorpus();
      const models = [1, 2, 3, 4, 5].map((order) => maximumLikelihood(counts, { order }));
      const fit = models.map((model) => model.perplexity(own));
      const unseen = models.map((model) => unseenShare(heldOut, (ids) => model.score(ids)));
      return {
        "least fall of own perplexity from n to n + 1": [leastStep(fit.map((value) => -value)), { above: 0 }],
        "least rise of the share never seen": [leastStep(unseen), { above: 0 }],
      };
    },
  },

  async full(log) {
    const all = sentences(1946, 2021);
    const train = withoutRare(all.filter((_, i) => i % 10 !== 0));
    const held = all.filter((_, i) => i % 10 === 0);
    const { points, words, tokens } = curves(train, held);
    for (const [i, point] of points.entries()) log(`n = ${i + 1}: ${JSON.stringify(point)}`);
    const control = curves(shuffled(train, 1).slice(0, 8000), shuffled(held, 2).slice(0, 1000)).points.map(
      (point) => point.heldOut,
    );
    log(`words in random order: ${control.map((value) => value.toFixed(1))}`);
    const heldOut = points.map((point) => point.heldOut);
    const best = Math.min(...heldOut);
    const at = heldOut.indexOf(best) + 1;
    return {
      value: {
        tokens,
        "different words": words,
        "own perplexity of relative counts, n = 1 to 6": points.map((point) => point.fit),
        "share of held-out n-grams never seen": points.map((point) => point.unseen),
        "held-out perplexity, modified Kneser-Ney": heldOut,
        "least at n": at,
        "different n-grams": points.map((point) => point.different),
        "possible n-grams": points.map((point) => point.possible),

        "least fall of own perplexity from n to n + 1": leastStep(points.map((point) => -point.fit)),
        "least rise of the share never seen": leastStep(points.map((point) => point.unseen)),
        "held-out perplexity at n = 6 as a share of the least before": heldOut[5]! / Math.min(...heldOut.slice(0, 5)),
        "control: least held-out perplexity of shuffled words as a share of that at n = 1":
          Math.min(...control) / control[0]!,
      },
      control: `with all words in random order, no n is more than 3% below n = 1: ${control.map((value) => value.toFixed(1)).join(" ")}`,
    };
  },
});
