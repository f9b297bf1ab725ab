/** BERT, an encoder alone (Devlin et al. 2019): the real all-MiniLM-L6-v2, and a tiny one trained from nothing. */
import { load } from "../../src/checkpoints/index.ts";
import { Run } from "../../src/interventions/index.ts";
import { KVCache, releaseModel } from "../../src/nn/index.ts";
import { open } from "../../src/open/index.ts";
import { infer, threads } from "../../src/tensor/index.ts";
import { fixture } from "../../tests/fixtures.ts";
import { compareMiniLM, compareTinyBert, MiniLMFixture } from "../../tests/parity/compare-bert.ts";
import type { Demonstration } from "../evidence.ts";
import { accuracy, corpus, trainMasked, unigram } from "../masked-training.ts";
import { tInterval } from "../statistics.ts";

const SEEDS = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
const STEPS = 100;

const demonstration: Demonstration = {
  id: "E04",
  bar:
    "all-MiniLM-L6-v2, 44 texts, all layers: hidden states within 1e-4; a tiny random BERT's hidden states, both heads and every gradient within 1e-4; a BERT trained " +
    "from nothing names hidden tokens of unseen, generated English sentences at least 30 points above the commonest token, ten seeds, lower end of the 95 % interval; it cannot write " +
    "from left to right: the port refuses, attention refuses a cache, and without what follows a token it names it worse",
  oracle: "transformers 5.23.0 BertModel and BertForPreTraining on torch 2.13.0; the commonest token",
  sources: [
    "src/models/bert.ts",
    "src/nn/encoder.ts",
    "src/nn/attention.ts",
    "src/training/masked.ts",
    "prove/masked-training.ts",
    "prove/rows/E04.ts",
  ],

  async run(log) {
    threads(1);
    const { model: minilm } = await load("all-minilm-l6-v2", { pull: false, able: "read" });
    const { cases, seeds } = fixture("bert/minilm.json.gz", MiniLMFixture);
    const real = compareMiniLM(minilm, cases, seeds);
    const tiny = compareTinyBert();
    log(`${JSON.stringify(real)} ${JSON.stringify(tiny)}`);
    const refusals = await refuses(() => {
      const run = new Run(minilm, { sequences: new KVCache() });
      for (const part of [[1, 2], [3]]) infer(() => run.read([part]).stream);
    });
    log(refusals.join("; "));

    const text = corpus();
    const base = unigram(text);
    const trained = SEEDS.map((seed) => {
      const { model, lastLoss } = trainMasked(text, { seed, steps: STEPS });
      const both = accuracy(model, text);
      const [sighted, left] = (["sighted", "blind"] as const).map((first) => accuracy(model, text, { first }));
      releaseModel(model);
      log(
        `seed ${seed}: loss ${lastLoss.toFixed(3)}, accuracy ${both.toFixed(4)}, with nothing to the right ${left!.toFixed(4)} where with it ${sighted!.toFixed(4)}, commonest token ${base.toFixed(4)}`,
      );
      return { gain: both - base, lost: sighted! - left! };
    });
    const gain = tInterval(trained.map((one) => one.gain));
    const lost = tInterval(trained.map((one) => one.lost));
    const { model } = trainMasked(text, { seed: SEEDS[0]!, steps: STEPS, shuffled: true });
    const control = accuracy(model, text) - base;
    releaseModel(model);
    log(`gain ${JSON.stringify(gain)}, lost without the right ${JSON.stringify(lost)}, control ${control}`);
    const exact =
      Math.max(real.wholeLast, real.worstRms, tiny.hidden, tiny.logits, tiny.pairLogits, tiny.gradient) < 1e-4;
    return {
      status: exact && gain.low >= 0.3 && lost.low > 0 && refusals.length === 2 && control < 0.15 ? "passed" : "failed",
      value: {
        "all-MiniLM-L6-v2, worst number of two whole last layers": real.wholeLast,
        "all-MiniLM-L6-v2, worst root mean square of a token, any layer": real.worstRms,
        "tiny random BERT, worst hidden state": tiny.hidden,
        "tiny random BERT, worst logit of a token": tiny.logits,
        "tiny random BERT, worst gradient, share of its norm": tiny.gradient,
        "commonest token": base,
        "accuracy above it": gain.mean,
        "accuracy lost with nothing to the right": lost.mean,
        refusals: refusals.join("; "),
      },
      seeds: SEEDS,
      interval: `gain ${gain.low.toFixed(4)} to ${gain.high.toFixed(4)}, lost ${lost.low.toFixed(4)} to ${lost.high.toFixed(4)} (t, 95 %)`,
      control: `the same training on tokens that tell nothing of each other: gain ${control.toFixed(4)}; the tiny BERT without its segments: ${tiny.embeddingWithoutSegments.toFixed(2)} away`,
    };
  },
};

/** What an encoder says when it is asked to write, and when it is to go on from what it has read. */
async function refuses(goOn: () => unknown): Promise<string[]> {
  const said: string[] = [];
  const port = await open("all-minilm-l6-v2", { pull: false });
  await port.generate("Once").completion.catch((error: Error) => said.push(error.message));
  await port.close();
  try {
    goOn();
  } catch (error) {
    said.push((error as Error).message);
  }
  return said;
}

export default demonstration;
