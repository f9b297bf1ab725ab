/** BERT's input is the sum of token, segment and position embeddings, normalized (Devlin et al. 2019). */
import { load } from "../../src/checkpoints/index.ts";
import type { Reads } from "../../src/nn/index.ts";
import { Packed, setWeights, weights } from "../../src/nn/index.ts";
import { ids, release, scope, type Tensor, threads } from "../../src/tensor/index.ts";
import { fixture } from "../../tests/fixtures.ts";
import { compareMiniLM, compareTinyBert, hiddenStates, MiniLMFixture } from "../../tests/parity/compare-bert.ts";
import type { Demonstration } from "../evidence.ts";

const demonstration: Demonstration = {
  id: "B06",
  bar:
    "the embedding layer's output equals transformers' to 1e-6: every number of a tiny random BERT with segments, and all-MiniLM-L6-v2's " +
    "in root mean square on 44 texts; changing a token's segment changes its vector, and by exactly zero once both segments have one vector",
  oracle: "transformers 5.23.0 BertEmbeddings on torch 2.13.0, the same weights",
  sources: [
    "src/nn/embedding.ts",
    "src/nn/norms.ts",
    "src/models/bert.ts",
    "tests/parity/compare-bert.ts",
    "prove/rows/B06.ts",
  ],

  async run(log) {
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
    const met = real.embeddingRms < 1e-6 && tiny.embedding < 1e-6 && swapped > 1e-2 && equal === 0;
    return {
      status: met && tiny.embeddingWithoutSegments > 1e-2 ? "passed" : "failed",
      value: {
        "tokens of all-MiniLM-L6-v2 compared": real.tokens,
        "all-MiniLM-L6-v2, worst root mean square of a token": real.embeddingRms,
        "tiny BERT with segments, worst number": tiny.embedding,
        "largest change by another segment": swapped,
        "the same where both segments have one vector": equal,
      },
      control: `the tiny BERT without its segments: worst number ${tiny.embeddingWithoutSegments.toFixed(2)}`,
    };
  },
};

/** The largest change of a number in the embedding when every token goes from segment 0 to 1. */
function swapSegments(model: Reads, row: readonly number[]): number {
  const embedded = (segment: number) => {
    const [first, ...rest] = hiddenStates(model, ids(row), new Packed([row.length]), ids(row.map(() => segment)));
    release(...rest);
    return first as Tensor;
  };
  return scope(() => embedded(0).sub(embedded(1)).abs().max().item());
}

export default demonstration;
