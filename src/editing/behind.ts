/** What a change at one token of a text can reach: that token and those behind it, from one block on. */
import { type Intervention, intervene, Run } from "../interventions/index.ts";
import {
  Alone,
  type Beginning,
  type Held,
  type Layout,
  mapped,
  Packed,
  type Pass,
  type Slots,
  through,
  type Writes,
} from "../nn/index.ts";
import { ids, infer, keep, release, type Tensor } from "../tensor/index.ts";
import { EditError } from "./edit-error.ts";
import type { Prompt } from "./rewrite.ts";

/** A memory that remembers nothing, and keeps what mixers show it. */
class Watched extends Alone {
  readonly seen = new Map<string, readonly Slots[]>();
  override extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S> {
    const held = super.extend(path, slots, pass);
    for (const slot of held.blocks.flatMap((block) => Object.values(block))) keep(slot);
    this.seen.set(path, held.blocks); // [1, ..., S, W] a sequence, with what it begins with
    return held;
  }
  override release(): void {
    for (const block of [...this.seen.values()].flat()) release(...Object.values(block));
    super.release();
  }
}

/** Texts that were read once, and whose tokens from `at` on can be run again from a block on. */
export interface Behind {
  /** How the tokens from `at` on lie. */
  readonly layout: Layout;
  /** Logits [n, V] behind tokens by their index among those, under changes; derivatives are recorded where they are elsewhere. */
  logits(changes: readonly Intervention[], rows: readonly number[]): Tensor;
  /** Frees what was read. */
  release(): void;
}

/**
 * Reads texts once, so that changes from block `from` on, at the tokens `at` and behind, cost what they can reach: blocks in front and
 * tokens before do not depend on them. The tokens before stand in memory, as mixers left them.
 */
export function behind(
  model: Writes,
  prompts: readonly Prompt[],
  { from, with: riding }: { from: number; with: readonly Intervention[] },
): Behind {
  const watched = new Watched();
  const entered: { x?: Tensor } = {};
  const enters = intervene("what enters a block", `blocks.${from}`, () => (x, next, { layout }) => {
    const own = prompts.flatMap(({ ids: all, at }, row) =>
      all.slice(at).map((_, i) => layout.at(row, layout.lengths[row]! - all.length + at + i)),
    );
    entered.x = keep(x.indexSelect(0, ids(own))); // [N, D]
    return next(x);
  });
  infer(() => {
    new Run(model, { with: [enters, ...riding], sequences: watched }).read(prompts.map((prompt) => prompt.ids));
  });
  const [slots] = watched.seen.values();
  if (slots === undefined)
    throw new EditError("an edit needs a model whose mixers remember tokens, and this one has none");
  const lengths = prompts.map(({ ids: all, at }) => all.length - at);
  const starts = lengths.map((length, row) => Object.values(slots[row]!)[0]!.shape.at(-2)! - length);
  const layout = new Packed(lengths, starts);
  const stream = entered.x!;
  const sequences = new Alone();
  const beginnings = starts.map((start, row) => before(watched.seen, row, start));
  sequences.add(beginnings);
  return {
    layout,
    logits(changes, rows) {
      const pass = new Run(model, { with: [...changes, ...riding], sequences }).pass(layout);
      try {
        const y = through(model.blocks.slice(from), stream, pass); // [N, D]
        return model.logits(y.indexSelect(0, ids(rows)), pass); // [n, V]
      } finally {
        pass.end();
      }
    },
    release() {
      release(stream, ...beginnings.flatMap((one) => [...one.values()].flatMap((slots) => Object.values(slots))));
      watched.release();
    },
  };
}

/** What mixers have of a sequence's first tokens. */
function before(seen: ReadonlyMap<string, readonly Slots[]>, row: number, tokens: number): Beginning {
  if (tokens === 0) return new Map();
  return new Map(
    [...seen].map(([path, blocks]) => [path, mapped(blocks[row]!, (slot) => keep(slot.narrow(-2, 0, tokens)))]),
  );
}
