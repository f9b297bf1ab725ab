/** Greedy search: the most probable token, each time. */

import { beamSearch, exhaustiveSearch } from "../../../src/generation/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { fixture, GreedyFixture } from "../../../tests/fixtures.ts";
import { compareGreedy } from "../../../tests/parity/compare.ts";
import { giraffe } from "../../../tests/toy-tree.ts";
import { row } from "../../harness/row.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

export default row({
  id: "C02",
  bar: "greedy tokens of SmolLM2 equal transformers' (near-ties within 1e-3 either way); on the course book's tree greedy finds 是草食 at 0.03 where the best, 脖子长, has 0.1",
  holds: {
    apart: { is: 0 },
    "the book's tree, greedy": { is: "是草食 0.0300" },
    "the book's tree, best": { is: "脖子长 0.1000" },
    "the two probabilities from 0.03 and 0.1": { below: 1e-12 },
    "control: probability of the best as a multiple of greedy's": { above: 3 },
  },
  oracle: "transformers 5.23.0 generate, greedy, 8 prompts of 128 tokens; exhaustive search",

  short: {
    "greedily misses the best sentence, as the course book's example does": () => {
      const { best } = exhaustiveSearch(giraffe.start(), { length: 2 });
      const beam = (beams: number) => beamSearch(giraffe.start(), { beams, maxTokens: 2, lengthPenalty: 0 })[0]!;
      return {
        greedy: [giraffe.words(beam(1).tokens).join(" "), { is: "是 草食" }],
        "its probability from 0.03": [Math.abs(Math.exp(beam(1).logprob) - 0.03), { below: 5e-13 }],
        best: [giraffe.words(best.tokens).join(" "), { is: "脖子 长" }],
        "its probability from 0.1": [Math.abs(Math.exp(best.logprob) - 0.1), { below: 5e-13 }],
        "two beams": [giraffe.words(beam(2).tokens).join(" "), { is: "脖子 长" }],
      };
    },
  },

  async full() {
    const { model } = await smollm2();
    const { steps, apart, nearTies } = compareGreedy(
      model,
      fixture("llama/greedy.json.gz", GreedyFixture).continuations.slice(0, 8),
    );
    releaseModel(model);
    const { best } = exhaustiveSearch(giraffe.start(), { length: 2 });
    const [greedy] = beamSearch(giraffe.start(), { beams: 1, maxTokens: 2, lengthPenalty: 0 });
    const [found, optimum] = [Math.exp(greedy!.logprob), Math.exp(best.logprob)];
    return {
      value: {
        "greedy tokens compared": steps,
        apart: apart,
        "near-ties": nearTies,
        "the book's tree, greedy": `${giraffe.words(greedy!.tokens).join("")} ${found.toFixed(4)}`,
        "the book's tree, best": `${giraffe.words(best.tokens).join("")} ${optimum.toFixed(4)}`,

        "the two probabilities from 0.03 and 0.1": [Math.abs(found - 0.03), Math.abs(optimum - 0.1)],
        "control: probability of the best as a multiple of greedy's": optimum / found,
      },
      control:
        "the best sentence of the tree is another one than the greedy one, with more than three times its probability",
    };
  },
});
