/** The causal objective: its loss is transformers', and a tiny model that minimizes it passes a counting one. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadModel } from "../../../src/checkpoints/index.ts";
import { ngramBaselines } from "../../../src/cli/ngram-baselines.ts";
import {
  causalRows,
  type Document,
  openShards,
  type Shards,
  speeches,
  tokenBatches,
  writeShards,
} from "../../../src/data/index.ts";
import { llama } from "../../../src/models/index.ts";
import { distinctWeights, initialize, releaseModel } from "../../../src/nn/index.ts";
import { adamW, cosine, muon, together } from "../../../src/optim/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { trainByteLevelBpe } from "../../../src/tokenizers/index.ts";
import { causalLM, surprise, train } from "../../../src/training/index.ts";
import { fixture, fixturePath } from "../../../tests/fixtures.ts";
import { CausalFixture, lossOf } from "../../../tests/parity/training.ts";
import { row } from "../../harness/row.ts";

const SEEDS = [1, 2, 3];
const VOCABULARY = 2048;
const LENGTH = 64;
const STEPS = 600;

export default row({
  id: "H01",
  bar:
    "The causal loss equals that of transformers' labels within 1e-6 of it for 12 rows and for all together (the neighbours of a float32 near 5 are 4.8e-7 apart); " +
    "a tiny LLaMA trained on it has fewer bits per character of held-out text than a modified Kneser-Ney 5-gram of characters on the same split, with each of three seeds",
  holds: {
    "largest relative distance from transformers' loss": { below: 1e-6 },
    "worst seed": { below: "modified Kneser-Ney 5-gram of characters" },
    "tiny LLaMA, bits per character, 95 %": { below: "modified Kneser-Ney 5-gram of characters" },
    "control: loss of labels that are not shifted, apart": { above: 0.01 },
    "control: bits per character before training": { above: "modified Kneser-Ney 5-gram of characters" },
  },
  oracle: "transformers 5.23.0 (LlamaForCausalLM with labels); the modified Kneser-Ney model of src/ngram",
  short: {
    "the causal loss equals that of transformers' labels, which it shifts, to 1e-6 of it": () => {
      const { apart, unshifted } = lossesApart();
      return {
        // Of it: neighbours of a float32 near 5 are 4.8e-7 apart.
        "largest relative distance": [apart, { below: 1e-6 }],
        "without the shift, apart": [unshifted, { above: 0.01 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const { apart, unshifted } = lossesApart();
    log(`largest relative distance from transformers ${apart.toExponential(1)}`);

    // Documents of the same president's years are in both parts; every tenth speech is held out.
    const all: Document[] = [...speeches({ from: 1950 })];
    const held = all.filter((_, i) => i % 10 === 5);
    const seen = all.filter((_, i) => i % 10 !== 5);
    const [, characters, words] = await ngramBaselines(seen, held);
    const length = held.reduce((sum, { text }) => sum + [...text].length, 0);
    const bytes = held.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    const bar = (characters!.bitsPerByte * bytes) / length;
    log(`${characters!.label}: ${bar.toFixed(4)} bits per character of ${length}`);

    const folder = mkdtempSync(join(tmpdir(), "tenon-h01-"));
    try {
      const texts = seen.map(({ text }) => text);
      const tokenizer = trainByteLevelBpe(texts, {
        vocabularySize: VOCABULARY,
        specialTokens: ["<end>"],
        roles: { eos: "<end>" },
      });
      await writeShards(seen, tokenizer, join(folder, "train"));
      await writeShards(held, tokenizer, join(folder, "held"));
      const [training, unseen] = ["train", "held"].map((name) => openShards(join(folder, name))) as [Shards, Shards];
      const reached: number[] = [];
      let early = 0;
      for (const seed of SEEDS) {
        const [begin, end] = await learn(training, unseen, seed, length);
        reached.push(end);
        early = Math.max(early, begin);
        log(`seed ${seed}: ${end.toFixed(4)} bits per character, ${begin.toFixed(4)} before training`);
      }
      const mean = reached.reduce((sum, value) => sum + value / reached.length, 0);
      const spread = Math.sqrt(reached.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (reached.length - 1));
      const half = (4.303 * spread) / Math.sqrt(reached.length); // Student's t, two degrees of freedom
      return {
        seeds: SEEDS,
        interval: `95% t interval of the mean over seeds: ${(mean - half).toFixed(4)} to ${(mean + half).toFixed(4)}`,
        value: {
          "largest relative distance from transformers' loss": apart,
          "tiny LLaMA, bits per character, mean": mean,
          "worst seed": Math.max(...reached),
          "modified Kneser-Ney 5-gram of characters": bar,
          "modified Kneser-Ney 5-gram of words with spelled rare ones (no part of the bar)":
            (words!.bitsPerByte * bytes) / length,
          "training characters": texts.reduce((sum, text) => sum + text.length, 0),
          "tokens trained on": STEPS * 16 * LENGTH,

          "tiny LLaMA, bits per character, 95 %": [mean - half, mean + half],
          "control: loss of labels that are not shifted, apart": unshifted,
          "control: bits per character before training": early,
        },
        control: `labels that are not shifted: loss ${unshifted.toFixed(3)} apart; before training ${early.toFixed(2)} bits per character, above the 5-gram`,
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});

/** Bits per held-out character before and after training. */
async function learn(training: Shards, unseen: Shards, seed: number, characters: number): Promise<[number, number]> {
  const model = initialize(
    llama({
      vocabulary: VOCABULARY,
      width: 128,
      depth: 2,
      heads: 2,
      kvHeads: 2,
      hidden: 352,
      context: LENGTH,
      tied: false,
    }),
    seed,
  );
  const measure = () => {
    const { nats, tokens } = surprise(model, unseen, { length: LENGTH, stride: LENGTH / 2 });
    return ((nats / tokens) * unseen.tokens) / Math.LN2 / characters;
  };
  const isHidden = ([path, { rank }]: readonly [string, { rank: number }]) => path.startsWith("blocks.") && rank === 2;
  const all = [...distinctWeights(model)];
  const lm = causalLM(model);
  const before = measure();
  await train({
    learns: { model },
    objective: (tokens: Parameters<typeof causalRows>[0]) => lm(causalRows(tokens)),
    batches: tokenBatches(training, { length: LENGTH, batch: 16, seed }),
    optimizer: together(
      muon(all.filter(isHidden), { lr: 0.02 }),
      adamW(
        all.filter((weight) => !isHidden(weight)),
        { lr: 5e-3, betas: [0.9, 0.95] },
      ),
    ),
    schedule: cosine({ steps: STEPS, warmup: 20, floor: 0.05 }),
    steps: STEPS,
    clip: 1,
    precision: "bfloat16",
  });
  const after = measure();
  releaseModel(model);
  return [before, after];
}

/** The causal loss of twelve rows and of all together beside transformers', relative; and how far off it is unshifted. */
function lossesApart(): { apart: number; unshifted: number } {
  const { rows, labels, losses, whole } = fixture("training/causal.json.gz", CausalFixture);
  const { model } = loadModel(fixturePath("llama/tiny"));
  const each = rows.map((row, i) => Math.abs(lossOf(model, [row], [labels[i]!]) / losses[i]! - 1));
  const apart = Math.max(...each, Math.abs(lossOf(model, rows, labels) / whole - 1));
  const unshifted = Math.abs(lossOf(model, rows, labels, 0) - whole);
  releaseModel(model);
  return { apart, unshifted };
}
