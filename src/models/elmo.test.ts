import { describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { distinctWeights, initialize, Packed, Padded, Pass } from "../nn/index.ts";
import { cat, fromData, ids, noGrad, stack, type Tensor, tensor } from "../tensor/index.ts";
import { elmoLoss } from "../training/index.ts";
import { elmo } from "./index.ts";

const tiny = () =>
  initialize(
    elmo({
      vocabulary: 9,
      characters: 6,
      width: 8,
      filters: [
        [1, 4],
        [2, 4],
      ],
    }),
    1,
  );
const spelled = (...words: number[]) => fromData(BigInt64Array.from(words, BigInt), [words.length / 3, 3]); // [N, C]
const A = spelled(1, 2, 0, 3, 0, 0, 4, 5, 1);
const B = spelled(5, 0, 0, 1, 2, 0);

describe("ELMo", () => {
  it("gives padded, packed and single sentences the same vectors", () => {
    const model = tiny();
    const run = (x: Tensor, layout: Packed | Padded) => noGrad(() => model.call(x, new Pass({ layout })));
    const single = cat([run(A, new Packed([3])), run(B, new Packed([2]))]);
    expect(distance(run(cat([A, B]), new Packed([3, 2])), single)).toBeLessThan(1e-6);
    const padded = cat([A.unsqueeze(0), cat([B, spelled(0, 0, 0)]).unsqueeze(0)]); // [B, T, C]
    const both = run(padded, new Padded([3, 2]));
    expect(distance(both.select(0, 0), single.narrow(0, 0, 3))).toBeLessThan(1e-6);
    expect(distance(both.select(0, 1).narrow(0, 0, 2), single.narrow(0, 3, 2))).toBeLessThan(1e-6);
  });

  it("lets neither direction see the word it guesses", () => {
    const model = tiny();
    const layers = (x: Tensor) => noGrad(() => model.layers(x, new Pass({ layout: new Packed([3]) })));
    const changed = spelled(1, 2, 0, 2, 2, 2, 4, 5, 1); // the word in the middle
    const difference = layers(A).sub(layers(changed)).abs(); // [L + 1, N, 2 D]
    const onward = difference.narrow(2, 0, 8).max(0).max(1); // [3]
    const backward = difference.narrow(2, 8, 8).max(0).max(1);
    expect(onward.numbers().map((x) => x > 0)).toEqual([false, true, true]);
    expect(backward.numbers().map((x) => x > 0)).toEqual([true, true, false]);
  });

  it("goes around each layer from the second on, and joins the directions", () => {
    const model = tiny();
    noGrad(() => {
      const pass = new Pass({ layout: new Packed([3]) });
      const x = model.embed.call(A, pass);
      const stacks = [model.onward, model.backward].map(([first, second]) => {
        const h = first!.call(x, pass);
        return [x, h, second!.call(h, pass).add(h)];
      });
      const expected = [0, 1, 2].map((j) => cat([stacks[0]![j]!, stacks[1]![j]!], -1));
      expect(distance(model.layers(A, pass), stack(expected))).toBe(0);
    });
  });

  it("mixes its layers as gamma sum_j softmax(s)_j h_j, all alike until a task says otherwise", () => {
    const model = tiny();
    noGrad(() => {
      const pass = new Pass({ layout: new Packed([3]) });
      const layers = model.layers(A, pass);
      expect(distance(model.call(A, pass), layers.mean(0))).toBeLessThan(1e-6);
      const shares = [1, 2, 5].map((share) => share / 8);
      [model.mix.scores, model.mix.gamma] = [tensor(shares).log(), tensor([3])];
      const expected = shares.map((share, j) => layers.select(0, j).mul(3 * share));
      expect(distance(model.call(A, pass), expected[0]!.add(expected[1]!).add(expected[2]!))).toBeLessThan(1e-6);
    });
  });

  it("sends a gradient to every weight but the mixture's, which a task trains", () => {
    const model = tiny();
    for (const [, weight] of distinctWeights(model)) weight.requireGrad();
    const pass = new Pass({ layout: new Padded([3]) });
    elmoLoss(model, A.unsqueeze(0), ids([1, 2, 3]).unsqueeze(0), pass).mean.backward();
    const missed = [...distinctWeights(model)].filter(([, weight]) => !((weight.grad?.norm().item() ?? 0) > 0));
    expect(missed.map(([path]) => path)).toEqual(["mix.scores", "mix.gamma"]);
  });
});
