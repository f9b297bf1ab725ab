/**
 * Decoding: sequences being written, a token of each at a time, over one cache.
 *
 * Sequences of different lengths share every pass, end to end and without padding. Prompts are read in chunks, so that the
 * thread is never away for long, and only the last token of each sequence pays for the head, the widest layer of all.
 */
import { type Interrupt, KVCache, Packed, Pass, type Plan, type Writes } from "../nn/index.ts";
import { ids, noGrad, scope, type Tensor } from "../tensor/index.ts";
import type { Processor, Row } from "./processors.ts";
import type { Sampler } from "./sampler.ts";
import type { Choice, Frontier } from "./search.ts";

export interface DecodingOptions {
  /** Looked at between blocks; a pass that ends by it throws Interrupted and leaves the sequences as they were. */
  interrupt?: Interrupt | undefined;
  processors?: readonly Processor[];
  /** Hooks for every pass. */
  plan?: Plan | undefined;
}

/** A sequence to write: its prompt, at least one token, and who chooses the next token. */
export interface Sequence {
  readonly prompt: readonly number[];
  readonly sampler: Sampler;
}

/** Most tokens of the prompts in one pass. */
const CHUNK = 256;

interface Writing extends Row {
  /** Place among the sequences that the decoding began with. */
  readonly index: number;
  readonly sampler: Sampler;
}

export class Decoding implements Frontier {
  readonly #model: Writes;
  readonly #options: DecodingOptions;
  #rows: readonly Writing[];
  #cache: KVCache;
  /** Tokens of each row that no pass has read, the next chunk first. */
  readonly #unread: (readonly number[])[][];

  constructor(model: Writes, sequences: readonly Sequence[], options: DecodingOptions = {}) {
    this.#model = model;
    this.#options = options;
    this.#rows = sequences.map((sequence, index) => ({ ...sequence, index, written: [] }));
    this.#cache = new KVCache(sequences.length);
    this.#unread = chunks(sequences.map(({ prompt }) => prompt));
  }

  /** Indices of the sequences still being written. */
  get live(): readonly number[] {
    return this.#rows.map(({ index }) => index);
  }

  /** Reads one chunk of the prompts where more than one is left; returns whether it did. */
  read(): boolean {
    if (this.#unread.length <= 1) return false;
    scope(() => {
      noGrad(() => this.#stream(this.#unread[0]!)); // nothing is returned: what a scope returns lives on
    });
    this.#unread.shift();
    return true;
  }

  /** Reads what is left of the prompts, or the tokens written last, and writes the next token of each live sequence. */
  write(): { index: number; token: number }[] {
    const rows = this.#rows;
    const logits = this.logits();
    const tokens = rows.map(({ sampler, written }, i) => sampler(logits[i]!, written.length));
    this.extend(tokens.map((token, row) => ({ row, token })));
    return rows.map(({ index }, i) => ({ index, token: tokens[i]! }));
  }

  /** Reads what is left of the prompts, or the tokens written last; processed logits [V] of each live sequence's next token. */
  logits(): Float32Array[] {
    while (this.read());
    return scope(() => noGrad(() => this.#logits(this.#unread[0]!)));
  }

  /** Goes on with these: the live sequence at place `row`, and the token behind it. A sequence may go on in several ways, or in none. */
  extend(choices: readonly Choice[]): void {
    const rows = this.#rows;
    this.#select(choices.map(({ row }) => row));
    this.#rows = choices.map(({ row, token }) => ({ ...rows[row]!, written: [...rows[row]!.written, token] }));
    this.#unread[0] = choices.map(({ token }) => [token]);
  }

  /** Ends sequences; the others go on. */
  drop(indices: readonly number[]): void {
    const left = [...this.#rows.keys()].filter((row) => !indices.includes(this.#rows[row]!.index));
    this.#select(left);
    this.#rows = left.map((row) => this.#rows[row]!);
    for (const [i, chunk] of this.#unread.entries()) this.#unread[i] = left.map((row) => chunk[row]!);
  }

  /** Frees the cache. */
  release(): void {
    this.#cache.release();
    this.#rows = [];
  }

  /** A cache of these rows alone. */
  #select(rows: readonly number[]): void {
    if (rows.length === this.#rows.length && rows.every((row, i) => row === i)) return;
    const cache = this.#cache.select(rows);
    this.#cache.release();
    this.#cache = cache;
  }

  #stream(tokens: readonly (readonly number[])[]): { stream: Tensor; pass: Pass } {
    const { plan, interrupt } = this.#options;
    const layout = new Packed(
      tokens.map(({ length }) => length),
      this.#cache.lengths,
    );
    const pass = new Pass({ layout, cache: this.#cache, plan, interrupt });
    return { stream: this.#model.stream(ids(tokens.flat()), pass), pass }; // [N, D]
  }

  /** Processed logits of the last token of each row, V numbers each. */
  #logits(tokens: readonly (readonly number[])[]): Float32Array[] {
    const { stream, pass } = this.#stream(tokens);
    const last = stream.indexSelect(0, pass.layout.last()); // [B, D]
    const raw = this.#model.logits(last, pass).to("float32"); // [B, V]
    const logits = (this.#options.processors ?? []).reduce((x, process) => process(x, this.#rows), raw);
    const { V } = logits.dims("B V");
    const flat = logits.floats();
    return this.#rows.map((_, row) => flat.subarray(row * V, (row + 1) * V));
  }
}

/**
 * Cuts prompts into as many passes as keep each at about CHUNK tokens, all prompts ending in the last one: a sequence has
 * a part in every pass.
 */
function chunks(prompts: readonly (readonly number[])[]): (readonly number[])[][] {
  const total = prompts.reduce((sum, { length }) => sum + length, 0);
  const count = Math.min(Math.ceil(total / CHUNK), ...prompts.map(({ length }) => length));
  return Array.from({ length: count }, (_, i) =>
    prompts.map((prompt) =>
      prompt.slice(Math.floor((prompt.length * i) / count), Math.floor((prompt.length * (i + 1)) / count)),
    ),
  );
}
