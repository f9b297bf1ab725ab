/** How far our beam search is from transformers' on the same weights. */
import { beamSearch, Decoding, greedy } from "../../src/generation/index.ts";
import type { Writes } from "../../src/nn/index.ts";
import { BeamsFixture, fixture } from "../fixtures.ts";

/** Runs of one model: how many hypotheses differ in a token, and the largest difference of scores, beside
 * their size where that is above 1, among the others. */
export function compareBeams(name: "tiny" | "smollm2", model: Writes): { runs: number; apart: number; worst: number } {
  const found = { runs: 0, apart: 0, worst: 0 };
  for (const { model: of, prompt, eos, hypotheses, ...options } of fixture("generation/beams.json.gz", BeamsFixture)
    .runs) {
    if (of !== name) continue;
    found.runs++;
    const frontier = new Decoding(model, [{ prompt, sampler: greedy }]);
    const ours = beamSearch(frontier, { ...options, stopIds: new Set([eos]) });
    frontier.release();
    for (const [i, { tokens, score }] of hypotheses.entries()) {
      if (`${ours[i]?.tokens}` !== `${tokens}`) found.apart++;
      else found.worst = Math.max(found.worst, Math.abs(ours[i]!.score - score) / Math.max(1, Math.abs(score)));
    }
  }
  return found;
}
