/** Tunings of a tiny model: what is learned, what stays, what a run that was broken off goes on to, and what is refused. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyFolder } from "../../tests/lifetimes.ts";
import { loadModel, readSafetensors } from "../checkpoints/index.ts";
import { type Example, packedRows } from "../data/index.ts";
import { Run } from "../interventions/index.ts";
import { distinctWeights, type Writes, writes } from "../nn/index.ts";
import { open } from "../open/index.ts";
import { lora } from "../peft/index.ts";
import { infer, scope } from "../tensor/index.ts";
import { listCheckpoints } from "./checkpoint.ts";
import {
  causalLM,
  defineTuning,
  type RecipeRunOptions,
  readLog,
  runRecipe,
  type TuningInput,
  tokenLoss,
} from "./index.ts";
import { stepsOf } from "./tuning.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-tunings-"));
const from = tinyFolder();
afterAll(() => {
  for (const folder of [root, from]) rmSync(folder, { recursive: true });
});
let folders = 0;
const folder = () => join(root, String(folders++));

const pairs = (count: number): Example[] =>
  Array.from({ length: count }, (_, i) => ({ prompt: `q${i}`, completion: String.fromCharCode(97 + i).repeat(3) }));
const input: TuningInput = {
  name: "tiny",
  from,
  examples: () => pairs(10),
  lora: { rank: 2 },
  batch: { rows: 2 },
  steps: 4,
  every: { evaluation: 2, checkpoint: 2 },
};
const run = (change: Partial<TuningInput> = {}, options: Partial<RecipeRunOptions> = {}) =>
  runRecipe(defineTuning({ ...input, ...change }), { out: folder(), ...options });
const learned = (out: string) =>
  scope(() => {
    const [newest] = listCheckpoints(join(out, "checkpoints"));
    return new Map(
      [...readSafetensors(newest!.path).tensors].map(([name, tensor]) => [name, tensor.data().toString()]),
    );
  });

describe("a tuning", () => {
  it("learns its examples, stops behind an answer, and leaves the model as it was", async () => {
    const out = folder();
    const examples = () => pairs(3);
    const { losses, heldOut, ended } = await run(
      { examples, steps: 80, lora: { rank: 4 }, optimizer: { lr: 2e-2 }, schedule: { kind: "constant", warmup: 0 } },
      { out },
    );
    expect([ended, heldOut]).toEqual(["done", undefined]); // of three none is held out
    expect(losses.at(-1)).toBeLessThan(0.05);
    const ask = async (riders: string[]) => {
      const lm = await open(from, { with: riders });
      const found = examples().map(async (example) => {
        const { prompt } = example as { prompt: string };
        const { text, finish } = await lm.generate([{ role: "user", content: prompt }], {
          temperature: 0,
          maxTokens: 9,
        }).completion;
        return { text, finish };
      });
      return await Promise.all(found).finally(() => lm.close());
    };
    const [before, after] = [await ask([]), await ask([out])];
    expect(after.map(({ text }) => text)).toEqual(["aaa", "bbb", "ccc"]);
    expect(after.every(({ finish }) => finish === "stop")).toBe(true);
    expect(before.map(({ text }) => text)).not.toEqual(after.map(({ text }) => text));
    const samples = readLog(join(out, "metrics.jsonl")).filter((entry) => entry.kind === "sample");
    expect(samples.map(({ step, text }) => [step, text])).toEqual([
      ...before.map(({ text }) => [0, expect.stringMatching(text.slice(0, 3).replace(/[^\w]/g, "."))]),
      ...after.map(({ text }) => [80, text]),
    ]);
  });

  it("holds out every so many, and tells the loss on them before and after, and three answers", async () => {
    const out = folder();
    const { heldOut } = await run({ heldOut: 0.2 }, { out });
    const entries = readLog(join(out, "metrics.jsonl"));
    expect(entries.flatMap(({ kind, step }) => (kind === "evaluation" ? [step] : []))).toEqual([0, 2, 4]);
    const prompts = entries.flatMap((entry) => (entry.kind === "sample" ? [`${entry.step} ${entry.prompt}`] : []));
    expect(prompts).toEqual([0, 4].flatMap((step) => [4, 9, 0].map((i) => `${step} q${i}\n`)));
    const { train, heldOut: rows } = JSON.parse(readFileSync(join(out, "data", "rows.json"), "utf8"));
    expect([train.length, rows.length]).toEqual([8, 2]);
    const { model } = loadModel(from);
    const alone = infer(() => causalLM(model as Writes)(packedRows(rows)).mean.item());
    const first = entries.find((entry) => entry.kind === "evaluation")!;
    expect((first as { loss: number }).loss).toBeCloseTo(alone, 5);
    expect(heldOut?.loss).toBe((entries.findLast((entry) => entry.kind === "evaluation") as { loss: number }).loss);
    const report = readFileSync(join(out, "report.html"), "utf8");
    for (const part of ["q4", "q9", "q0", "before", "after", "in the example", "nats a token after step 4"])
      expect(report).toContain(part);
  });

  it("keeps in its checkpoint what learns and its optimizer, and nothing of the model", async () => {
    const out = folder();
    await run({}, { out });
    const names = [...learned(out).keys()];
    expect(names.filter((name) => !/^(learns\.lora|optimizer|generator)\//.test(name))).toEqual([]);
    const maps = names.filter((name) => name.startsWith("learns.lora/"));
    expect(maps).toHaveLength(2 * 7 * 2); // every linear map of both blocks, two factors
    const parameters = loadModel(from).model;
    const adapted = maps.map((name) => name.slice("learns.lora/".length).replace(/\.[ab]$/, ".weight"));
    for (const path of adapted) expect([...distinctWeights(parameters)].map(([own]) => own)).toContain(path);
  });

  it.each([1, 3])("that ends behind step %i and goes on comes to the same bits", async (steps) => {
    const whole = folder();
    await run({}, { out: whole });
    const parted = folder();
    const stopping = new AbortController();
    const watcher = {
      entry: ({ kind, step }: { kind: string; step: number }) => kind === "step" && step === steps && stopping.abort(),
    };
    expect(await run({}, { out: parted, signal: stopping.signal, watcher })).toMatchObject({
      ended: "interrupted",
      steps,
    });
    expect(existsSync(join(parted, "report.html"))).toBe(true);
    expect(await run({}, { out: parted, resume: true })).toMatchObject({ ended: "done", from: steps, steps: 4 });
    expect(learned(parted)).toEqual(learned(whole));
    const kinds = (out: string) => readLog(join(out, "metrics.jsonl")).map(({ kind, step }) => `${kind} ${step}`);
    expect(kinds(parted)).toEqual(kinds(whole));
    await expect(run({ seed: 1 }, { out: parted, resume: true })).rejects.toThrow(
      "seed: was 0 in the run to be resumed and is 1 now",
    );
    await expect(run({ examples: () => pairs(9) }, { out: parted, resume: true })).rejects.toThrow(
      'corpus: was "10 documents',
    );
  });

  it("is drawn and ordered by its seed", async () => {
    const outs = [folder(), folder(), folder()];
    for (const [i, out] of outs.entries()) await run({ seed: i >> 1 }, { out });
    expect(learned(outs[0]!)).toEqual(learned(outs[1]!));
    expect(learned(outs[0]!)).not.toEqual(learned(outs[2]!));
  });

  it("takes the steps that are asked for, or as many as suit its examples", () => {
    const settings = (change: object) => defineTuning({ ...input, batch: { rows: 4 }, steps: undefined, ...change });
    const found = (change: object, rows: number) => stepsOf(settings(change), rows);
    expect([found({}, 6), found({}, 45), found({}, 5000)]).toEqual([30, 34, 1000]);
    expect([found({ epochs: 2 }, 6), found({ epochs: 0.1 }, 6), found({ steps: 7 }, 6)]).toEqual([3, 1, 7]);
    expect(() => settings({ steps: 1, epochs: 1 })).toThrow("epochs: 1 steps are asked for as well");
  });

  it("learns no example that is held out under another number", async () => {
    const out = folder();
    await run({ heldOut: 0.1, examples: () => [...pairs(9), pairs(1)[0]!] }, { out });
    const { train, heldOut } = JSON.parse(readFileSync(join(out, "data", "rows.json"), "utf8"));
    expect([train.length, heldOut.length]).toEqual([8, 1]);
  });
});

describe("a tuning that cannot be is refused in one sentence, and leaves nothing behind:", () => {
  it.each<[why: string, change: Partial<TuningInput>, sentence: RegExp]>([
    ["a pattern that meets no map", { lora: { at: "blocks.*.mixer.query" } }, /"lora": .*blocks\.\*\.mixer\.query/],
    ["no examples", { examples: () => [] }, /^the recipe "tiny": examples: gave none$/],
    [
      "an example that is none",
      { examples: () => [{ prompt: "a" } as Example] },
      /^the recipe "tiny": example 1: completion: is missing/,
    ],
    [
      "an answer that does not fit",
      { batch: { length: 9 } },
      /^the recipe "tiny": example 1: its answer does not fit: .* the length is 9$/,
    ],
    [
      "more than the model reads",
      { batch: { length: 65 } },
      /batch\.length: the model reads 64 tokens, and examples may have 65$/,
    ],
    [
      "held-out copies alone",
      { examples: () => Array.from({ length: 4 }, () => pairs(1)[0]!), heldOut: 0.5 },
      /all are the same as one that is held out$/,
    ],
    ["no such model", { from: join(root, "none") }, /none/],
  ])("%s", async (_, change, sentence) => {
    const out = folder();
    const error = await run(change, { out }).catch((error: unknown) => error);
    expect(error).toMatchObject({ sentence: true, message: expect.stringMatching(sentence) });
    expect(existsSync(out)).toBe(false);
  });

  it("a folder that holds something else stays as it is", async () => {
    const out = mkdtempSync(join(root, "other-"));
    writeFileSync(join(out, "letter.txt"), "dear");
    await expect(run({}, { out })).rejects.toThrow("holds a run already");
    expect(readdirSync(out)).toEqual(["letter.txt"]);
  });
});

describe("the loss on answers", () => {
  const { model } = loadModel(from);
  if (!writes(model)) throw new Error("the tiny model writes");
  const rows = [
    {
      ids: [5, 6, 7, 8, 9, 10],
      targets: [
        [2, 4],
        [5, 6],
      ],
    },
    { ids: [11, 12, 13], targets: [[1, 3]] },
  ] as const;

  it("is that of all logits with the others passed over, and so are its gradients", () => {
    const batch = packedRows(rows);
    expect(batch.targets.numbers()).toEqual([-100, 7, 8, -100, 10, 12, 13]);
    const change = lora(model, { at: "blocks.*.mlp.*", rank: 2 });
    const slopes = (loss: () => { mean: { backward(): void; item(): number } }) =>
      scope(() => {
        for (const tensor of change.state.values()) tensor.requireGrad();
        const { mean } = loss();
        mean.backward();
        const found = [...change.state].map(([name, tensor]) => [name, [...tensor.grad!.floats()]] as const);
        for (const tensor of change.state.values()) tensor.grad = undefined;
        return { loss: mean.item(), found };
      });
    const run = causalLM(model, { with: [change] });
    const at = slopes(() => run(batch));
    const whole = new Run(model, { with: [change] });
    const all = slopes(() => tokenLoss(whole.read(batch.inputs).logits("all"), batch.targets));
    expect(at.loss).toBeCloseTo(all.loss, 6);
    for (const [i, [name, values]] of at.found.entries())
      for (const [j, value] of values.entries()) expect(value, name).toBeCloseTo(all.found[i]![1][j]!, 6);
  });
});
