/** The autoregressive loop: what was written is read to write what comes next. */
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { ContinuationsFixture, fixture } from "../../../tests/fixtures.ts";
import { compareGreedy, NEAR_TIE } from "../../../tests/parity/compare.ts";
import { cachedLoop, loopsApart, recomputingLoop } from "../../../tests/parity/loops.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

const STEPS = 8;
const BATCH = 20;

const demonstration: Demonstration = {
  id: "A27",
  bar: "SmolLM2 behind 200 prompts, 8 tokens each: a loop over a cache writes what a loop that reads everything anew writes, and both what transformers writes greedily; where two answers lie within 1e-3, either counts",
  oracle: "transformers 5.23.0 generate, greedy",
  sources: ["src/generation/decoding.ts", "src/nn", "tests/parity/loops.ts", "prove/rows/A/A27.ts"],

  async run(log) {
    threads(1);
    const { model } = await smollm2();
    const { continuations } = fixture("generation/greedy.json.gz", ContinuationsFixture);
    const found = { steps: 0, apart: 0, nearTies: 0 };
    let blind = 0; // rows that go on as they should with the last token of the prompt withheld
    for (let i = 0; i < continuations.length; i += BATCH) {
      const rows = continuations.slice(i, i + BATCH);
      const prompts = rows.map(({ ids }) => ids);
      const cached = cachedLoop(model, prompts, STEPS);
      const { steps, apart, nearTies } = loopsApart(cached, recomputingLoop(model, prompts, STEPS), NEAR_TIE);
      found.steps += steps;
      found.apart += apart;
      found.nearTies += nearTies;
      const shorter = prompts.map((prompt) => prompt.slice(0, -1));
      blind += cachedLoop(model, shorter, STEPS).filter((tokens, row) => `${tokens}` === `${cached[row]}`).length;
      log(`${i + rows.length} prompts: ${JSON.stringify(found)}`);
    }
    const beside = compareGreedy(model, continuations);
    releaseModel(model);
    const met = found.apart === 0 && found.nearTies <= 2 && beside.apart === 0 && blind < 10;
    return {
      status: met ? "passed" : "failed",
      value: {
        prompts: continuations.length,
        "tokens compared": found.steps,
        "tokens on which the loops part": found.apart,
        "near-ties on which they part": found.nearTies,
        "tokens apart from transformers'": beside.apart,
        "near-ties of transformers": beside.nearTies,
      },
      control: `with the last token of its prompt withheld, ${blind} of 200 rows go on the same`,
    };
  },
};

export default demonstration;
