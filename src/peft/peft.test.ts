import { expect, it } from "vitest";
import { describeIntervention, newModel } from "../../tests/contracts/intervention.ts";
import type { LowRankDelta } from "../interventions/index.ts";
import { adapter, lora, prefix, prompt } from "./index.ts";

describeIntervention("LoRA", {
  make: (model) => lora(model, { at: "blocks.*.mixer.{q,k,v,o}", rank: 3 }),
  neutral: true,
  merged: (change) => (change as LowRankDelta).merged(),
});

describeIntervention("LoRA on every map of the MLP", {
  make: (model) => lora(model, { at: "blocks.*.mlp.*", rank: 2 }),
  neutral: true,
  merged: (change) => (change as LowRankDelta).merged(),
});

it("LoRA adds alpha / R times B A, and rsLoRA alpha / sqrt R", () => {
  const scales = (config: object) => [...lora(newModel(), config).parts.values()].map(({ scale }) => scale);
  expect(new Set(scales({ rank: 2, alpha: 6 }))).toEqual(new Set([3]));
  expect(new Set(scales({}))).toEqual(new Set([2]));
  expect(new Set(scales({ rank: 4, alpha: 6, method: "rslora" }))).toEqual(new Set([3]));
  expect(() => scales({ method: "dora" })).toThrow(/method: is "dora", and must be "?lora"? or "?rslora/);
});

describeIntervention("a prefix", { make: (model) => prefix(model, { length: 4 }), neutral: false });

describeIntervention("a prompt", { make: (model) => prompt(model, { length: 4 }), neutral: false });

describeIntervention("a series adapter", { make: (model) => adapter(model, { width: 16, rank: 4 }), neutral: true });
