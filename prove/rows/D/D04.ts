/** BLEU (Papineni et al. 2002). */
import { bleu } from "../../../src/evaluation/index.ts";
import { fixture, OverlapFixture } from "../../../tests/fixtures.ts";
import type { Demonstration } from "../../harness/evidence.ts";

const demonstration: Demonstration = {
  id: "D04",
  bar: "the course book's example is the square root of 1/3 to 1e-12; corpus BLEU of 1,000 pairs, clipping, brevity penalty and two references among them, equals sacreBLEU's to 1e-6 by four ways of cutting",
  oracle: "closed form; sacrebleu 2.6.0",
  sources: [
    "src/evaluation/bleu.ts",
    "src/evaluation/bleu-tokens.ts",
    "src/evaluation/ngrams.ts",
    "prove/rows/D/D04.ts",
  ],

  async run() {
    const example = bleu(["the giraffe eats"], [["a giraffe eats"]], { order: 2, tokenizer: "none" });
    const { hypotheses, references, bleu: scores } = fixture("evaluation/overlap.json.gz", OverlapFixture);
    const cuts = ["13a", "zh", "char", "none"] as const;
    const found = cuts.map((tokenizer) => bleu(hypotheses, references, { tokenizer }));
    const worst = Math.max(...found.map(({ score }, i) => Math.abs(100 * score - scores[cuts[i]!]!.score)));
    const worstPenalty = Math.max(
      ...found.map(({ brevityPenalty }, i) => Math.abs(brevityPenalty - scores[cuts[i]!]!.bp!)),
    );
    // A mean over sentences is no BLEU of a corpus.
    const mean = hypotheses.reduce((sum, h, i) => sum + bleu([h], [references[i]!]).score / hypotheses.length, 0);
    const apart = Math.abs(100 * mean - scores["13a"]!.score);
    const met = Math.abs(example.score - Math.sqrt(1 / 3)) < 1e-12 && Math.max(worst, worstPenalty) < 1e-6;
    return {
      status: met && apart > 0.1 ? "passed" : "failed",
      value: {
        "the book's example": example.score,
        "its precisions": example.precisions.map((p) => p.toFixed(4)).join(" and "),
        ...Object.fromEntries(cuts.map((cut, i) => [`BLEU, ${cut}`, Number((100 * found[i]!.score).toFixed(4))])),
        "worst difference from sacreBLEU": worst,
        "worst brevity penalty": worstPenalty,
      },
      control: `the mean over sentences in place of sums over the corpus is off by ${apart.toFixed(2)} points`,
    };
  },
};

export default demonstration;
