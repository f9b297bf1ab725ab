/** What a model made of hand-made parts owes: token by token, packed, selected, forked and taken back, it says what it says of the whole. */
import { expect } from "vitest";
import { Run } from "../../src/interventions/index.ts";
import { type Decoder, type Given, KVCache } from "../../src/nn/index.ts";
import { noGrad, scope, type Tensor } from "../../src/tensor/index.ts";
import { distance } from "../contracts/model.ts";

export const PROMPTS = [
  [3, 1, 4, 1, 5, 9, 2],
  [2, 7, 1],
  [1, 6, 1, 8],
];
const CLOSE = 2e-5;

/** Logits [V] behind the last token of one sequence, read alone and at once. */
export function whole(model: Decoder, tokens: readonly number[], given: readonly Given[] = []): Tensor {
  const logits = noGrad(() => new Run(model).read([tokens], { given }).logits("last"));
  return logits.select(0, 0);
}

/** Sequences under a cache beside what each of them has read. `given` are the side inputs of one prompt, or of all. */
class Reader {
  readonly cache = new KVCache();
  readonly #run: Run<Decoder>;
  readonly #model: Decoder;
  readonly #given: (prompts: readonly number[]) => readonly Given[];
  rows: { prompt: number; tokens: number[] }[] = [];

  constructor(model: Decoder, given: (prompts: readonly number[]) => readonly Given[]) {
    this.#model = model;
    this.#given = given;
    this.#run = new Run(model, { sequences: this.cache });
  }

  /** Reads on in every sequence, and compares. */
  read(next: readonly (readonly number[])[]): void {
    const starts = this.rows.length === 0;
    if (starts) this.rows = next.map((_, prompt) => ({ prompt, tokens: [] }));
    this.rows = this.rows.map(({ prompt, tokens }, i) => ({ prompt, tokens: [...tokens, ...next[i]!] }));
    const given = starts ? this.#given(next.map((_, i) => i)) : [];
    scope(() => {
      const logits = noGrad(() => this.#run.read(next, { given }).logits("last"));
      for (const [row, { prompt, tokens }] of this.rows.entries()) {
        expect(distance(logits.select(0, row), whole(this.#model, tokens, this.#given([prompt])))).toBeLessThan(CLOSE);
      }
    });
    this.cache.checkIntegrity();
  }
  select(rows: readonly number[]): void {
    this.#run.select(rows);
    this.rows = rows.map((row) => this.rows[row]!);
  }
  release(): void {
    this.#run.release();
  }
}

export interface Promises {
  /** Whether a sequence can be cut anywhere; else it goes back to marks alone. */
  cut: boolean;
  given?: (prompts: readonly number[]) => readonly Given[];
}

export function decodesAsItReads(model: Decoder, { cut, given = () => [] }: Promises): void {
  const reader = new Reader(model, given);
  reader.read(PROMPTS); // of different lengths in one pass
  for (const token of [5, 8, 10]) reader.read(PROMPTS.map((_, row) => [token - row]));
  reader.select([2, 0, 2]); // one dropped, one forked, in another order
  reader.read([[1], [2], [3]]); // the copies diverge
  reader.read([[4, 5, 6], [7], [8, 9]]);
  const mark = reader.cache.mark();
  const rows = reader.rows;
  for (let i = 0; i < 2; i++) {
    reader.read([[i], [i + 1, 3], [i + 2]]);
    reader.cache.back(mark);
    reader.rows = rows;
  }
  mark.release();
  const { tokens } = reader.rows[0]!;
  if (cut) {
    reader.cache.cut(0, 2);
    reader.rows = reader.rows.with(0, { ...reader.rows[0]!, tokens: tokens.slice(0, 2) });
  } else {
    expect(() => reader.cache.cut(0, 2)).toThrow(/cannot go back/);
  }
  reader.read([[9, 8], [7], [6]]);
  reader.release();
}
