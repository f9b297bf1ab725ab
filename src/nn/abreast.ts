import { dtypeBytes, ids, keep, release, scope, type Tensor } from "../tensor/index.ts";
import { type Layout, Padded } from "./layout.ts";
import type { Pass } from "./pass.ts";
import {
  type Beginning,
  blocksOf,
  checkSources,
  type Held,
  type Mark,
  mapped,
  nothing,
  Sequences,
  type Slots,
  type Source,
  statesOf,
} from "./sequences.ts";
import { type Sourced, Strand } from "./strand.ts";
import { StrandMark } from "./strand-mark.ts";

/**
 * Rows that are always equally long, such as a batch that a model in training reads token by token: attention takes all of them in
 * one block, where a `KVCache` takes each sequence on its own.
 */
export class AbreastCache extends Sequences {
  readonly remembers = true;
  #strand = Strand.from(new Map(), 0);

  constructor(rows = 0) {
    super();
    this.add(Array.from({ length: rows }, () => nothing));
  }

  get lengths(): readonly number[] {
    return Array.from({ length: this.#strand.rows }, () => this.#strand.length);
  }
  get begun(): readonly number[] {
    return Array.from({ length: this.#strand.rows }, () => this.#strand.begun);
  }
  get bytes(): number {
    return this.#strand.tensors().reduce((sum, { size, dtype }) => sum + size * dtypeBytes[dtype], 0);
  }

  override extend<S extends Slots>(path: string, slots: S, { layout }: Pass): Held<S> {
    this.#refuseRagged(layout.lengths);
    const own = statesOf(blocksOf(slots, layout, false)); // [B, ..., t, W]
    return heldBy(layout, this.#strand.append(path, own));
  }

  /** As `Sequences.source`. Throws a RangeError where there is not a source for each row. */
  override source<S extends Slots>(path: string, make: () => Source<S>, pass: Pass): Held<S> {
    let source = this.#strand.source(path, pass);
    if (source === undefined) {
      const made = make();
      checkSources(path, this.#strand.rows, made.layout);
      source = abreast(made);
      this.#strand.hold(path, source, pass);
    }
    return heldBy(pass.layout, source.slots as S, source.tokens);
  }

  override state<S extends Slots>(path: string, newborn: () => S): S {
    return (this.#strand.state(path) as S | undefined) ?? statesOf(this.lengths.map(newborn));
  }

  override leave(path: string, state: Slots): void {
    this.#strand.leave(path, state);
  }

  /** Moves the end of all rows. Throws a RangeError where they would not be equally long any more. */
  override advance(counts: readonly number[]): void {
    this.#refuseRagged(counts);
    this.#strand.advance(counts[0] ?? 0);
  }

  /**
   * Begins all rows; returns their numbers. Throws a RangeError where there are rows already, or they begin with different things.
   */
  override add(beginnings: readonly Beginning[]): number[] {
    const [first = nothing, ...others] = beginnings;
    if (this.#strand.rows > 0 || others.some((other) => other !== first && other.size + first.size > 0)) {
      throw new RangeError("rows abreast begin together and alike");
    }
    this.#strand = Strand.from(first, beginnings.length);
    return [...beginnings.keys()];
  }

  /** Goes on with these rows, in this order. Throws a RangeError where one does not exist. */
  override select(rows: readonly number[]): void {
    const unknown = rows.find((row) => this.lengths[row] === undefined);
    if (unknown !== undefined) throw new RangeError(`the cache has no sequence ${unknown}`);
    const old = this.#strand;
    const chosen = ids(rows);
    this.#strand = old.copy(rows.length, (tensor) => tensor.indexSelect(0, chosen));
    release(...old.tensors());
  }

  override cut(_row: number, length: number): void {
    throw new RangeError(`rows abreast are equally long, so one of them cannot be cut to ${length} tokens`);
  }

  override mark(): Mark {
    return new StrandMark([this.#strand]);
  }

  override back(to: Mark): void {
    StrandMark.back(to, [this.#strand]);
  }

  override checkIntegrity(): void {
    this.#strand.checkIntegrity("each row");
  }

  override release(): void {
    release(...this.#strand.tensors());
    this.#strand = Strand.from(nothing, 0);
  }

  #refuseRagged(counts: readonly number[]): void {
    if (counts.length === this.#strand.rows && counts.every((count) => count === counts[0])) return;
    throw new RangeError(`${this.#strand.rows} rows abreast cannot go on by ${counts.join(", ")} tokens`);
  }
}

/** Rows [B, ..., S, W] as the pass has them: one block where they lie padded, each by itself where they are packed. */
function heldBy<S extends Slots>(layout: Layout, whole: S, tokens?: Tensor): Held<S> {
  if (layout.blocks === 1) return { layout, alone: false, blocks: [whole], tokens: tokens && [tokens] };
  const rows = [...layout.lengths.keys()];
  return {
    layout,
    alone: true,
    blocks: rows.map((row) => mapped(whole, (slot) => slot.narrow(0, row, 1))),
    tokens: tokens && rows.map((row) => tokens.narrow(0, row, 1)),
  };
}

/** Sources side by side, short ones filled up. */
function abreast<S extends Slots>({ slots, layout }: Source<S>): Sourced {
  const padded = new Padded(layout.lengths);
  const filled = mapped(slots, (slot) => padded.together(layout.apart(slot, true), true)); // [B, S, ...]
  return scope(() => ({
    slots: mapped(blocksOf(filled, padded, false)[0]!, keep),
    tokens: padded.tokens(false)?.map(keep)[0],
  }));
}
