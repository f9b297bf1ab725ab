/** A model's numbers for plain ids, without tensors, passes or layouts: what a porter of weights compares. */
import { Run, type RunSettings } from "../interventions/index.ts";
import { type Reads, segments as segmentIds, writes } from "../nn/index.ts";
import { infer, ids as int64, type Tensor } from "../tensor/index.ts";

type Rows = readonly (readonly number[])[];

/** Rows of a batch as plain numbers. */
export interface ForwardInputs {
  /** Token ids of each row. */
  readonly ids: Rows;
  /** The sentence of its row that each token belongs to, for models that read pairs. */
  readonly segments?: Rows;
  /** Whether rows are run as one batch, filled up on the right, or end to end. */
  readonly padded?: boolean;
}

/** Numbers in order, the last axis fastest. */
export interface PlainArray {
  /** Sizes of the axes. */
  readonly shape: readonly number[];
  /** All numbers; as many as the sizes' product. */
  readonly data: Float32Array;
}

/** One array a row, of its real tokens. What a model has not is not there. */
export interface Forwarded {
  /** [T, D] */
  readonly stream: PlainArray[];
  /** [T, V], of the next token or, where a head names hidden ones, of what stands in a token's place. */
  readonly logits?: PlainArray[];
  /** What other heads say, by its name: [T, ...] where of each token, [...] where of each row. */
  readonly heads: Readonly<Record<string, PlainArray[]>>;
}

/** Runs rows of ids, without derivatives. Throws where the model has no such token or reads no rows so long. */
export function forward(
  model: Reads,
  { ids, segments, padded = false }: ForwardInputs,
  settings: RunSettings = {},
): Forwarded {
  const lengths = ids.map(({ length }) => length);
  const width = Math.max(0, ...lengths);
  const filled = (row: readonly number[]) => [...row, ...Array<number>(width - row.length).fill(0)];
  const lay = (rows: Rows) => (padded ? int64(rows.flatMap(filled)).reshape([rows.length, width]) : int64(rows.flat()));
  return infer(() => {
    const given = segments === undefined ? [] : [segmentIds.of(lay(segments))];
    const run = new Run(model, settings);
    const { stream, pass } = padded ? run.read(lay(ids), { lengths, given }) : run.read(ids, { given });
    const rows = { token: (y: Tensor) => tokensOf(y, lengths, padded), sequence: sequencesOf };
    const said = Object.values(model.heads).flatMap((head) =>
      named(head.call(stream, pass), head.says, rows[head.each]),
    );
    const { logits, ...heads } = Object.fromEntries(said);
    const next = writes(model) ? rows.token(model.logits(stream, pass)) : logits;
    return { stream: rows.token(stream), ...(next && { logits: next }), heads };
  });
}

/** What a head says by name; of several names each is one number of the last axis. */
function named<T>(y: Tensor, names: readonly string[], rows: (y: Tensor) => T): [name: string, rows: T][] {
  if (names.length === 1) return [[names[0]!, rows(y)]];
  return names.map((name, i) => [name, rows(y.select(-1, i))]);
}

function tokensOf(y: Tensor, lengths: readonly number[], padded: boolean): PlainArray[] {
  let start = 0;
  return lengths.map((length, row) => {
    const own = padded ? y.select(0, row).narrow(0, 0, length) : y.narrow(0, start, length);
    start += length;
    return plain(own);
  });
}

const sequencesOf = (y: Tensor) => Array.from({ length: y.shape[0]! }, (_, row) => plain(y.select(0, row)));

const plain = (y: Tensor): PlainArray => ({ shape: y.shape, data: y.to("float32").floats() });
