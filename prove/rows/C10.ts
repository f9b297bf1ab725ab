/** Degeneration: the likeliest text repeats itself, and people do not write it (Holtzman et al. 2020, arXiv:1904.09751). */
import { distinct, repetition } from "../../src/evaluation/index.ts";
import { beamSearch, Decoding, greedy, multinomial } from "../../src/generation/index.ts";
import { releaseModel, type Writes } from "../../src/nn/index.ts";
import { threads } from "../../src/tensor/index.ts";
import type { Demonstration } from "../evidence.ts";
import { continuations, meanOf, openings, perplexityBehind, TOKENS } from "../open-ended.ts";
import { smollm2 } from "../smollm2.ts";
import { described, tInterval } from "../statistics.ts";

const SEEDS = [1, 2, 3];
const BEAMS = 4;
/** Prompts that beams go on with: each takes as long as all others together. */
const SEARCHED = 4;
type Texts = readonly (readonly number[])[];

const demonstration: Demonstration = {
  id: "C10",
  bar: "SmolLM2, 20 prompts x 64 tokens (4 for beams), three draws of prompts and of texts: rep-4 of greedy search and of beam search at least twice that of top-p 0.9; distinct-2 the other way; the perplexity of what people wrote next above that of greedy's text, in each",
  oracle: "the order of Holtzman et al. 2020, table 1; the addresses as they were held",
  sources: [
    "src/generation/decoding.ts",
    "src/generation/beam.ts",
    "src/evaluation/diversity.ts",
    "prove/open-ended.ts",
    "prove/rows/C10.ts",
  ],

  async run(log) {
    threads(1);
    const { model, tokenizer } = await smollm2();
    const runs: Record<"greedy" | "beams" | "top-p" | "human", Figures>[] = [];
    for (const seed of SEEDS) {
      const drawn = openings((text) => tokenizer.encode(text), seed);
      const prompts = drawn.map(({ prompt }) => prompt);
      const texts: Record<string, Texts> = {
        greedy: continuations(model, prompts, { temperature: 0 }, () => greedy),
        beams: prompts.slice(0, SEARCHED).map((prompt) => beams(model, prompt)),
        "top-p": continuations(model, prompts, { temperature: 1, topP: 0.9 }, (row) => multinomial(1000 * seed + row)),
        human: drawn.map(({ human }) => human),
      };
      const of: Record<string, Figures> = {};
      for (const [name, written] of Object.entries(texts)) {
        of[name] = {
          rep4: meanOf(written.map((text) => repetition(text, 4))),
          distinct2: distinct(written, 2),
          perplexity: await perplexityBehind(model, prompts.slice(0, written.length), written),
        };
        log(`seed ${seed}, ${name}: ${JSON.stringify(of[name])}`);
      }
      runs.push(of as Record<"greedy" | "beams" | "top-p" | "human", Figures>);
    }
    releaseModel(model);
    const met = runs.every(
      ({ greedy, beams, human, "top-p": nucleus }) =>
        Math.min(greedy.rep4, beams.rep4) >= 2 * nucleus.rep4 &&
        Math.max(greedy.distinct2, beams.distinct2) < nucleus.distinct2 &&
        human.perplexity > greedy.perplexity &&
        Math.min(greedy.rep4, beams.rep4) > human.rep4,
    );
    const shown = (name: "greedy" | "beams" | "top-p" | "human", figure: keyof Figures, digits: number) =>
      runs.map((run) => run[name][figure].toFixed(digits)).join(", ");
    return {
      status: met ? "passed" : "failed",
      value: Object.fromEntries(
        (["greedy", "beams", "top-p", "human"] as const).flatMap((name) => [
          [`rep-4 of ${name}, by seed`, shown(name, "rep4", 3)],
          [`distinct-2 of ${name}`, shown(name, "distinct2", 3)],
          [`perplexity of ${name}`, shown(name, "perplexity", 2)],
        ]),
      ),
      seeds: SEEDS,
      interval: `rep-4 of greedy less that of top-p: ${described(
        tInterval(runs.map((run) => run.greedy.rep4 - run["top-p"].rep4)),
        SEEDS.length,
        3,
      )}`,
      control: `what people wrote repeats as little as what was drawn: rep-4 ${shown("human", "rep4", 3)}`,
    };
  },
};

interface Figures {
  readonly rep4: number;
  readonly distinct2: number;
  readonly perplexity: number;
}

function beams(model: Writes, prompt: readonly number[]): readonly number[] {
  const frontier = new Decoding(model, [{ prompt, sampler: greedy }]);
  const [best] = beamSearch(frontier, { beams: BEAMS, maxTokens: TOKENS });
  frontier.release();
  return best!.tokens;
}

export default demonstration;
