/** Two loops that go on with prompts: over a cache, and reading everything anew at each step. */
import { Decoding, type DecodingOptions, greedy, type Sampler } from "../../src/generation/index.ts";
import { Packed, Pass, type Writes } from "../../src/nn/index.ts";
import { ids, noGrad, scope } from "../../src/tensor/index.ts";

type Tokens = readonly number[];

export function cachedLoop(
  model: Writes,
  prompts: readonly Tokens[],
  steps: number,
  { samplerOf = () => greedy, ...options }: DecodingOptions & { samplerOf?: (row: number) => Sampler } = {},
): number[][] {
  const sequences = prompts.map((prompt, row) => ({ prompt, sampler: samplerOf(row) }));
  const decoding = new Decoding(model, sequences, options);
  const written: number[][] = prompts.map(() => []);
  for (let step = 0; step < steps; step++) for (const { index, token } of decoding.write()) written[index]!.push(token);
  decoding.release();
  return written;
}

/** What `recomputingLoop` wrote, and how far the best logit lay above the second at each step. */
export interface Recomputed {
  readonly tokens: number[];
  readonly gaps: number[];
}

/** Greedily. */
export function recomputingLoop(model: Writes, prompts: readonly Tokens[], steps: number): Recomputed[] {
  const rows = prompts.map((): Recomputed => ({ tokens: [], gaps: [] }));
  for (let step = 0; step < steps; step++) {
    scope(() => {
      const all = prompts.map((prompt, i) => [...prompt, ...rows[i]!.tokens]);
      const lengths = all.map(({ length }) => length);
      const pass = new Pass({ layout: new Packed(lengths) });
      const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b) - 1);
      const [best, logits] = noGrad(() => {
        const stream = model.stream(ids(all.flat()), pass); // [N, D]
        const { values, indices } = model.logits(stream.indexSelect(0, ids(ends)), pass).topk(2);
        return [indices.numbers(), values.numbers()] as const;
      });
      for (const [i, row] of rows.entries()) {
        row.tokens.push(best[2 * i]!);
        row.gaps.push(logits[2 * i]! - logits[2 * i + 1]!);
      }
    });
  }
  return rows;
}

/** Tokens on which the loops part, where recomputing saw no near-tie: steps behind a parting have other prefixes and are left out. */
export function loopsApart(cached: readonly Tokens[], recomputed: readonly Recomputed[], nearTie: number) {
  const found = { steps: 0, apart: 0, nearTies: 0 };
  for (const [i, { tokens, gaps }] of recomputed.entries()) {
    for (const [step, token] of tokens.entries()) {
      found.steps++;
      if (cached[i]![step] === token) continue;
      if (gaps[step]! < nearTie) found.nearTies++;
      else found.apart++;
      break;
    }
  }
  return found;
}
