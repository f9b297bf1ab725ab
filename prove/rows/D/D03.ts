/** Intrinsic and extrinsic evaluation: a model judged by text alone, and by what it is used for. */
import type { Demonstration } from "../../harness/evidence.ts";
import { spearman } from "../../harness/statistics.ts";
import { CANDIDATES, judge, wasteful } from "../../worlds/two-judgements.ts";

const COUNT = 400;

const demonstration: Demonstration = {
  id: "D03",
  bar: "ten counting models: the perplexity of held-out text and the accuracy of pinyin input on 400 sentences with references; Spearman's rank correlation of the two at most -0.7. A model that wastes half of its probability has twice the perplexity of its twin and the same accuracy: neither judgement stands for the other",
  oracle: "the text as it was; closed form for the wasteful model",
  sources: [
    "src/ngram/applications/pinyin.ts",
    "src/ngram/model.ts",
    "tests/applications.ts",
    "prove/worlds/two-judgements.ts",
    "prove/rows/D/D03.ts",
  ],

  async run(log) {
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
    const met =
      correlation <= -0.7 &&
      Math.abs(waste.perplexity / twin.perplexity - 2) < 1e-9 &&
      waste.accuracy === twin.accuracy;
    return {
      status: met ? "passed" : "failed",
      value: {
        "rank correlation of perplexity and accuracy": correlation,
        ...Object.fromEntries(
          judged.map(({ name, perplexity, accuracy }) => [
            name,
            `perplexity ${perplexity.toFixed(2)}, accuracy ${accuracy.toFixed(4)}`,
          ]),
        ),
      },
      control: `half of the probability wasted: perplexity ${waste.perplexity.toFixed(2)} beside ${twin.perplexity.toFixed(2)}, accuracy ${waste.accuracy.toFixed(4)} in both`,
    };
  },
};

export default demonstration;
