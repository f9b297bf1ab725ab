import { cat, empty, gradEnabled, keep, release, type Tensor } from "../tensor/index.ts";
import type { Pass } from "./pass.ts";
import { type Beginning, mapped, matching, type Slots, tokensOf } from "./sequences.ts";

/** What is held of the tokens at one path. */
interface Entry {
  readonly slots: Slots; // [n, ..., S, W], S >= written
  /** Tokens for which there is room to write in place: none where derivatives are recorded through what is held. */
  readonly capacity: number;
  written: number;
}

interface State {
  /** Behind the tokens that count. */
  now?: Slots | undefined;
  /** What a pass has left since. */
  next?: Slots | undefined;
}

/** What was made of the sources of the rows. */
export interface Sourced {
  readonly slots: Slots; // [n, ..., S, W]
  /** Where those are tokens and not padding, bool [n, 1, 1, S]; nothing where there is no padding. */
  readonly tokens?: Tensor | undefined;
}

interface HeldSource extends Sourced {
  /** The pass that made it, until that comes to its end. */
  by: Pass | undefined;
}

/** Where a strand was. */
export interface Place {
  readonly of: Strand;
  readonly length: number;
  readonly states: ReadonlyMap<string, Slots>;
  /** Whether the strand has been taken to a place in front of it since. */
  gone: boolean;
}

const FIRST_CAPACITY = 64;

/**
 * Sequences that are equally long, side by side as n rows of the same tensors, or one by itself: tokens, states and what was made of
 * sources, each by the path of the mixer that holds it. The tensors are its own; `tensors` lists them, to be released.
 */
export class Strand {
  readonly rows: number;
  readonly begun: number;
  length: number;
  readonly #entries = new Map<string, Entry>();
  readonly #states = new Map<string, State>();
  readonly #sources = new Map<string, HeldSource>();
  readonly #places = new Set<Place>();

  private constructor(rows: number, begun: number, length: number) {
    this.rows = rows;
    this.begun = begun;
    this.length = length;
  }

  /** Rows that all begin so. */
  static from(beginning: Beginning, rows = 1): Strand {
    const strand = new Strand(rows, tokensOf(beginning), 0);
    for (const [path, slots] of beginning) {
      strand.append(
        path,
        mapped(slots, (slot) => slot.expand([rows, ...slot.shape.slice(1)])),
      );
    }
    strand.length = strand.begun;
    return strand;
  }

  /** Puts a block [n, ..., t, W] behind what is held; returns all of it. */
  append<S extends Slots>(path: string, own: S): S {
    const end = this.length + Object.values(own)[0]!.shape.at(-2)!;
    const { slots } = gradEnabled() ? this.#join(path, own, end) : this.#write(path, own, end);
    return mapped(own, (_, name) => slots[name]!.narrow(-2, 0, end));
  }

  /** Buffers at a path with room for `end` tokens, to be written into; `own` are those that follow. */
  reserve(path: string, own: () => Slots, end: number): Entry {
    const known = this.length > this.begun ? this.#entries.get(path) : undefined;
    if (known !== undefined && end <= known.capacity) return known;
    const like = own();
    const entry = this.#matching(path, like);
    if (entry !== undefined && end <= entry.capacity) return entry;
    const capacity = Math.max(end, 2 * (entry?.capacity ?? 0), FIRST_CAPACITY);
    const slots = mapped(like, ({ shape, dtype, device }, name) => {
      const buffer = keep(empty([...shape.slice(0, -2), capacity, shape.at(-1)!], { dtype, device }));
      if (entry !== undefined) {
        buffer.narrow(-2, 0, this.length).copyFrom(entry.slots[name]!.narrow(-2, 0, this.length));
      }
      return buffer;
    });
    return this.#replace(path, { slots, capacity, written: this.length });
  }

  state(path: string): Slots | undefined {
    return this.#states.get(path)?.now;
  }
  leave(path: string, state: Slots): void {
    const { now, next } = this.#states.get(path) ?? {};
    free(next);
    this.#states.set(path, { now, next: mapped(state, (slot) => keep(alias(slot))) });
  }

  /** What was made of sources at a path, in this pass or in one that has come to its end. */
  source(path: string, pass: Pass): Sourced | undefined {
    const source = this.#sources.get(path);
    return source?.by === undefined || source.by === pass ? source : undefined;
  }
  hold(path: string, source: Sourced, by: Pass): void {
    release(...tensorsOf(this.#sources.get(path)));
    this.#sources.set(path, { ...source, by });
  }

  advance(count: number): void {
    this.length += count;
    for (const [path, { now, next }] of this.#states) {
      if (next === undefined) continue;
      free(now);
      this.#states.set(path, { now: next });
    }
    for (const source of this.#sources.values()) source.by = undefined;
  }

  /** Whether tokens can be forgotten: a recurrent state has no way back. */
  get cuts(): boolean {
    return [...this.#states.values()].every(({ now }) => now === undefined);
  }

  /** Forgets the tokens of each row from `length` on. Throws where there are not so many, or a state has no way back. */
  cut(length: number): void {
    if (length < this.begun || length > this.length) {
      throw new RangeError(`cannot cut a sequence of ${this.length} tokens to ${length}`);
    }
    if (length === this.length) return;
    if (length > this.begun && !this.cuts) {
      throw new RangeError(`a recurrent state behind ${this.length} tokens cannot go back to ${length}`);
    }
    this.#return(length, new Map());
  }

  place(): Place {
    const place = { of: this, length: this.length, states: this.#copiedStates(), gone: false };
    this.#places.add(place);
    return place;
  }
  back({ length, states }: Place): void {
    this.#return(length, new Map([...states].map(([path, now]) => [path, { now: copied(now) }])));
  }
  forget(place: Place): void {
    this.#places.delete(place);
    for (const state of place.states.values()) free(state);
  }

  /** The same once more, in tensors of its own; or other rows of it, as `pick` takes them. */
  copy(rows = this.rows, pick = (tensor: Tensor) => tensor.clone()): Strand {
    const copy = new Strand(rows, this.begun, this.length);
    const own = (tensor: Tensor) => keep(pick(tensor));
    for (const [path, { slots, capacity }] of this.#entries) {
      copy.#entries.set(path, { slots: mapped(slots, own), capacity, written: this.length });
    }
    for (const [path, { now }] of this.#states) copy.#states.set(path, { now: now && mapped(now, own) });
    for (const [path, { slots, tokens, by }] of this.#sources) {
      copy.#sources.set(path, { slots: mapped(slots, own), tokens: tokens && own(tokens), by });
    }
    return copy;
  }

  /** Throws where it claims more tokens than are held at a path; `name` says who. */
  checkIntegrity(name: string): void {
    for (const [path, { slots, written }] of this.#entries) {
      const fits = written >= this.length && Object.values(slots).every((slot) => slot.shape.at(-2)! >= written);
      if (!fits) throw new Error(`cache: ${name} holds ${this.length} tokens, but "${path}" has ${written}`);
    }
  }

  tensors(): Tensor[] {
    const states = [...this.#states.values()].flatMap(({ now, next }) => [now ?? {}, next ?? {}]);
    const slots = [...this.#entries.values()].map((entry) => entry.slots);
    const sources = [...this.#sources.values()].flatMap(tensorsOf);
    return [...slots, ...states].flatMap((own) => Object.values(own)).concat(sources);
  }

  #write(path: string, own: Slots, end: number): Entry {
    const entry = this.reserve(path, () => own, end);
    for (const [name, slot] of Object.entries(own)) {
      entry.slots[name]!.narrow(-2, this.length, end - this.length).copyFrom(slot);
    }
    entry.written = end;
    return entry;
  }

  /** Appends by joining, not by writing in place: what derivatives are recorded through must stay as it was. */
  #join(path: string, own: Slots, end: number): Entry {
    const entry = this.#matching(path, own);
    const slots = mapped(own, (slot, name) => {
      const before = this.length === 0 ? undefined : entry?.slots[name];
      return keep(
        before === undefined ? alias(slot) : cat([before.narrow(-2, 0, this.length).to(slot.dtype), slot], -2),
      );
    });
    return this.#replace(path, { slots, capacity: 0, written: end });
  }

  /** What is held at a path, as it may be gone on from; a beginning is taken to the precision of what does. */
  #matching(path: string, own: Slots): Entry | undefined {
    const entry = this.#entries.get(path);
    if (entry === undefined || this.length > this.begun) return entry;
    matching(path, entry.slots, own);
    const alike = Object.entries(own).every(([name, { dtype }]) => entry.slots[name]!.dtype === dtype);
    return alike ? entry : { ...entry, capacity: 0 };
  }

  #replace(path: string, entry: Entry): Entry {
    free(this.#entries.get(path)?.slots);
    this.#entries.set(path, entry);
    return entry;
  }

  #return(length: number, states: ReadonlyMap<string, State>): void {
    for (const { now, next } of this.#states.values()) free(now, next);
    this.#states.clear();
    for (const [path, state] of states) this.#states.set(path, state);
    for (const place of this.#places) place.gone ||= place.length > length;
    this.length = length;
  }

  #copiedStates(): Map<string, Slots> {
    const all = [...this.#states].map(([path, { now }]): [string, Slots | undefined] => [path, now]);
    return new Map(all.flatMap(([path, now]) => (now === undefined ? [] : [[path, copied(now)]])));
  }
}

/** A tensor of its own over the same numbers: it may be released by itself. */
const alias = (slot: Tensor) => slot.narrow(0, 0, slot.shape[0]!);
const tensorsOf = (source?: Sourced) => [
  ...Object.values(source?.slots ?? {}),
  ...(source?.tokens ? [source.tokens] : []),
];
const copied = (slots: Slots) => mapped(slots, (slot) => keep(slot.clone()));
const free = (...all: readonly (Slots | undefined)[]) => release(...all.flatMap((slots) => Object.values(slots ?? {})));
