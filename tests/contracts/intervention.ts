/**
 * What every intervention keeps, in one call: `describeIntervention("LoRA", { make: (model) => lora(model), ... })`.
 *
 * The clauses are functions of a specimen, so that tests/contracts/intervention.test.ts can show each to fail.
 */
import { describe, expect, it } from "vitest";
import { bake, begin, type Intervention, pack, plan, restore, routed } from "../../src/interventions/index.ts";
import { llama } from "../../src/models/index.ts";
import { initialize, KVCache, Packed, Pass, RMSNorm, setWeights, type Writes } from "../../src/nn/index.ts";
import { ids, liveTensors, noGrad, randn, scope, seed, type Tensor } from "../../src/tensor/index.ts";
import { distance } from "./model.ts";

export interface Specimen {
  make(model: Writes): Intervention;
  /** Whether it promises to change nothing at birth. */
  neutral: boolean;
  /** Whether it only watches. */
  watches?: boolean;
  /** The same change on the side of the weights, where it can be baked. */
  merged?(intervention: Intervention): Intervention;
}

const config = { vocabulary: 13, width: 16, depth: 2, heads: 4, kvHeads: 2, hidden: 24 };
export const newModel = () => initialize(llama(config), 3);
const TOKENS = [3, 1, 4, 1, 5, 9, 2, 6];

/** Logits [T, V] of a sequence under interventions, from the beginning that they ask for. */
export function logits(model: Writes, tokens: readonly number[], interventions: readonly Intervention[]): Tensor {
  const cache = new KVCache();
  try {
    return noGrad(() => {
      begin(cache, 0, interventions);
      const layout = new Packed([tokens.length], cache.lengths);
      return model.call(ids(tokens), new Pass({ layout, cache, plan: plan(model, interventions) }));
    });
  } finally {
    cache.release();
  }
}

/** Gives every tensor that an intervention holds random values, as training would. */
function awaken(intervention: Intervention): Intervention {
  seed(8);
  noGrad(() => {
    for (const tensor of intervention.state?.values() ?? []) tensor.copyFrom(randn(tensor.shape, 0.3));
  });
  return intervention;
}

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
      if (change.state !== undefined && change.begins === undefined)
        expect(() => bake(model, [change])).toThrow(/baked/);
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
    const cache = new KVCache(tenants.length);
    for (const [row, tenant] of tenants.entries()) begin(cache, row, tenant);
    const hooks = routed(model, tenants);
    const read = (rows: readonly (readonly number[])[]) => {
      const layout = new Packed(
        rows.map((row) => row.length),
        cache.lengths,
      );
      const pass = new Pass({ layout, cache, plan: hooks });
      return noGrad(() => model.logits(model.stream(ids(rows.flat()), pass).indexSelect(0, layout.last()), pass));
    };
    let together = read(prompts);
    const more = [7, 2, 11];
    for (const token of more) together = read(prompts.map(() => [token]));
    for (const [row, prompt] of prompts.entries()) {
      const whole = logits(model, [...prompt, ...more], tenants[row]!);
      expect(distance(together.select(0, row), whole.select(0, whole.shape[0]! - 1))).toBeLessThan(1e-4);
    }
    cache.release();
  },
  "comes back from what a file keeps of it"(model: Writes, { make }: Specimen) {
    const change = awaken(make(model));
    if (change.state === undefined) return;
    const stored = pack(change);
    const fresh = make(model);
    restore(fresh, stored);
    expect(distance(logits(model, TOKENS, [fresh]), logits(model, TOKENS, [change]))).toBe(0);
    const first = [...stored.tensors.keys()][0]!;
    const less = new Map([...stored.tensors].filter(([name]) => name !== first));
    expect(() => restore(fresh, { ...stored, tensors: less })).toThrow(first);
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
    expect(() => plan(new RMSNorm(4, 1e-5), [change])).toThrow(/met no site/);
  },
} satisfies Record<string, (model: Writes, specimen: Specimen) => void>;

export function describeIntervention(name: string, specimen: Specimen): void {
  describe(`${name} keeps the contract of interventions`, () => {
    const model = newModel();
    for (const [clause, check] of Object.entries(clauses)) {
      it(clause, () => scope(() => check(model, specimen)));
    }
  });
}
