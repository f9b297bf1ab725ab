/** A hundred edits of SmolLM2 together: MEMIT's, solved at once, and ROME's, each behind those before it. */
import { z } from "zod";
import type { KnownFact } from "../../src/data/index.ts";
import { type MemitConfig, memit, rome } from "../../src/editing/index.ts";
import { LowRankDelta } from "../../src/interventions/index.ts";
import { fromData, infer, keep, release, type Tensor } from "../../src/tensor/index.ts";
import { keeper } from "../harness/kept.ts";
import { largest } from "../harness/row.ts";
import * as editing from "./editing.ts";
import { ROME } from "./rome-alone.ts";

const FILE = "prove/worlds/many-edits.ts";

/** Parts of both, as files keep them: a value d, a change of rank 1. */
const Shift = editing.Spent.extend({ d: z.array(z.number()) });
const Factors = editing.Spent.extend({ a: z.array(z.number()), b: z.array(z.number()) });

/** A change, and what it took. */
export interface Edits extends editing.Spent {
  readonly change: LowRankDelta;
}

/** Facts with those neighbours alone that are not edited themselves: what stands there shall not stay. */
export function apartFromEachOther(facts: readonly KnownFact[]): KnownFact[] {
  const edited = new Set(facts.map(editing.statement));
  return facts.map((fact) => ({ ...fact, neighbours: fact.neighbours.filter(({ prompt }) => !edited.has(prompt)) }));
}

/** MEMIT on all facts at once; with `bent`, towards other values than those that were found. */
export function atOnce(
  bench: editing.Workbench,
  facts: readonly KnownFact[],
  settings: Pick<MemitConfig, "lambda"> & { readonly blocks: number[] },
  log: (line: string) => void,
  bent = (value: Tensor): Tensor => value,
): Edits {
  const kept = keeper(FILE, Shift);
  const values: z.infer<typeof Shift>[] = [];
  let here = 0; // seconds of values that were found now, and are in both sums
  const shift = (i: number, find: () => Tensor) => {
    const value = kept(`memit behind ${settings.blocks.at(-1)}, ${texts(bench)}, ${facts[i]!.id}`, () => {
      const [d, took] = editing.spent(find);
      here += took.seconds;
      return { d: numbers(d), ...took };
    });
    values.push(value);
    log(`MEMIT: value ${i + 1} of ${facts.length}`);
    return bent(fromData(Float32Array.from(value.d)));
  };
  const [change, solving] = editing.spent(() =>
    memit(bench.model, bench.tokenizer, facts, { ...bench, shift }, settings),
  );
  return {
    change,
    seconds: solving.seconds - here + total(values),
    megabytes: largest([solving, ...values].map(({ megabytes }) => megabytes)),
  };
}

/** ROME on one fact behind the other. */
export function inTurn(bench: editing.Workbench, facts: readonly KnownFact[], log: (line: string) => void): Edits {
  const kept = keeper(FILE, Factors);
  const at = `blocks.${ROME.block}.mlp.down`;
  const made: z.infer<typeof Factors>[] = [];
  const all = () => new LowRankDelta("ROME in turn", new Map([[at, stacked(made)]]));
  for (const [i, fact] of facts.entries()) {
    const riding = i === 0 ? [] : [all()];
    made.push(
      kept(`rome in turn, ${texts(bench)}, ${i + 1}: ${fact.id}`, () => {
        const support = { ...bench, with: riding };
        const [change, took] = editing.spent(() => rome(bench.model, bench.tokenizer, fact, support, ROME));
        const { a, b } = change.parts.get(at)!;
        return { a: numbers(a), b: numbers(b), ...took };
      }),
    );
    release(...riding.flatMap((change) => [...change.state.values()]));
    log(`ROME in turn: ${i + 1} of ${facts.length}`);
  }
  return { change: all(), seconds: total(made), megabytes: largest(made.map(({ megabytes }) => megabytes)) };
}

/** Changes of rank 1 as one: rows of A, columns of B. */
function stacked(made: readonly z.infer<typeof Factors>[]) {
  return infer(() => ({
    a: keep(rows(made.map(({ a }) => a))), // [R, F]
    b: keep(
      rows(made.map(({ b }) => b))
        .t()
        .contiguous(),
    ), // [D, R]
    scale: 1,
  }));
}

const rows = (of: readonly number[][]): Tensor => fromData(Float32Array.from(of.flat()), [of.length, of[0]!.length]);

/** A tensor's numbers; the tensor is freed. */
function numbers(x: Tensor): number[] {
  const all = x.numbers();
  release(x);
  return all;
}

const total = (parts: readonly editing.Spent[]) => parts.reduce((sum, { seconds }) => sum + seconds, 0);

/** What parts depend on beside their sources. */
const texts = ({ contexts }: editing.Workbench): string => `${contexts.length} texts`;
