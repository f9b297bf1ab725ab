/**
 * What every intervention keeps, in one call: `describeIntervention("LoRA", { make: (model) => lora(model), ... })`.
 *
 * The clauses are functions of a specimen, so that tests/contracts/intervention.test.ts can show each to fail.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadIntervention, readSafetensors, saveIntervention, writeSafetensors } from "../../src/checkpoints/index.ts";
import { bake, type Intervention, InterventionError, plan, Run } from "../../src/interventions/index.ts";
import { KVCache, RMSNorm, setWeights, type Writes } from "../../src/nn/index.ts";
import { techniques } from "../../src/open/with.ts";
import { liveTensors, noGrad, scope } from "../../src/tensor/index.ts";
import { awaken, baseOf, logits, newModel, type Specimen, TOKENS } from "./intervention-specimen.ts";
import { longUses, uses } from "./intervention-uses.ts";
import { distance } from "./model.ts";

export { baseOf, logits, newModel, type Specimen };

export const clauses = {
  "is neutral at birth where it promises to be"(model: Writes, { make, neutral }: Specimen) {
    const apart = distance(logits(model, TOKENS, [make(model)]), logits(model, TOKENS, []));
    if (neutral) expect(apart).toBe(0);
    else expect(apart).toBeGreaterThan(0);
  },
  "changes the model once it has learned, unless it only watches"(model: Writes, { make, watches = false }: Specimen) {
    const apart = distance(logits(model, TOKENS, [awaken(make(model))]), logits(model, TOKENS, []));
    if (watches) expect(apart).toBe(0);
    else expect(apart).toBeGreaterThan(1e-3);
  },
  "leaves every bit as it was when it is removed"(model: Writes, { make }: Specimen) {
    const before = logits(model, TOKENS, []).clone();
    logits(model, TOKENS, [awaken(make(model))]);
    expect(distance(logits(model, TOKENS, []), before)).toBe(0);
  },
  "equals its baked weights, where it can be baked"(_: Writes, { make, merged }: Specimen) {
    const model = newModel();
    const change = awaken(make(model));
    if (merged === undefined) {
      if (change.state !== undefined) expect(() => bake(model, [change])).toThrow(/baked/);
      return;
    }
    const riding = logits(model, TOKENS, [change]);
    setWeights(model, bake(model, [merged(change)]));
    expect(distance(logits(model, TOKENS, []), riding)).toBeLessThan(1e-4);
  },
  "routed among others equals alone, under a cache"(model: Writes, { make }: Specimen) {
    const change = awaken(make(model));
    const tenants: readonly (readonly Intervention[])[] = [[], [change], [], [change]];
    const prompts = [TOKENS, TOKENS.slice(2), TOKENS.slice(0, 3), TOKENS.slice(1, 5)];
    const run = new Run(model, { sequences: new KVCache() });
    run.begin(tenants);
    const read = (rows: readonly (readonly number[])[]) => noGrad(() => run.read(rows).logits("last"));
    let together = read(prompts);
    const more = [7, 2, 11];
    for (const token of more) together = read(prompts.map(() => [token]));
    for (const [row, prompt] of prompts.entries()) {
      const whole = logits(model, [...prompt, ...more], tenants[row]!);
      expect(distance(together.select(0, row), whole.select(0, whole.shape[0]! - 1))).toBeLessThan(1e-4);
    }
    run.release();
  },
  "comes back from what a file keeps of it"(model: Writes, { make }: Specimen) {
    const change = awaken(make(model));
    if (change.state === undefined) return;
    const folder = mkdtempSync(join(tmpdir(), "tenon-contract-"));
    try {
      const base = baseOf(model);
      saveIntervention(folder, change, base);
      const again = loadIntervention(folder, base, techniques);
      expect(distance(logits(model, TOKENS, [again]), logits(model, TOKENS, [change]))).toBe(0);
      const path = join(folder, "adapter_model.safetensors");
      const { tensors, metadata } = readSafetensors(path);
      tensors.delete([...tensors.keys()][0]!);
      writeSafetensors(path, tensors, metadata);
      expect(() => loadIntervention(folder, base, techniques)).toThrow(path);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  "leaves no tensor behind"(model: Writes, { make }: Specimen) {
    const change = make(model);
    const step = () =>
      scope(() => {
        logits(model, TOKENS, [change]);
      });
    step();
    const before = liveTensors();
    for (let i = 0; i < 5; i++) step();
    expect(liveTensors()).toBe(before);
  },
  "refuses a model that has none of its places"(model: Writes, { make }: Specimen) {
    const change = make(model);
    if (change.begins !== undefined) return;
    expect(() => plan(new RMSNorm(4, 1e-5), [change])).toThrow(InterventionError);
  },
} satisfies Record<string, (model: Writes, specimen: Specimen) => void>;

export function describeIntervention(name: string, specimen: Specimen): void {
  describe(`${name} keeps the contract of interventions`, () => {
    const model = newModel();
    for (const [clause, check] of Object.entries(clauses)) {
      it(clause, () => scope(() => check(model, specimen)));
    }
    for (const [use, check] of Object.entries(uses)) it(use, () => scope(() => check(model, specimen)));
    for (const [use, check] of Object.entries(longUses)) it(use, () => check(model, specimen));
  });
}
