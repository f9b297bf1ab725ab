/** How a corpus is cut into rows of T + 1 tokens: a row is a range of it. */
import type { Shards } from "./shards.ts";

export interface Rows {
  readonly count: number;
  at(row: number): { readonly start: number; readonly length: number };
}

/** Rows that follow each other: each begins with the last token of the one before, so that every token but the first is a target once. */
export function cutRows(shards: Shards, targets: number): Rows {
  return {
    count: Math.floor((shards.tokens - 1) / targets),
    at: (row) => ({ start: row * targets, length: targets + 1 }),
  };
}

/**
 * Rows filled with whole documents in the order of the corpus, as long as the next one fits (next-fit). A document longer than a
 * row is cut into full rows that overlap by one token; its rest begins the next row.
 */
export function wholeRows(shards: Shards, targets: number): Rows {
  const starts: number[] = [];
  const lengths: number[] = [];
  let start = 0;
  let stop = 0; // where the row would end if the next document did not fit
  const row = (length: number) => {
    if (length < 2) return; // a token alone has no target
    starts.push(start);
    lengths.push(length);
  };
  for (const end of shards.ends()) {
    if (end - start > targets + 1 && stop > start) {
      row(stop - start);
      start = stop;
    }
    for (; end - start > targets + 1; start += targets) row(targets + 1);
    stop = end;
  }
  row(stop - start);
  const from = Float64Array.from(starts);
  const long = Uint32Array.from(lengths);
  return { count: from.length, at: (index) => ({ start: from[index]!, length: long[index]! }) };
}
