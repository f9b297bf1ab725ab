/** Tenants of one model: low-rank adapters of several ranks on all linear maps of its blocks, rank-one edits of one map, and the base. */
import { type Intervention, LowRankDelta } from "../../src/interventions/index.ts";
import type { Module } from "../../src/nn/index.ts";
import { keep, randn } from "../../src/tensor/index.ts";

export type Tenant = readonly Intervention[];

/** Every linear map of a block, those of the feed-forward network too. */
const ALL_MAPS = "blocks.*.*.*";

/** A change of each map that fits, as large beside its weight as `size` says: it moves answers and breaks nothing. */
export function change(model: Module, name: string, at: string, rank: number, size: number): LowRankDelta {
  return LowRankDelta.over(model, name, at, ({ inWidth, outWidth }) => ({
    a: keep(randn([rank, inWidth], inWidth ** -0.5)),
    b: keep(randn([outWidth, rank])),
    scale: size / Math.sqrt(rank),
  }));
}

/** An adapter for each rank, two edits of the second block, of which the second rides on an adapter, and two of the base. */
export function tenantsOf(model: Module, ranks: readonly number[]): Tenant[] {
  const adapters = ranks.map((rank, i) => [change(model, `adapter ${i}`, ALL_MAPS, rank, 0.05)]);
  const edits = [1, 2].map((i) => change(model, `edit ${i}`, "blocks.1.mlp.down", 1, 1));
  return [...adapters, [edits[0]!], [edits[1]!, ...adapters[0]!], [], []];
}
