/** What a normalizer is, and the two ways in which most are made: one after another, and character by character. */

/** For each UTF-16 unit of a rewritten text, the range of the original it stands for. */
export interface Alignment {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** An alignment as it grows, unit by unit of the rewritten text. */
export class AlignmentBuilder {
  #starts: Int32Array;
  #ends: Int32Array;
  #length = 0;

  /** @param capacity about how many units there will be */
  constructor(capacity: number) {
    this.#starts = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
  }

  /** Units `from` to `to` of the original as they were. */
  keep(from: number, to: number): void {
    this.#reserve(to - from);
    for (let at = from; at < to; at++) {
      this.#starts[this.#length] = at;
      this.#ends[this.#length++] = at + 1;
    }
  }

  /** So many units that all stand for the range from `start` to `end` of the original. */
  put(units: number, start: number, end: number): void {
    this.#reserve(units);
    this.#starts.fill(start, this.#length, this.#length + units);
    this.#ends.fill(end, this.#length, this.#length + units);
    this.#length += units;
  }

  done(): Alignment {
    return { starts: this.#starts.subarray(0, this.#length), ends: this.#ends.subarray(0, this.#length) };
  }

  #reserve(units: number): void {
    const needed = this.#length + units;
    if (needed <= this.#starts.length) return;
    const grown = (old: Int32Array) => {
      const wider = new Int32Array(Math.max(needed, 2 * old.length));
      wider.set(old);
      return wider;
    };
    this.#starts = grown(this.#starts);
    this.#ends = grown(this.#ends);
  }
}

export interface Normalizer {
  normalize(text: string): string;
  /** The alignment of `normalize(text)` with `text`; undefined where nothing changed. */
  align(text: string): Alignment | undefined;
}

export const unchanged: Normalizer = { normalize: (text) => text, align: () => undefined };

/** The second rewrites what the first gave. */
export function chain(first: Normalizer, second: Normalizer): Normalizer {
  return {
    normalize: (text) => second.normalize(first.normalize(text)),
    align(text) {
      const inner = first.align(text);
      const outer = second.align(first.normalize(text));
      if (inner === undefined || outer === undefined) return inner ?? outer;
      return {
        starts: outer.starts.map((start) => inner.starts[start]!),
        ends: outer.ends.map((end) => inner.ends[end - 1]!),
      };
    },
  };
}

/**
 * Rewrites each match of `pattern` (global) by itself; what it becomes, if anything, stands for the whole match.
 * @param all rewrites a whole text at once, to the same, where something faster than match by match does it
 */
export function perMatch(
  pattern: RegExp,
  rewrite: (match: string) => string,
  all = (text: string) => text.replace(pattern, rewrite),
): Normalizer {
  return {
    normalize: all,
    align(text) {
      if (all(text) === text) return undefined;
      const alignment = new AlignmentBuilder(text.length);
      let at = 0;
      for (const { 0: match, index } of text.matchAll(pattern)) {
        alignment.keep(at, index);
        at = index + match.length;
        const rewritten = rewrite(match);
        if (rewritten === match) alignment.keep(index, at);
        else alignment.put(rewritten.length, index, at);
      }
      alignment.keep(at, text.length);
      return alignment.done();
    },
  };
}
