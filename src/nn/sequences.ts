import { cat, ops, type Tensor } from "../tensor/index.ts";
import { attendTo, type KeysValues } from "./attend.ts";
import type { Layout } from "./layout.ts";
import type { Module } from "./module.ts";
import type { Pass } from "./pass.ts";
import type { Score } from "./score.ts";

/** Tensors by name that lie like the stream, [B, T, ...] or [N, ...], each with axes of its own behind. */
export type Slots = Readonly<Record<string, Tensor>>;

/** What one sequence holds before its first token, by the mixer's path: slots as blocks [1, ..., P, W] of P tokens. */
export type Beginning = ReadonlyMap<string, Slots>;

/** Of a sequence that begins with none. */
export const nothing: Beginning = new Map();

/** A mixer that holds slots of each token with a sequence, and says which and of what shape: `{ keys: [G, K], values: [G, K] }`. */
export interface Remembers extends Module {
  /** Axes of each slot for one token of one sequence. */
  readonly slots: Readonly<Record<string, readonly number[]>>;
}
/** Whether a module holds slots of each token. */
export const remembers = (module: Module): module is Remembers => "slots" in module;

/** A place that sequences can go back to; it holds tensors, the states that they had there. */
export interface Mark {
  /** Frees the tensors that it holds; it cannot be gone back to any more. */
  release(): void;
}

/**
 * What sequences remember from pass to pass, so that the next token costs one token and not all of them.
 *
 * A mixer speaks of its own path and of all sequences of the pass at once; how they are kept, each on its own or side by side, in
 * buffers or not at all, is this object's business. Slots have names and widths of the mixer's choosing: keys and values, a latent, a
 * window. A pass writes past the end of a sequence, and the end moves once, when the pass is done: one that was interrupted, or is
 * replayed, leaves everything as it was.
 */
export abstract class Sequences {
  /** Tokens that each sequence holds, those that it began with included. */
  abstract readonly lengths: readonly number[];
  /** Tokens that each began with. */
  abstract readonly begun: readonly number[];
  /** Whether a pass goes on from the one before. */
  abstract readonly remembers: boolean;
  /** Bytes of tensors of its own. */
  abstract readonly bytes: number;

  /**
   * Puts this pass's tokens behind what each sequence holds at a path, and gives all of it. Throws where an empty sequence's
   * beginning has other slots.
   */
  abstract extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S>;
  /**
   * What a mixer made of the source that a sequence depends on: made once for each sequence, in the first of its passes that comes to
   * its end, and held with it.
   */
  abstract source<S extends Slots>(path: string, make: () => Source<S>, pass: Pass): Held<S>;
  /** The state [sequences, ...] that a mixer goes on from; `newborn` [1, ...] is that of a sequence that has none. */
  abstract state<S extends Slots>(path: string, newborn: () => S, pass: Pass): S;
  /** Leaves a state [sequences, ...] for the next pass. It counts when the end moves. */
  abstract leave(path: string, state: Slots, pass: Pass): void;
  /** Moves the end of each sequence by the tokens that the pass has read. */
  abstract advance(counts: readonly number[]): void;

  /** More sequences, behind those there are; returns their rows. */
  abstract add(beginnings: readonly Beginning[]): number[];
  /** Goes on with these rows, in this order: one may come twice, and then its tensors are copied, or not at all. */
  abstract select(rows: readonly number[]): void;
  /** Forgets the tokens of a sequence from `length` on. Throws where what it holds has no way back. */
  abstract cut(row: number, length: number): void;
  /** Where all sequences are now. It stays good while none is added, selected or taken to a place in front of it. */
  abstract mark(): Mark;
  /** Back to where they were; the mark may be used again. Throws where it is no longer good. */
  abstract back(to: Mark): void;
  /** Throws where what the mixers hold and what the sequences claim differ. */
  abstract checkIntegrity(): void;
  /** Frees all tensors, and forgets all sequences. */
  abstract release(): void;

  /** A copy of a sequence, as the last row. */
  fork(row: number): number {
    const rows = [...this.lengths.keys()];
    this.select([...rows, row]);
    return rows.length;
  }
  /** Ends sequences; the others close up. */
  drop(rows: readonly number[]): void {
    this.select([...this.lengths.keys()].filter((row) => !rows.includes(row)));
  }

  /**
   * Extends keys and values, and gives what queries [..., H, K] see of all of them, [..., H, K_v]. `look` sees the pattern
   * [b, H, T, S] of each block. Throws where a token may see those that follow and some were read without it.
   */
  attend(
    path: string,
    q: Tensor,
    own: KeysValues,
    score: Score,
    pass: Pass,
    look?: (pattern: Tensor) => Tensor,
  ): Tensor {
    if (score.sight.ahead && this.lengths.some((length, row) => length > this.begun[row]!)) {
      throw new Error(
        `${path} sees the tokens that follow, so what was read before cannot be gone on from: read the whole sequence again`,
      );
    }
    return attendTo(this.extend(path, own, pass), q, score, pass, look);
  }
}

/** A source as a mixer sees it, and how it lies: one for each sequence of the pass that holds none yet, in their order. */
export interface Source<S extends Slots> {
  /** What a mixer made of the source, lying like its tokens. */
  readonly slots: S;
  /** How the source's tokens lie. */
  readonly layout: Layout;
}

/** Throws where there is not a source for each of so many sequences. */
export function checkSources(path: string, lacking: number, { lengths }: Layout): void {
  if (lengths.length === lacking) return;
  throw new RangeError(`${path}: ${lacking} sequences need a source, and ${lengths.length} were given`);
}

/** What is held at a path as blocks of tokens that attend each within itself, and how this pass's tokens are taken apart to meet them. */
export interface Held<S extends Slots> {
  /** Slots [b, ..., S, W]: the axis of tokens stands in front of the last one. */
  readonly blocks: readonly S[];
  /** How queries lie. */
  readonly layout: Layout;
  /** Whether each sequence is a block of its own. */
  readonly alone: boolean;
  /** Where a block holds tokens and not padding, bool [b, 1, 1, S]; nothing where there is no padding. */
  readonly tokens: readonly Tensor[] | undefined;
}

/** Slots taken apart into blocks [b, ..., t, W], the axis of tokens in front of the last one. */
export function blocksOf<S extends Slots>(slots: S, layout: Layout, alone: boolean): S[] {
  const names = Object.keys(slots);
  const parts = names.map((name) => layout.apart(slots[name]!, alone).map(tokensInward));
  return parts[0]!.map((_, i) => Object.fromEntries(names.map((name, slot) => [name, parts[slot]![i]!])) as S);
}

/** [b, t, ..., W] -> [b, ..., t, W] */
const tokensInward = (x: Tensor): Tensor => ops.aten.movedim.int(x, 1, -2);

/** Tokens that a beginning stands for. Throws where its mixers disagree, or it is empty of them. */
export function tokensOf(beginning: Beginning): number {
  let tokens = 0;
  for (const [path, slots] of beginning) {
    for (const slot of Object.values(slots)) {
      const P = slot.shape.at(-2)!;
      if (tokens !== 0 && tokens !== P) throw new RangeError(`a beginning has ${tokens} and ${P} tokens at "${path}"`);
      tokens = P;
    }
  }
  if (tokens === 0 && beginning.size > 0) throw new RangeError("a beginning holds no tokens");
  return tokens;
}

/** States of one sequence each, one behind the other. */
export function statesOf<S extends Slots>(states: readonly S[]): S {
  if (states.length === 1) return states[0]!;
  return Object.fromEntries(
    Object.keys(states[0]!).map((name) => [name, cat(states.map((state) => state[name]!))]),
  ) as S;
}

/** The same names over other tensors. */
export function mapped<S extends Slots>(slots: S, change: (slot: Tensor, name: string) => Tensor): S {
  return Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, change(slot, name)])) as S;
}

/** Throws where what a sequence holds at a path cannot be gone on from by blocks of other slots, or of other axes. */
export function matching(path: string, held: Slots, own: Slots): void {
  const axes = ({ shape }: Tensor) => [...shape.slice(1, -2), shape.at(-1)].join(", ");
  const slots = (all: Slots) => Object.entries(all).map(([name, slot]) => `${name} [${axes(slot)}]`);
  const [before, after] = [slots(held), slots(own)];
  if ([...before].sort().join() === [...after].sort().join()) return;
  throw new Error(`"${path}" holds ${before.join(" and ")}, and goes on with ${after.join(" and ")}`);
}
