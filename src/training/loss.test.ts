/** Every token weighs the same, wherever it stands. */
import { describe, expect, it } from "vitest";
import { fixture } from "../../tests/fixtures.ts";
import { CurveFixture, unevenCurve } from "../../tests/parity/training.ts";
import { together } from "../../tests/processes.ts";
import { full, ids, scope, tensor } from "../tensor/index.ts";
import { Loss, tokenLoss } from "./index.ts";

describe("batches of unequal lengths", () => {
  const wanted = fixture("training/uneven.json.gz", CurveFixture);
  /** The worst difference, as a share of what is wanted. */
  const far = (ours: readonly number[], theirs: readonly number[]) =>
    Math.max(...ours.map((value, i) => Math.abs(theirs[i]! / value - 1)));

  it("train as PyTorch does by tokens, accumulated or in two processes", async () => {
    const alone = await unevenCurve(30);
    expect(alone.losses).toHaveLength(30);
    expect(far(alone.losses, wanted.losses)).toBeLessThan(1e-6);
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
      expect(far(losses, wanted.losses)).toBeLessThan(1e-6);
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
