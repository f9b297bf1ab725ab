/** Greedy search: the most probable token, each time. */
import { beamSearch, exhaustiveSearch } from "../../../src/generation/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { fixture, GreedyFixture } from "../../../tests/fixtures.ts";
import { compareGreedy } from "../../../tests/parity/compare.ts";
import { giraffe } from "../../../tests/toy-tree.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

const demonstration: Demonstration = {
  id: "C02",
  bar: "greedy tokens of SmolLM2 equal transformers' (near-ties within 1e-3 either way); on the course book's tree greedy finds 是草食 at 0.03 where the best, 脖子长, has 0.1",
  oracle: "transformers 5.23.0 generate, greedy, 8 prompts of 128 tokens; exhaustive search",
  sources: ["src/generation", "src/nn", "tests/parity/compare.ts", "tests/toy-tree.ts", "prove/rows/C/C02.ts"],

  async run() {
    const { model } = await smollm2();
    const { steps, apart, nearTies } = compareGreedy(
      model,
      fixture("llama/greedy.json.gz", GreedyFixture).continuations.slice(0, 8),
    );
    releaseModel(model);
    const { best } = exhaustiveSearch(giraffe.start(), { length: 2 });
    const [greedy] = beamSearch(giraffe.start(), { beams: 1, maxTokens: 2, lengthPenalty: 0 });
    const [found, optimum] = [Math.exp(greedy!.logprob), Math.exp(best.logprob)];
    const met = apart === 0 && Math.abs(found - 0.03) < 1e-12 && Math.abs(optimum - 0.1) < 1e-12;
    return {
      status: met ? "passed" : "failed",
      value: {
        "greedy tokens compared": steps,
        apart: apart,
        "near-ties": nearTies,
        "the book's tree, greedy": `${giraffe.words(greedy!.tokens).join("")} ${found.toFixed(4)}`,
        "the book's tree, best": `${giraffe.words(best.tokens).join("")} ${optimum.toFixed(4)}`,
      },
      control:
        "the best sentence of the tree is another one than the greedy one, with more than three times its probability",
    };
  },
};

export default demonstration;
