import type { BackoffTable } from "./backoff.ts";
import type { Frame } from "./tables.ts";

/**
 * A counting language model of order n. Probabilities are logarithms to base e.
 *
 *     P(w_1 ... w_T) = product over t of P(w_t | w_(t-n+1) ... w_(t-1))
 */
export class NgramModel implements Frame {
  readonly order: number;
  readonly size: number;
  readonly begin: number;
  readonly end: number | undefined;

  /**
   * @param probability P(token | context) as a natural logarithm; the context has at most `order` - 1 ids
   * @param table what ARPA files hold of a model, where it is one of back-off or interpolation
   */
  constructor(
    { order, size, begin, end }: Frame,
    readonly probability: (context: ArrayLike<number>, token: number) => number,
    readonly table?: BackoffTable,
  ) {
    this.order = order;
    this.size = size;
    this.begin = begin;
    this.end = end;
  }

  /** log P(token | context). Of the context the last `order` - 1 ids count; `begin` stands for the start of a sequence. */
  logProb(context: ArrayLike<number>, token: number): number {
    return this.probability(this.#history(context), this.#known(token));
  }

  /** P(token | context) of every token: [size], sum 1 where the context was seen or the model is smoothed. `begin` has 0. */
  conditional(context: ArrayLike<number>): Float64Array {
    const history = this.#history(context);
    return Float64Array.from({ length: this.size }, (_, token) => Math.exp(this.probability(history, token)));
  }

  /** log P of each token of a sequence after those before it, and of its end where that is an event: [T] or [T + 1]. */
  score(tokens: ArrayLike<number>): Float64Array {
    const { order, begin, end } = this;
    const events = end === undefined ? tokens.length : tokens.length + 1;
    const padded = new Uint32Array(events + 1);
    padded[0] = begin;
    padded.set(Array.prototype.map.call(tokens, (token) => this.#known(token)) as number[], 1);
    if (end !== undefined) padded[events] = end;
    return Float64Array.from({ length: events }, (_, i) =>
      this.probability(padded.subarray(Math.max(0, i + 2 - order), i + 1), padded[i + 1]!),
    );
  }

  /** exp(-mean log P) over the events of all sequences; Infinity where one of them has probability 0. */
  perplexity(sequences: Iterable<ArrayLike<number>>): number {
    const { logProb, events } = this.#total(sequences);
    return Math.exp(-logProb / events);
  }

  /**
   * -log2 P of all sequences together. Divided by the bytes of their text it is bits per byte, whatever the tokens are, and
   * so comparable with any other model of the same text.
   */
  bits(sequences: Iterable<ArrayLike<number>>): number {
    return -this.#total(sequences).logProb / Math.LN2;
  }

  #total(sequences: Iterable<ArrayLike<number>>): { logProb: number; events: number } {
    let logProb = 0;
    let events = 0;
    for (const sequence of sequences) {
      const scores = this.score(sequence);
      for (const score of scores) logProb += score;
      events += scores.length;
    }
    return { logProb, events };
  }

  #history(context: ArrayLike<number>): number[] {
    return Array.prototype.slice
      .call(context, Math.max(0, context.length - this.order + 1))
      .map((token) => this.#known(token));
  }

  #known(token: number): number {
    if (Number.isInteger(token) && token >= 0 && token < this.size) return token;
    throw new RangeError(`${token} is no token of this model: its ids are below ${this.size}`);
  }
}
