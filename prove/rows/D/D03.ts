/** Intrinsic and extrinsic evaluation: a model judged by text alone, and by what it is used for. */
import { row } from "../../harness/row.ts";
import { spearman } from "../../harness/statistics.ts";
import { CANDIDATES, judge, wasteful } from "../../worlds/two-judgements.ts";

const COUNT = 400;

export default row({
  id: "D03",
  bar: "ten counting models: the perplexity of held-out text and the accuracy of pinyin input on 400 sentences with references; Spearman's rank correlation of the two at most -0.7. A model that wastes half of its probability has twice the perplexity of its twin and the same accuracy: neither judgement stands for the other",
  holds: {
    "rank correlation of perplexity and accuracy": { atMost: -0.7 },
    "control: perplexity with half of the probability wasted, as a multiple": { above: 2 - 1e-9, below: 2 + 1e-9 },
    "control: accuracy with half of the probability wasted, less what it was": { is: 0 },
  },
  oracle: "the text as it was; closed form for the wasteful model",

  short: {
    "perplexity and the task agree on which model is better, and half a model's probability wasted parts them": () => {
      const [unigrams, twin] = [CANDIDATES[0]!, CANDIDATES.at(-1)!].map((candidate) => judge(candidate, 30));
      const waste = judge(wasteful, 30);
      return {
        "perplexity of the better": [twin!.perplexity, { below: "perplexity of unigrams" }],
        "perplexity of unigrams": [unigrams!.perplexity, { above: 0 }],
        "gain in accuracy": [twin!.accuracy - unigrams!.accuracy, { above: 0.1 }],
        "perplexity where half is wasted, as a multiple": [
          waste.perplexity / twin!.perplexity,
          { above: 2 - 5e-10, below: 2 + 5e-10 },
        ],
        "accuracy where half is wasted, less what it was": [waste.accuracy - twin!.accuracy, { is: 0 }],
      };
    },
  },

  async full(log) {
    const judged = CANDIDATES.map((candidate) => {
      const found = judge(candidate, COUNT);
      log(`${found.name}: perplexity ${found.perplexity.toFixed(2)}, accuracy ${found.accuracy.toFixed(4)}`);
      return found;
    });
    const waste = judge(wasteful, COUNT);
    const twin = judged.at(-1)!;
    const correlation = spearman(
      judged.map(({ perplexity }) => perplexity),
      judged.map(({ accuracy }) => accuracy),
    );
    return {
      value: {
        "rank correlation of perplexity and accuracy": correlation,
        ...Object.fromEntries(
          judged.map(({ name, perplexity, accuracy }) => [
            name,
            `perplexity ${perplexity.toFixed(2)}, accuracy ${accuracy.toFixed(4)}`,
          ]),
        ),

        "control: perplexity with half of the probability wasted, as a multiple": waste.perplexity / twin.perplexity,
        "control: accuracy with half of the probability wasted, less what it was": waste.accuracy - twin.accuracy,
      },
      control: `half of the probability wasted: perplexity ${waste.perplexity.toFixed(2)} beside ${twin.perplexity.toFixed(2)}, accuracy ${waste.accuracy.toFixed(4)} in both`,
    };
  },
});
