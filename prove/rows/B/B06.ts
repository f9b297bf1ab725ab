/** BERT's input is the sum of token, segment and position embeddings, normalized (Devlin et al. 2019). */

import { load } from "../../../src/checkpoints/index.ts";
import { bert } from "../../../src/models/index.ts";
import type { Reads } from "../../../src/nn/index.ts";
import { initialize, Packed, releaseModel, setWeights, weights } from "../../../src/nn/index.ts";
import { ids, noGrad, release, scope, type Tensor, threads } from "../../../src/tensor/index.ts";
import { fixture } from "../../../tests/fixtures.ts";
import { compareMiniLM, compareTinyBert, hiddenStates, MiniLMFixture } from "../../../tests/parity/compare-bert.ts";
import { row } from "../../harness/row.ts";
import { apart } from "../../worlds/apart.ts";

export default row({
  id: "B06",
  bar:
    "the embedding layer's output equals transformers' to 1e-6: every number of a tiny random BERT with segments, and all-MiniLM-L6-v2's " +
    "in root mean square on 44 texts; changing a token's segment changes its vector, and by exactly zero once both segments have one vector",
  holds: {
    "all-MiniLM-L6-v2, worst root mean square of a token": { below: 1e-6 },
    "tiny BERT with segments, worst number": { below: 1e-6 },
    "largest change by another segment": { above: 1e-2 },
    "the same where both segments have one vector": { is: 0 },
    "control: tiny BERT without its segments, worst number": { above: 1e-2 },
  },
  oracle: "transformers 5.23.0 BertEmbeddings on torch 2.13.0, the same weights",

  short: {
    "the embedding layer is transformers', of all-MiniLM-L6-v2 and of a tiny BERT with segments": async () => {
      const { model } = await load("all-minilm-l6-v2", { pull: false, able: "read" });
      const { cases, seeds } = fixture("bert/minilm.json.gz", MiniLMFixture);
      const some = cases.filter((_, i) => i % 4 === 0 || i === 6);
      const real = compareMiniLM(model, some, seeds);
      releaseModel(model);
      const tiny = compareTinyBert();
      return {
        "worst root mean square of a token": [real.embeddingRms, { below: 1e-6 }],
        "tiny BERT, worst number": [tiny.embedding, { below: 1e-6 }],
        "tiny BERT without its segments": [tiny.embeddingWithoutSegments, { above: 1e-2 }],
      };
    },
    "a segment changes what it is given to, and nothing where both segments have one vector": () =>
      scope(() => {
        const model = initialize(bert(TINY), 3);
        const embed = (segments?: readonly number[]) => embedded(model, [3, 1, 4, 1], segments);
        const [none, one, two] = [embed(), embed([0, 0, 0, 0]), embed([0, 0, 1, 1])];
        const table = new Map(weights(model)).get("embed.segments.table")!;
        noGrad(() => table.select(0, 1).copyFrom(table.select(0, 0)));
        return {
          "where no segment is told": [apart(one, none), { is: 0 }],
          "before the change": [apart(one.narrow(0, 0, 2), two.narrow(0, 0, 2)), { is: 0 }],
          "behind it": [apart(one.narrow(0, 2, 2), two.narrow(0, 2, 2)), { above: 1e-2 }],
          "with one vector for both": [apart(one, embed([0, 0, 1, 1])), { is: 0 }],
        };
      }),
    "one token at two places has two vectors": () =>
      scope(() => {
        const same = embedded(initialize(bert(TINY), 3), [5, 5]);
        return { apart: [apart(same.select(0, 0), same.select(0, 1)), { above: 1e-2 }] };
      }),
  },

  async full(log) {
    threads(1);
    const { model } = await load("all-minilm-l6-v2", { pull: false, able: "read" });
    const { cases, seeds } = fixture("bert/minilm.json.gz", MiniLMFixture);
    const real = compareMiniLM(model, cases, seeds);
    log(JSON.stringify(real));
    const tiny = compareTinyBert();
    log(JSON.stringify(tiny));

    const row = cases[20]!.ids;
    const swapped = swapSegments(model, row);
    const table = new Map(weights(model)).get("embed.segments.table")!;
    const same = scope(() => table.select(0, 0).unsqueeze(0).expand(table.shape).clone());
    setWeights(model, new Map([["embed.segments.table", same]]));
    const equal = swapSegments(model, row);
    log(`segments: ${swapped}, and with one vector for both ${equal}`);
    return {
      value: {
        "tokens of all-MiniLM-L6-v2 compared": real.tokens,
        "all-MiniLM-L6-v2, worst root mean square of a token": real.embeddingRms,
        "tiny BERT with segments, worst number": tiny.embedding,
        "largest change by another segment": swapped,
        "the same where both segments have one vector": equal,
        "control: tiny BERT without its segments, worst number": tiny.embeddingWithoutSegments,
      },
      control: `the tiny BERT without its segments: worst number ${tiny.embeddingWithoutSegments.toFixed(2)}`,
    };
  },
});

/** The largest change of a number in the embedding when every token goes from segment 0 to 1. */
function swapSegments(model: Reads, row: readonly number[]): number {
  const given = (segment: number) =>
    embedded(
      model,
      row,
      row.map(() => segment),
    );
  return scope(() => apart(given(0), given(1)));
}

const TINY = { vocabulary: 11, width: 8, depth: 1, heads: 2, hidden: 12, context: 16 };

/** What the first block reads, [N, D]. */
function embedded(model: Reads, row: readonly number[], segments?: readonly number[]): Tensor {
  const [first, ...rest] = noGrad(() =>
    hiddenStates(model, ids(row), new Packed([row.length]), segments && ids(segments)),
  );
  release(...rest);
  return first!;
}
