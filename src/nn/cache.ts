import { cat, dtypeBytes, empty, gradEnabled, keep, noGrad, ops, release, type Tensor } from "../tensor/index.ts";
import type { KeysValues } from "./attend.ts";
import type { Pass } from "./pass.ts";
import type { Score } from "./score.ts";
import {
  type Beginning,
  blocksOf,
  type Held,
  type Mark,
  mapped,
  Sequences,
  type Slots,
  type Source,
  statesOf,
  tokensOf,
} from "./sequences.ts";

/** What one sequence holds at one path. */
interface Entry {
  readonly slots: Slots; // [1, ..., capacity, W]
  readonly capacity: number;
  written: number;
  /** Whether the tensors are buffers of the cache's own, to write into and to release, or somebody's, only to be read. */
  readonly owned: boolean;
}

interface Sequence {
  length: number;
  begun: number;
  readonly entries: Map<string, Entry>;
  /** What mixers made of the source. */
  readonly sources: Map<string, Slots>;
  /** What recurrent mixers hold: the state behind the tokens that count, and the one that a pass has left since. */
  readonly states: Map<string, { now?: Slots | undefined; next?: Slots | undefined }>;
}

const FIRST_CAPACITY = 64;

/**
 * The key-value cache (Pope et al. 2022, arXiv:2211.05102): sequences each on its own, in buffers that double when they are full,
 * so that requests of different lengths share a pass, one can be dropped, copied or shortened, and padding never gets in.
 */
export class KVCache extends Sequences {
  readonly remembers = true;
  #sequences: Sequence[] = [];

  constructor(sequences = 0) {
    super();
    this.add(Array.from({ length: sequences }, () => new Map()));
  }

  get lengths(): readonly number[] {
    return this.#sequences.map(({ length }) => length);
  }
  get begun(): readonly number[] {
    return this.#sequences.map(({ begun }) => begun);
  }
  get bytes(): number {
    const all = this.#sequences.flatMap(tensorsOf);
    return all.reduce((sum, tensor) => sum + tensor.size * dtypeBytes[tensor.dtype], 0);
  }

  override extend<S extends Slots>(path: string, slots: S, { layout }: Pass): Held<S> {
    const blocks = blocksOf(slots, layout, true).map((own, row) => this.#append(path, this.#sequence(row), own));
    return { layout, alone: true, blocks, tokens: undefined };
  }

  /** One token of each sequence by a kernel of ours that writes and attends, where the run asks for it and the score is the plain one. */
  override attend(
    path: string,
    q: Tensor,
    own: KeysValues,
    score: Score,
    pass: Pass,
    look?: (p: Tensor) => Tensor,
  ): Tensor {
    if (look !== undefined || !isOneStep(own, score, pass)) return super.attend(path, q, own, score, pass, look);
    const rows = this.#sequences.map((sequence, row) => {
      const of = (t: Tensor) => (this.#sequences.length === 1 ? t : t.narrow(0, row, 1));
      const { length } = sequence;
      let entry = sequence.entries.get(path);
      if (!entry?.owned || length >= entry.capacity)
        entry = this.#reserve(sequence, path, blocksOf(own, pass.layout, true)[row]!, length + 1);
      entry.written = length + 1;
      const { keys, values } = entry.slots as KeysValues;
      return ops.tenon.attend_step.default(of(q), of(own.keys), of(own.values), keys, values, length);
    });
    return rows.length === 1 ? rows[0]! : cat(rows);
  }

  override source<S extends Slots>(path: string, make: () => Source<S>, { layout }: Pass): Held<S> {
    const without = this.#sequences.filter(({ sources }) => !sources.has(path));
    if (without.length > 0) {
      const { slots, layout: theirs } = make();
      if (theirs.lengths.length !== without.length) {
        throw new RangeError(
          `${path}: ${without.length} sequences need a source, and ${theirs.lengths.length} were given`,
        );
      }
      for (const [i, own] of blocksOf(slots, theirs, true).entries()) without[i]!.sources.set(path, mapped(own, keep));
    }
    return {
      layout,
      alone: true,
      blocks: this.#sequences.map(({ sources }) => sources.get(path) as S),
      tokens: undefined,
    };
  }

  override state<S extends Slots>(path: string, newborn: () => S): S {
    return statesOf(this.#sequences.map(({ states }) => (states.get(path)?.now as S | undefined) ?? newborn()));
  }

  override leave(path: string, state: Slots): void {
    for (const [row, { states }] of this.#sequences.entries()) {
      const { now, next } = states.get(path) ?? {};
      if (next !== undefined) release(...Object.values(next));
      states.set(path, { now, next: mapped(state, (slot) => keep(slot.narrow(0, row, 1))) });
    }
  }

  override advance(counts: readonly number[]): void {
    for (const [row, count] of counts.entries()) {
      const sequence = this.#sequence(row);
      sequence.length += count;
      for (const [path, { now, next }] of sequence.states) {
        if (next === undefined) continue;
        if (now !== undefined) release(...Object.values(now));
        sequence.states.set(path, { now: next });
      }
    }
  }

  override add(beginnings: readonly Beginning[]): number[] {
    return beginnings.map((beginning) => {
      const tokens = tokensOf(beginning);
      const sequence: Sequence = {
        length: 0,
        begun: tokens,
        entries: new Map(),
        sources: new Map(),
        states: new Map(),
      };
      for (const [path, slots] of beginning) this.#append(path, sequence, slots);
      sequence.length = tokens;
      return this.#sequences.push(sequence) - 1;
    });
  }

  override select(rows: readonly number[]): void {
    const taken = new Set<Sequence>();
    const chosen = rows.map((row) => {
      const sequence = this.#sequence(row);
      if (taken.has(sequence)) return copyOf(sequence);
      taken.add(sequence);
      return sequence;
    });
    release(...this.#sequences.filter((sequence) => !taken.has(sequence)).flatMap(tensorsOf));
    this.#sequences = chosen;
  }

  override cut(row: number, length: number): void {
    const sequence = this.#sequence(row);
    if (length < sequence.begun || length > sequence.length) {
      throw new RangeError(`cannot cut a sequence of ${sequence.length} tokens to ${length}`);
    }
    if (length < sequence.length && sequence.states.size > 0) {
      if (length > sequence.begun)
        throw new RangeError(`a recurrent state behind ${sequence.length} tokens cannot go back to ${length}`);
      release(...statesWithin(sequence));
      sequence.states.clear();
    }
    sequence.length = length;
  }

  override mark(): Mark {
    return new CacheMark(this.#sequences.map(({ length, states }) => ({ length, states: copiedStates(states) })));
  }

  override back(to: Mark): void {
    if (!(to instanceof CacheMark) || to.sequences.length !== this.#sequences.length) {
      throw new RangeError("the mark is of other sequences");
    }
    for (const [row, { length, states }] of to.sequences.entries()) {
      const sequence = this.#sequence(row);
      release(...statesWithin(sequence));
      sequence.states.clear();
      for (const [path, state] of copiedStates(states)) sequence.states.set(path, state);
      sequence.length = length;
    }
  }

  override checkIntegrity(): void {
    for (const [row, { length, entries }] of this.#sequences.entries()) {
      for (const [path, { slots, written }] of entries) {
        const fits = written >= length && Object.values(slots).every((slot) => slot.shape.at(-2)! >= length);
        if (!fits) throw new Error(`cache: sequence ${row} holds ${length} tokens, but "${path}" has ${written}`);
      }
    }
  }

  override release(): void {
    release(...this.#sequences.flatMap(tensorsOf));
    this.#sequences = [];
  }

  #sequence(row: number): Sequence {
    const sequence = this.#sequences[row];
    if (sequence === undefined) throw new RangeError(`the cache has no sequence ${row}`);
    return sequence;
  }

  /** Writes a block [1, ..., t, W] behind what a sequence holds; returns all of it. */
  #append<S extends Slots>(path: string, sequence: Sequence, own: S): S {
    const { length } = sequence;
    const t = Object.values(own)[0]!.shape.at(-2)!;
    const end = length + t;
    if (gradEnabled()) return this.#join(sequence, path, own);
    const entry = this.#reserve(sequence, path, own, end);
    noGrad(() => {
      for (const [name, slot] of Object.entries(own)) entry.slots[name]!.narrow(-2, length, t).copyFrom(slot);
    });
    entry.written = end;
    return mapped(entry.slots, (slot) => slot.narrow(-2, 0, end)) as S;
  }

  /** Appends by joining, not by writing in place: what derivatives are recorded through must stay as it was. */
  #join<S extends Slots>(sequence: Sequence, path: string, own: S): S {
    const { length } = sequence;
    const old = sequence.entries.get(path);
    const behind = ([name, slot]: [string, Tensor]) => [
      name,
      old === undefined || length === 0 ? slot : cat([old.slots[name]!.narrow(-2, 0, length), slot], -2),
    ];
    const slots = Object.fromEntries(Object.entries(own).map(behind)) as S;
    const S = Object.values(slots)[0]!.shape.at(-2)!;
    sequence.entries.set(path, { slots, capacity: S, written: S, owned: false });
    return slots;
  }

  /** Room for `end` tokens at a path. */
  #reserve(sequence: Sequence, path: string, like: Slots, end: number): Entry {
    const entry = sequence.entries.get(path);
    const capacity = entry?.capacity ?? 0;
    if (entry?.owned && end <= capacity) return entry;
    const room = Math.max(end, 2 * capacity, FIRST_CAPACITY);
    const grow = ([name, slot]: [string, Tensor]) => {
      const { shape, dtype, device } = slot;
      const buffer = keep(empty([...shape.slice(0, -2), room, shape.at(-1)!], { dtype, device }));
      const old = entry?.slots[name];
      if (old !== undefined)
        noGrad(() => buffer.narrow(-2, 0, sequence.length).copyFrom(old.narrow(-2, 0, sequence.length)));
      return [name, buffer];
    };
    const slots = Object.fromEntries(Object.entries(like).map(grow)) as Slots;
    if (entry?.owned) release(...Object.values(entry.slots));
    const grown = { slots, capacity: room, written: sequence.length, owned: true };
    sequence.entries.set(path, grown);
    return grown;
  }
}

type States = Sequence["states"];

class CacheMark implements Mark {
  readonly sequences: readonly { readonly length: number; readonly states: States }[];

  constructor(sequences: CacheMark["sequences"]) {
    this.sequences = sequences;
  }
  release(): void {
    release(...this.sequences.flatMap(statesWithin));
  }
}

function isOneStep({ keys, values }: KeysValues, { sight, scale, cap, bias }: Score, pass: Pass): boolean {
  if (!pass.fast || keys.dtype !== "float32") return false;
  if (sight.kind !== "causal" || scale !== undefined || cap !== undefined || bias !== undefined) return false;
  return pass.layout.lengths.every((length) => length === 1) && keys.shape.at(-1) === values.shape.at(-1);
}

const copied = (slots: Slots) => mapped(slots, (slot) => keep(slot.clone()));

function copiedStates(states: States): States {
  return new Map([...states].flatMap(([path, { now }]) => (now === undefined ? [] : [[path, { now: copied(now) }]])));
}

function statesWithin({ states }: { readonly states: States }): Tensor[] {
  return [...states.values()].flatMap(({ now, next }) => [now, next].flatMap((state) => Object.values(state ?? {})));
}

/** All that a sequence owns. */
function tensorsOf(sequence: Sequence): Tensor[] {
  const entries = [...sequence.entries.values()].flatMap(({ slots, owned }) => (owned ? Object.values(slots) : []));
  return [
    ...entries,
    ...[...sequence.sources.values()].flatMap((slots) => Object.values(slots)),
    ...statesWithin(sequence),
  ];
}

function copyOf({ length, begun, entries, sources, states }: Sequence): Sequence {
  const copy = ({ slots, capacity }: Entry): Entry => ({
    slots: copied(slots),
    capacity,
    written: length,
    owned: true,
  });
  return {
    length,
    begun,
    entries: new Map([...entries].map(([path, entry]) => [path, copy(entry)])),
    sources: new Map([...sources].map(([path, slots]) => [path, copied(slots)])),
    states: copiedStates(states),
  };
}
