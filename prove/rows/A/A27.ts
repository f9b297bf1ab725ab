/** The autoregressive loop: what was written is read to write what comes next. */

import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { ContinuationsFixture, fixture } from "../../../tests/fixtures.ts";
import { compareGreedy, NEAR_TIE } from "../../../tests/parity/compare.ts";
import { cachedLoop, loopsApart, recomputingLoop } from "../../../tests/parity/loops.ts";
import { tinyModel } from "../../../tests/tiny-lm.ts";
import { row } from "../../harness/row.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

const STEPS = 8;
const BATCH = 20;

export default row({
  id: "A27",
  bar: "SmolLM2 behind 200 prompts, 8 tokens each: a loop over a cache writes what a loop that reads everything anew writes, and both what transformers writes greedily; where two answers lie within 1e-3, either counts",
  holds: {
    "tokens on which the loops part": { is: 0 },
    "near-ties on which they part": { atMost: 2 },
    "tokens apart from transformers'": { is: 0 },
    "control: rows that go on the same without the last token of their prompt": { below: 10 },
  },
  oracle: "transformers 5.23.0 generate, greedy",

  short: {
    "decoding with a cache, its prompt read in chunks, equals computing everything anew": () => {
      const model = tinyModel();
      const prompt = (length: number) => Array.from({ length }, (_, i) => (i * 31 + 5) % 95);
      const prompts = [1, 7, 256, 257, 700].map(prompt);
      const anew = recomputingLoop(model, prompts, 12).map(({ tokens }) => tokens);
      const cached = prompts.map((tokens) => cachedLoop(model, [tokens], 12)[0]!);
      const [blind] = cachedLoop(model, [prompt(256).slice(0, -1)], 12);
      releaseModel(model);
      return {
        "tokens, by prompt": [cached, { is: anew }],
        "tokens without the last one of the prompt": [blind!, { isNot: anew[2]! }],
      };
    },
  },

  async full(log) {
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
    return {
      value: {
        prompts: continuations.length,
        "tokens compared": found.steps,
        "tokens on which the loops part": found.apart,
        "near-ties on which they part": found.nearTies,
        "tokens apart from transformers'": beside.apart,
        "near-ties of transformers": beside.nearTies,
        "control: rows that go on the same without the last token of their prompt": blind,
      },
      control: `with the last token of its prompt withheld, ${blind} of 200 rows go on the same`,
    };
  },
});
