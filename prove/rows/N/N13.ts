/** ROME: one fact, one rank-one change of one MLP, solved in closed form. */
import { keyValue, momentOf, rome } from "../../../src/editing/index.ts";
import { counterFactScores, fiveProperties } from "../../../src/evaluation/index.ts";
import { infer, ops, scope, threads } from "../../../src/tensor/index.ts";
import { tinyModel, tinyTokenizer } from "../../../tests/tiny-lm.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { largest, row } from "../../harness/row.ts";
import { mean } from "../../harness/statistics.ts";
import * as editing from "../../worlds/editing.ts";
import { apartFromKkt, line, ROME, residual, romeAlone } from "../../worlds/rome-alone.ts";

export default row({
  id: "N13",
  bar:
    "50 facts that SmolLM2 knows, edited one at a time: efficacy at least 0.95, paraphrase at least 0.75, neighbourhood at most 5 points below what it was, the mean " +
    "divergence of what is said of the subject at most 1 nat; W' k = v and the KKT solution within 1e-4 of the largest number, rank 1; a random value of the same length edits none",
  holds: {
    efficacy: { atLeast: 0.95 },
    paraphrase: { atLeast: 0.75 },
    "neighbourhood, points lost": { atMost: 5 },
    "divergence of the subject's texts, mean": { atMost: 1 },
    "worst |W' k - v| / max |v|": { atMost: 1e-4 },
    "worst distance from the KKT solution": { atMost: 1e-4 },
    rank: { is: 1 },
    "control: efficacy with a random value of the same length": { atMost: 0.2 },
  },
  // Symbols and continents, of which there are few and whose subjects are a token each, take their neighbours along.
  negative: {
    efficacy: { atLeast: 0.95 },
    paraphrase: { atLeast: 0.75 },
    "neighbourhood, points lost": { above: 5 },
    "divergence of the subject's texts, mean": { atMost: 1 },
    "worst |W' k - v| / max |v|": { atMost: 1e-4 },
    "worst distance from the KKT solution": { atMost: 1e-4 },
    rank: { is: 1 },
    "control: efficacy with a random value of the same length": { atMost: 0.2 },
  },
  oracle: "closed forms; the KKT system; tools/editing_oracle.py (numpy, float64) for the update given k, v and C",

  short: {
    "W' k = v, and the change is the KKT solution": () =>
      scope(() => {
        const model = tinyModel();
        const tokenizer = tinyTokenizer();
        const fact = { prompt: "the city of {} is", subject: "abc", target: "xyz" };
        const keys = infer(() => ops.aten.randn.default([256, 64], {}).to("float64"));
        const C = infer(() => keys.t().matmul(keys).div(256));
        const support = { moment: () => C, contexts: ["some text. ", "other. "] };
        const found = keyValue(model, tokenizer, fact, support, { block: 0 });
        const edit = rome(model, tokenizer, fact, support, { block: 0 });
        return {
          "|W' k - v| / max |v|": [residual(model, edit, found), { atMost: 1e-4 }],
          "distance from the KKT solution": [
            apartFromKkt(
              edit,
              found,
              infer(() => momentOf(support, 0)!),
            ),
            { atMost: 1e-4 },
          ],
          rank: [edit.parts.get(found.at)!.a.shape[0]!, { is: 1 }],
          "distance from the KKT solution of another C": [
            apartFromKkt(
              edit,
              found,
              infer(() => C.mul(C)),
            ),
            { above: 1e-2 },
          ],
        };
      }),
  },

  async full(log) {
    threads(1);
    const bench = await editing.workbench(log);
    await bench.gather(ROME.block);
    const facts = editing.oneByOne();
    const results = romeAlone(bench, facts, log);
    const outcomes = results.map(({ outcome }) => outcome);
    const [scores, plain] = [outcomes, results.map(({ identity }) => identity)].map(counterFactScores);
    const before = editing.neighbourhoodBefore(bench, facts);
    const { locality, ...properties } = fiveProperties(outcomes);
    const without = fiveProperties(results.map(({ identity }) => identity));
    const drifts = results.map(({ drift }) => drift);
    const random = mean(results.map(({ random: { rewrite } }) => Number(rewrite.target > rewrite.original)));
    const [low, high] = interval95(outcomes, (sample) => counterFactScores(sample).paraphrase);
    return {
      value: {
        facts: facts.length,
        ...scores,
        "neighbourhood, before": before,
        "neighbourhood, points lost": 100 * (before - scores!.neighbourhood),
        accuracy: properties.accuracy,
        generality: properties.generality,
        portability: properties.portability,
        locality,
        "processor seconds an edit": properties.efficiency,
        "divergence of the subject's texts, mean": mean(drifts),
        "divergence of the subject's texts, worst": largest(drifts),
        "|W' - W| / |W|, worst": largest(results.map(({ size }) => size)),
        "worst |W' k - v| / max |v|": largest(results.map((r) => r.residual)),
        "worst distance from the KKT solution": largest(results.map((r) => r.kkt)),
        rank: [...new Set(results.map((r) => r.rank))].length === 1 ? results[0]!.rank : results.map((r) => r.rank),
        "megabytes of tensors at the peak of an edit": largest(results.map(({ megabytes }) => megabytes)),
        "with C = identity: efficacy": plain!.efficacy,
        "with C = identity: paraphrase": plain!.paraphrase,
        "with C = identity: points of neighbourhood lost": 100 * (before - plain!.neighbourhood),
        "with C = identity: accuracy": without.accuracy,
        "with C = identity: generality": without.generality,
        "with C = identity: portability": without.portability,
        "with C = identity: locality": without.locality,
        "control: efficacy with a random value of the same length": random,
        "each fact": facts.map((fact, i) => line(fact, results[i]!)),
      },
      seeds: [11],
      interval: `paraphrase: 95 % bootstrap over ${facts.length} facts: ${low.toFixed(3)} to ${high.toFixed(3)}`,
      control: `a random value of the same length makes ${(100 * random).toFixed(0)} % of targets likelier; C = identity is told beside`,
    };
  },
});
