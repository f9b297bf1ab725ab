/**
 * Many tenants, one batch: each sequence of a pass under its own interventions, the base model run once for all.
 *
 * A hook sees only the tokens of its own sequence. What it asks of `next` for unchanged tokens was computed with
 * everybody's; only a hook that changes what goes in makes the base run again.
 */
import { type Hook, type Module, type Next, Packed, type Plan, type Site, sites } from "../nn/index.ts";
import { cat, type Tensor } from "../tensor/index.ts";
import { type Intervention, plan } from "./intervention.ts";

/**
 * A plan for packed sequences, `tenants[i]` being the interventions of sequence i. Throws where there are not as many
 * lists as sequences in a pass.
 */
export function routed(model: Module, tenants: readonly (readonly Intervention[])[]): Plan {
  const places = new Map<string, Site>();
  for (const site of sites(model)) places.set(site.path, site);
  const compiled = new Map<readonly Intervention[], Plan>();
  const plans = tenants.map((tenant) => {
    const known = compiled.get(tenant) ?? plan(model, tenant);
    compiled.set(tenant, known);
    return known;
  });
  const hooks = new Map<string, readonly Hook[]>();
  for (const path of new Set(plans.flatMap((own) => [...own.keys()]))) {
    const site = places.get(path);
    if (site?.kind === "weight") {
      throw new Error(
        `a change of the weight "${path}" would change it for every sequence: put it on a call, or bake it`,
      );
    }
    if (site?.perToken === false) throw new Error(`"${path}" belongs to no single token and cannot be routed`);
    hooks.set(path, [route(path, plans)]);
  }
  return hooks;
}

/** The hook at one path that sends each sequence's tokens through that sequence's own hooks. */
function route(path: string, plans: readonly Plan[]): Hook {
  return (x, next, pass) => {
    const { lengths } = pass.layout;
    if (!(pass.layout instanceof Packed))
      throw new Error("sequences with interventions of their own are packed: give lists of tokens, not padded rows");
    if (lengths.length !== plans.length) {
      throw new Error(`routed for ${plans.length} packed sequences, but the pass has ${lengths.length}`);
    }
    const base = next(x); // [N, ...]
    let start = 0;
    const rows = plans.map((own, i) => {
      const segment = { start, length: lengths[i]! };
      start += segment.length;
      const before = x.narrow(0, segment.start, segment.length);
      const after = base.narrow(0, segment.start, segment.length);
      if (!own.has(path)) return after;
      const again = rerun(x, segment, next);
      const through: Next = (value) => (value === before ? after : again(value));
      return pass.only(i, own).at(path, before, through);
    });
    return cat(rows); // [N, ...]
  };
}

/** Runs the base with other tokens in one segment, and takes that segment of what comes out. */
function rerun(x: Tensor, { start, length }: { start: number; length: number }, next: Next): Next {
  return (value) => {
    const end = start + length;
    const whole = cat([x.narrow(0, 0, start), value, x.narrow(0, end, x.shape[0]! - end)]);
    return next(whole).narrow(0, start, length);
  };
}
