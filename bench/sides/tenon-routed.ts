import { load } from "../../src/checkpoints/index.ts";
import { Decoding, greedy } from "../../src/generation/index.ts";
import { LowRankDelta } from "../../src/interventions/index.ts";
import { keep, ops, randn, threads } from "../../src/tensor/index.ts";
import { serve } from "./requests.ts";

const [file = "", number = "1"] = process.argv.slice(2);
const { model, fast } = await load(file, { dtype: "stored" });
threads(Number(number));
const ROWS = 16;
const prompt = Array.from({ length: 32 }, (_, i) => 100 + 37 * i);

interface Request {
  /** Ranks of the rows' adapters, one after the other and from the front again; none: the base. */
  readonly ranks: readonly number[];
  /** Pattern of the maps that they change. */
  readonly at: string;
  readonly steps: number;
}

const known = new Map<string, LowRankDelta>();
/** The adapter of a row, made once. */
function adapter(row: number, rank: number, at: string): LowRankDelta {
  const name = `${row} ${rank} ${at}`;
  const made =
    known.get(name) ??
    LowRankDelta.over(model, name, at, ({ inWidth, outWidth }) => ({
      a: keep(randn([rank, inWidth], inWidth ** -0.5)),
      b: keep(randn([outWidth, rank])),
      scale: 0.05,
    }));
  known.set(name, made);
  return made;
}

/** Bytes of A and B that a step reads. */
const bytesOf = ({ parts }: LowRankDelta) => {
  const numbers = [...parts.values()].map(({ a, b }) => (a.shape[1]! + b.shape[0]!) * a.shape[0]!);
  return 4 * numbers.reduce((sum, count) => sum + count, 0);
};

await serve({ kernels: ops.tenon.kernel_set.default(), threads: threads() }, ({ ranks, at, steps }: Request) => {
  const adapters = Array.from({ length: ranks.length === 0 ? 0 : ROWS }, (_, row) =>
    adapter(row, ranks[row % ranks.length]!, at),
  );
  const rows = Array.from({ length: ROWS }, (_, row) => ({
    prompt,
    sampler: greedy,
    with: adapters.slice(row, row + 1),
  }));
  const decoding = new Decoding(model, rows, { fast });
  for (let i = 0; i < 2; i++) decoding.write();
  const times = Array.from({ length: steps }, () => {
    const began = performance.now();
    decoding.write();
    return performance.now() - began;
  });
  decoding.release();
  const bytes = adapters.reduce((sum, one) => sum + bytesOf(one), 0);
  return { milliseconds: times.sort((a, b) => a - b)[steps >> 1], bytes };
});
