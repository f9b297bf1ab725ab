import { type Intervention, Run, type RunSettings } from "../interventions/index.ts";
import { KVCache, type Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { infer } from "../tensor/index.ts";
import type { ReadPrefix } from "./prefix-cache.ts";
import type { Processor, Row } from "./processors.ts";
import type { Sampler } from "./sampler.ts";
import type { Choice, Frontier } from "./search.ts";

/** An interrupt ends a pass with Interrupted and leaves the sequences as they were. */
export interface DecodingOptions extends RunSettings {
  /** What the logits go through before a token is chosen, in order. */
  processors?: readonly Processor[] | undefined;
  /** How the one prompt begins, read before by the same model under the same interventions. It belongs to the Decoding from now on. */
  held?: ReadPrefix | undefined;
}

/** A sequence to write: its prompt, at least one token, and who chooses the next token. */
export interface Sequence {
  /** Its tokens, at least one. */
  readonly prompt: readonly number[];
  /** Chooses each next token. */
  readonly sampler: Sampler;
  /** What rides on this sequence alone. */
  readonly with?: readonly Intervention[] | undefined;
}

const checkDecoding = optionsOf<DecodingOptions>("Decoding", {
  processors: "list?",
  held: "object?",
  with: "list?",
  interrupt: "object?",
  fast: "flag?",
});

const none: readonly Intervention[] = [];

/** Most tokens of the prompts in one pass. */
const CHUNK = 256;

interface Writing extends Row {
  /** Place among the sequences that the decoding began with. */
  readonly index: number;
  readonly sampler: Sampler;
}

/**
 * Decoding: sequences being written, a token of each at a time, over one cache.
 *
 * Sequences of different lengths share every pass, end to end and without padding. Prompts are read in chunks, so that the
 * thread is never away for long, and only the last token of each sequence pays for the head, the widest layer of all.
 */
export class Decoding implements Frontier {
  readonly #cache: KVCache;
  readonly #run: Run<Writes>;
  readonly #processors: readonly Processor[];
  #rows: readonly Writing[];
  /** Tokens of each row that no pass has read, the next chunk first. */
  readonly #unread: (readonly number[])[][];
  /** Where passes over the first prompt begin and end. */
  readonly #borders: readonly number[];
  /** Processed logits [V] of each row's next token, once they were asked for: until a token is chosen they stay as they are. */
  #next: readonly Float32Array[] | undefined;

  /**
   * Throws a RangeError where there is no sequence or an empty prompt, or more than one comes with `held`, and as `checkRun` does. A model whose positions
   * come from a formula goes on beyond its context, and says so once (`Rotary`).
   */
  constructor(model: Writes, sequences: readonly Sequence[], options: DecodingOptions = {}) {
    checkDecoding(options);
    const { processors = [], held, ...settings } = options;
    if (sequences.length === 0) throw new RangeError("decoding needs at least one sequence");
    const empty = sequences.findIndex(({ prompt }) => prompt.length === 0);
    if (empty >= 0) throw new RangeError(`the prompt of sequence ${empty} is empty: decoding needs at least one token`);
    if (held !== undefined && sequences.length !== 1) throw new RangeError("what is held goes with one sequence");
    this.#cache = held?.cache ?? new KVCache();
    this.#run = new Run(model, { ...settings, sequences: this.#cache });
    this.#processors = processors;
    this.#rows = sequences.map((sequence, index) => ({ ...sequence, index, written: [] }));
    if (held === undefined) this.#run.begin(sequences.map((sequence) => sequence.with ?? none));
    const { tokens = [], borders = [0] } = held ?? {};
    this.#unread = chunks(sequences.map(({ prompt }) => prompt.slice(tokens.length)));
    let end = tokens.length;
    this.#borders = [...new Set([...borders, end]), ...this.#unread.map((chunk) => (end += chunk[0]?.length ?? 0))];
  }

  /** Indices of the sequences still being written. */
  get live(): readonly number[] {
    return this.#rows.map(({ index }) => index);
  }

  /** Reads one chunk of the prompts where more than one is left; returns whether it did. */
  read(): boolean {
    if (this.#unread.length <= 1) return false;
    infer(() => {
      this.#run.read(this.#unread[0]!); // nothing is returned: what is returned lives on
    });
    this.#unread.shift();
    return true;
  }

  /** Reads what is left of the prompts, or the tokens written last, and writes the next token of each live sequence. */
  write(): { index: number; token: number }[] {
    const rows = this.#rows;
    const logits = this.#held();
    const tokens = rows.map(({ sampler, written }, i) => sampler(logits[i]!, written.length));
    this.extend(tokens.map((token, row) => ({ row, token })));
    return rows.map(({ index }, i) => ({ index, token: tokens[i]! }));
  }

  /** Processed logits [V] of each live sequence's next token. Asking again reads nothing again, and changes nothing. */
  logits(): readonly ArrayLike<number>[] {
    return this.#held();
  }

  /** Goes on with these: the live sequence at place `row`, and the token behind it. A sequence may go on in several ways, or in none. */
  extend(choices: readonly Choice[]): void {
    const rows = this.#rows;
    this.#select(choices.map(({ row }) => row));
    this.#rows = choices.map(({ row, token }) => ({ ...rows[row]!, written: [...rows[row]!.written, token] }));
    this.#unread[0] = choices.map(({ token }) => [token]);
    this.#next = undefined;
  }

  /** Ends sequences; the others go on. */
  drop(indices: readonly number[]): void {
    const left = [...this.#rows.keys()].filter((row) => !indices.includes(this.#rows[row]!.index));
    this.#select(left);
    this.#rows = left.map((row) => this.#rows[row]!);
    this.#next = this.#next && left.map((row) => this.#next![row]!);
    for (const [i, chunk] of this.#unread.entries()) this.#unread[i] = left.map((row) => chunk[row]!);
  }

  /** Ends as `release` does, and hands over what the one live sequence has read. Throws a RangeError where there is not one. */
  leave(): ReadPrefix {
    const [row] = this.#rows;
    if (row === undefined || this.#rows.length > 1) throw new RangeError("one live sequence can be handed over");
    const unread = this.#next === undefined ? this.#unread : this.#unread.slice(1);
    const length = row.prompt.length + row.written.length - unread.reduce((sum, [own]) => sum + own!.length, 0);
    this.#rows = [];
    this.#next = [];
    const borders = this.#borders.filter((border) => border <= length);
    return { cache: this.#cache, tokens: [...row.prompt, ...row.written].slice(0, length), borders };
  }

  /** Frees the cache. */
  release(): void {
    this.#run.release();
    this.#rows = [];
    this.#next = [];
  }

  /** Reads what is left of the prompts, or the tokens written last, unless that is done already. */
  #held(): readonly Float32Array[] {
    while (this.read());
    this.#next ??= infer(() => this.#logits(this.#unread[0]!));
    return this.#next;
  }

  #select(rows: readonly number[]): void {
    if (rows.length === this.#rows.length && rows.every((row, i) => row === i)) return;
    this.#run.select(rows);
  }

  /** Processed logits of the last token of each row, V numbers each. */
  #logits(tokens: readonly (readonly number[])[]): Float32Array[] {
    const raw = this.#run.read(tokens).logits("last").to("float32"); // [B, V]
    const logits = this.#processors.reduce((x, process) => process(x, this.#rows), raw);
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
