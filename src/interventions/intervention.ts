/**
 * Interventions: the one way to change or watch what a model computes without touching the model. Adapters, edits,
 * probes and tenants are all interventions.
 */
import type { Beginning, Hook, Module, Plan, Site } from "../nn/index.ts";
import { glob, sites } from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { checkBegins, checkPattern, InterventionError } from "./fitting.ts";
import { guarded } from "./guard.ts";

/**
 * One change or probe of what a model computes, which rides on passes and leaves the model as it was: an adapter, an
 * edit, a recorder, a tenant. `plan` compiles it against a model, and whatever runs a model takes a list of them,
 * `with`.
 */
export interface Intervention {
  /** What errors and logs call it. */
  readonly name: string;
  /** Asked once for each site of a model; answers with a hook, or with nothing. */
  hook(site: Site): Hook | undefined;
  /** Throws an InterventionError where it was made for another model: `plan` asks before any pass. Where it is left out, it fits all. */
  checkFits?(model: Module): void;
  /** How a sequence begins, where that differs from an empty memory and the first token. */
  readonly begins?: Begins;
  /** The tensors it holds, by name: what an optimizer steps and a file stores. */
  readonly state?: ReadonlyMap<string, Tensor>;
  /** What its technique was asked for, by which a file lets it be made again. */
  readonly config?: {
    /** The technique, a key of `Techniques`. */
    readonly kind: string;
  };
}

/** What a sequence has before its first token; of several interventions the first one's stand first. */
export interface Begins {
  /** What mixers find in their memory, by path: slots of P tokens, such as keys and values [1, G, P, K] (prefix-tuning). */
  readonly memory?: Beginning;
  /** Vectors [P, D] in the place of embedded tokens, in front of the first one (prompt tuning). */
  readonly vectors?: Tensor;
}

/** An intervention with the same kind of hook at every site of a pattern, which `make` is asked for once each. */
export function intervene(name: string, at: string, make: (site: Site) => Hook): Intervention {
  const fits = glob(at);
  return {
    name,
    hook: (site) => (fits(site.path) ? make(site) : undefined),
    checkFits: (model) =>
      checkPattern(
        name,
        at,
        "site",
        [...sites(model)].map(({ path }) => path),
      ),
  };
}

/**
 * Compiles interventions against a model, once. The first is the outermost. Throws where one meets no site: a pattern
 * that silently fits nothing is the commonest mistake there is. One that only begins a sequence needs no site. Throws as well where
 * one was made for another model. What goes wrong in a hook during a pass is an InterventionError that names it and its site.
 */
export function plan(model: Module, interventions: readonly Intervention[]): Plan {
  const hooks = new Map<string, Hook[]>();
  for (const intervention of interventions) {
    checkFits(model, intervention);
    let met = 0;
    for (const site of sites(model)) {
      const hook = intervention.hook(site);
      if (hook === undefined) continue;
      met++;
      hooks.set(site.path, [...(hooks.get(site.path) ?? []), guarded(intervention.name, site.path, hook)]);
    }
    if (met === 0 && intervention.begins === undefined) {
      throw new InterventionError(`intervention "${intervention.name}" met no site of this model`);
    }
  }
  return hooks;
}

/** Throws an InterventionError, one sentence that names the place, where an intervention was made for a model of other parts or widths. */
export function checkFits(model: Module, intervention: Intervention): void {
  intervention.checkFits?.(model);
  if (intervention.begins !== undefined) checkBegins(intervention.name, model, intervention.begins);
}
