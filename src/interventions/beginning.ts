/** How sequences begin under interventions: what their memory holds, and which vectors stand in front of their first token. */
import { type Beginning, Embedding, type Hook, modules, type Reads, type Slots } from "../nn/index.ts";
import { cat, type Tensor } from "../tensor/index.ts";
import type { Intervention } from "./intervention.ts";

/** What sequences under the same interventions begin with. */
export interface Begun {
  readonly memory: Beginning;
  /** [P, D], or nothing. */
  readonly vectors: Tensor | undefined;
}

/** Prefixes stand one behind the other in memory, and vectors behind them. Throws where a mixer has a part of them only. */
export function begunBy(interventions: readonly Intervention[]): Begun {
  const memory = new Map<string, Slots>();
  const vectors: Tensor[] = [];
  for (const { name, begins } of interventions) {
    const before = [...memory.keys()];
    const own = begins?.memory;
    if (
      own !== undefined &&
      before.length > 0 &&
      (before.length !== own.size || before.some((path) => !own.has(path)))
    ) {
      throw new Error(`the beginning of "${name}" has other mixers than the one before it`);
    }
    for (const [path, slots] of own ?? []) {
      const first = memory.get(path);
      memory.set(path, first === undefined ? slots : joined(path, first, slots));
    }
    if (begins?.vectors !== undefined) vectors.push(begins.vectors);
  }
  return { memory, vectors: vectors.length > 1 ? cat(vectors) : vectors[0] };
}

function joined(path: string, first: Slots, second: Slots): Slots {
  return Object.fromEntries(
    Object.entries(first).map(([slot, held]) => {
      const own = second[slot];
      if (own === undefined) throw new Error(`two beginnings differ in what "${path}" holds`);
      return [slot, cat([held, own], -2)];
    }),
  );
}

/** Where a model looks its tokens up. Throws where it has no table of them. */
export function tableOf(model: Reads): Embedding {
  for (const part of modules(model.embed)) if (part instanceof Embedding) return part;
  throw new Error("vectors cannot stand in front of tokens: this model has no table of embeddings");
}

/**
 * The hook at that table which puts vectors [P_i, D] in the place of each sequence's first P_i tokens, which are placeholders.
 */
export function placing(vectors: readonly (Tensor | undefined)[]): Hook {
  return (x, next, { layout }) => {
    const alone = layout.apart(next(x), true); // [1, t, D] each
    const rows = alone.map((row, i) => {
      const own = vectors[i];
      const P = own?.shape[0] ?? 0;
      return own === undefined ? row : cat([own.unsqueeze(0).to(row.dtype), row.narrow(1, P, row.shape[1]! - P)], 1);
    });
    return layout.together(rows, true);
  };
}
