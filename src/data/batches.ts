/** Rows of equal length out of token shards, in an order that a seed decides and that can be taken up anywhere. */
import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { cat, factState, fromData, full, type Stateful, scope, stack, type Tensor } from "../tensor/index.ts";
import { DataError } from "./data-error.ts";
import { permuted } from "./permutation.ts";
import { cutRows, type Rows, wholeRows } from "./rows.ts";
import type { Shards } from "./shards.ts";
import { SHARING, shared } from "./sharing.ts";

const count = z.int().nonnegative();

/** Where a stream of batches stands: an epoch, and the batch of it that comes next. */
const Position = strictObject({
  /** From 0. */
  epoch: count,
  /** Of this epoch, the one that comes next, from 0. */
  batch: count,
});
/** Where a stream of batches stands. */
export type Position = z.output<typeof Position>;

/** A deterministic stream of batches without an end. Its state is where it stands, so that it can be taken up anywhere. */
export interface Batches<B> extends Stateful {
  /** The next batch; there is always one. */
  next(): B;
}

/** Batches of a corpus, whose one fact is their position. */
export interface TokenBatches extends Batches<TokenBatch> {
  facts(): Position;
}

/** Rows of a corpus. */
export interface TokenBatch {
  /** int64 [B, T + 1]: T inputs and, one further, T targets. Padding repeats the separator. */
  readonly tokens: Tensor;
  /** int64 [B, T + 1]: which document of its row a token belongs to, counted from 0; -1 for padding. */
  readonly segments: Tensor;
}

/** How rows are cut, ordered and shared among processes. */
export const BatchOptions = shared(
  strictObject({
    /** T: tokens of a row that are predicted; a row has one more. */
    length: z.int().positive(),
    ...SHARING,
    /** What happens to documents at the ends of rows. *cut*: rows follow each other without a gap. *whole*: a document that fits
     * a row is never cut, and what remains of a row is padding. */
    documents: z.enum(["cut", "whole"]).default("cut"),
    /** Rows in an order of their own in each epoch; false: as they lie in the corpus. */
    shuffle: z.boolean().default(true),
  }),
);

/**
 * Batches of a corpus, epoch after epoch. Every row comes once in an epoch, but for the last ones that fill no batch. Rank r of
 * W gets rows r B / W to (r + 1) B / W of each batch.
 * @throws DataError where the corpus has fewer rows than one batch
 */
export function tokenBatches(shards: Shards, options: z.input<typeof BatchOptions>): TokenBatches {
  const { length, batch, documents, shuffle, seed, rank, worldSize } = checked(BatchOptions, options, "tokenBatches");
  const rows = documents === "cut" ? cutRows(shards, length) : wholeRows(shards, length);
  const perEpoch = Math.floor(rows.count / batch);
  if (perEpoch === 0)
    throw new DataError(
      "corpus",
      "",
      `its ${shards.tokens} tokens make ${rows.count} rows of ${length}, and a batch takes ${batch}`,
    );
  const share = batch / worldSize;
  const padding = shards.index.separator ?? 0;
  let position: Position = { epoch: 0, batch: 0 };
  return {
    next() {
      const { epoch, batch: index } = position;
      const first = index * batch + rank * share;
      const chosen = Array.from({ length: share }, (_, i) =>
        shuffle ? permuted(first + i, rows.count, seed, epoch) : first + i,
      );
      position = index + 1 < perEpoch ? { epoch, batch: index + 1 } : { epoch: epoch + 1, batch: 0 };
      return gather(shards, rows, chosen, length + 1, padding);
    },
    ...factState(
      Position,
      () => position,
      (to) => {
        if (to.batch >= perEpoch)
          throw new DataError(
            "position",
            "",
            `there is no batch ${to.batch} in epoch ${to.epoch}: an epoch has ${perEpoch}`,
          );
        position = to;
      },
    ),
  };
}

function gather(shards: Shards, rows: Rows, chosen: readonly number[], width: number, padding: number): TokenBatch {
  return scope(() => {
    const tokens = chosen.map((row) => {
      const { start, length } = rows.at(row);
      const ids = shards.ids(start, length);
      return length === width ? ids : cat([ids, full([width - length], padding, { dtype: "int64" })]);
    });
    const segments = new BigInt64Array(chosen.length * width).fill(-1n);
    for (const [i, row] of chosen.entries()) {
      const { start, length } = rows.at(row);
      number(segments.subarray(i * width, i * width + length), start, shards);
    }
    return { tokens: stack(tokens), segments: fromData(segments, [chosen.length, width]) }; // [B, T + 1] each
  });
}

/** Writes into the place of each token of a row the number of its document. */
function number(row: BigInt64Array, start: number, shards: Shards): void {
  let at = 0;
  let document = 0n;
  for (const end of shards.ends(start)) {
    row.fill(document++, at, Math.min(row.length, end - start));
    at = end - start;
    if (at >= row.length) return;
  }
}
