/** Sequences of which some tokens are to be foretold, such as answers, and batches of them. */
import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { factState, ids } from "../tensor/index.ts";
import type { Batches } from "./batches.ts";
import { IGNORED, type PackedBatch } from "./collators.ts";
import { permuted } from "./permutation.ts";
import { SHARING, shared } from "./sharing.ts";

/** One sequence. */
export interface TargetedRow {
  /** Its tokens, two at least. */
  readonly ids: readonly number[];
  /** Which of them are foretold: from a place, 1 or later, up to one that is not, in order. */
  readonly targets: readonly (readonly [from: number, to: number])[];
}

const RowBatchOptions = shared(strictObject(SHARING));

const Position = strictObject({ taken: z.int().nonnegative() });

/**
 * Batches of rows, each full: every row comes once before one comes again, in an order of its own each time. Where they stand is one
 * number. Throws an ArgumentError where there is no row, or the options do not fit.
 */
export function rowBatches(
  rows: readonly TargetedRow[],
  options: z.input<typeof RowBatchOptions>,
): Batches<PackedBatch> {
  const { batch, seed, rank, worldSize } = checked(RowBatchOptions, options, "rowBatches");
  checked(z.array(z.unknown()).min(1), rows, "rowBatches: rows");
  const share = batch / worldSize;
  let taken = 0;
  return {
    next() {
      const first = taken + rank * share;
      taken += batch;
      return packedRows(Array.from({ length: share }, (_, i) => rows[placeOf(first + i, rows.length, seed)]!));
    },
    ...factState(
      Position,
      () => ({ taken }),
      (to) => {
        taken = to.taken;
      },
    ),
  };
}

const placeOf = (i: number, count: number, seed: number) => permuted(i % count, count, seed, Math.floor(i / count));

/** Rows end to end, each token that is no target ignored. */
export function packedRows(rows: readonly TargetedRow[]): PackedBatch {
  const targets = rows.flatMap((row) => {
    const next = row.ids.slice(1).fill(IGNORED);
    for (const [from, to] of row.targets) for (let i = from; i < to; i++) next[i - 1] = row.ids[i]!;
    return next;
  });
  return { inputs: rows.map((row) => row.ids.slice(0, -1)), targets: ids(targets) };
}
