/** BLEU (Papineni et al. 2002). */

import { bleu } from "../../../src/evaluation/index.ts";
import { fixture, OverlapFixture } from "../../../tests/fixtures.ts";
import { row } from "../../harness/row.ts";

export default row({
  id: "D04",
  bar: "the course book's example is the square root of 1/3 to 1e-12; corpus BLEU of 1,000 pairs, clipping, brevity penalty and two references among them, equals sacreBLEU's to 1e-6 by four ways of cutting",
  holds: {
    "the book's example from the square root of 1/3": { below: 1e-12 },
    "worst difference from sacreBLEU": { below: 1e-6 },
    "worst brevity penalty": { below: 1e-6 },
    "control: mean over sentences in place of sums over the corpus, points apart": { above: 0.1 },
  },
  oracle: "closed form; sacrebleu 2.6.0",

  short: {
    "gives the course book's example the square root of 1/3": () => {
      const { score, precisions } = bleu(["the giraffe eats"], [["a giraffe eats"]], { order: 2, tokenizer: "none" });
      return {
        precisions: [precisions, { is: [2 / 3, 1 / 2] }],
        "from the square root of 1/3": [Math.abs(score - Math.sqrt(1 / 3)), { below: 5e-13 }],
      };
    },
    "of 1,000 pairs is sacreBLEU's, by every way of cutting, and so are lengths and penalty": () => {
      const { hypotheses, references, bleu: scores } = fixture("evaluation/overlap.json.gz", OverlapFixture);
      const two = bleu(hypotheses, references, { order: 2, tokenizer: "none", smoothing: "none" });
      return {
        ...Object.fromEntries(
          (["13a", "zh", "char", "none"] as const).flatMap((tokenizer) => {
            const ours = bleu(hypotheses, references, { tokenizer });
            const theirs = scores[tokenizer]!;
            const precisions = ours.precisions.map((p, i) => Math.abs(100 * p - theirs.precisions![i]!));
            return [
              [`${tokenizer}: score apart`, [Math.abs(100 * ours.score - theirs.score), { below: 5e-7 }]],
              [`${tokenizer}: brevity penalty apart`, [Math.abs(ours.brevityPenalty - theirs.bp!), { below: 5e-10 }]],
              [
                `${tokenizer}: lengths`,
                [
                  [ours.hypothesisLength, ours.referenceLength],
                  { is: [theirs.hypothesisLength!, theirs.referenceLength!] },
                ],
              ],
              [`${tokenizer}: precisions apart`, [precisions, { below: 5e-7 }]],
            ];
          }),
        ),
        "order 2: score apart": [Math.abs(100 * two.score - scores["order 2"]!.score), { below: 5e-7 }],
      };
    },
  },

  async full() {
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
    return {
      value: {
        "the book's example": example.score,
        "its precisions": example.precisions.map((p) => p.toFixed(4)).join(" and "),
        ...Object.fromEntries(cuts.map((cut, i) => [`BLEU, ${cut}`, Number((100 * found[i]!.score).toFixed(4))])),
        "worst difference from sacreBLEU": worst,
        "worst brevity penalty": worstPenalty,

        "the book's example from the square root of 1/3": Math.abs(example.score - Math.sqrt(1 / 3)),
        "control: mean over sentences in place of sums over the corpus, points apart": apart,
      },
      control: `the mean over sentences in place of sums over the corpus is off by ${apart.toFixed(2)} points`,
    };
  },
});
