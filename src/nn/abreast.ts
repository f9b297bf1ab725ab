import { cat, dtypeBytes, ids, keep, release, scope, type Tensor } from "../tensor/index.ts";
import type { Pass } from "./pass.ts";
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

/**
 * Rows that are always equally long, such as a batch that a model in training reads token by token: attention takes all of them in
 * one block, where a `KVCache` takes each sequence on its own. It appends by joining, so that derivatives may be recorded through it.
 */
export class AbreastCache extends Sequences {
  readonly remembers = true;
  #rows = 0;
  #length = 0;
  #begun = 0;
  #slots = new Map<string, Slots>(); // [B, ..., S, W]
  #sources = new Map<string, Held<Slots>>();
  #states = new Map<string, Slots>(); // [B, ...]
  /** States that the pass under way leaves. */
  #next = new Map<string, Slots>();

  constructor(rows = 0) {
    super();
    this.add(Array.from({ length: rows }, () => new Map()));
  }

  get lengths(): readonly number[] {
    return Array.from({ length: this.#rows }, () => this.#length);
  }
  get begun(): readonly number[] {
    return Array.from({ length: this.#rows }, () => this.#begun);
  }
  get bytes(): number {
    return this.#tensors().reduce((sum, { size, dtype }) => sum + size * dtypeBytes[dtype], 0);
  }

  override extend<S extends Slots>(path: string, slots: S, { layout }: Pass): Held<S> {
    this.#refuseRagged(layout.lengths);
    const blocks = blocksOf(slots, layout, false);
    const own = blocks.length === 1 ? blocks[0]! : statesOf(blocks); // [B, ..., t, W]
    return { layout, alone: false, blocks: [this.#append(path, own)], tokens: undefined };
  }

  override source<S extends Slots>(path: string, make: () => Source<S>, { layout }: Pass): Held<S> {
    let held = this.#sources.get(path);
    if (held === undefined) {
      const { slots, layout: theirs } = make();
      const alone = layout.blocks !== theirs.blocks;
      const blocks = blocksOf(slots, theirs, alone).map((block) => mapped(block, keep));
      held = { layout, alone, blocks, tokens: theirs.tokens(alone)?.map(keep) };
      this.#sources.set(path, held);
    }
    return { ...(held as Held<S>), layout };
  }

  override state<S extends Slots>(path: string, newborn: () => S): S {
    return (this.#states.get(path) as S | undefined) ?? statesOf(this.lengths.map(newborn));
  }

  override leave(path: string, state: Slots): void {
    release(...Object.values(this.#next.get(path) ?? {}));
    this.#next.set(path, mapped(state, keep));
  }

  override advance(counts: readonly number[]): void {
    this.#refuseRagged(counts);
    this.#length += counts[0] ?? 0;
    for (const [path, state] of this.#next) {
      release(...Object.values(this.#states.get(path) ?? {}));
      this.#states.set(path, state);
    }
    this.#next.clear();
  }

  override add(beginnings: readonly Beginning[]): number[] {
    const [first, ...others] = beginnings;
    if (this.#rows > 0 || others.some((other) => other !== first && other.size + first!.size > 0)) {
      throw new RangeError("rows abreast begin together and alike");
    }
    this.#rows = beginnings.length;
    for (const [path, slots] of first ?? []) {
      this.#append(
        path,
        mapped(slots, (slot) => slot.expand([this.#rows, ...slot.shape.slice(1)])),
      );
    }
    this.#length = first === undefined ? 0 : tokensOf(first);
    this.#begun = this.#length;
    return [...beginnings.keys()];
  }

  override select(rows: readonly number[]): void {
    const taken = ids(rows);
    const pick = (tensor: Tensor) => {
      const chosen = keep(scope(() => tensor.indexSelect(0, taken)));
      release(tensor);
      return chosen;
    };
    const all = (held: Map<string, Slots>) => new Map([...held].map(([path, slots]) => [path, mapped(slots, pick)]));
    const source = ([path, held]: [string, Held<Slots>]): [string, Held<Slots>] => {
      if (held.alone || held.blocks.length > 1)
        throw new RangeError(`${path}: rows abreast cannot be chosen behind packed sources`);
      return [path, { ...held, blocks: [mapped(held.blocks[0]!, pick)], tokens: held.tokens?.map(pick) }];
    };
    this.#sources = new Map([...this.#sources].map(source));
    this.#slots = all(this.#slots);
    this.#states = all(this.#states);
    this.#rows = rows.length;
  }

  override cut(_row: number, length: number): void {
    throw new RangeError(`rows abreast are equally long, so one of them cannot be cut to ${length} tokens`);
  }

  override mark(): Mark {
    const states = new Map(
      [...this.#states].map(([path, state]) => [path, mapped(state, (slot) => keep(slot.clone()))]),
    );
    return new AbreastMark(this.#rows, this.#length, states);
  }

  override back(to: Mark): void {
    if (!(to instanceof AbreastMark) || to.rows !== this.#rows) throw new RangeError("the mark is of other sequences");
    for (const state of this.#states.values()) release(...Object.values(state));
    this.#states = new Map([...to.states].map(([path, state]) => [path, mapped(state, (slot) => keep(slot.clone()))]));
    this.#length = to.length;
  }

  override checkIntegrity(): void {
    for (const [path, slots] of this.#slots) {
      for (const { shape } of Object.values(slots)) {
        const fits = shape[0] === this.#rows && shape.at(-2)! >= this.#length;
        if (!fits) throw new Error(`cache: rows hold ${this.#length} tokens, but "${path}" has ${shape.at(-2)}`);
      }
    }
  }

  override release(): void {
    release(...this.#tensors());
    for (const map of [this.#slots, this.#sources, this.#states, this.#next]) map.clear();
    [this.#rows, this.#length, this.#begun] = [0, 0, 0];
  }

  #append<S extends Slots>(path: string, own: S): S {
    const old = this.#slots.get(path);
    const behind = ([name, slot]: [string, Tensor]) => {
      const joined =
        old === undefined || this.#length === 0
          ? slot.clone()
          : cat([old[name]!.narrow(-2, 0, this.#length), slot], -2);
      return [name, keep(joined)];
    };
    const slots = Object.fromEntries(Object.entries(own).map(behind)) as S;
    if (old !== undefined) release(...Object.values(old));
    this.#slots.set(path, slots);
    return slots;
  }

  #refuseRagged(counts: readonly number[]): void {
    if (counts.length === this.#rows && counts.every((count) => count === counts[0])) return;
    throw new RangeError(`${this.#rows} rows abreast cannot go on by ${counts.join(", ")} tokens`);
  }

  #tensors(): Tensor[] {
    const own = [...this.#slots.values(), ...this.#states.values(), ...this.#next.values()].flatMap((slots) =>
      Object.values(slots),
    );
    const sources = [...this.#sources.values()].flatMap(({ blocks, tokens = [] }) => [
      ...blocks.flatMap((block) => Object.values(block)),
      ...tokens,
    ]);
    return [...own, ...sources];
  }
}

class AbreastMark implements Mark {
  readonly rows: number;
  readonly length: number;
  readonly states: ReadonlyMap<string, Slots>;

  constructor(rows: number, length: number, states: ReadonlyMap<string, Slots>) {
    this.rows = rows;
    this.length = length;
    this.states = states;
  }
  release(): void {
    for (const state of this.states.values()) release(...Object.values(state));
  }
}
