/** Runs of a tiny recipe: what a resume takes, where a run begins, and what ends none. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyFolder } from "../../tests/lifetimes.ts";
import { runTiny, someDocuments, textOf, tinyInput } from "../../tests/tiny-recipe.ts";
import { loadModel, loadTokenizer } from "../checkpoints/index.ts";
import type { Documents } from "../data/index.ts";
import { distinctWeights } from "../nn/index.ts";
import { defineRecipe, type Recipe, type RecipeRunOptions, readLog } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-runs-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const folder = () => join(root, String(folders++));
const run = (change: Partial<Recipe> = {}, options: Partial<RecipeRunOptions> = {}) =>
  runTiny(change, { out: folder(), ...options });

describe("a run", () => {
  it("goes on with more steps, and with what decides none of them; the event files of both parts grow with it", async () => {
    const first = await run();
    expect(first).toMatchObject({ ended: "done", steps: 4, from: 0 });
    const changes = { steps: 6, prompt: "tells", patience: 8, every: { evaluation: 3, checkpoint: 3, sample: 3 } };
    const second = await run(changes, { out: first.out, resume: true });
    expect(second).toMatchObject({ ended: "done", id: first.id, steps: 6, from: 4 });
    expect(second.notes).toEqual([
      "steps: was 4 and is 6 now, and so from here on the schedule is that of a run so long",
      "every.evaluation: was 2 and is 3 now",
      "patience: was absent and is 8 now",
      'prompt: was "Document" and is "tells" now',
    ]);
    const steps = readLog(join(first.out, "metrics.jsonl")).flatMap(({ kind, step }) =>
      kind === "step" ? [step] : [],
    );
    expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
    expect(readdirSync(first.out).filter((name) => name.startsWith("events.out.tfevents"))).toHaveLength(2);
    expect(await run({ ...changes, steps: 5 }, { out: first.out, resume: true })).toMatchObject({
      ended: "done",
      steps: 6,
    });
  });

  it("goes on with nothing else: what was and what is are named", async () => {
    const { out } = await run();
    const written = () => readdirSync(out).map((name) => [name, readFileSync(join(out, "recipe.json"), "utf8")]);
    const before = written();
    const { optimizer, batch } = defineRecipe(tinyInput);
    for (const [change, said] of [
      [
        { tokenizer: { ...defineRecipe(tinyInput).tokenizer!, vocabulary: 280 } },
        /tokenizer\.vocabulary: was 270 .* and is 280 now/,
      ],
      [{ optimizer: { ...optimizer, lr: 1 } }, /optimizer\.lr: was 0\.001 .* and is 1 now/],
      [{ heldOutEvery: 11 }, /heldOutEvery: was 10 .* and is 11 now/],
      [{ batch: { ...batch, apart: true } }, /batch\.apart: was false .* and is true now/],
      [{ documents: () => someDocuments(41) }, /corpus: was "40 documents, \d+ bytes, \w+" .* and is "41 documents,/],
      [
        { documents: () => someDocuments(40, (i) => textOf(i).toUpperCase()) },
        /corpus: was "40 documents, .* and is "40 documents,/,
      ],
    ] as const) {
      await expect(run(change, { out, resume: true })).rejects.toThrow(said);
      expect(written()).toEqual(before);
    }
    await expect(run({}, { out })).rejects.toThrow(/holds a run already/);
  });

  it("that early stopping ended goes on with more patience", async () => {
    const settings = { steps: 30, patience: 1, every: { evaluation: 1, checkpoint: 30, sample: 30 } };
    const rising = { ...defineRecipe(tinyInput).optimizer, lr: 0.5 }; // soon no evaluation is better than the one before
    const first = await run({ ...settings, optimizer: rising });
    expect(first.ended).toBe("stopped");
    const still = await run({ ...settings, optimizer: rising }, { out: first.out, resume: true });
    expect(still).toMatchObject({ ended: "stopped", losses: [] });
    const more = await run({ ...settings, optimizer: rising, patience: 99 }, { out: first.out, resume: true });
    expect(more).toMatchObject({ ended: "done", from: first.steps, steps: 30 });
  });

  it("holds out no text that it trains on", async () => {
    const documents = () => someDocuments(40, (i) => (i === 7 ? ` ${textOf(5)}\n` : textOf(i))); // 5, 15, 25 and 35 are held out
    const { notes, out } = await run({ documents });
    expect(notes).toContain("left out of training, since their text is held out: 1 documents");
    const { train, heldOut } = JSON.parse(readFileSync(join(out, "data", "corpus.json"), "utf8"));
    expect([train.documents, heldOut.documents]).toEqual([35, 4]);
  });

  it("writes a folder whose answers end in other libraries where they end here", async () => {
    const { out } = await run();
    const end = loadTokenizer(out).eosId;
    const read = (name: string) => JSON.parse(readFileSync(join(out, name), "utf8"));
    expect(end).toBeDefined();
    expect(read("config.json")).toMatchObject({ eos_token_id: end, bos_token_id: null });
    expect(read("generation_config.json").eos_token_id).toBe(end);
  });

  it("keeps documents of a row apart where it is told to, whole ones too", async () => {
    const { batch } = defineRecipe(tinyInput);
    const losses = async (change: object) => (await run({ batch: { ...batch, length: 64, ...change } })).losses;
    const [one, apart, whole] = [
      await losses({}),
      await losses({ apart: true }),
      await losses({ apart: true, documents: "whole" }),
    ];
    expect(apart[0]).not.toBe(one[0]);
    expect(whole[0]).not.toBe(apart[0]);
    expect([...apart, ...whole].every(Number.isFinite)).toBe(true);
  });

  it("begins from a model by name or folder, with its weights and its tokenizer", async () => {
    const from = tinyFolder();
    const { model: _, tokenizer: __, ...rest } = tinyInput;
    const recipe = defineRecipe({ ...rest, from, optimizer: { lr: 0, weightDecay: 0 } });
    const { out, steps } = await run({ ...recipe, model: undefined, tokenizer: undefined });
    expect(steps).toBe(4);
    const [ours, theirs] = [out, from].map((path) =>
      [...distinctWeights(loadModel(path).model)].map(([, weight]) => weight.numbers()),
    );
    expect(ours).toEqual(theirs);
    expect(loadTokenizer(out).encode("Hi <end>")).toEqual(loadTokenizer(from).encode("Hi <end>"));
    expect(
      await run({ ...recipe, model: undefined, tokenizer: undefined, steps: 5 }, { out, resume: true }),
    ).toMatchObject({ from: 4, steps: 5 });
    rmSync(from, { recursive: true });
  });

  it("that is ended before its first step says so by its signal, and goes on", async () => {
    const stopping = new AbortController();
    const watcher = { note: () => stopping.abort() };
    const out = folder();
    await expect(run({}, { out, watcher, signal: stopping.signal })).rejects.toMatchObject({ name: "AbortError" });
    expect(await run({}, { out, resume: true })).toMatchObject({ ended: "done", steps: 4 });
  });
});

describe("what is decoration ends no run:", () => {
  it("a prompt longer than the model reads is cut to its end", async () => {
    const { out, ended } = await run({ prompt: "one after the other ".repeat(20) });
    const sample = readLog(join(out, "metrics.jsonl")).find((entry) => entry.kind === "sample")!;
    expect(ended).toBe("done");
    expect("the other ".endsWith(sample.prompt.slice(-10))).toBe(true);
    expect(sample.prompt.length).toBeLessThan(40);
  });

  it("a sample that fails", async () => {
    const { ended, notes } = await run({ batch: { ...defineRecipe(tinyInput).batch, length: 1 }, steps: 2 });
    expect(ended).toBe("done");
    expect(notes.at(-1)).toMatch(/^the sample: .*; the run goes on without$/);
  });

  it("a folder that is deleted, or a log that cannot be written", async () => {
    const out = folder();
    let steps = 0;
    const deleted = await run(
      {},
      { out, watcher: { entry: () => void (++steps === 1 && rmSync(out, { recursive: true })) } },
    );
    expect(deleted.ended).toBe("done");
    expect(readLog(join(out, "metrics.jsonl")).filter(({ kind }) => kind === "step")).toHaveLength(4);
    const blocked = folder();
    const notes: string[] = [];
    const note = (line: string) => {
      notes.push(line);
      if (line.startsWith("encoding"))
        for (const name of ["metrics.jsonl", "report.html"]) mkdirSync(join(blocked, name));
    };
    expect(await run({}, { out: blocked, watcher: { note } })).toMatchObject({ ended: "done", steps: 4 });
    expect(notes.filter((line) => line.endsWith("the run goes on without"))).toEqual([
      expect.stringMatching(/^the log: \S+metrics.jsonl: cannot be read: it is a folder, not a file;/),
      expect.stringMatching(/^the log: \S+metrics.jsonl: cannot be written: it is a folder, not a file;/),
      expect.stringMatching(/^the report: \S+report.html: cannot be written: it is a folder, not a file;/),
    ]);
  });

  it("baselines, which are measured after training, or not at all", async () => {
    const order: string[] = [];
    const count = async (documents: Documents) => {
      let found = 0;
      for await (const _ of documents) found++;
      return found;
    };
    const baselines = async (train: Documents, heldOut: Documents) => {
      order.push(`${await count(train)} and ${await count(heldOut)}`);
      return [{ label: "a counting model", bitsPerByte: 3 }];
    };
    const watcher = {
      entry: ({ kind, step }: { kind: string; step: number }) => kind === "step" && order.push(`${step}`),
    };
    const { report } = await run({}, { baselines, watcher });
    expect(order).toEqual(["1", "2", "3", "4", "36 and 4"]);
    expect(readFileSync(report, "utf8")).toContain("a counting model");
    const failing = async () => Promise.reject(new Error("no memory"));
    const { notes, ended } = await run({}, { baselines: failing });
    expect([ended, notes.at(-1)]).toEqual(["done", "the n-gram models: no memory; the run goes on without"]);
    const none = await run({ baselines: false }, { baselines: failing });
    expect(none.notes.filter((note) => note.includes("n-gram"))).toEqual([]);
  });
});
