/** ROME on SmolLM2, a fact at a time: how well the closed form is met, and what came of it beside two changes of the same place. */
import { z } from "zod";
import type { KnownFact } from "../../src/data/index.ts";
import { keyValue, momentOf, rankOne } from "../../src/editing/index.ts";
import { dense, type LowRankDelta, Run } from "../../src/interventions/index.ts";
import { Linear, modules, Packed, type Writes } from "../../src/nn/index.ts";
import { fromData, infer, ops, release, scope, seed, type Tensor } from "../../src/tensor/index.ts";
import { keeper } from "../harness/kept.ts";
import * as editing from "./editing.ts";

/** Fixed on the 50 facts for development, the first 14 of which have ES 1, PS 1 and NS 0.993 with it. */
export const ROME = { block: 5 };

const mapAt = (model: Writes, at: string): Linear =>
  [...modules(model)].find((part): part is Linear => part instanceof Linear && part.path === at)!;

const outOf = (model: Writes, at: string, key: Tensor, changes: LowRankDelta[]): Tensor =>
  mapAt(model, at)
    .call(key.unsqueeze(0), new Run(model, { with: changes }).pass(new Packed([1])))
    .squeeze(0);

/** The largest |x| of a tensor. */
const most = (x: Tensor): number => x.abs().max().item();

/** How far W' k is from v, as a share of v's largest number. */
export function residual(
  model: Writes,
  edit: LowRankDelta,
  { at, key, value }: { at: string; key: Tensor; value: Tensor },
): number {
  return infer(() => most(outOf(model, at, key, [edit]).sub(value)) / most(value));
}

/**
 * How far a is from what the conditions of Karush, Kuhn and Tucker say of min tr D C D^T with D k = r: the rows of D are r_i a with
 *
 *     [ C  k ] [ a  ]   [ 0 ]
 *     [ k^T 0 ] [ mu ] = [ 1 ]
 */
export function apartFromKkt(edit: LowRankDelta, { at, key }: { at: string; key: Tensor }, C: Tensor): number {
  return infer(() => {
    const k = key.to("float64").unsqueeze(1); // [F, 1]
    const F = k.shape[0]!;
    const zero = fromData(new Float64Array(1)).reshape([1, 1]);
    const left = ops.aten.cat.default([ops.aten.cat.default([C, k], 1), ops.aten.cat.default([k.t(), zero], 1)], 0);
    const right = fromData(Float64Array.from({ length: F + 1 }, (_, i) => (i === F ? 1 : 0)));
    const a = ops.aten.linalg_solve.default(left, right).narrow(0, 0, F);
    const own = edit.parts.get(at)!.a.squeeze(0).to("float64");
    return most(own.sub(a)) / most(a);
  });
}

const Result = z.strictObject({
  outcome: editing.Outcome,
  /** ROME with C = identity, the same k and v. */
  identity: editing.Outcome,
  /** A value of the same length in a direction of no meaning. */
  random: editing.Outcome,
  residual: z.number(),
  kkt: z.number(),
  rank: z.int(),
  drift: z.number(),
  /** |W' - W| / |W|. */
  size: z.number(),
  megabytes: z.number(),
});
type Result = z.infer<typeof Result>;

/** What came of each fact, kept as it is found. */
export function romeAlone(
  bench: editing.Workbench,
  facts: readonly KnownFact[],
  log: (line: string) => void,
): readonly Result[] {
  const kept = keeper("prove/worlds/rome-alone.ts", Result);
  return facts.map((fact) => {
    const known = kept(`rome ${fact.id}`, () => scope(() => resultOf(bench, fact)));
    log(line(fact, known));
    return known;
  });
}

function resultOf(bench: editing.Workbench, fact: KnownFact): Result {
  const { model, tokenizer } = bench;
  const [found, finding] = editing.spent(() => keyValue(model, tokenizer, fact, bench, ROME));
  const edited = { at: found.at, key: found.key, value: found.value };
  const C = infer(() => momentOf(bench, ROME.block)!);
  const [edit, solving] = editing.spent(() => rankOne(model, { ...edited, moment: C }));
  const plain = rankOne(model, edited);
  const nonsense = infer(() => {
    const out = outOf(model, found.at, found.key, []);
    seed(Number(fact.id));
    const noise = ops.aten.randn_like.default(out);
    const length = found.value.sub(out).norm().div(noise.norm());
    return rankOne(model, { ...edited, value: out.add(noise.mul(length)), moment: C });
  });
  const part = edit.parts.get(found.at)!;
  const given: Result = {
    outcome: editing.outcomeOf(bench, fact, [edit], finding.seconds + solving.seconds),
    identity: editing.outcomeOf(bench, fact, [plain], finding.seconds),
    random: editing.outcomeOf(bench, { ...fact, paraphrases: [], portability: [], neighbours: [] }, [nonsense], 0),
    residual: residual(model, edit, edited),
    kkt: apartFromKkt(edit, edited, C),
    rank: part.a.shape[0]!,
    drift: editing.essenceDrift(bench, fact, [edit]),
    size: infer(() => dense(part).norm().item() / mapAt(model, found.at).weight.norm().item()),
    megabytes: Math.max(finding.megabytes, solving.megabytes),
  };
  for (const change of [edit, plain, nonsense]) release(...change.state.values());
  release(found.key, found.value, C);
  return given;
}

/** What came of a fact, in a line. */
export const line = (fact: KnownFact, { outcome, identity, drift }: Result): string =>
  `${editing.statement(fact)}: ${fact.original} -> ${fact.target}: ${editing.told(outcome)}; drift ${drift.toFixed(3)}; C = 1: ${editing.told(identity)}`;
