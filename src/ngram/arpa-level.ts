import { type BackoffLevel, logProb } from "./backoff.ts";
import { growingIds, growingNumbers } from "./growing.ts";
import { find } from "./tables.ts";
import { compareWindows, suffixOrder } from "./windows.ts";

/** The k-grams of an ARPA file, in the order in which they are met. */
export class ArpaLevel {
  readonly #ids = growingIds(); // [length, k]
  readonly #probs = growingNumbers();
  readonly #backoffs = growingNumbers();
  #largest = 0;

  constructor(readonly k: number) {}

  get length(): number {
    return this.#probs.length;
  }

  /** @param prob NaN for what is to be found by backing off */
  push(ids: ArrayLike<number>, prob: number, backoff: number): void {
    for (let i = 0; i < this.k; i++) {
      this.#ids.push(ids[i]!);
      this.#largest = Math.max(this.#largest, ids[i]!);
    }
    this.#probs.push(prob);
    this.#backoffs.push(backoff);
  }

  /** Whether an id was pushed. Of single words only. */
  holds(id: number): boolean {
    return this.#ids.view().includes(id);
  }

  /** A k-gram that was pushed twice. */
  duplicate(): number[] | undefined {
    const places = this.#places();
    for (let i = 1; i < places.length; i++) {
      const ngram = this.#ngram(places[i]!);
      if (compareWindows(this.#ngram(places[i - 1]!), ngram, this.k) === 0) return Array.from(ngram);
    }
    return undefined;
  }

  /** Gives probability 0 to ids that no line named. Of single words only. */
  fillTo(size: number): void {
    const named = new Uint8Array(size);
    for (let place = 0; place < this.length; place++) named[this.#ids.at(place)] = 1;
    for (let id = 0; id < size; id++) if (named[id] === 0) this.push([id], -Infinity, 0);
  }

  /** Adds the last k words of (k + 1)-grams that are not there. */
  addSuffixesOf(longer: ArpaLevel): void {
    const mine = this.#places();
    const missing: Uint32Array[] = [];
    let at = 0;
    for (const place of longer.#places()) {
      const suffix = longer.#ngram(place).subarray(1);
      while (at < mine.length && compareWindows(this.#ngram(mine[at]!), suffix, this.k) < 0) at++;
      const there = at < mine.length ? this.#ngram(mine[at]!) : undefined;
      if ([there, missing.at(-1)].every((ngram) => ngram === undefined || compareWindows(ngram, suffix, this.k) !== 0))
        missing.push(suffix);
    }
    for (const suffix of missing) this.push(suffix, Number.NaN, 0);
  }

  /** In suffix order, `lower` being the levels below, whose last one is told its children. */
  sorted(lower: BackoffLevel[]): BackoffLevel {
    const { length } = this;
    const places = this.#places();
    const level: BackoffLevel = {
      words: new Uint32Array(length),
      children: new Uint32Array(length + 1),
      logProbs: new Float64Array(length),
      backoffs: new Float64Array(length),
    };
    let linked = 0;
    const below = lower.at(-1);
    places.forEach((place, row) => {
      const ngram = this.#ngram(place);
      const prob = this.#probs.at(place);
      level.words[row] = ngram[0]!;
      level.logProbs[row] = Number.isNaN(prob) ? backedOff(lower, ngram) : prob;
      level.backoffs[row] = this.#backoffs.at(place);
      if (below === undefined) return;
      for (const suffix = find(lower, ngram.subarray(1)); linked <= suffix; linked++) below.children[linked] = row;
    });
    below?.children.fill(length, linked);
    return level;
  }

  #places(): Uint32Array {
    return suffixOrder(this.#ids.view(), this.length, this.k, this.#largest);
  }

  #ngram(place: number): Uint32Array {
    return this.#ids.view().subarray(place * this.k, (place + 1) * this.k);
  }
}

/** log P of the last word of a k-gram that is in no file, by the levels below k. */
function backedOff(lower: readonly BackoffLevel[], ngram: Uint32Array): number {
  const context = find(lower, ngram.subarray(0, -1));
  const weight = context < 0 ? 0 : lower.at(-1)!.backoffs[context]!;
  return weight + logProb(lower, ngram.subarray(1, -1), ngram.at(-1)!);
}
