import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { merge, Runs } from "./runs.ts";
import { type Counts, tabulate } from "./tables.ts";
import { BEGIN, END, type Vocabulary } from "./vocabulary.ts";
import { Windows } from "./windows.ts";

/** Windows are in memory until they take this much. */
const MEMORY = 256 * 2 ** 20;

/** What an `NgramCounter` takes: which n-grams, what bounds sequences, and what it may use. */
export const CounterConfig = strictObject({
  /** The length of the longest n-gram. */
  order: z.int().min(1).max(16),
  /** The id that stands before each sequence. */
  begin: z.int().min(0),
  /** The id that stands behind each sequence; left out where its end is no event. */
  end: z.int().min(0).optional(),
  /** Bytes of windows that are kept in memory before they are sorted and go to disk. */
  memory: z.int().min(1024).default(MEMORY),
  /** Where sorted runs go. Without it nothing does, and memory grows with the text. */
  folder: z.string().optional(),
  /** The most distinct n-grams, of all orders together, that tables may have before counting is refused. */
  most: z.int().min(1).optional(),
});

/**
 * Counts n-grams of a text that need not fit into memory: `push` each token, `close` each sequence, `finish`.
 *
 * Kept are windows, the last `order` ids at each token, one mark of the beginning repeated on the left of the first. They are
 * sorted a memory at a time, and the sorted runs merged into tables of every order at once. What must fit is the tables: 24
 * bytes for each distinct n-gram of the highest order, 32 for those of lower ones.
 */
export class NgramCounter {
  readonly #config: z.output<typeof CounterConfig>;
  readonly #window: Uint32Array;
  readonly #runs: Runs | undefined;
  #windows: Windows;
  #full: Windows[] = [];
  #largest: number;

  /** Has counted nothing yet. Throws an ArgumentError where the input is no `CounterConfig`. */
  constructor(input: z.input<typeof CounterConfig>) {
    this.#config = checked(CounterConfig, input, "NgramCounter");
    const { order, begin, end, folder } = this.#config;
    this.#window = new Uint32Array(order).fill(begin);
    this.#windows = this.#empty();
    this.#runs = folder === undefined ? undefined : new Runs(order, folder);
    this.#largest = Math.max(begin, end ?? 0);
  }

  /**
   * Tells the counter the next token of the sequence. Throws a RangeError where it is no id, or one that bounds sequences.
   */
  push(id: number): void {
    const { begin, end } = this.#config;
    if (!(Number.isInteger(id) && id >= 0 && id < 2 ** 32)) throw new RangeError(`${id} is no token id`);
    if (id === begin || id === end) throw new RangeError(`the token ${id} marks the bounds of a sequence`);
    this.#push(id);
  }

  /** Ends the sequence; what is pushed next begins another. */
  close(): void {
    const { begin, end } = this.#config;
    if (end !== undefined) this.#push(end);
    this.#window.fill(begin);
  }

  /**
   * The counts. Ids are smaller than `size`, which is found from the tokens where it is not given. The counter is used
   * up. Throws a RangeError where `size` is too small, and an NgramError where there are more n-grams than may be.
   */
  finish(size = this.#largest + 1): Counts {
    if (size <= this.#largest) throw new RangeError(`size: ${size} is too small, an id is ${this.#largest}`);
    const { order, begin, end, most } = this.#config;
    const sources = [...this.#full, this.#windows].map((windows) => windows.sorted());
    try {
      const source = this.#runs === undefined ? merge(sources, order) : this.#runs.merged(...sources);
      return tabulate(source, { order, size, begin, end }, most);
    } finally {
      this.#runs?.close();
    }
  }

  /** Lets go of what is on disk, where counting is given up. */
  discard(): void {
    this.#runs?.close();
  }

  #push(id: number): void {
    const window = this.#window;
    window.copyWithin(0, 1);
    window[window.length - 1] = id;
    if (id > this.#largest) this.#largest = id;
    if (this.#windows.length === this.#windows.capacity) this.#spill();
    this.#windows.push(window);
  }

  #spill(): void {
    if (this.#runs === undefined) {
      this.#full.push(this.#windows);
      this.#windows = this.#empty();
    } else {
      this.#runs.write(this.#windows.sorted());
      this.#windows.clear();
    }
  }

  #empty(): Windows {
    const { order, memory } = this.#config;
    return new Windows(order, Math.max(1, Math.floor(memory / Windows.bytes(order))));
  }
}

/** Counts the n-grams of sentences that a vocabulary makes ids of, each between `<s>` and `</s>`. */
export function countSentences(
  sentences: Iterable<readonly string[]>,
  vocabulary: Vocabulary,
  config: Omit<z.input<typeof CounterConfig>, "begin" | "end">,
): Counts {
  const counter = new NgramCounter({ ...config, begin: BEGIN, end: END });
  for (const sentence of sentences) {
    for (const word of sentence) counter.push(vocabulary.add(word));
    counter.close();
  }
  return counter.finish(vocabulary.size);
}

const IdsConfig = CounterConfig.omit({ begin: true, end: true }).extend({ size: z.int().min(1) });

/**
 * Counts the n-grams of sequences of ids below `size`: bytes (256), characters, a tokenizer's tokens. The mark of the beginning
 * is the id `size`; the end is no event, so that a model's probabilities are of the ids alone.
 * Throws an ArgumentError where an option is none.
 */
export function countIds(sequences: Iterable<Iterable<number>>, options: z.input<typeof IdsConfig>): Counts {
  const { size, ...config } = checked(IdsConfig, options, "countIds");
  const counter = new NgramCounter({ ...config, begin: size });
  for (const sequence of sequences) {
    for (const id of sequence) counter.push(id);
    counter.close();
  }
  return counter.finish(size + 1);
}
