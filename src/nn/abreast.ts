/** A cache for rows that go on together, such as a batch that a model in training reads token by token. */
import { cat, dtypeBytes, ids, keep, release, scope, type Tensor } from "../tensor/index.ts";
import type { Cache } from "./cache.ts";

interface Held {
  readonly keys: Tensor; // [B, G, S, K]
  readonly values: Tensor; // [B, G, S, K]
}

/**
 * What a model remembers of B rows that are always equally long: attention takes all rows in one block, where a `KVCache` takes
 * each sequence on its own. It appends by joining, so that derivatives may be recorded through it.
 */
export class AbreastCache implements Cache {
  readonly abreast = true;
  readonly #rows: number;
  #length = 0;
  readonly #held = new Map<string, Held>();
  readonly #states = new Map<string, (Tensor | undefined)[]>();
  /** States that the pass under way leaves. */
  readonly #next = new Map<string, (Tensor | undefined)[]>();

  constructor(rows: number) {
    this.#rows = rows;
  }

  get lengths(): readonly number[] {
    return Array.from({ length: this.#rows }, () => this.#length);
  }
  get bytes(): number {
    return this.#tensors().reduce((sum, { size, dtype }) => sum + size * dtypeBytes[dtype], 0);
  }

  /** Keys and values of all rows [B, G, T, K]; `row` is 0. */
  append(path: string, _row: number, keys: Tensor, values: Tensor): Held {
    const old = this.#held.get(path);
    const behind = (held: Tensor | undefined, added: Tensor) =>
      keep(held === undefined || this.#length === 0 ? added.clone() : cat([held.narrow(2, 0, this.#length), added], 2));
    const joined = { keys: behind(old?.keys, keys), values: behind(old?.values, values) };
    if (old !== undefined) release(old.keys, old.values);
    this.#held.set(path, joined);
    return joined;
  }

  recall(path: string, row: number): Tensor | undefined {
    return this.#states.get(path)?.[row];
  }

  leave(path: string, row: number, state: Tensor): void {
    const states = this.#next.get(path) ?? [];
    if (states[row] !== undefined) release(states[row]);
    states[row] = keep(state);
    this.#next.set(path, states);
  }

  advance(counts: readonly number[]): void {
    const [count = 0] = counts;
    if (counts.length !== this.#rows || counts.some((other) => other !== count)) {
      throw new RangeError(`${this.#rows} rows abreast cannot go on by ${counts.join(", ")} tokens`);
    }
    this.#length += count;
    for (const [path, states] of this.#next) {
      release(...(this.#states.get(path) ?? []).filter((state) => state !== undefined));
      this.#states.set(path, states);
    }
    this.#next.clear();
  }

  select(rows: readonly number[]): AbreastCache {
    const chosen = new AbreastCache(rows.length);
    chosen.#length = this.#length;
    const taken = ids(rows);
    const copy = (tensor: Tensor) => keep(scope(() => tensor.indexSelect(0, taken)));
    for (const [path, { keys, values }] of this.#held)
      chosen.#held.set(path, { keys: copy(keys), values: copy(values) });
    for (const [path, states] of this.#states) {
      chosen.#states.set(
        path,
        rows.map((row) => states[row] && keep(states[row].clone())),
      );
    }
    return chosen;
  }

  truncate(_row: number, length: number): void {
    throw new RangeError(`rows abreast are equally long, so one of them cannot be cut to ${length} tokens`);
  }

  checkIntegrity(): void {
    for (const [path, { keys, values }] of this.#held) {
      const fits = keys.shape[2]! >= this.#length && `${keys.shape}` === `${values.shape}`;
      if (!fits) throw new Error(`cache: rows hold ${this.#length} tokens, but "${path}" has ${keys.shape[2]}`);
    }
  }

  release(): void {
    release(...this.#tensors());
    this.#length = 0;
    for (const map of [this.#held, this.#states, this.#next]) map.clear();
  }

  #tensors(): Tensor[] {
    const states = [...this.#states.values(), ...this.#next.values()].flat().filter((state) => state !== undefined);
    return [...[...this.#held.values()].flatMap(({ keys, values }) => [keys, values]), ...states];
  }
}
