import { cat, dtypeBytes, keep, ops, release, type Tensor } from "../tensor/index.ts";
import type { KeysValues } from "./attend.ts";
import type { Pass } from "./pass.ts";
import type { Score } from "./score.ts";
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
import { Strand } from "./strand.ts";
import { StrandMark } from "./strand-mark.ts";

/**
 * The key-value cache (Pope et al. 2022, arXiv:2211.05102): sequences each on its own, in buffers that double when they are full,
 * so that requests of different lengths share a pass, one can be dropped, copied or shortened, and padding never gets in.
 */
export class KVCache extends Sequences {
  readonly remembers = true;
  #sequences: Strand[] = [];
  readonly #kernels = new Map<string, boolean>();

  constructor(sequences = 0) {
    super();
    this.add(Array.from({ length: sequences }, () => nothing));
  }

  get lengths(): readonly number[] {
    return this.#sequences.map(({ length }) => length);
  }
  get begun(): readonly number[] {
    return this.#sequences.map(({ begun }) => begun);
  }
  /** Whether its sequences can be cut anywhere. */
  get cuts(): boolean {
    return this.#sequences.every(({ cuts }) => cuts);
  }
  get bytes(): number {
    const all = this.#sequences.flatMap((sequence) => sequence.tensors());
    return all.reduce((sum, { size, dtype }) => sum + size * dtypeBytes[dtype], 0);
  }

  override extend<S extends Slots>(path: string, slots: S, { layout }: Pass): Held<S> {
    const blocks = blocksOf(slots, layout, true).map((own, row) => this.#sequence(row).append(path, own));
    return { layout, alone: true, blocks, tokens: undefined };
  }

  /** One token of each sequence by a kernel of ours that writes and attends, where the run asks for it and the score is the plain one. */
  override attend(
    path: string,
    q: Tensor,
    own: KeysValues,
    score: Score,
    pass: Pass,
    look?: (p: Tensor) => Tensor,
  ): Tensor {
    if (look !== undefined || !isOneStep(score, pass) || !this.#alike(path, own)) {
      return super.attend(path, q, own, score, pass, look);
    }
    const rows = this.#sequences.map((sequence, row) => {
      const of = (t: Tensor) => (this.#sequences.length === 1 ? t : t.narrow(0, row, 1));
      const { length } = sequence;
      const entry = sequence.reserve(path, () => blocksOf(own, pass.layout, true)[row]!, length + 1);
      entry.written = length + 1;
      const { keys, values } = entry.slots as KeysValues;
      return ops.tenon.attend_step.default(of(q), of(own.keys), of(own.values), keys, values, length);
    });
    return rows.length === 1 ? rows[0]! : cat(rows);
  }

  /** As `Sequences.source`. Throws a RangeError where there is not a source for each sequence that holds none. */
  override source<S extends Slots>(path: string, make: () => Source<S>, pass: Pass): Held<S> {
    const lacking = this.#sequences.filter((sequence) => sequence.source(path, pass) === undefined);
    if (lacking.length > 0) {
      const { slots, layout: theirs } = make();
      checkSources(path, lacking.length, theirs);
      for (const [i, own] of blocksOf(slots, theirs, true).entries()) {
        lacking[i]!.hold(path, { slots: mapped(own, keep) }, pass);
      }
    }
    const blocks = this.#sequences.map((sequence) => sequence.source(path, pass)!.slots as S);
    return { layout: pass.layout, alone: true, blocks, tokens: undefined };
  }

  override state<S extends Slots>(path: string, newborn: () => S): S {
    return statesOf(this.#sequences.map((sequence) => (sequence.state(path) as S | undefined) ?? newborn()));
  }

  override leave(path: string, state: Slots): void {
    for (const [row, sequence] of this.#sequences.entries()) {
      sequence.leave(
        path,
        mapped(state, (slot) => slot.narrow(0, row, 1)),
      );
    }
  }

  override advance(counts: readonly number[]): void {
    const sequences = counts.map((_, row) => this.#sequence(row));
    for (const [row, sequence] of sequences.entries()) sequence.advance(counts[row]!);
  }

  override add(beginnings: readonly Beginning[]): number[] {
    return beginnings.map((beginning) => this.#sequences.push(Strand.from(beginning)) - 1);
  }

  override select(rows: readonly number[]): void {
    const chosen = rows.map((row) => this.#sequence(row));
    const taken = new Set<Strand>();
    const old = this.#sequences;
    this.#sequences = chosen.map((sequence) => {
      if (taken.has(sequence)) return sequence.copy();
      taken.add(sequence);
      return sequence;
    });
    for (const sequence of old) if (!taken.has(sequence)) release(...sequence.tensors());
  }

  override cut(row: number, length: number): void {
    this.#sequence(row).cut(length);
  }

  override mark(): Mark {
    return new StrandMark(this.#sequences);
  }

  override back(to: Mark): void {
    StrandMark.back(to, this.#sequences);
  }

  override checkIntegrity(): void {
    for (const [row, sequence] of this.#sequences.entries()) sequence.checkIntegrity(`sequence ${row}`);
  }

  override release(): void {
    release(...this.#sequences.flatMap((sequence) => sequence.tensors()));
    this.#sequences = [];
    this.#kernels.clear();
  }

  /** Whether keys and values at a path are as the kernel takes them, which is asked once: a mixer's do not change. */
  #alike(path: string, { keys, values }: KeysValues): boolean {
    const known = this.#kernels.get(path);
    if (known !== undefined) return known;
    const alike = keys.dtype === "float32" && keys.shape.at(-1) === values.shape.at(-1);
    this.#kernels.set(path, alike);
    return alike;
  }

  #sequence(row: number): Strand {
    const sequence = this.#sequences[row];
    if (sequence === undefined) throw new RangeError(`the cache has no sequence ${row}`);
    return sequence;
  }
}

function isOneStep({ sight, scale, cap, bias }: Score, { fast, layout }: Pass): boolean {
  if (!fast || sight.kind !== "causal" || scale !== undefined || cap !== undefined || bias !== undefined) return false;
  return layout.lengths.every((length) => length === 1);
}
