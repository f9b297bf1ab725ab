/**
 * Interventions: the one way to change or watch what a model computes without touching the model. Adapters, edits,
 * probes and tenants are all interventions.
 */
import type { Cache, Hook, Module, Plan, Site } from "../nn/index.ts";
import { glob, sites } from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";

export interface Intervention {
  readonly name: string;
  /** Asked once for each site of a model; answers with a hook, or with nothing. */
  hook(site: Site): Hook | undefined;
  /** How a run begins, where that differs from an empty cache and the first token. */
  readonly begins?: Beginning;
  /** The tensors it holds, by name: what an optimizer steps and a file stores. */
  readonly state?: ReadonlyMap<string, Tensor>;
}

/** What a sequence holds before its first real token. */
export interface Beginning {
  /** Placeholders before the first real token; a hook at `embed` gives them their vectors (prompt tuning). */
  readonly virtualTokens?: number;
  /** Keys and values [1, G, P, K] that each mixer finds in the cache, by path (prefix-tuning). */
  readonly cache?: ReadonlyMap<string, { readonly keys: Tensor; readonly values: Tensor }>;
}

/** An intervention with the same kind of hook at every site of a pattern, which `make` is asked for once each. */
export function intervene(name: string, at: string, make: (site: Site) => Hook): Intervention {
  const fits = glob(at);
  return { name, hook: (site) => (fits(site.path) ? make(site) : undefined) };
}

/**
 * Compiles interventions against a model, once. The first is the outermost. Throws where one meets no site: a pattern
 * that silently fits nothing is the commonest mistake there is. One that only begins a run needs no site.
 */
export function plan(model: Module, interventions: readonly Intervention[]): Plan {
  const hooks = new Map<string, Hook[]>();
  for (const intervention of interventions) {
    let met = 0;
    for (const site of sites(model)) {
      const hook = intervention.hook(site);
      if (hook === undefined) continue;
      met++;
      hooks.set(site.path, [...(hooks.get(site.path) ?? []), hook]);
    }
    if (met === 0 && intervention.begins === undefined) {
      throw new Error(`intervention "${intervention.name}" met no site of this model`);
    }
  }
  return hooks;
}

/** Puts into an empty sequence of a cache what interventions want there; two prefixes stand one behind the other. */
export function begin(cache: Cache, row: number, interventions: readonly Intervention[]): void {
  for (const { begins } of interventions) {
    if (begins?.cache === undefined) continue;
    const before = cache.lengths[row]!;
    let tokens: number | undefined;
    for (const [path, { keys, values }] of begins.cache) {
      const { P } = keys.dims("B G P K");
      if (tokens !== undefined && tokens !== P)
        throw new RangeError(`a beginning has ${tokens} and ${P} tokens at "${path}"`);
      tokens = P;
      cache.append(path, row, keys, values);
    }
    cache.advance(cache.lengths.map((_, i) => (i === row ? (tokens ?? 0) : 0)));
    if (cache.lengths[row] === before) throw new RangeError("a beginning holds no tokens");
  }
}

/** Placeholders that a sequence needs before its first real token. */
export function virtualTokens(interventions: readonly Intervention[]): number {
  return interventions.reduce((sum, { begins }) => sum + (begins?.virtualTokens ?? 0), 0);
}
