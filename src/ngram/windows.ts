/**
 * Windows: the last `order` ids that end at each token. They are sorted in *suffix order*, by the last id, then by the one
 * before it, and so on, so that all windows that end in the same n-gram stand side by side, for every n.
 */

/** Windows in suffix order, each once, one at a time. */
export interface Source {
  /** The window and, behind it, how often it was seen: [order + 1]. */
  readonly record: Uint32Array;
  /** Moves on to the next window; false where there is none. */
  next(): boolean;
}

/** Negative where window a comes before b, 0 where they are equal. */
export function compareWindows(a: Uint32Array, b: Uint32Array, order: number): number {
  for (let i = order - 1; i >= 0; i--) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return 0;
}

/** Windows in memory, up to a fixed number. */
export class Windows {
  #ids: Uint32Array; // [room, order]
  #largest = 0;
  length = 0;

  constructor(
    readonly order: number,
    readonly capacity: number,
  ) {
    this.#ids = new Uint32Array(Math.min(capacity, 1024) * order);
  }

  /** Bytes that one window takes, sorting included: its ids and two places in the order. */
  static bytes(order: number): number {
    return 4 * order + 8;
  }

  push(window: Uint32Array): void {
    if (this.length * this.order === this.#ids.length) this.#grow();
    this.#ids.set(window, this.length++ * this.order);
    this.#largest = Math.max(this.#largest, window[this.order - 1]!, window[0]!);
  }

  #grow(): void {
    const larger = new Uint32Array(Math.min(this.capacity, 2 * this.length) * this.order);
    larger.set(this.#ids);
    this.#ids = larger;
  }

  clear(): void {
    this.length = 0;
  }

  /** The windows in suffix order, equal ones as one. It reads this memory: push no more before it has ended. */
  sorted(): Source {
    const { order, length } = this;
    const ids = this.#ids;
    const places = suffixOrder(ids, length, order, this.#largest);
    const record = new Uint32Array(order + 1);
    let at = 0;
    const equals = (place: number) => {
      for (let i = 0; i < order; i++) if (ids[place * order + i] !== record[i]) return false;
      return true;
    };
    const next = () => {
      if (at === length) return false;
      const place = places[at++]!;
      record.set(ids.subarray(place * order, (place + 1) * order));
      let count = 1;
      while (at < length && equals(places[at]!)) {
        count++;
        at++;
      }
      record[order] = count;
      return true;
    };
    return { record, next };
  }
}

/**
 * The places of n-grams in suffix order: sorted by radix, the least significant digit first, which is in the first id.
 * @param ids [length, order], below or equal to `largest`
 */
export function suffixOrder(ids: Uint32Array, length: number, order: number, largest: number): Uint32Array {
  const bits = Math.max(1, Math.ceil(Math.log2(largest + 1)));
  const digits = Math.ceil(bits / 16);
  const width = Math.ceil(bits / digits);
  const mask = 2 ** width - 1;
  const starts = new Uint32Array(2 ** width);
  let from = new Uint32Array(length);
  for (let place = 0; place < length; place++) from[place] = place;
  let to = new Uint32Array(length);
  for (let position = 0; position < order; position++) {
    for (let shift = 0; shift < digits * width; shift += width) {
      starts.fill(0);
      for (let i = position; i < length * order; i += order) starts[(ids[i]! >>> shift) & mask]!++;
      for (let digit = 0, sum = 0; digit <= mask; digit++) {
        const count = starts[digit]!;
        starts[digit] = sum;
        sum += count;
      }
      for (let i = 0; i < length; i++) {
        const place = from[i]!;
        to[starts[(ids[place * order + position]! >>> shift) & mask]!++] = place;
      }
      [from, to] = [to, from];
    }
  }
  return from;
}
