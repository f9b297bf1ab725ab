import { expect, it } from "vitest";
import { newModel } from "../../tests/contracts/intervention.ts";
import { tensor } from "../tensor/index.ts";
import { type Intervention, intervene, pack, unpack } from "./index.ts";

const model = newModel();
const bias = (...values: number[]): Intervention => ({
  ...intervene("bias", "blocks.0", () => (x, next) => next(x)),
  state: new Map([["bias", tensor(values)]]),
  config: { kind: "bias" },
});
const values = ({ state }: Intervention) => [...state!].map(([name, value]) => [name, value.numbers()]);

it("is what a technique makes again, with the values that were packed", () => {
  expect(values(unpack(pack(bias(3, 4)), model, { bias: () => bias(1, 2) }))).toEqual([["bias", [3, 4]]]);
});

it.each<[string, Intervention, string]>([
  ["another shape", bias(3), 'bias: is [1], and "bias" has [2] there'],
  ["less", { ...bias(1), state: new Map() }, 'bias: is nothing, and "bias" has [2] there'],
  ["more", { ...bias(1, 2), state: new Map([...bias(1, 2).state!, ["gain", tensor([1])]]) }, "gain: is [1], and"],
])("is refused where there is %s, and what was made stays as it was", (_, from, sentence) => {
  const into = bias(1, 2);
  expect(() => unpack(pack(from), model, { bias: () => into })).toThrow(sentence);
  expect(values(into)).toEqual([["bias", [1, 2]]]);
});

it("is nothing without tensors or a technique, and names a technique that nothing here can make", () => {
  const still = intervene("still", "blocks.0", () => (x, next) => next(x));
  expect(() => pack(still)).toThrow('"still" holds nothing to save');
  expect(() => pack({ ...still, state: new Map() })).toThrow(
    '"still" is of no technique by which it could be made again',
  );
  expect(() => unpack(pack(bias(1)), model, {})).toThrow('nothing here can make an intervention of the kind "bias"');
});
