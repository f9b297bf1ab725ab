/** BERT, an encoder alone (Devlin et al. 2019): the real all-MiniLM-L6-v2, and a tiny one trained from nothing. */

import { load } from "../../../src/checkpoints/index.ts";
import { maskTokens } from "../../../src/data/index.ts";
import { Run } from "../../../src/interventions/index.ts";
import { bert } from "../../../src/models/index.ts";
import { distinctWeights, initialize, KVCache, releaseModel } from "../../../src/nn/index.ts";
import { open } from "../../../src/open/index.ts";
import { adamW } from "../../../src/optim/index.ts";
import { Generator, ids, infer, noGrad, scope, threads } from "../../../src/tensor/index.ts";
import { maskedLM, maskedLogits } from "../../../src/training/index.ts";
import { fixture } from "../../../tests/fixtures.ts";
import { compareMiniLM, compareTinyBert, MiniLMFixture } from "../../../tests/parity/compare-bert.ts";
import { row } from "../../harness/row.ts";
import { tInterval } from "../../harness/statistics.ts";
import { accuracy, corpus, trainMasked, unigram } from "../../worlds/masked-training.ts";

const SEEDS = [11, 12, 13];
const STEPS = 100;

export default row({
  id: "E04",
  bar:
    "all-MiniLM-L6-v2, 44 texts, all layers: hidden states within 1e-4; a tiny random BERT's hidden states, both heads and every gradient within 1e-4; a BERT trained " +
    "from nothing names hidden tokens of unseen, generated English sentences at least 30 points above the commonest token, three seeds, lower end of the 95 % interval; it cannot write " +
    "from left to right: the port refuses, attention refuses a cache, and without what follows a token it names it worse",
  holds: {
    "all-MiniLM-L6-v2, worst number of two whole last layers": { below: 1e-4 },
    "all-MiniLM-L6-v2, worst root mean square of a token, any layer": { below: 1e-4 },
    "tiny random BERT, worst hidden state": { below: 1e-4 },
    "tiny random BERT, worst logit of a token": { below: 1e-4 },
    "tiny random BERT, worst logit of a pair": { below: 1e-4 },
    "tiny random BERT, worst gradient, share of its norm": { below: 1e-4 },
    "accuracy above it, 95 %": { atLeast: 0.3 },
    "accuracy lost with nothing to the right, 95 %": { above: 0 },
    "refused, of 2": { is: 2 },
    "control: accuracy above the commonest token where tokens tell nothing of each other": { below: 0.15 },
  },
  oracle: "transformers 5.23.0 BertModel and BertForPreTraining on torch 2.13.0; the commonest token",

  short: {
    "writes no text from left to right and scores none, and says so in one sentence": async () => {
      const model = await open("all-minilm-l6-v2", { pull: false, threads: 1 });
      const refused = async (act: () => Promise<unknown>) =>
        await act().then(
          () => ["", "not refused"],
          (error: Error) => ["kind" in error ? String(error.kind) : "", error.message],
        );
      const [writing, scoring] = [
        await refused(() => model.generate("Once").completion),
        await refused(() => model.score("Once upon a time")),
      ];
      await model.close();
      const student = initialize(bert(TINY), 2);
      const run = new Run(student, { sequences: new KVCache() });
      infer(() => run.read([[1, 2]]));
      const goOn = () => infer(() => run.read([[3]]));
      let said = "";
      try {
        goOn();
      } catch (error) {
        said = (error as Error).message;
      }
      run.release();
      releaseModel(student);
      return {
        "going on from what was read": [said.includes("sees the tokens that follow"), { is: true }],
        writing: [
          writing,
          { is: ["unsupported", "all-minilm-l6-v2 is an encoder: it reads a text whole and writes none"] },
        ],
        scoring: [scoring[0]!, { is: "unsupported" }],
      };
    },
    "all-MiniLM-L6-v2 is transformers' in the hidden states of every layer and in the ids of all its texts":
      async () => {
        const { model, tokenizer } = await load("all-minilm-l6-v2", { pull: false, able: "read" });
        const { cases, seeds } = fixture("bert/minilm.json.gz", MiniLMFixture);
        const some = cases.filter((_, i) => i % 4 === 0 || i === 6);
        const found = compareMiniLM(model, some, seeds);
        const other = cases.filter(({ text, ids }) => tokenizer.encode(text, { maxLength: 48 }).join() !== ids.join());
        releaseModel(model);
        return {
          texts: [found.texts, { above: 10 }],
          "worst number of whole last layers": [found.wholeLast, { below: 1e-4 }],
          "worst root mean square of a token": [found.worstRms, { below: 1e-4 }],
          "the same of the embedding layer": [found.embeddingRms, { below: 1e-6 }],
          "texts with other ids": [other.length, { is: 0 }],
        };
      },
    "a tiny random BERT is transformers' in hidden states, both heads, the pooled vector and every gradient": () => {
      const found = compareTinyBert();
      return {
        "hidden states": [found.hidden, { below: 1e-5 }],
        "hidden states, packed": [found.packedHidden, { below: 1e-5 }],
        logits: [found.logits, { below: 2e-5 }],
        pooled: [found.pooled, { below: 1e-5 }],
        "logits of a pair": [found.pairLogits, { below: 1e-5 }],
        loss: [found.loss, { below: 1e-5 }],
        "worst gradient, share of its norm": [found.gradient, { below: 1e-4 }],
        parameters: [found.parameters, { is: 46 }],
      };
    },
    "names a token by what follows it, which no model that reads from the left can": () => {
      const model = initialize(bert(TINY), 1);
      const said = (row: readonly number[]) =>
        noGrad(() =>
          scope(() => {
            const inputs = ids(row).reshape([1, -1]);
            const targets = ids(row.map((_, t) => (t === 0 ? 1 : -100))).reshape([1, -1]);
            return maskedLogits(new Run(model), { inputs, targets }).logits.softmax(-1).numbers();
          }),
        );
      const [one, other] = [said([MASK, 2, 3, 4]), said([MASK, 2, 3, 5])];
      releaseModel(model);
      return { "probabilities apart": [Math.max(...one.map((p, i) => Math.abs(p - other[i]!))), { above: 1e-4 }] };
    },
    "learns a text whose tokens tell each other, from both sides, and nothing where they do not": () => ({
      // Rows count upwards from a random start: each token follows from any other of its row. The control's tokens are drawn.
      "named, of rows that count": [
        learned((start) => Array.from({ length: 6 }, (_, t) => (start + t) % 10)),
        { above: 0.4 },
      ],
      "named, of rows that are drawn": [
        learned((_, draw) => Array.from({ length: 6 }, () => Math.floor(draw() * 10))),
        { below: 0.35 },
      ],
    }),
  },

  async full(log) {
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
    return {
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

        "tiny random BERT, worst logit of a pair": tiny.pairLogits,
        "accuracy above it, 95 %": [gain.low, gain.high],
        "accuracy lost with nothing to the right, 95 %": [lost.low, lost.high],
        "refused, of 2": refusals.length,
        "control: accuracy above the commonest token where tokens tell nothing of each other": control,
      },
      seeds: SEEDS,
      interval: `gain ${gain.low.toFixed(4)} to ${gain.high.toFixed(4)}, lost ${lost.low.toFixed(4)} to ${lost.high.toFixed(4)} (t, 95 %)`,
      control: `the same training on tokens that tell nothing of each other: gain ${control.toFixed(4)}; the tiny BERT without its segments: ${tiny.embeddingWithoutSegments.toFixed(2)} away`,
    };
  },
});

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

const TINY = { vocabulary: 12, width: 32, depth: 1, heads: 2, hidden: 64, context: 8, masked: true };
const MASK = 11;

/** The share of hidden tokens of new rows [6] that a tiny BERT names after 120 steps. */
function learned(row: (start: number, draw: () => number) => number[]): number {
  const student = initialize(bert(TINY), 2);
  const parameters = [...distinctWeights(student)];
  for (const [, parameter] of parameters) parameter.requireGrad();
  const optimizer = adamW(parameters, { lr: 5e-3 });
  const generator = new Generator(1);
  let x = 1;
  const draw = () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x / 2 ** 32;
  };
  const batch = () => {
    const rows = Array.from({ length: 32 }, () => row(Math.floor(draw() * 10), draw));
    return maskTokens(ids(rows.flat()).reshape([32, 6]), { vocabulary: 10, mask: MASK, rate: 0.25 }, generator);
  };
  const objective = maskedLM(student);
  for (let step = 0; step < 120; step++) {
    scope(() => {
      objective(batch()).mean.backward();
      optimizer.step();
      optimizer.zeroGrad();
    });
  }
  const right = noGrad(() =>
    scope(() => {
      const { logits, wanted } = maskedLogits(new Run(student), batch());
      return logits.argmax(-1).eq(wanted).sum().item() / wanted.size;
    }),
  );
  optimizer.release();
  releaseModel(student);
  return right;
}
