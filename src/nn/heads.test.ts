import { describe, expect, it } from "vitest";
import { llama } from "../models/index.ts";
import { ids, noGrad } from "../tensor/index.ts";
import {
  Decoder,
  Head,
  headOf,
  Identity,
  initialize,
  isAble,
  Linear,
  named,
  Packed,
  Padded,
  Pass,
  Pooler,
  reads,
  recalls,
  sites,
  swap,
  weights,
  writes,
} from "./index.ts";

const size = { vocabulary: 11, width: 8, depth: 1, heads: 2, kvHeads: 1, hidden: 12 };
/** A writer that says besides how good it finds a token, and a sequence. */
const judge = () => {
  const pooler = new Pooler(8);
  const value = new Head({ width: 8, out: 1, says: ["value"] });
  const reward = new Head({ width: 8, out: 1, says: ["reward"], of: pooler });
  return initialize(named(new Decoder({ ...llama(size), heads: { value, pooler, reward } })), 1);
};

describe("heads", () => {
  it("stand in the model under their names, for weights, hooks and swaps", () => {
    const model = judge();
    const own = [...weights(model)].map(([path]) => path).filter((path) => path.startsWith("heads."));
    expect(own).toEqual(["value.weight", "value.bias", "pooler.dense.weight", "pooler.dense.bias", "reward.weight", "reward.bias"].map((path) => `heads.${path}`)); // biome-ignore format: one line
    expect([...sites(model)].map(({ path }) => path)).toContain("heads.reward");
    expect(
      swap(model, "heads.{value,reward}", (part) => (part instanceof Linear ? new Identity() : undefined)),
    ).toEqual(["heads.value", "heads.reward"]);
    expect(model.heads.value).toBeInstanceOf(Identity);
    const none = 'no part of this model that "heads.*" fits could be swapped';
    expect(() => swap(model, "heads.*", () => undefined)).toThrow(none);
    expect(() => swap(model, "head.*", () => new Identity())).toThrow(none.replace("heads", "head"));
  });

  it("speak of each token, or of each sequence by what another part makes of it, padded and packed", () => {
    const model = judge();
    const rows = [[3, 1, 4], [1, 5]]; // biome-ignore format: one line
    const [packed, padded] = [new Pass({ layout: new Packed([3, 2]) }), new Pass({ layout: new Padded([3, 2]) })];
    noGrad(() => {
      const stream = model.stream(ids(rows.flat()), packed);
      const other = model.stream(ids([3, 1, 4, 1, 5, 0]).reshape([2, 3]), padded);
      const { value, pooler, reward } = model.heads;
      expect(value!.call(stream, packed).shape).toEqual([5, 1]);
      const said = reward!.call(stream, packed);
      expect(said.shape).toEqual([2, 1]);
      expect(said.sub(reward!.call(other, padded)).abs().max().item()).toBeLessThan(1e-5);
      const first = stream.indexSelect(0, ids([0, 3]));
      const own = (pooler as Pooler).dense.call(first, packed).tanh();
      expect(own.sub(pooler!.call(stream, packed)).abs().max().item()).toBe(0);
      expect(reward!.each).toBe("sequence");
    });
  });

  it("are found by name, and where there is none it says which there are", () => {
    const model = judge();
    expect(headOf(model, "reward")).toBe(model.heads.reward);
    expect(() => headOf(model, "rewards")).toThrow(
      /^this model has no head "rewards" \(it has value, pooler, reward\)$/,
    );
    expect(() => headOf(llama(size), "reward")).toThrow(/^this model has no head "reward"$/);
  });
});

describe("abilities", () => {
  it("follow from what a model has", () => {
    const model = llama(size);
    expect([reads(model), writes(model), recalls(model), isAble(model, "run")]).toEqual([true, true, false, true]);
    expect(isAble(new Identity(), "read")).toBe(false);
  });
});
