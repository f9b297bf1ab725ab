/**
 * What a model remembers of the tokens it has read, so that the next one costs one token and not all of them.
 *
 * A cache holds sequences, each on its own, so that requests of different lengths share a pass, a row can be dropped,
 * copied or shortened, and padding never gets in. A pass writes past the end of a sequence, and the end moves once,
 * when the pass is done: one that was interrupted leaves the cache as it was.
 */
import { cat, dtypeBytes, empty, gradEnabled, keep, noGrad, ops, release, type Tensor } from "../tensor/index.ts";

export interface Cache {
  /** Tokens that each sequence holds. */
  readonly lengths: readonly number[];
  /** Whether its sequences are rows that are always equally long: attention then appends all of them at once, as row 0. */
  readonly abreast?: boolean;
  /**
   * Writes a mixer's keys and values [1, G, T, K] behind those that sequence `row` holds at `path`, and returns all of them,
   * views [1, G, S, K] with S = length + T.
   */
  append(path: string, row: number, keys: Tensor, values: Tensor): { keys: Tensor; values: Tensor };
  /**
   * The same for one token, and what its queries see of all positions, [..., H K] like `q`, from an operator that records no
   * derivatives; keys and values [..., G K]. A cache need not know how.
   */
  attend?(path: string, row: number, token: { q: Tensor; keys: Tensor; values: Tensor; headWidth: number }): Tensor;
  /** The state [S, 1, F] that a recurrent mixer left at `path` for sequence `row`; nothing at its beginning. */
  recall(path: string, row: number): Tensor | undefined;
  /** Leaves a state [S, 1, F] for the next pass. It counts when the end moves: an interrupted pass leaves none. */
  leave(path: string, row: number, state: Tensor): void;
  /** Moves the end of each sequence by the tokens that the pass has read. */
  advance(counts: readonly number[]): void;
  /** A cache of these sequences, in this order, which may repeat; the tensors are copies. */
  select(rows: readonly number[]): Cache;
  /** Forgets the tokens of a sequence from `length` on. Throws where a recurrent state stands behind them: it has no way back. */
  truncate(row: number, length: number): void;
  /** Bytes of the cache's own. */
  readonly bytes: number;
  /** Throws where what the mixers hold and what the sequences claim differ. */
  checkIntegrity(): void;
  /** Releases the tensors. */
  release(): void;
}

interface Entry {
  keys: Tensor; // [1, G, capacity, K]
  values: Tensor; // [1, G, capacity, K]
  capacity: number;
  written: number;
  /** Whether the tensors are buffers of the cache's own, to write into and to release, or somebody's, only to be read. */
  owned: boolean;
}

interface Sequence {
  length: number;
  readonly entries: Map<string, Entry>;
  /** What recurrent mixers hold: the state behind the tokens that count, and the one that a pass has left since. */
  readonly states: Map<string, { now?: Tensor | undefined; next?: Tensor | undefined }>;
}

const FIRST_CAPACITY = 64;

function releaseStates({ states }: Sequence): void {
  for (const { now, next } of states.values()) release(...[now, next].filter((state) => state !== undefined));
  states.clear();
}

/** Keys and values of causal attention, kept in buffers that double when they are full, and states of recurrent mixers. */
export class KVCache implements Cache {
  readonly #sequences: Sequence[];

  constructor(sequences = 1) {
    this.#sequences = Array.from({ length: sequences }, () => ({ length: 0, entries: new Map(), states: new Map() }));
  }

  get lengths(): readonly number[] {
    return this.#sequences.map(({ length }) => length);
  }
  get bytes(): number {
    const states = this.#sequences.flatMap((sequence) => [...sequence.states.values()].flatMap(({ now }) => now ?? []));
    return [...this.#buffers(), ...states].reduce((sum, tensor) => sum + tensor.size * dtypeBytes[tensor.dtype], 0);
  }

  append(path: string, row: number, keys: Tensor, values: Tensor): { keys: Tensor; values: Tensor } {
    const sequence = this.#sequence(row);
    const { T } = keys.dims("B G T K");
    const end = sequence.length + T;
    if (gradEnabled()) return this.#join(sequence, path, keys, values);
    const entry = this.#reserve(sequence, path, keys, end);
    noGrad(() => {
      entry.keys.narrow(2, sequence.length, T).copyFrom(keys);
      entry.values.narrow(2, sequence.length, T).copyFrom(values);
    });
    entry.written = end;
    return { keys: entry.keys.narrow(2, 0, end), values: entry.values.narrow(2, 0, end) };
  }

  attend(
    path: string,
    row: number,
    { q, keys, values, headWidth }: { q: Tensor; keys: Tensor; values: Tensor; headWidth: number },
  ): Tensor {
    const sequence = this.#sequence(row);
    const { length } = sequence;
    let entry = sequence.entries.get(path);
    if (entry === undefined || !entry.owned || length >= entry.capacity) {
      entry = this.#reserve(sequence, path, keys.reshape([1, -1, 1, headWidth]), length + 1);
    }
    entry.written = length + 1;
    return ops.tenon.attend_step.default(q, keys, values, entry.keys, entry.values, length);
  }

  recall(path: string, row: number): Tensor | undefined {
    return this.#sequence(row).states.get(path)?.now;
  }

  leave(path: string, row: number, state: Tensor): void {
    const { states } = this.#sequence(row);
    const { now, next } = states.get(path) ?? {};
    if (next !== undefined) release(next);
    states.set(path, { now, next: keep(state) });
  }

  advance(counts: readonly number[]): void {
    for (const [row, count] of counts.entries()) {
      const sequence = this.#sequence(row);
      sequence.length += count;
      for (const [path, { now, next }] of sequence.states) {
        if (next === undefined) continue;
        if (now !== undefined) release(now);
        sequence.states.set(path, { now: next });
      }
    }
  }

  select(rows: readonly number[]): KVCache {
    const chosen = new KVCache(rows.length);
    for (const [i, row] of rows.entries()) {
      const { length, entries, states } = this.#sequence(row);
      const copy = chosen.#sequence(i);
      for (const [path, { now }] of states) if (now !== undefined) copy.states.set(path, { now: keep(now.clone()) });
      copy.length = length;
      for (const [path, { keys, values, capacity }] of entries) {
        copy.entries.set(path, {
          keys: keep(keys.clone()),
          values: keep(values.clone()),
          capacity,
          written: length,
          owned: true,
        });
      }
    }
    return chosen;
  }

  truncate(row: number, length: number): void {
    const sequence = this.#sequence(row);
    if (length < 0 || length > sequence.length) {
      throw new RangeError(`cannot cut a sequence of ${sequence.length} tokens to ${length}`);
    }
    if (length < sequence.length && sequence.states.size > 0) {
      if (length > 0)
        throw new RangeError(`a recurrent state behind ${sequence.length} tokens cannot go back to ${length}`);
      releaseStates(sequence);
    }
    sequence.length = length;
  }

  checkIntegrity(): void {
    for (const [row, { length, entries }] of this.#sequences.entries()) {
      for (const [path, { keys, values, written }] of entries) {
        const fits = written >= length && keys.shape[2]! >= length && `${keys.shape}` === `${values.shape}`;
        if (!fits) throw new Error(`cache: sequence ${row} holds ${length} tokens, but "${path}" has ${written}`);
      }
    }
  }

  release(): void {
    release(...this.#buffers());
    for (const sequence of this.#sequences) {
      sequence.length = 0;
      sequence.entries.clear();
      releaseStates(sequence);
    }
  }

  #buffers(): Tensor[] {
    return this.#sequences.flatMap(({ entries }) =>
      [...entries.values()].flatMap(({ keys, values }) => [keys, values]),
    );
  }
  #sequence(row: number): Sequence {
    const sequence = this.#sequences[row];
    if (sequence === undefined) throw new RangeError(`the cache has no sequence ${row}`);
    return sequence;
  }

  /** Appends by joining, not by writing in place: what derivatives are recorded through must stay as it was. */
  #join(sequence: Sequence, path: string, keys: Tensor, values: Tensor): { keys: Tensor; values: Tensor } {
    const { length } = sequence;
    const old = sequence.entries.get(path);
    const behind = (held: Tensor, added: Tensor) => (length === 0 ? added : cat([held.narrow(2, 0, length), added], 2));
    const joined =
      old === undefined ? { keys, values } : { keys: behind(old.keys, keys), values: behind(old.values, values) };
    const S = joined.keys.shape[2]!;
    sequence.entries.set(path, { ...joined, capacity: S, written: S, owned: false });
    return joined;
  }

  /** Room for `end` tokens at a path. */
  #reserve(sequence: Sequence, path: string, like: Tensor, end: number): Entry {
    const entry = sequence.entries.get(path);
    const capacity = entry?.capacity ?? 0;
    if (entry?.owned && end <= capacity) return entry;
    const { G, K } = like.dims("B G T K");
    const room = Math.max(end, 2 * capacity, FIRST_CAPACITY);
    const grow = (old: Tensor | undefined) => {
      const buffer = keep(empty([1, G, room, K], { dtype: like.dtype, device: like.device }));
      if (old !== undefined) {
        noGrad(() => buffer.narrow(2, 0, sequence.length).copyFrom(old.narrow(2, 0, sequence.length)));
        if (entry?.owned) release(old);
      }
      return buffer;
    };
    const grown = {
      keys: grow(entry?.keys),
      values: grow(entry?.values),
      capacity: room,
      written: sequence.length,
      owned: true,
    };
    sequence.entries.set(path, grown);
    return grown;
  }
}
