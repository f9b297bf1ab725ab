/** Perplexity: exp of the mean surprise of a token. */
import { loadModel } from "../../src/checkpoints/index.ts";
import { scoreTokens, scoreWindows } from "../../src/generation/index.ts";
import { releaseModel } from "../../src/nn/index.ts";
import { threads } from "../../src/tensor/index.ts";
import { fixture, fixturePath, PerplexityFixture } from "../../tests/fixtures.ts";
import { perplexityOf, withoutPreference } from "../../tests/perplexities.ts";
import type { Demonstration } from "../evidence.ts";
import { smollm2 } from "../smollm2.ts";

const turn = async () => {};

const demonstration: Demonstration = {
  id: "D01",
  bar: "a model that prefers nothing has the perplexity V within 1e-6 of it; SmolLM2's of 1,565 tokens is transformers' within 1e-3 of it, by windows that meet (512/512, 256/256) and that overlap (256/64); exp of the mean surprise is the N-th root of the product of 1/P within 1e-12 of it",
  oracle: "transformers 5.23.0 with the windows of its guide to perplexity; closed form",
  sources: ["src/generation/score-tokens.ts", "src/nn", "tests/perplexities.ts", "prove/rows/D01.ts"],

  async run(log) {
    threads(1);
    const { model: tiny, facts } = await loadModel(fixturePath("llama/tiny"));
    withoutPreference(tiny);
    const uniform = perplexityOf(await scoreTokens(tiny, [5, 17, 3, 80, 41, 5], { turn }));
    releaseModel(tiny);

    const { ids, windows } = fixture("generation/perplexity.json.gz", PerplexityFixture);
    const { model } = await smollm2();
    let worst = 0;
    const ours: Record<string, number> = {};
    for (const { window, stride, perplexity, tokens } of windows) {
      const logprobs = await scoreWindows(model, ids, { window, stride, turn });
      if (logprobs.length !== tokens)
        throw new Error(`${logprobs.length} tokens scored, transformers scores ${tokens}`);
      const found = perplexityOf(logprobs);
      ours[`SmolLM2, windows of ${window} that move by ${stride}`] = found;
      worst = Math.max(worst, Math.abs(found / perplexity - 1));
      log(`${window}/${stride}: ${found}, transformers ${perplexity}`);
    }
    const few = await scoreTokens(model, ids.slice(0, 64), { turn });
    const root = few.reduce((product, logprob) => product * Math.exp(-logprob / few.length), 1);
    const shuffled = perplexityOf(await scoreTokens(model, [...ids.slice(0, 512)].reverse(), { turn }));
    const straight = perplexityOf(await scoreTokens(model, ids.slice(0, 512), { turn }));
    releaseModel(model);
    const V = facts.vocabulary;
    const forms = Math.abs(root / perplexityOf(few) - 1);
    const met = Math.abs(uniform / V - 1) < 1e-6 && worst < 1e-3 && forms < 1e-12 && shuffled > 10 * straight;
    return {
      status: met ? "passed" : "failed",
      value: {
        V,
        "without preference": uniform,
        ...ours,
        "largest distance from transformers', relative": worst,
        "two forms of the definition apart, relative": forms,
      },
      control: `the first 512 tokens read backwards: ${shuffled.toFixed(0)} in place of ${straight.toFixed(1)}`,
    };
  },
};

export default demonstration;
