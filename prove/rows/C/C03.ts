/** Beam search: the b best partial sequences, by cumulative score. */

import { loadModel } from "../../../src/checkpoints/index.ts";
import { beamSearch, exhaustiveSearch } from "../../../src/generation/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { fixturePath } from "../../../tests/fixtures.ts";
import { compareBeams } from "../../../tests/parity/beams.ts";
import { written } from "../../../tests/toy-tree.ts";
import { row } from "../../harness/row.ts";
import { leastStep } from "../../harness/statistics.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

export default row({
  id: "C03",
  bar: "sequences equal and scores within 1e-4 of transformers' on a tiny LLaMA (24 settings of width, length penalty and stopping) and on SmolLM2 (6 prompts); b = |D|^M finds the optimum on 50 models; the mean score over them never falls as b grows",
  holds: {
    "hypotheses apart": { is: 0 },
    "worst score": { below: 1e-4 },
    "optima missed by the widest beam, of 50": { is: 0 },
    "least step of the mean ln P from width to width": { atLeast: -1e-12 },
    "control: mean ln P lost by a beam of one": { above: 0 },
  },
  oracle: "transformers 5.23.0 generate(num_beams); exhaustive search",

  short: {
    "in beams finds what transformers finds, at the same scores, by every rule of stopping": () => {
      const { model } = loadModel(fixturePath("llama/tiny"));
      const { runs, apart, worst } = compareBeams("tiny", model);
      releaseModel(model);
      return {
        runs: [runs, { above: 20 }],
        "hypotheses apart": [apart, { is: 0 }],
        "worst score": [worst, { below: 1e-5 }],
      };
    },
    "goes on however many stop tokens are more probable than what goes on": () => {
      const next = (prefix: readonly number[]) => (prefix.length === 0 ? [0.4, 0.35, 0.25] : [0.01, 0.01, 0.98]);
      const options = { beams: 1, maxTokens: 3, stopIds: new Set([0, 1]), earlyStopping: "never" } as const;
      return { "tokens of the best": [beamSearch(written(next), options)[0]!.tokens.length, { is: 3 }] };
    },
  },

  async full(log) {
    const { model: tiny } = await loadModel(fixturePath("llama/tiny"));
    const small = compareBeams("tiny", tiny);
    log(`tiny: ${JSON.stringify(small)}`);
    const { model } = await smollm2();
    const large = compareBeams("smollm2", model);
    log(`SmolLM2: ${JSON.stringify(large)}`);
    releaseModel(model);
    releaseModel(tiny);

    const widths = [1, 2, 4, 8, 1024];
    const means = widths.map(() => 0);
    let missed = 0;
    for (let seed = 0; seed < 50; seed++) {
      const next = random(seed);
      const { best } = exhaustiveSearch(written(next), { length: 5 });
      const options = { maxTokens: 5, lengthPenalty: 0, earlyStopping: "never" } as const;
      const found = widths.map((beams) => beamSearch(written(next), { ...options, beams })[0]!.logprob);
      for (const [i, logprob] of found.entries()) means[i]! += logprob / 50;
      if (found.at(-1)! < best.logprob - 1e-9) missed++;
    }
    return {
      value: {
        "runs beside transformers": small.runs + large.runs,
        "hypotheses apart": small.apart + large.apart,
        "worst score": Math.max(small.worst, large.worst),
        "optima missed by the widest beam, of 50": missed,
        ...Object.fromEntries(widths.map((b, i) => [`mean ln P, b = ${b}`, means[i]!])),

        "least step of the mean ln P from width to width": leastStep(means),
        "control: mean ln P lost by a beam of one": means.at(-1)! - means[0]!,
      },
      control: `a beam of one misses what the widest finds by ${(means.at(-1)! - means[0]!).toFixed(3)} nats in the mean`,
    };
  },
});

/** A model of four words whose every prefix has probabilities of its own. */
function random(seed: number): (prefix: readonly number[]) => number[] {
  return (prefix) => {
    const weights = [0, 1, 2, 3].map((token) => {
      const mixed =
        prefix.reduce((h, t) => Math.imul(h ^ (t + 1), 0x9e3779b1), seed + 1) ^ Math.imul(token + 1, 0x85ebca6b);
      return 1 + (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 16) / 4096;
    });
    const total = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / total);
  };
}
