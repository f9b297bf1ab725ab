/** Models judged by the text they expect and by the task they serve. */
import { describe, expect, it } from "vitest";
import { CANDIDATES, judge, wasteful } from "../../prove/two-judgements.ts";
import { fixture, fixturePath, PerplexityFixture } from "../../tests/fixtures.ts";
import { perplexityOf, withoutPreference } from "../../tests/perplexities.ts";
import { loadModel } from "../checkpoints/index.ts";
import { scoreTokens, scoreWindows } from "../generation/index.ts";
import { releaseModel } from "../nn/index.ts";

const turn = async () => {};

describe("judgements of a model", () => {
  it("[D01] a model that prefers nothing has the perplexity V", async () => {
    const { model, facts } = await loadModel(fixturePath("llama/tiny"));
    const tokens = [5, 17, 3, 80, 41, 5];
    const before = perplexityOf(await scoreTokens(model, tokens, { turn }));
    withoutPreference(model);
    const after = perplexityOf(await scoreTokens(model, tokens, { turn }));
    expect(Math.abs(after / facts.vocabulary - 1)).toBeLessThan(1e-6);
    expect(Math.abs(before / facts.vocabulary - 1)).toBeGreaterThan(0.1);
    releaseModel(model);
  });

  it("[D01] windows score each token once, as many as transformers' do", async () => {
    const { model, facts } = await loadModel(fixturePath("llama/tiny"));
    const { ids, windows } = fixture("generation/perplexity.json.gz", PerplexityFixture);
    const tokens = ids.map((id) => id % facts.vocabulary);
    for (const { window, stride, tokens: scored } of windows)
      expect(await scoreWindows(model, tokens, { window, stride, turn })).toHaveLength(scored);
    releaseModel(model);
  });

  it("[D03] perplexity and the task agree on which model is better, and half a model's probability wasted parts them", () => {
    const [unigrams, twin] = [CANDIDATES[0]!, CANDIDATES.at(-1)!].map((candidate) => judge(candidate, 30));
    expect(twin!.perplexity).toBeLessThan(unigrams!.perplexity);
    expect(twin!.accuracy).toBeGreaterThan(unigrams!.accuracy + 0.1);
    const waste = judge(wasteful, 30);
    expect(waste.perplexity / twin!.perplexity).toBeCloseTo(2, 9);
    expect(waste.accuracy).toBe(twin!.accuracy);
  });
});
