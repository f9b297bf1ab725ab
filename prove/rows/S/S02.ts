/** Tenants in one batch: the base's products once for all, each row's low-rank change beside them (S-LoRA, Sheng et al. 2023). */
import { Decoding, greedy } from "../../../src/generation/index.ts";
import { LowRankDelta, Run } from "../../../src/interventions/index.ts";
import { llama } from "../../../src/models/index.ts";
import { initialize, releaseModel, type Writes, weights } from "../../../src/nn/index.ts";
import { infer, keep, noGrad, ops, release, scope, type Tensor, threads } from "../../../src/tensor/index.ts";
import { type Log, largest, row } from "../../harness/row.ts";
import { smollm2 } from "../../worlds/smollm2.ts";
import { type Tenant, tenantsOf } from "../../worlds/tenants.ts";

const BAR = 1e-4;
/** Of the adapters; with two edits and twice the base they are sixteen tenants. */
const RANKS = [8, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64];
const STEPS = 4;
const ROUNDS = 5;

const apart = (one: Tensor, other: Tensor) => one.sub(other).abs().max().item() / other.abs().max().item();

/** Logits [1, V] of the last token of each prompt, the tenants in one batch. */
const together = (model: Writes, tenants: readonly Tenant[], prompts: readonly (readonly number[])[]) =>
  infer(() => {
    const run = new Run(model, { fast: true });
    run.begin(tenants);
    return run.read(prompts).logits("last");
  });

/** The same of one tenant, whose changes stand in the weights. */
const merged = (model: Writes, tenant: Tenant, prompt: readonly number[]) =>
  infer(() => new Run(model, { with: inWeights(tenant), fast: true }).read([prompt]).logits("last"));

const inWeights = (tenant: Tenant) =>
  tenant.map((change) => {
    if (!(change instanceof LowRankDelta)) throw new Error(`${change.name} is no low-rank change`);
    return change.merged();
  });

/** Each tenant in one batch beside its merged model alone; and beside the merged model of the next tenant. */
function compared(model: Writes, tenants: readonly Tenant[], prompts: readonly (readonly number[])[]) {
  const all = together(model, tenants, prompts);
  const [own, next]: [number[], number[]] = [[], []];
  for (const [i, tenant] of tenants.entries()) {
    scope(() => {
      const here = all.narrow(0, i, 1);
      own.push(apart(here, merged(model, tenant, prompts[i]!)));
      const other = tenants[(i + 1) % tenants.length]!;
      if (other !== tenant && !(other.length === 0 && tenant.length === 0)) {
        next.push(apart(here, merged(model, other, prompts[i]!)));
      }
    });
  }
  release(all);
  return { worst: largest(own), next: Math.min(...next) };
}

/** Milliseconds of a step in which every tenant writes one token, in one batch. */
function batched(model: Writes, tenants: readonly Tenant[], prompts: readonly (readonly number[])[]): number {
  const rows = tenants.map((tenant, i) => ({ prompt: prompts[i]!, sampler: greedy, with: tenant }));
  const decoding = new Decoding(model, rows, { fast: true });
  decoding.write();
  const milliseconds = timed(() => void decoding.write());
  decoding.release();
  return milliseconds;
}

/** The same one tenant after the other, riding alone on the base: `enter` puts its weights in place, where it is merged. */
function inTurn(
  model: Writes,
  tenants: readonly Tenant[],
  prompts: readonly (readonly number[])[],
  enter?: (tenant: number) => void,
): number {
  const decodings = tenants.map((tenant, i) => {
    const riding = enter === undefined ? tenant : [];
    const one = new Decoding(model, [{ prompt: prompts[i]!, sampler: greedy, with: riding }], { fast: true });
    one.write();
    return one;
  });
  const milliseconds = timed(() => {
    for (const [i, decoding] of decodings.entries()) {
      enter?.(i);
      decoding.write();
    }
  });
  for (const decoding of decodings) decoding.release();
  return milliseconds;
}

function timed(step: () => void): number {
  const began = performance.now();
  for (let i = 0; i < STEPS; i++) step();
  return (performance.now() - began) / STEPS;
}

/**
 * A swap as fast as can be: the weights as they were stay beside the model, W' = W + s B A is written in one product for each map that a
 * tenant changes, and only maps that it leaves are copied back.
 */
function swapping(model: Writes, tenants: readonly Tenant[]): { enter(tenant: number): void; end(): void } {
  const place = new Map(weights(model));
  const original = new Map<string, Tensor>();
  const parts = tenants.map((tenant) => {
    const own = new Map<string, { a: Tensor; b: Tensor; scale: number }[]>();
    for (const change of tenant) {
      if (!(change instanceof LowRankDelta)) throw new Error(`${change.name} is no low-rank change`);
      for (const [path, part] of change.parts) own.set(`${path}.weight`, [...(own.get(`${path}.weight`) ?? []), part]);
    }
    for (const path of own.keys()) if (!original.has(path)) original.set(path, keep(place.get(path)!.clone()));
    return own;
  });
  let changed: Iterable<string> = [];
  const enter = (own: (typeof parts)[number]) =>
    noGrad(() =>
      scope(() => {
        for (const path of changed) if (!own.has(path)) place.get(path)!.copyFrom(original.get(path)!);
        for (const [path, changes] of own) {
          const out = place.get(path)!;
          let from = original.get(path)!;
          for (const { a, b, scale } of changes) {
            ops.aten.addmm.out(from, b, a, { alpha: scale, out });
            from = out;
          }
        }
        changed = own.keys();
      }),
    );
  return {
    enter: (tenant) => enter(parts[tenant]!),
    end() {
      enter(new Map());
      release(...original.values());
    },
  };
}

function speeds(model: Writes, tenants: readonly Tenant[], prompts: readonly (readonly number[])[], log: Log) {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const base = batched(
      model,
      tenants.map(() => []),
      prompts,
    );
    const batch = batched(model, tenants, prompts);
    const swaps = swapping(model, tenants);
    const swap = inTurn(model, tenants, prompts, swaps.enter);
    swaps.end();
    const riding = inTurn(model, tenants, prompts);
    log(
      `round ${round}: base ${base.toFixed(0)}, batch ${batch.toFixed(0)}, swap ${swap.toFixed(0)}, riding ${riding.toFixed(0)} ms`,
    );
    return { base, batch, swap, riding };
  });
  return {
    base: rounds.map(({ base }) => base),
    batch: rounds.map(({ batch }) => batch),
    swap: rounds.map(({ swap, batch }) => swap / batch),
    riding: rounds.map(({ riding, batch }) => riding / batch),
    over: rounds.map(({ batch, base }) => batch / base),
  };
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

export default row({
  id: "S02",
  bar:
    "SmolLM2 in float32, sixteen tenants in one batch: twelve adapters of rank 1 to 64 on all seven maps, an edit, an edit on an adapter, and the base twice. Logits within 1e-4 of the largest " +
    "of each tenant's merged model alone; at least 4 times the tokens a second of merging one after the other from weights held in memory, median of five rounds in turn, one thread",
  holds: {
    "worst logit beside the merged model, share of the largest": { below: BAR },
    "throughput over merging in turn, median": { atLeast: 4 },
    "control: smallest distance to the next tenant's merged model": { above: 100 * BAR },
  },
  oracle: "the same model with W + s B A as its weights, one tenant at a time",

  short: {
    "sixteen tenants of several ranks equal their merged models": () => {
      const shape = { vocabulary: 96, width: 48, depth: 2, heads: 6, kvHeads: 2, hidden: 100, tied: true };
      const model = initialize(llama(shape), 1);
      const tenants = tenantsOf(
        model,
        RANKS.map((rank) => Math.min(rank, 9)),
      );
      const prompts = tenants.map((_, i) => Array.from({ length: 3 + (i % 5) }, (_, t) => (7 * i + 11 * t) % 96));
      const { worst, next } = compared(model, tenants, prompts);
      releaseModel(model);
      return {
        tenants: [tenants.length, { is: 16 }],
        "worst logit beside the merged model, share of the largest": [worst, { below: BAR }],
        "control: smallest distance to the next tenant's merged model": [next, { above: 100 * BAR }],
      };
    },
  },

  async full(log) {
    threads(1);
    const { model, tokenizer } = await smollm2();
    const tenants = tenantsOf(model, RANKS);
    const texts = ["The capital of France is", "Water boils at", "Once upon a time", "The opposite of hot is"];
    const prompts = tenants.map((_, i) => tokenizer.encode(texts[i % texts.length]!));
    const { worst, next } = compared(model, tenants, prompts);
    log(`worst ${worst}, next ${next}`);
    const { base, batch, swap, riding, over } = speeds(model, tenants, prompts, log);
    releaseModel(model);
    return {
      value: {
        tenants: tenants.length,
        "worst logit beside the merged model, share of the largest": worst,
        "throughput over merging in turn, median": median(swap),
        "throughput over merging in turn, each round": swap,
        "throughput over adapters riding in turn, each round": riding,
        "a step of the batch, ms, each round": batch,
        "a step of the base for sixteen rows, ms, each round": base,
        "a step of the batch over the base's, median": median(over),
        "control: smallest distance to the next tenant's merged model": next,
      },
      control: `each tenant beside the merged model of the next one is at least ${next.toFixed(3)} of the largest logit away`,
    };
  },
});
