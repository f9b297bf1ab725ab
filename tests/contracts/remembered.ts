/** The oracle of what sequences remember: a list for each, kept beside a memory and compared with it at every read. */
import { expect } from "vitest";
import {
  type Beginning,
  type Held,
  type Layout,
  Packed,
  Padded,
  Pass,
  type Sequences,
  type Slots,
} from "../../src/nn/index.ts";
import { cat, full, randn, type Tensor } from "../../src/tensor/index.ts";
import { distance } from "./model.ts";

/** Slots of different widths and axes: keys wider than values, and a latent beside them. */
const WIDTHS = { keys: [2, 6], values: [2, 4], latent: [5] } as const;
type Name = keyof typeof WIDTHS;
const NAMES = Object.keys(WIDTHS) as Name[];
type Tokens = Record<Name, Tensor>; // [t, ...]

const tokens = (count: number): Tokens => ({
  keys: randn([count, ...WIDTHS.keys]),
  values: randn([count, ...WIDTHS.values]),
  latent: randn([count, ...WIDTHS.latent]),
});
const behind = (first: Tokens, second: Tokens): Tokens => ({
  keys: cat([first.keys, second.keys]),
  values: cat([first.values, second.values]),
  latent: cat([first.latent, second.latent]),
});
const upTo = ({ keys, values, latent }: Tokens, length: number): Tokens => ({
  keys: keys.narrow(0, 0, length),
  values: values.narrow(0, 0, length),
  latent: latent.narrow(0, 0, length),
});

/** A beginning of P tokens, and the same as a list. */
export function beginning(P: number): { memory: Beginning; list: Tokens } {
  const list = tokens(P);
  if (P === 0) return { memory: nothing, list };
  const slots = {
    keys: list.keys.transpose(0, 1).unsqueeze(0), // [1, G, P, K]
    values: list.values.transpose(0, 1).unsqueeze(0),
    latent: list.latent.unsqueeze(0), // [1, P, R]
  };
  return { memory: new Map([["mixer", slots]]), list };
}

/** What one sequence should remember. */
interface Row {
  readonly begun: Tokens;
  held: Tokens;
  state: Tensor; // [3, 2]
  source: Tokens | undefined;
}

export interface ReadSettings {
  /** Whether rows lie padded in the pass. */
  padded?: boolean;
  /** Whether the pass comes to its end; else it was interrupted. */
  ends?: boolean;
  /** How often its mixers run: twice where blocks are run again. */
  runs?: number;
}

const newborn = () => ({ h: full([1, 3, 2], 0.5) });
/** Tokens of each source. */
const SOURCE = 4;

/** A memory under test beside the lists of what it was given. Every read compares tokens, states and sources, of every row. */
export class Remembered {
  rows: Row[] = [];
  readonly sequences: Sequences;
  readonly #stateful: boolean;
  #made = 0;

  constructor(sequences: Sequences, { stateful = true }: { stateful?: boolean } = {}) {
    this.sequences = sequences;
    this.#stateful = stateful;
  }

  add(beginnings: readonly ReturnType<typeof beginning>[]): this {
    const first = this.rows.length;
    const rows = this.sequences.add(beginnings.map(({ memory }) => memory));
    expect(rows).toEqual(beginnings.map((_, i) => first + i));
    for (const { list } of beginnings) this.rows.push(born(list));
    return this;
  }
  begin(count: number): this {
    const rows = this.sequences.add(Array.from({ length: count }, () => nothing));
    for (const _ of rows) this.rows.push(born(tokens(0)));
    return this;
  }

  /** A pass over so many new tokens of each sequence. */
  read(counts: readonly number[], { padded = false, ends = true, runs = 1 }: ReadSettings = {}): void {
    expect(this.sequences.lengths).toEqual(this.rows.map(({ held }) => held.keys.shape[0]));
    expect(this.sequences.begun).toEqual(this.rows.map(({ begun }) => begun.keys.shape[0]));
    const lie = padded ? Padded : Packed;
    const pass = new Pass({ layout: new lie(counts, this.sequences.lengths), sequences: this.sequences });
    const own = counts.map((count) => tokens(count));
    for (let run = 0; run < runs; run++) this.#extend(own, pass);
    const sources = this.#source(pass, padded);
    const states = this.#stateful ? this.#step(counts.length, pass, runs) : undefined;
    if (!ends) return;
    this.sequences.advance(counts);
    for (const [i, row] of this.rows.entries()) {
      if (!this.sequences.remembers) continue;
      row.held = behind(row.held, own[i]!);
      row.state = states?.select(0, i) ?? row.state;
      row.source = sources[i]!;
    }
    this.sequences.checkIntegrity();
  }

  /** Rows as the memory should now have them. */
  select(rows: readonly number[]): void {
    this.sequences.select(rows);
    this.rows = rows.map((row) => ({ ...this.rows[row]! }));
  }

  /** Compares how many sources were made, over all sequences; a memory that remembers nothing has them made in every pass. */
  hasMade(sources: number): void {
    if (this.sequences.remembers) expect(this.#made).toBe(sources);
  }
  fork(row: number): void {
    expect(this.sequences.fork(row)).toBe(this.rows.length);
    this.rows.push({ ...this.rows[row]! });
  }
  drop(rows: readonly number[]): void {
    this.sequences.drop(rows);
    this.rows = this.rows.filter((_, row) => !rows.includes(row));
  }
  cut(row: number, length: number): void {
    this.sequences.cut(row, length);
    const own = this.rows[row]!;
    own.held = upTo(own.held, length);
    if (length === own.begun.keys.shape[0]) own.state = newborn().h.select(0, 0);
  }
  /** Marks where all are; what it returns goes back there. */
  mark(): { back: () => void; release: () => void } {
    const mark = this.sequences.mark();
    const rows = this.rows.map((row) => ({ ...row }));
    const back = () => {
      this.sequences.back(mark);
      this.rows = rows.map((row) => ({ ...row }));
    };
    return { back, release: () => mark.release() };
  }

  #extend(own: readonly Tokens[], pass: Pass): void {
    const { layout } = pass;
    const held = this.sequences.extend("mixer", laid(own, layout), pass);
    for (const [i, { held: before }] of this.rows.entries()) sameTokens(rowOf(held, i), behind(before, own[i]!));
  }

  #source(pass: Pass, padded: boolean): Tokens[] {
    const sources = this.rows.map(({ source }) => source ?? tokens(SOURCE));
    const lacking = this.rows.flatMap(({ source }, i) => (source === undefined ? [sources[i]!] : []));
    const lie = padded ? Padded : Packed;
    const layout = new lie(lacking.map(() => SOURCE));
    const make = () => {
      this.#made += lacking.length;
      return { slots: laid(lacking, layout), layout };
    };
    const held = this.sequences.source("cross", make, pass);
    for (const [i, source] of sources.entries()) sameTokens(rowOf(held, i), source);
    return sources;
  }

  /** A recurrent mixer's half of a pass; returns what it leaves, [sequences, 3, 2]. */
  #step(count: number, pass: Pass, runs: number): Tensor {
    const next = randn([count, 3, 2]);
    for (let run = 0; run < runs; run++) {
      const { h } = this.sequences.state("recurrent", newborn, pass);
      expect(h.shape).toEqual([count, 3, 2]);
      for (const [i, { state }] of this.rows.entries()) expect(distance(h.select(0, i), state)).toBe(0);
      this.sequences.leave("recurrent", { h: next.clone() }, pass);
    }
    return next;
  }
}

const nothing: Beginning = new Map();
const born = (begun: Tokens): Row => ({
  begun,
  held: begun,
  state: newborn().h.select(0, 0),
  source: undefined,
});

/** Lists of tokens as a layout has them, [N, ...] or [B, T, ...]. */
function laid(rows: readonly Tokens[], layout: Layout): Tokens {
  const lay = (name: Name) =>
    layout.together(
      rows.map((row) => row[name].unsqueeze(0)),
      true,
    );
  return { keys: lay("keys"), values: lay("values"), latent: lay("latent") };
}

/** One row of what is held, as a list, without padding. */
function rowOf(held: Held<Slots>, row: number): Tokens {
  const apart = held.alone || held.blocks.length > 1;
  const block = held.blocks[apart ? row : 0]!;
  const real = held.tokens?.[apart ? row : 0];
  const list = (name: Name) => {
    const whole = block[name]!.select(0, apart ? 0 : row); // [..., S, W]
    const inOrder = whole.rank === 3 ? whole.transpose(0, 1) : whole; // [S, ..., W]
    const S =
      real
        ?.select(0, apart ? 0 : row)
        .sum()
        .item() ?? inOrder.shape[0]!;
    return inOrder.narrow(0, 0, S);
  };
  return { keys: list("keys"), values: list("values"), latent: list("latent") };
}

function sameTokens(held: Tokens, expected: Tokens): void {
  for (const name of NAMES) expect(distance(held[name], expected[name])).toBe(0);
}
