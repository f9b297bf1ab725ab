/** What passes at one place of a model, for chosen tokens of texts. */
import { type Intervention, intervene, Run } from "../interventions/index.ts";
import { Interrupted, type Writes } from "../nn/index.ts";
import { cat, ids, infer, keep, release, scope, type Tensor } from "../tensor/index.ts";

/** Tokens of a text, and the indices of those that are looked at. */
export interface Looked {
  readonly ids: readonly number[];
  readonly at: readonly number[];
}

/** What went into a place and came out of it, [n, ...] each. */
export interface Seen {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** Most tokens of one pass. */
const CHUNK = 2048;

/** What stands at `path` for each token that is looked at, in order. A pass ends behind the block of `path`: what follows is not computed. */
export function seenAt(
  model: Writes,
  texts: readonly Looked[],
  path: string,
  { with: riding = [] }: { with?: readonly Intervention[] | undefined } = {},
): Seen {
  return infer(() => {
    const parts = chunked(texts).map((chunk) => scope(() => seenOnce(model, chunk, path, riding)));
    return { x: cat(parts.map(({ x }) => x)), y: cat(parts.map(({ y }) => y)) };
  });
}

function seenOnce(model: Writes, texts: readonly Looked[], path: string, riding: readonly Intervention[]): Seen {
  const interrupt = { aborted: false };
  let seen: Seen | undefined;
  const looks = intervene("what passes", path, () => (x, next, { layout }) => {
    const y = next(x);
    // Vectors that an intervention puts in front of a text move its tokens back.
    const rows = texts.flatMap(({ ids: own, at }, row) =>
      at.map((token) => layout.at(row, layout.lengths[row]! - own.length + token)),
    );
    const which = ids(rows);
    seen = { x: keep(x.indexSelect(0, which)), y: keep(y.indexSelect(0, which)) };
    interrupt.aborted = true;
    return y;
  });
  try {
    new Run(model, { with: [looks, ...riding], interrupt }).read(texts.map((text) => text.ids));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
  const { x, y } = seen!;
  const copy = { x: x.clone(), y: y.clone() }; // of this scope, where what a hook keeps is of none
  release(x, y);
  return copy;
}

function chunked(texts: readonly Looked[]): Looked[][] {
  const chunks: Looked[][] = [];
  let tokens = CHUNK;
  for (const text of texts) {
    tokens += text.ids.length;
    if (tokens > CHUNK) {
      chunks.push([]);
      tokens = text.ids.length;
    }
    chunks.at(-1)!.push(text);
  }
  return chunks;
}
