/** Perplexity: exp of the mean surprise of a token. */

import { loadModel } from "../../../src/checkpoints/index.ts";
import { scoreTokens, scoreWindows } from "../../../src/generation/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { fixture, fixturePath, PerplexityFixture } from "../../../tests/fixtures.ts";
import { perplexityOf, withoutPreference } from "../../../tests/perplexities.ts";
import { row } from "../../harness/row.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

const turn = async () => {};

export default row({
  id: "D01",
  bar: "a model that prefers nothing has the perplexity V within 1e-6 of it; SmolLM2's of 1,565 tokens is transformers' within 1e-3 of it, by windows that meet (512/512, 256/256) and that overlap (256/64); exp of the mean surprise is the N-th root of the product of 1/P within 1e-12 of it",
  holds: {
    "without preference, relative distance from V": { below: 1e-6 },
    "largest distance from transformers', relative": { below: 1e-3 },
    "two forms of the definition apart, relative": { below: 1e-12 },
    "control: perplexity of 512 tokens backwards as a multiple": { above: 10 },
  },
  oracle: "transformers 5.23.0 with the windows of its guide to perplexity; closed form",

  short: {
    "a model that prefers nothing has the perplexity V": async () => {
      const { model, facts } = loadModel(fixturePath("llama/tiny"));
      const perplexity = async () => perplexityOf(await scoreTokens(model, [5, 17, 3, 80, 41, 5], { turn }));
      const before = await perplexity();
      withoutPreference(model);
      const after = await perplexity();
      releaseModel(model);
      return {
        "relative distance from V": [Math.abs(after / facts.vocabulary - 1), { below: 1e-6 }],
        "the same of the model as it was": [Math.abs(before / facts.vocabulary - 1), { above: 0.1 }],
      };
    },
    "windows score each token once, as many as transformers' do": async () => {
      const { model, facts } = loadModel(fixturePath("llama/tiny"));
      const { ids, windows } = fixture("generation/perplexity.json.gz", PerplexityFixture);
      const tokens = ids.map((id) => id % facts.vocabulary);
      const scored: number[] = [];
      for (const { window, stride } of windows)
        scored.push((await scoreWindows(model, tokens, { window, stride, turn })).length);
      releaseModel(model);
      return { "tokens scored, by window": [scored, { is: windows.map(({ tokens }) => tokens) }] };
    },
  },

  async full(log) {
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
    return {
      value: {
        V,
        "without preference": uniform,
        ...ours,
        "largest distance from transformers', relative": worst,
        "two forms of the definition apart, relative": forms,

        "without preference, relative distance from V": Math.abs(uniform / V - 1),
        "control: perplexity of 512 tokens backwards as a multiple": shuffled / straight,
      },
      control: `the first 512 tokens read backwards: ${shuffled.toFixed(0)} in place of ${straight.toFixed(1)}`,
    };
  },
});
