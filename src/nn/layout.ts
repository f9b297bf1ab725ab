import { arange, cat, ids, stack, type Tensor, zeros } from "../tensor/index.ts";

/**
 * How the tokens of a pass lie in its tensors.
 *
 * Padded: B rows of T tokens, [B, T, ...], short rows filled up on the right. Packed: sequences end to end, [N, ...], so
 * that requests of different lengths share a pass and nothing is wasted. Modules act on the last axis and never ask;
 * only a mixer, where tokens learn of each other, takes the layout apart into blocks of tokens that may.
 */
export interface Layout {
  /** Position of each token in its own sequence, int64 [B, T] or [N]; made when asked for, since a layout outlives scopes. */
  readonly positions: Tensor;
  /** Tokens of each sequence in this pass. */
  readonly lengths: readonly number[];
  /** How many blocks `apart` makes of it at least. */
  readonly blocks: number;
  /** One more than the largest position, that of padding counted: the tokens of the longest sequence, with those that a cache holds. */
  readonly longest: number;
  /**
   * Takes [B, T, ...] or [N, ...] apart into blocks [b, t, ...] whose rows attend each within itself: as few blocks as can
   * be, or, with `alone`, one block [1, t, ...] a sequence and no padding.
   */
  apart(x: Tensor, alone: boolean): Tensor[];
  /** Puts blocks back together; the inverse of `apart`. Padding comes back as zeros where it was taken out. */
  together(blocks: readonly Tensor[], alone: boolean): Tensor;
  /**
   * Where the blocks that `apart` gives hold tokens and not padding, bool [b, 1, 1, t] each, as a mask over keys; nothing
   * where there is no padding.
   */
  tokens(alone: boolean): Tensor[] | undefined;
  /** Index of a sequence's token among the tokens of the pass, counted over the leading axes. */
  at(row: number, token: number): number;
  /** The same of each sequence's last token, int64 [sequences]. */
  last(): Tensor;
  /** How one of the sequences lies by itself, at the positions that it has here. */
  only(row: number): Layout;
}

const lastOf = (layout: Layout) => ids(layout.lengths.map((length, row) => layout.at(row, length - 1)));

/** B rows, padded on the right to T, the longest. `starts`: tokens of each row that a cache already holds. */
export class Padded implements Layout {
  readonly lengths: readonly number[];
  readonly #starts: readonly number[];
  readonly #width: number;
  readonly longest: number;

  constructor(lengths: readonly number[], starts: readonly number[] = lengths.map(() => 0)) {
    this.lengths = lengths;
    this.#starts = starts;
    this.#width = Math.max(...lengths);
    this.longest = Math.max(...starts) + this.#width;
  }
  get positions(): Tensor {
    return stack(this.#starts.map((start) => arange(start, start + this.#width))); // [B, T]
  }
  apart(x: Tensor, alone: boolean): Tensor[] {
    if (!alone) return [x];
    return this.lengths.map((length, row) => x.narrow(0, row, 1).narrow(1, 0, length)); // [1, t, ...]
  }
  together(blocks: readonly Tensor[], alone: boolean): Tensor {
    if (!alone) return blocks[0]!;
    return cat(blocks.map((block) => fillUp(block, this.#width))); // [B, T, ...]
  }
  tokens(alone: boolean): Tensor[] | undefined {
    if (alone || this.lengths.every((length) => length === this.#width)) return undefined;
    const real = arange(0, this.#width).lt(ids(this.lengths).unsqueeze(1)); // [B, T]
    return [real.unsqueeze(1).unsqueeze(1)]; // [B, 1, 1, T]
  }
  get blocks(): number {
    return 1;
  }
  at(row: number, token: number): number {
    return row * this.#width + token;
  }
  last(): Tensor {
    return lastOf(this);
  }
  only(row: number): Padded {
    return new Padded([this.lengths[row]!], [this.#starts[row]!]);
  }
}

function fillUp(block: Tensor, width: number): Tensor {
  const [one = 1, length = 0, ...rest] = block.shape;
  return length === width ? block : cat([block, zeros([one, width - length, ...rest], { dtype: block.dtype })], 1);
}

/** Sequences end to end. `starts`: tokens of each that a cache already holds. */
export class Packed implements Layout {
  readonly lengths: readonly number[];
  readonly #starts: readonly number[];
  readonly longest: number;

  constructor(lengths: readonly number[], starts: readonly number[] = lengths.map(() => 0)) {
    this.lengths = lengths;
    this.#starts = starts;
    this.longest = Math.max(0, ...lengths.map((length, i) => starts[i]! + length));
  }
  get positions(): Tensor {
    return cat(this.lengths.map((length, i) => arange(this.#starts[i]!, this.#starts[i]! + length))); // [N]
  }
  apart(x: Tensor): Tensor[] {
    let start = 0;
    return this.lengths.map((length) => {
      const block = x.narrow(0, start, length).unsqueeze(0); // [1, t, ...]
      start += length;
      return block;
    });
  }
  together(blocks: readonly Tensor[]): Tensor {
    return blocks.length === 1 ? blocks[0]!.squeeze(0) : cat(blocks, 1).squeeze(0); // [N, ...]
  }
  tokens(): undefined {}
  get blocks(): number {
    return this.lengths.length;
  }
  at(row: number, token: number): number {
    return this.lengths.slice(0, row).reduce((sum, length) => sum + length, token);
  }
  last(): Tensor {
    return lastOf(this);
  }
  only(row: number): Packed {
    return new Packed([this.lengths[row]!], [this.#starts[row]!]);
  }
}
