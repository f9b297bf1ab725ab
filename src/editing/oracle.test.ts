import { expect, it } from "vitest";
import { fixture } from "../../tests/fixtures.ts";
import { EditingFixture } from "../../tests/parity/editing-fixture.ts";
import { dense } from "../interventions/index.ts";
import { Linear, named } from "../nn/index.ts";
import { infer, type Tensor, tensor } from "../tensor/index.ts";
import { rankOne, spread } from "./index.ts";

const { W, C, k, v, rome, K, R, memit, lambda } = fixture("editing/oracle.json.gz", EditingFixture);
const apart = (ours: Tensor, theirs: number[][]) => infer(() => ours.sub(tensor(theirs)).abs().max().item());

it("ROME's update is that of an independent program in float64", () => {
  const map = named(new Linear(12, 7, { weight: tensor(W) }), "map");
  const edit = rankOne(map, { at: "map", key: tensor(k), value: tensor(v), moment: tensor(C, "float64") });
  expect(
    apart(
      infer(() => dense(edit.parts.get("map")!)),
      rome,
    ),
  ).toBeLessThan(1e-4);
});

it("and so is MEMIT's", () => {
  const part = spread(tensor(K), tensor(R), tensor(C, "float64"), lambda);
  expect(
    apart(
      infer(() => dense(part)),
      memit,
    ),
  ).toBeLessThan(1e-4);
});
