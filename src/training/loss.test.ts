/** Every token weighs the same, wherever it stands. */
import { describe, expect, it } from "vitest";
import { fixture } from "../../tests/fixtures.ts";
import { CurveFixture, unevenCurve } from "../../tests/parity/training.ts";
import { together } from "../../tests/processes.ts";
import { tinyRun } from "../../tests/tiny-training.ts";
import { distinctWeights } from "../nn/index.ts";
import { full, ids, liveTensors, scope, tensor } from "../tensor/index.ts";
import { Loss, learner, tokenLoss } from "./index.ts";

describe("batches of unequal lengths", () => {
  const wanted = fixture("training/uneven.json.gz", CurveFixture);
  const far = (ours: readonly number[], theirs: readonly number[]) =>
    Math.max(...ours.map((value, i) => Math.abs(theirs[i]! - value)));

  it("train as PyTorch does by tokens, accumulated or in two processes", async () => {
    const alone = await unevenCurve(30);
    expect(alone.losses).toHaveLength(30);
    expect(far(alone.losses, wanted.losses)).toBeLessThan(2e-6); // of losses from 6 down to 3, whose last places these are
    expect(far(alone.norms, wanted.norms)).toBeLessThan(2e-5);
    const ended = await together(
      "const said = await shared.unevenCurve(8, group); await group.close(); return said;",
      2,
      30_000,
      "tests/parity/training.ts",
    );
    for (const { said, stderr } of ended) {
      expect(said, stderr).toBeDefined();
      const { losses, norms } = said as typeof alone;
      expect(losses).toHaveLength(8);
      expect(far(losses, wanted.losses)).toBeLessThan(2e-6);
      expect(far(norms, wanted.norms)).toBeLessThan(2e-5);
    }
  });
});

describe("a loss", () => {
  it("of tokens is a sum over those that have a target, and one of none is nothing, with no derivative", () => {
    scope(() => {
      const logits = tensor([
        [0, 0, 0, 0],
        [1, 2, 3, 4],
        [0, 0, 0, 0],
      ]).requireGrad();
      const loss = tokenLoss(logits, ids([1, -100, 2]));
      expect(loss.count).toBe(2);
      expect(loss.sum.item()).toBeCloseTo(2 * Math.log(4), 6);
      expect(loss.mean.item()).toBeCloseTo(Math.log(4), 6);
      const none = tokenLoss(logits, full([3], -100, { dtype: "int64" }));
      expect([none.count, none.sum.item(), none.mean.item()]).toEqual([0, 0, 0]);
      none.sum.backward();
      expect(logits.grad!.numbers()).toEqual(Array<number>(12).fill(0));
    });
  });

  it("counts a term that is added to its mean as often as its tokens", () => {
    const loss = new Loss(tensor(6), 3).plus(tensor(0.5));
    expect([loss.sum.item(), loss.mean.item()]).toEqual([7.5, 2.5]);
    expect(Loss.once(tensor(4)).plus(tensor(1)).mean.item()).toBe(5);
  });
});

describe("a step that would not be finite", () => {
  const bad = {
    "a loss that is NaN": ({ sum, count }: Loss) => new Loss(sum.mul(Number.NaN), count),
    "an infinite loss": ({ sum, count }: Loss) => new Loss(sum.detach().add(Number.POSITIVE_INFINITY).add(sum), count),
    "a gradient that is NaN": ({ sum, count }: Loss) => new Loss(sum.sub(sum).sqrt().add(sum), count),
    "nothing that counts": ({ sum }: Loss) => new Loss(sum.mul(0), 0),
  };

  it.each(Object.entries(bad))("is skipped, and tells why: %s", (_, spoil) => {
    const { model, optimizer, objective, batches } = tinyRun();
    const asked: number[] = [];
    const learn = learner(optimizer, { clip: 1, afterBackward: ({ step }) => asked.push(step) });
    const values = () => [...distinctWeights(model)].map(([, weight]) => weight.numbers());
    learn.step(() => objective(batches.next()));
    const [before, moments] = [values(), [...optimizer.state()].map(([, moment]) => moment.numbers())];
    const held = liveTensors();
    learn.backward(() => spoil(objective(batches.next())));
    expect(learn.update().skipped).toMatch(/of step 2 (is (NaN|Infinity)|has the norm NaN|have nothing to learn)/);
    expect(values()).toEqual(before);
    expect([...optimizer.state()].map(([, moment]) => moment.numbers())).toEqual(moments);
    expect(liveTensors()).toBe(held);
    learn.backward(() => objective(batches.next()));
    expect(learn.update()).toMatchObject({ skipped: undefined, loss: expect.any(Number) });
    expect(values()).not.toEqual(before);
    expect(asked).toEqual([0, 2]);
  });

  it("may come ten times in a row", () => {
    const { optimizer, objective, batches } = tinyRun();
    const learn = learner(optimizer);
    const spoiled = () => learn.step(() => Loss.once(objective(batches.next()).mean.mul(Number.NaN)));
    for (let i = 0; i < 10; i++) spoiled();
    learn.step(() => objective(batches.next()));
    for (let i = 0; i < 10; i++) spoiled();
    expect(spoiled).toThrow(
      /^11 steps in a row were skipped: the loss of step 22 is NaN, and a smaller learning rate may help$/,
    );
  });
});
