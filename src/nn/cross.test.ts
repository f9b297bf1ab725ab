import { describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { cat, noGrad, randn, type Tensor } from "../tensor/index.ts";
import {
  AbreastCache,
  Alone,
  CrossAttention,
  initialize,
  KVCache,
  type Layout,
  memory,
  named,
  Packed,
  Padded,
  Pass,
  type Sequences,
} from "./index.ts";

const D = 6;
const cross = initialize(named(new CrossAttention({ width: D, heads: 2 })), 1);
const sources = [randn([3, D]), randn([1, D])];
const targets = [randn([2, D]), randn([2, D])];
const lengths = (rows: readonly Tensor[]) => rows.map(({ shape }) => shape[0]!);

const packed = (rows: readonly Tensor[]): [Tensor, Layout] => [cat(rows), new Packed(lengths(rows))];
const padded = (rows: readonly Tensor[]): [Tensor, Layout] => {
  const layout = new Padded(lengths(rows));
  return [
    layout.together(
      rows.map((row) => row.unsqueeze(0)),
      true,
    ),
    layout,
  ];
};

describe("cross-attention gives each row what its own source alone gives it", () => {
  const alone = noGrad(() =>
    sources.map((states, row) => {
      const given = [memory.of({ states, layout: new Packed(lengths([states])) })];
      return cross.call(targets[row]!, new Pass({ layout: new Packed([2]), given }));
    }),
  );

  it.each<[string, () => Sequences]>([
    ["alone", () => new Alone()],
    ["under a KVCache", () => new KVCache(2)],
    ["abreast", () => new AbreastCache(2)],
  ])("%s, however sources and targets lie", (_, make) => {
    for (const from of [packed, padded])
      for (const to of [packed, padded]) {
        const [[states, theirs], [x, layout]] = [from(sources), to(targets)];
        const sequences = make();
        const given = [memory.of({ states, layout: theirs })];
        const seen = noGrad(() => cross.call(x, new Pass({ layout, sequences, given })));
        expect(distance(seen.reshape([4, D]), cat(alone)), `${from.name} ${to.name}`).toBeLessThan(1e-6);
        sequences.release();
      }
  });
});
