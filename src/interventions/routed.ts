/**
 * Many tenants, one batch: each sequence of a pass under its own interventions, the base model run once for all.
 *
 * Low-rank changes are gathered: each row's product with its own factors, of whatever rank, in one operator a map. Another hook sees only
 * the tokens of its own sequence. What it asks of `next` for unchanged tokens was computed with everybody's; only a hook that changes what
 * goes in makes the base run again.
 */
import { type Hook, type Layout, type Module, type Next, Packed, type Plan, type Site, sites } from "../nn/index.ts";
import { cat, type Tensor } from "../tensor/index.ts";
import { type Intervention, plan } from "./intervention.ts";
import { addLowRank, type LowRank, LowRankDelta, type Segment } from "./low-rank-delta.ts";

type Tenant = readonly Intervention[];

/**
 * A plan for packed sequences, `tenants[i]` being the interventions of sequence i. Throws where there are not as many
 * lists as sequences in a pass.
 */
export function routed(model: Module, tenants: readonly Tenant[]): Plan {
  const places = new Map<string, Site>();
  for (const site of sites(model)) places.set(site.path, site);
  const compiled = new Map([...new Set(tenants)].map((tenant) => [tenant, plan(model, tenant)]));
  const hooks = new Map<string, readonly Hook[]>();
  for (const path of new Set([...compiled.values()].flatMap((own) => [...own.keys()]))) {
    const site = places.get(path);
    if (site?.kind === "weight") {
      throw new Error(
        `a change of the weight "${path}" would change it for every sequence: put it on a call, or bake it`,
      );
    }
    if (site?.perToken === false) throw new Error(`"${path}" belongs to no single token and cannot be routed`);
    const known = new Map([...compiled].map(([tenant, own]) => [tenant, changeAt(path, tenant, own)]));
    hooks.set(path, [
      route(
        path,
        tenants.map((tenant) => known.get(tenant)!),
      ),
    ]);
  }
  return hooks;
}

/** What a tenant does at one path: low-rank changes, the innermost first, or hooks of any kind. */
interface Change {
  readonly parts: readonly LowRank[];
  readonly hooks: Plan | undefined;
}

function changeAt(path: string, tenant: Tenant, own: Plan): Change {
  const parts = tenant.flatMap((change) => (LowRankDelta.is(change) ? (change.parts.get(path) ?? []) : []));
  const hooks = own.get(path)?.length ?? 0;
  return parts.length === hooks ? { parts: parts.reverse(), hooks: undefined } : { parts: [], hooks: own };
}

/** The hook at one path that gives each sequence's tokens its own change. */
function route(path: string, changes: readonly Change[]): Hook {
  const depth = Math.max(...changes.map(({ parts }) => parts.length));
  return (x, next, pass) => {
    const spans = spansOf(pass.layout, changes.length);
    let y = next(x); // [N, ...]
    for (let i = 0; i < depth; i++) y = addLowRank(y, x, segmentsOf(spans, changes, i), pass.fast);
    if (changes.every(({ hooks }) => hooks === undefined)) return y;
    const rows = spans.map((span, row) => {
      const after = y.narrow(0, span.start, span.length);
      const { hooks } = changes[row]!;
      if (hooks === undefined) return after;
      const before = x.narrow(0, span.start, span.length);
      const again = rerun(x, span, next);
      const through: Next = (value) => (value === before ? after : again(value));
      return pass.only(row, hooks).at(path, before, through);
    });
    return cat(rows); // [N, ...]
  };
}

interface Span {
  readonly start: number;
  readonly length: number;
}

/** Where each sequence's tokens lie. */
function spansOf(layout: Layout, sequences: number): Span[] {
  if (!(layout instanceof Packed))
    throw new Error("sequences with interventions of their own are packed: give lists of tokens, not padded rows");
  const { lengths } = layout;
  if (lengths.length !== sequences) {
    throw new Error(`routed for ${sequences} packed sequences, but the pass has ${lengths.length}`);
  }
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return { start: end - length, length };
  });
}

/** The i-th low-rank change of each sequence; neighbours that share it are one segment. */
function segmentsOf(spans: readonly Span[], changes: readonly Change[], i: number): Segment[] {
  const segments: Segment[] = [];
  for (const [row, { start, length }] of spans.entries()) {
    const part = changes[row]!.parts[i];
    const last = segments.at(-1);
    if (part === undefined) continue;
    if (last?.part === part && last.start + last.length === start) {
      segments[segments.length - 1] = { ...last, length: last.length + length };
    } else segments.push({ start, length, part });
  }
  return segments;
}

/** Runs the base with other tokens in one segment, and takes that segment of what comes out. */
function rerun(x: Tensor, { start, length }: Span, next: Next): Next {
  return (value) => {
    const end = start + length;
    const whole = cat([x.narrow(0, 0, start), value, x.narrow(0, end, x.shape[0]! - end)]);
    return next(whole).narrow(0, start, length);
  };
}
