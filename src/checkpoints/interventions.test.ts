import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { logits, newModel } from "../../tests/contracts/intervention.ts";
import { type Intervention, intervene, LowRankDelta } from "../interventions/index.ts";
import { lora } from "../peft/index.ts";
import { liveTensors, ones, randn, scope, seed, type Tensor, zeros } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { loadDelta, loadIntervention, restoreIntervention, saveIntervention } from "./interventions.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-interventions-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "change.safetensors");
const model = newModel();
seed(5);
const delta = LowRankDelta.over(model, "a change", "blocks.*.mlp.down", ({ inWidth, outWidth }) => ({
  a: randn([2, inWidth]),
  b: randn([outWidth, 2]),
  scale: 0.3,
}));

/** Adds a bias to the stream: an intervention that only its recipe can rebuild. */
function shift(bias: Tensor): Intervention {
  return { ...intervene("shift", "blocks.0", () => (x, next) => next(x).add(bias)), state: new Map([["bias", bias]]) };
}

describe("a low-rank delta in a file", () => {
  it("comes back without its recipe, to the bit, and leaves no other tensor", () => {
    saveIntervention(path, delta);
    const before = liveTensors();
    const again = scope(() => loadDelta(path));
    expect(liveTensors()).toBe(before + 2 * delta.parts.size);
    expect(again.name).toBe("a change");
    expect([...again.parts].map(([at, { scale }]) => [at, scale])).toEqual(
      [...delta.parts].map(([at, { scale }]) => [at, scale]),
    );
    const tokens = [3, 1, 4];
    expect(logits(model, tokens, [again]).data()).toEqual(logits(model, tokens, [delta]).data());
    expect(logits(model, tokens, [again]).data()).not.toEqual(logits(model, tokens, []).data());
  });

  it.each<[string, (tensors: Map<string, Tensor>, metadata: Record<string, string>) => void, string]>([
    ["another intervention", (_, metadata) => Object.assign(metadata, { kind: "intervention" }), "kind: "],
    ["no scales", (_, metadata) => delete metadata.scales, "scales: is missing"],
    ["scales that are no JSON", (_, metadata) => Object.assign(metadata, { scales: "{" }), "JSON"],
    [
      "a scale in words",
      (_, metadata) => Object.assign(metadata, { scales: '{"blocks.0.mlp.down":"one"}' }),
      'blocks.0.mlp.down: is "one", and must be a number',
    ],
    [
      "half a delta",
      (tensors) => tensors.delete("blocks.1.mlp.down.a"),
      'delta "a change" lacks a factor of "blocks.1.mlp.down"',
    ],
    [
      "factors of two ranks",
      (tensors) => tensors.set("blocks.1.mlp.down.a", zeros([3, 7])),
      "blocks.1.mlp.down: its factors [3, 7] and ",
    ],
  ])("is refused where it is %s", (_, change, sentence) => {
    saveIntervention(path, delta);
    scope(() => {
      const { tensors, metadata } = readSafetensors(path);
      change(tensors, metadata);
      writeSafetensors(path, tensors, metadata);
    });
    const before = liveTensors();
    expect(() => loadDelta(path)).toThrow(CheckpointError);
    expect(() => loadDelta(path)).toThrow(`${path}: `);
    expect(() => loadDelta(path)).toThrow(sentence);
    expect(liveTensors()).toBe(before);
  });
});

describe("an intervention in a file", () => {
  it("goes into another one made by the same recipe", () => {
    saveIntervention(path, shift(randn([32])));
    const into = shift(zeros([32]));
    restoreIntervention(path, into);
    expect(into.state!.get("bias")!.data()).toEqual(readSafetensors(path).tensors.get("bias")!.data());
  });

  it("leaves the one it does not fit as it was", () => {
    saveIntervention(path, {
      name: "two",
      hook: () => undefined,
      state: new Map([
        ["a", ones([2])],
        ["b", ones([2])],
      ]),
    });
    const a = zeros([2]);
    const into = {
      name: "two",
      hook: () => undefined,
      state: new Map([
        ["a", a],
        ["b", zeros([3])],
      ]),
    };
    expect(() => restoreIntervention(path, into)).toThrow(
      `${path}: intervention "two" and what was stored differ in "b"`,
    );
    expect(a.numbers()).toEqual([0, 0]);
  });

  it("is refused under another scale, or of another kind", () => {
    const made = (alpha: number) => lora(model, { at: "blocks.*.mixer.q", rank: 2, alpha });
    saveIntervention(path, made(16));
    const into = made(1);
    const before = [...into.state!].map(([key, tensor]) => [key, tensor.floats()]);
    expect(() => restoreIntervention(path, into)).toThrow(
      `${path}: "lora" has the scale 0.5 at "blocks.0.mixer.q", and what was stored 8: make it with the same alpha`,
    );
    expect([...into.state!].map(([key, tensor]) => [key, tensor.floats()])).toEqual(before);
    restoreIntervention(path, made(16));
    expect(() => restoreIntervention(path, shift(zeros([32])))).toThrow("is a low-rank delta");
    saveIntervention(path, shift(zeros([32])));
    expect(() => restoreIntervention(path, into)).toThrow(`${path}: kind: `);
  });

  it.each<[string, Record<string, string>, string]>([
    ["scales that are no JSON", { kind: "low-rank-delta", name: "x", scales: "{" }, 'scales is "{", and must be JSON'],
    [
      "a scale that is no number",
      { kind: "low-rank-delta", name: "x", scales: '{"a":"b"}' },
      'a: is "b", and must be a number',
    ],
    ["no scales", { kind: "low-rank-delta", name: "x" }, "scales: is missing"],
    ["a config that is no JSON", { name: "x", config: "lora" }, 'config is "lora", and must be JSON'],
    ["no config", { name: "x" }, "is null, and must be an object"],
  ])("is refused in one sentence with %s", (_, metadata, sentence) => {
    scope(() => writeSafetensors(path, new Map([["a.a", zeros([2, 2])]]), metadata));
    expect(() => loadIntervention(path, model, {})).toThrow(`${path}: ${sentence}`);
  });

  it("is not saved where it holds nothing", () => {
    const empty = intervene("nothing", "blocks.0", () => (x, next) => next(x));
    expect(() => saveIntervention(path, empty)).toThrow(`${path}: intervention "nothing" holds nothing to save`);
  });
});
