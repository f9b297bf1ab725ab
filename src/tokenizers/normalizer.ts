/** What a normalizer is, and the two ways in which most are made: one after another, and character by character. */

/** For each UTF-16 unit of a rewritten text, the range of the original it stands for. */
export interface Alignment {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
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
      const starts: number[] = [];
      const ends: number[] = [];
      const keep = (from: number, to: number) => {
        for (let i = from; i < to; i++) {
          starts.push(i);
          ends.push(i + 1);
        }
      };
      let at = 0;
      for (const { 0: match, index } of text.matchAll(pattern)) {
        keep(at, index);
        at = index + match.length;
        const rewritten = rewrite(match);
        if (rewritten === match) keep(index, at);
        else
          for (let i = 0; i < rewritten.length; i++) {
            starts.push(index);
            ends.push(at);
          }
      }
      keep(at, text.length);
      return { starts, ends };
    },
  };
}
