/** Pretraining from raw text: duplicates and junk out, shards, AdamW under a cosine, resumed to the bit. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { loadModel, readSafetensors, writeSafetensors } from "../../../src/checkpoints/index.ts";
import {
  causalRows,
  type Document,
  exactDuplicates,
  filtered,
  filterReport,
  lengthFilter,
  nearDuplicates,
  openShards,
  repetitionFilter,
  type Shards,
  scriptFilter,
  speeches,
  tokenBatches,
  writeShards,
} from "../../../src/data/index.ts";
import { llama } from "../../../src/models/index.ts";
import { distinctWeights, initialize, releaseModel } from "../../../src/nn/index.ts";
import { adamW, cosine, decayMatrices } from "../../../src/optim/index.ts";
import { scope, threads } from "../../../src/tensor/index.ts";
import { trainByteLevelBpe } from "../../../src/tokenizers/index.ts";
import { causalLM, listCheckpoints, train } from "../../../src/training/index.ts";
import { fixture, fixturePath } from "../../../tests/fixtures.ts";
import { CurveFixture, curveOf } from "../../../tests/parity/training.ts";
import { bitsOf } from "../../../tests/tiny-training.ts";
import { row } from "../../harness/row.ts";

const STEPS = 40;
const CUT = 17;
const PARAGRAPH = 1200;

export default row({
  id: "J01",
  bar:
    "From raw text to a model: of a corpus with 20 exact and 20 near duplicates and 20 pieces of junk put into it all 60 are dropped and at most 2% of the rest; " +
    "a run resumed in the middle ends with the bits of one that was not; the same seed gives the same losses bit for bit; " +
    "100 losses on the same weights and batches are those of a loop in PyTorch within 1e-4",
  holds: {
    "planted duplicates and junk that were kept": { is: 0 },
    "good documents lost, share": { atMost: 0.02 },
    "resumed run equal bit for bit": { is: true },
    "same seed, same losses bit for bit": { is: true },
    "largest distance of 100 losses from PyTorch's": { below: 1e-4 },
    "control: losses of another seed, largest distance": { above: 0.01 },
    "control: final weights taken up without the optimizer's state": { is: "differ" },
  },
  oracle: "torch 2.13.0 and transformers 5.23.0: the loop of tools/training_parity.py; what was put into the corpus",
  short: {
    "the loss curve is that of a loop in PyTorch on the same weights and batches": async () => {
      const { losses, norms } = fixture("training/curve.json.gz", CurveFixture);
      const { model } = loadModel(fixturePath("llama/tiny"));
      const own = await curveOf(model, 40, losses.length);
      releaseModel(model);
      return {
        steps: [own.losses.length, { is: 40 }],
        "largest distance of a loss": [
          Math.max(...own.losses.map((loss, i) => Math.abs(loss - losses[i]!))),
          { below: 1e-4 },
        ],
        "largest relative distance of a norm": [
          Math.max(...own.norms.map((norm, i) => Math.abs(norm / norms[i]! - 1))),
          { below: 1e-3 },
        ],
      };
    },
  },

  async full(log) {
    threads(1);
    const folder = mkdtempSync(join(tmpdir(), "tenon-j01-"));
    try {
      const report = filterReport();
      const kept: Document[] = [];
      for await (const document of filtered(raw(), FILTERS, report)) kept.push(document);
      const planted = kept.filter(({ id }) => id.startsWith("planted")).length;
      const good = report.seen - 60;
      const lost = good - (kept.length - planted);
      log(
        `${report.seen} documents, ${kept.length} kept: ${planted} of 60 planted ones among them, ${lost} good ones lost`,
      );

      const tokenizer = trainByteLevelBpe(
        kept.map(({ text }) => text),
        { vocabularySize: 512, specialTokens: ["<end>"], roles: { eos: "<end>" } },
      );
      await writeShards(kept, tokenizer, join(folder, "shards"), { shardTokens: 50_000 });
      const shards = openShards(join(folder, "shards"), { tokenizer, verify: true });
      log(`${shards.tokens} tokens in ${shards.index.shards.length} shards`);

      const whole = await run(shards, { seed: 1 });
      const again = await run(shards, { seed: 1 });
      const other = await run(shards, { seed: 2 });
      const sameCurve = `${whole.losses}` === `${again.losses}`;
      const checkpoints = join(folder, "checkpoints");
      await run(shards, { seed: 1, checkpoints, until: CUT });
      const spoiled = without(checkpoints, join(folder, "spoiled"));
      const resumed = await run(shards, { seed: 1, checkpoints });
      const sameBits = resumed.bits === whole.bits && resumed.losses.length === STEPS - CUT;
      const unaware = await run(shards, { seed: 1, checkpoints: spoiled });
      log(`loss ${whole.losses[0]!.toFixed(3)} to ${whole.losses.at(-1)!.toFixed(3)}; resumed equal: ${sameBits}`);

      const torch = fixture("training/curve.json.gz", CurveFixture);
      const ours = await curveOf(loadModel(fixturePath("llama/tiny")).model, 100, 100);
      const apart = Math.max(...ours.losses.map((loss, i) => Math.abs(loss - torch.losses[i]!)));
      log(`largest distance from PyTorch's losses ${apart.toExponential(1)}`);

      const seedsApart = Math.max(...other.losses.map((loss, i) => Math.abs(loss - whole.losses[i]!)));
      return {
        seeds: [1, 2],
        interval: "none: equal to the bit, or beside a reference",
        value: {
          documents: report.seen,
          "planted duplicates and junk that were kept": planted,
          "good documents lost": lost,
          tokens: shards.tokens,
          "first loss": whole.losses[0]!,
          "last loss": whole.losses.at(-1)!,
          "resumed run equal bit for bit": sameBits,
          "same seed, same losses bit for bit": sameCurve,
          "largest distance of 100 losses from PyTorch's": apart,

          "good documents lost, share": lost / good,
          "control: losses of another seed, largest distance": seedsApart,
          "control: final weights taken up without the optimizer's state":
            unaware.bits === whole.bits ? "equal" : "differ",
        },
        control: `another seed: losses up to ${seedsApart.toFixed(3)} apart; the same weights taken up without the optimizer's state: final weights ${unaware.bits === whole.bits ? "EQUAL" : "differ"}`,
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});

const FILTERS = [
  lengthFilter({ min: 100 }),
  scriptFilter(["Latin"]),
  repetitionFilter(),
  exactDuplicates(),
  nearDuplicates({ threshold: 0.7 }),
];

/** Paragraphs of speeches since 1981, and among them, marked by their ids, what ought to be dropped. */
function* raw(): Generator<Document> {
  let n = 0;
  for (const { id, text } of speeches({ from: 1981 })) {
    for (let at = 0; at + PARAGRAPH <= text.length; at += PARAGRAPH, n++) {
      const paragraph = text.slice(at, at + PARAGRAPH);
      yield { id: `${id}:${at}`, text: paragraph };
      if (n % 40 === 3 && n < 800) yield { id: `planted exact ${n}`, text: paragraph };
      if (n % 40 === 13 && n < 800) yield { id: `planted near ${n}`, text: paragraph.replace(/\bthe\b/, "this") };
      if (n % 40 === 23 && n < 800) yield { id: `planted junk ${n}`, text: JUNK[(n >> 3) % JUNK.length]! };
    }
  }
}

const JUNK = [
  "click here ".repeat(60),
  "0123 4567 8910 ".repeat(20),
  "春眠不覺曉，處處聞啼鳥。".repeat(20),
  "home | about | contact",
];

/** A copy of the newest checkpoint in which the optimizer remembers nothing. */
function without(checkpoints: string, folder: string): string {
  const [{ path } = { path: "" }] = listCheckpoints(checkpoints);
  scope(() => {
    const { tensors, metadata } = readSafetensors(path);
    for (const [name, tensor] of tensors) if (/^optimizer.*\.[mv]$/.test(name)) tensor.fill(0);
    writeSafetensors(join(folder, basename(path)), tensors, metadata);
  });
  return folder;
}

interface RunOptions {
  seed: number;
  checkpoints?: string;
  /** Stops behind this step, as Ctrl-C would. */
  until?: number;
}

async function run(
  shards: Shards,
  { seed, checkpoints, until }: RunOptions,
): Promise<{ losses: readonly number[]; bits: string }> {
  const model = initialize(
    llama({ vocabulary: 512, width: 64, depth: 2, heads: 4, kvHeads: 2, hidden: 128, context: 64, tied: true }),
    seed,
  );
  const lm = causalLM(model);
  const stopping = new AbortController();
  const { losses } = await train({
    learns: { model },
    objective: (tokens: Parameters<typeof causalRows>[0]) => lm(causalRows(tokens)),
    batches: tokenBatches(shards, { length: 64, batch: 8, seed }),
    optimizer: adamW(decayMatrices(distinctWeights(model), 0.1), { lr: 3e-3 }),
    schedule: cosine({ steps: STEPS, warmup: 5 }),
    steps: STEPS,
    clip: 1,
    signal: stopping.signal,
    callbacks: [{ afterStep: ({ step }) => step + 1 === until && stopping.abort() }],
    ...(checkpoints !== undefined && { checkpoints: { folder: checkpoints, every: 1000, resume: true } }),
  });
  return { losses, bits: bitsOf(model) };
}
