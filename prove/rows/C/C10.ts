/** Degeneration: the likeliest text repeats itself, and people do not write it (Holtzman et al. 2020, arXiv:1904.09751). */

import { distinct, repetitionRate } from "../../../src/evaluation/index.ts";
import { beamSearch, Decoding, greedy, multinomial } from "../../../src/generation/index.ts";
import { countSentences, modifiedKneserNey, Vocabulary } from "../../../src/ngram/index.ts";
import { releaseModel, type Writes } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { draws } from "../../../tests/draws.ts";
import { row } from "../../harness/row.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { continuations, meanOf, openings, perplexityBehind, TOKENS } from "../../worlds/open-ended.ts";
import { referenceCorpus } from "../../worlds/reference-corpus.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

const SEEDS = [1, 2, 3];
const BEAMS = 4;
/** Prompts that beams go on with: each takes as long as all others together. */
const SEARCHED = 4;
type Texts = readonly (readonly number[])[];

export default row({
  id: "C10",
  bar: "SmolLM2, 20 prompts x 64 tokens (4 for beams), three draws of prompts and of texts: rep-4 of greedy search and of beam search at least twice that of top-p 0.9; distinct-2 the other way; the perplexity of what people wrote next above that of greedy's text, in each",
  holds: {
    "rep-4 of search, the lesser, as a multiple of top-p's": { atLeast: 2 },
    "distinct-2 of top-p less the larger of search's": { above: 0 },
    "perplexity of human less that of greedy": { above: 0 },
    "control: rep-4 of search, the lesser, less that of human": { above: 0 },
  },
  oracle: "the order of Holtzman et al. 2020, table 1; the addresses as they were held",

  short: {
    "repetition is high in what is likeliest under a trigram model, and low in what is drawn from it": () => {
      const { sentences } = referenceCorpus();
      const model = modifiedKneserNey(countSentences(sentences, new Vocabulary(), { order: 3 }));
      const write = (start: number, choose: (probabilities: Float64Array) => number) => {
        const tokens = [start];
        while (tokens.length < TOKENS) {
          const probabilities = model.conditional(tokens);
          if (model.end !== undefined) probabilities[model.end] = 0;
          tokens.push(choose(probabilities));
        }
        return tokens;
      };
      const random = draws(1);
      const drawing = (probabilities: Float64Array) => {
        const sums = [...probabilities];
        for (let i = 1; i < sums.length; i++) sums[i]! += sums[i - 1]!;
        const place = random() * sums.at(-1)!;
        return sums.findIndex((sum) => sum > place);
      };
      const likeliest = (probabilities: Float64Array) => probabilities.indexOf(Math.max(...probabilities));
      const starts = Array.from({ length: 12 }, (_, i) => 3 + 5 * i);
      const rep4 = (texts: Texts) => meanOf(texts.map((text) => repetitionRate(text, 4)));
      const searched = starts.map((start) => write(start, likeliest));
      const drawn = starts.map((start) => write(start, drawing));
      return {
        "rep-4 of what is likeliest": [rep4(searched), { above: 0.3 }],
        "the same less twice that of what is drawn": [rep4(searched) - 2 * rep4(drawn), { above: 0 }],
        "distinct-2 of what is likeliest": [distinct(searched, 2), { below: "distinct-2 of what is drawn" }],
        "distinct-2 of what is drawn": [distinct(drawn, 2), { above: 0 }],
      };
    },
  },

  async full(log) {
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
          rep4: meanOf(written.map((text) => repetitionRate(text, 4))),
          distinct2: distinct(written, 2),
          perplexity: await perplexityBehind(model, prompts.slice(0, written.length), written),
        };
        log(`seed ${seed}, ${name}: ${JSON.stringify(of[name])}`);
      }
      runs.push(of as Record<"greedy" | "beams" | "top-p" | "human", Figures>);
    }
    releaseModel(model);
    const shown = (name: "greedy" | "beams" | "top-p" | "human", figure: keyof Figures) =>
      runs.map((run) => run[name][figure]);
    const searched = ({ greedy, beams }: (typeof runs)[number]) => Math.min(greedy.rep4, beams.rep4);
    return {
      value: {
        ...Object.fromEntries(
          (["greedy", "beams", "top-p", "human"] as const).flatMap((name) => [
            [`rep-4 of ${name}, by seed`, shown(name, "rep4")],
            [`distinct-2 of ${name}`, shown(name, "distinct2")],
            [`perplexity of ${name}`, shown(name, "perplexity")],
          ]),
        ),

        "rep-4 of search, the lesser, as a multiple of top-p's": runs.map((run) => searched(run) / run["top-p"].rep4),
        "distinct-2 of top-p less the larger of search's": runs.map(
          (run) => run["top-p"].distinct2 - Math.max(run.greedy.distinct2, run.beams.distinct2),
        ),
        "perplexity of human less that of greedy": runs.map((run) => run.human.perplexity - run.greedy.perplexity),
        "control: rep-4 of search, the lesser, less that of human": runs.map((run) => searched(run) - run.human.rep4),
      },
      seeds: SEEDS,
      interval: `rep-4 of greedy less that of top-p: ${described(
        tInterval(runs.map((run) => run.greedy.rep4 - run["top-p"].rep4)),
        SEEDS.length,
        3,
      )}`,
      control: `what people wrote repeats as little as what was drawn: rep-4 ${shown("human", "rep4")
        .map((rate) => rate.toFixed(3))
        .join(", ")}`,
    };
  },
});

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
