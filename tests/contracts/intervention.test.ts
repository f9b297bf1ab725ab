/** Each clause of the contract, shown to fail on an intervention that is broken in just that point. */
import { describe, expect, it } from "vitest";
import { type Intervention, intervene, LowRankDelta } from "../../src/interventions/index.ts";
import { type Hook, type Linear, modules, type Site } from "../../src/nn/index.ts";
import { lora } from "../../src/peft/index.ts";
import { keep, randn, scope } from "../../src/tensor/index.ts";
import { clauses, newModel, type Specimen } from "./intervention.ts";

const at = "blocks.*.mixer.q";
const sound: Specimen = {
  make: (model) => lora(model, { at, rank: 2 }),
  neutral: true,
  merged: (change) => (change as LowRankDelta).merged(),
};

/** A LoRA with something about it changed. */
const flawed = (flaw: (whole: LowRankDelta) => Intervention): Specimen => ({
  ...sound,
  make: (model) => flaw(lora(model, { at, rank: 2 })),
});
const withHook = (whole: LowRankDelta, hook: Intervention["hook"]): Intervention => ({
  name: "flawed",
  hook,
  state: whole.state,
});

const specimens: Readonly<Record<keyof typeof clauses, Specimen>> = {
  // B is drawn at birth, where it should be zero.
  "is neutral at birth where it promises to be": flawed((whole) => {
    for (const { b } of whole.parts.values()) b.copyFrom(randn(b.shape));
    return whole;
  }),
  // Learns tensors that no hook reads.
  "changes the model once it has learned, unless it only watches": flawed((whole) =>
    withHook(whole, (site) => (site.path === "blocks.0" ? (x, next) => next(x) : undefined)),
  ),
  // Writes into the model's own weight.
  "leaves every bit as it was when it is removed": {
    ...sound,
    make: (model) => {
      const q = [...modules(model)].find(({ path }) => path === "blocks.0.mixer.q") as Linear;
      return intervene("flawed", "blocks.0.mixer.q", () => (x, next) => {
        q.weight.copyFrom(q.weight.add(0.5));
        return next(x);
      });
    },
  },
  // Merges with another scale than it rides with.
  "equals its baked weights, where it can be baked": {
    ...sound,
    merged: (change) => {
      const { parts } = change as LowRankDelta;
      return new LowRankDelta("flawed", new Map([...parts].map(([p, part]) => [p, { ...part, scale: 1 }]))).merged();
    },
  },
  // Looks at the tokens of its neighbours through what all have in common: the number of calls.
  "routed among others equals alone, under a cache": {
    ...sound,
    make: () => {
      let calls = 0;
      return intervene("flawed", at, () => (x, next) => next(x).mul(++calls % 3));
    },
  },
  // Keeps one tensor to itself.
  "comes back from what a file keeps of it": flawed((whole) => {
    const secret = keep(randn([16]));
    return new (class extends LowRankDelta {
      override hook(site: Site): Hook | undefined {
        return site.path === "blocks.0" ? (x, next) => next(x).add(secret) : super.hook(site);
      }
    })("flawed", whole.parts);
  }),
  "leaves no tensor behind": flawed((whole) =>
    withHook(whole, (site) =>
      site.path === "blocks.0"
        ? (x, next) => {
            keep(x.clone());
            return next(x);
          }
        : undefined,
    ),
  ),
  // Stands at the root, which every model has, and where no run would ever meet it.
  "refuses a model that has none of its places": flawed((whole) =>
    withHook(whole, (site) => (site.path === "" ? (x, next) => next(x) : undefined)),
  ),
};

describe("the contract of interventions", () => {
  for (const [clause, specimen] of Object.entries(specimens)) {
    const check = clauses[clause as keyof typeof clauses];
    it(`refuses a specimen: ${clause}`, () => {
      scope(() => check(newModel(), sound));
      expect(() => scope(() => check(newModel(), specimen))).toThrow();
    });
  }
});
