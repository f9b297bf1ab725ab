/** Adapters of peft and ours beside each other: what `tools/peft_parity.py` computed, and the same here. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import {
  type Base,
  type CombineOptions,
  combineAdapters,
  loadIntervention,
  loadModel,
  saveIntervention,
} from "../../src/checkpoints/index.ts";
import { type Intervention, type LowRank, LowRankDelta, Run } from "../../src/interventions/index.ts";
import { llamaArchitecture, translate } from "../../src/models/index.ts";
import type { Writes } from "../../src/nn/index.ts";
import { techniques } from "../../src/open/with.ts";
import { adamW } from "../../src/optim/index.ts";
import { adapter, prefix, prompt } from "../../src/peft/index.ts";
import { ids, noGrad, scope, tensor } from "../../src/tensor/index.ts";
import { learner, tokenLoss } from "../../src/training/index.ts";
import { fixture, fixturePath, packed } from "../fixtures.ts";

const made = z.strictObject({ torch: z.string(), transformers: z.string(), attention: z.string(), peft: z.string() });
const rows = z.array(z.array(z.int()));
const logprobs = z.array(packed("float32")); // [T, V] of each row
const kind = z.enum(["llama", "gpt2"]);

/** `peft/expected.json.gz`: what peft computes of each adapter beside it, and of weighted sums of some. */
const Expected = z.strictObject({
  made,
  rows,
  adapters: z.record(z.string(), z.strictObject({ base: kind, logprobs })),
  sums: z.record(z.string(), z.strictObject({ adapters: z.array(z.string()), weights: z.array(z.number()), logprobs })),
});

/** `peft/training.json.gz`: fifty steps of AdamW from the adapter `start`. */
const Training = z.strictObject({
  made,
  rate: z.number(),
  decay: z.number(),
  batches: z.array(rows),
  gradients: z.record(z.string(), packed("float32")), // of the first step
  losses: z.array(z.number()),
});

/** `peft/ours.json.gz`: what peft computes of adapters that were written here, or why it refuses them. */
const Ours = z.strictObject({
  made,
  date: z.string(),
  rows,
  adapters: z.record(
    z.string(),
    z.union([
      z.strictObject({ refused: z.string() }),
      z.strictObject({ base: kind, files: z.record(z.string(), z.string()), tensors: z.int(), logprobs }),
    ]),
  ),
});

const place = (name: string) => fixturePath(`peft/${name}`);
const open = { llama: "llama/tiny", gpt2: "architectures/gpt2/tied" } as const;
const base = (name: keyof typeof open) => loadModel(fixturePath(open[name]));

/** The largest distance of log-probabilities, over all tokens and words, in nats. */
function apart(
  model: Writes,
  change: readonly Intervention[],
  tokens: z.output<typeof rows>,
  theirs: z.output<typeof logprobs>,
): number {
  return scope(() =>
    noGrad(() =>
      Math.max(
        ...tokens.map((row, i) => {
          const logits = new Run(model, { with: change }).read([row]).logits("all"); // [T, V]
          const V = logits.shape.at(-1)!;
          const own = logits.sub(logits.exp().sum(-1, true).log()).floats();
          const { shape, data } = theirs[i]!;
          if (`${shape}` !== `${row.length},${V}`) throw new Error(`the reference is [${shape}]`);
          return own.reduce((most, value, at) => Math.max(most, Math.abs(value - data[at]!)), 0);
        }),
      ),
    ),
  );
}

/** How far each adapter of peft's is from peft here, in nats; `without`: how far the base alone is. */
export function theirs(): Record<string, { apart: number; without: number }> {
  const { rows: tokens, adapters } = fixture("peft/expected.json.gz", Expected);
  return Object.fromEntries(
    Object.entries(adapters).map(([name, expected]) => {
      const of = base(expected.base);
      const change = loadIntervention(place(name), of, techniques);
      const distance = (changes: Intervention[]) => apart(of.model, changes, tokens, expected.logprobs);
      return [name, { apart: distance([change]), without: distance([]) }];
    }),
  );
}

/** How far weighted sums are from `add_weighted_adapter`. */
export function sums(): Record<string, number> {
  const { rows: tokens, sums: expected } = fixture("peft/expected.json.gz", Expected);
  const llama = base("llama");
  return inFolder((root) =>
    Object.fromEntries(
      Object.entries(expected).map(([name, sum], i) => {
        const [by] = name.split(",") as [CombineOptions["by"]];
        const terms = sum.adapters.map((folder, j) => ({ folder: place(folder), weight: sum.weights[j]! }));
        combineAdapters(join(root, `${i}`), terms, { ...(by && { by }), ...(by === "svd" && { rank: 3 }) });
        const change = loadIntervention(join(root, `${i}`), llama, techniques);
        return [name, apart(llama.model, [change], tokens, sum.logprobs)];
      }),
    ),
  );
}

/** First gradients and fifty losses beside peft's, from one start over the same batches. */
export function training(alpha = 1): { gradients: number; losses: number; first: number; last: number } {
  const reference = fixture("peft/training.json.gz", Training);
  const llama = base("llama");
  const read = loadIntervention(place("start"), llama, techniques) as LowRankDelta;
  const change = new LowRankDelta(
    "start",
    new Map([...read.parts].map(([path, part]) => [path, { ...part, scale: part.scale * alpha }])),
  );
  const run = new Run(llama.model, { with: [change] });
  let gradients = 0;
  const learn = learner(adamW(change.state, { lr: reference.rate, weightDecay: reference.decay }), {
    afterBackward: ({ step }) => {
      if (step !== 0) return;
      for (const [name, { data }] of Object.entries(reference.gradients)) {
        const [, path, factor] = /^base_model\.model\.(.+)\.lora_([AB])\.weight$/.exec(name)!;
        const at = translate(llamaArchitecture.huggingFace.names, `${path}.weight`)!.slice(0, -".weight".length);
        const own = change.state.get(`${at}.${factor!.toLowerCase()}`)!.grad!.floats();
        for (const [i, value] of data.entries()) gradients = Math.max(gradients, Math.abs(own[i]! - value));
      }
    },
  });
  const losses = reference.batches.map((batch) =>
    learn.step(() => {
      const logits = run.read(batch.map((row) => row.slice(0, -1))).logits("all"); // [N, V]
      const targets = ids(batch.flatMap((row) => row.slice(1)));
      return tokenLoss(logits.reshape([targets.size, -1]), targets);
    }),
  );
  learn.end();
  const distances = losses.map((loss, i) => Math.abs(loss - reference.losses[i]!));
  return { gradients, losses: Math.max(...distances), first: losses[0]!, last: losses.at(-1)! };
}

/** Changes made here, by numbers that are the same everywhere, which peft was given. */
export const written: Readonly<Record<string, (of: ReturnType<typeof base>) => Intervention>> = {
  list: (of) => waves(of, "blocks.*.mixer.{q,v}", 4, 2),
  rslora: (of) => waves(of, "blocks.*.{mixer,mlp}.*", 6, 5 / Math.sqrt(6)),
  layer: (of) => waves(of, "blocks.1.mlp.*", 3, 1 / 3),
  edit: (of) => waves(of, "blocks.0.mlp.down", 1, 1),
  negative: (of) => waves(of, "{head,blocks.*.mixer.o}", 2, -0.7),
  mixed: (of) => {
    const several = ["blocks.*.mixer.q", "blocks.1.mixer.v", "blocks.*.mlp.up"].map((at, i) =>
      waves(of, at, i + 1, 2 - i),
    );
    return new LowRankDelta("mixed", new Map(several.flatMap(({ parts }) => [...parts])));
  },
  gpt2: (of) => waves(of, "blocks.*.{mixer,mlp}.*", 2, 1.5),
  prefix: (of) => waving(prefix(of.model, { length: 3 })),
  prompt: (of) => waving(prompt(of.model, { length: 5 })),
  adapter: (of) => waving(adapter(of.model, { width: 32, rank: 2 })),
};

/** A change whose tensors hold such numbers too. */
function waving(change: Intervention): Intervention {
  let next = 0;
  for (const value of change.state!.values())
    value.copyFrom(tensor(Array.from({ length: value.size }, () => ((next++ % 23) - 11) / 16)).reshape(value.shape));
  return change;
}

function waves({ model }: Base, at: string, rank: number, scale: number): LowRankDelta {
  let next = 0;
  const wave = (height: number, width: number) =>
    tensor(
      Array.from({ length: height }, () => Array.from({ length: width }, () => Math.fround((next++ % 17) - 8) / 64)),
    );
  const make = ({ inWidth, outWidth }: { inWidth: number; outWidth: number }): LowRank => ({
    a: wave(rank, inWidth),
    b: wave(outWidth, rank),
    scale,
  });
  return LowRankDelta.over(model, "waves", at, make);
}

/** Writes them all, each into a folder of its own. */
export function writeAll(root: string): void {
  for (const [name, make] of Object.entries(written)) {
    const of = base(name === "gpt2" ? "gpt2" : "llama");
    saveIntervention(join(root, name), make(of), of);
  }
}

/** How far peft is from what rides here, by the very files that are written; and whom it refuses. */
export function ours() {
  const { rows: tokens, adapters, date } = fixture("peft/ours.json.gz", Ours);
  return inFolder((root) => {
    writeAll(root);
    const other: string[] = [];
    const refused: Record<string, string> = {};
    const distances: Record<string, number> = {};
    for (const [name, found] of Object.entries(adapters)) {
      if ("refused" in found) {
        refused[name] = found.refused;
        continue;
      }
      const of = base(found.base);
      const change = written[name]!(of);
      distances[name] = apart(of.model, [change], tokens, found.logprobs);
      if (Object.entries(found.files).some(([file, sum]) => sha256(join(root, name, file)) !== sum)) other.push(name);
    }
    return { date, distances, refused, other };
  });
}

const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

function inFolder<T>(body: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), "tenon-peft-"));
  try {
    return body(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}
