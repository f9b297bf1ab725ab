import { afterEach, describe, expect, it } from "vitest";
import { crossEntropy, grad, ids, noGrad, ops, randn, seed, type Tensor, tensor } from "./index.ts";

const sets = ops.tenon.kernel_sets.default();
const plain = (logits: Tensor, targets: Tensor) =>
  ops.aten.cross_entropy_loss.default(logits.to("float64"), targets, null, 1, -100);

/** The largest difference, as a share of the largest value. */
const apart = (a: Tensor, b: Tensor) => a.to("float64").sub(b).abs().max().item() / b.abs().max().item();

describe.each(sets)("cross-entropy (%s)", (set) => {
  afterEach(() => void ops.tenon.kernel_set.default(sets[0]));

  it.each([
    [1, 1],
    [3, 5],
    [7, 33],
    [40, 4096],
  ])("and its derivative are those of float64, for %i rows of %i", (rows, width) => {
    ops.tenon.kernel_set.default(set);
    seed(rows);
    const logits = randn([rows, width], 4).requireGrad();
    const targets = ids(Array.from({ length: rows }, (_, row) => (row % 3 === 1 ? -100 : (row * 7) % width)));
    const [ours, theirs] = [crossEntropy(logits, targets), plain(logits, targets)];
    expect(Math.abs(ours.item() - theirs.item())).toBeLessThan(1e-6 * Math.max(1, theirs.item()));
    const [mine, other] = [grad([ours.mul(3)], [logits])[0]!, grad([theirs.mul(3)], [logits])[0]!];
    expect(mine.sub(other).abs().max().item()).toBeLessThan(1e-6);
    if (rows > 1) expect(mine.select(0, 1).abs().max().item()).toBe(0);
  });
});

describe("cross-entropy", () => {
  it("can be derived twice", () => {
    seed(1);
    const logits = randn([4, 6]).requireGrad();
    const [targets, along] = [ids([5, 0, -100, 3]), randn([4, 6])];
    const second = (loss: Tensor) => {
      const [first] = grad([loss], [logits], { createGraph: true });
      return grad([first!.mul(along).sum()], [logits])[0]!;
    };
    expect(apart(second(crossEntropy(logits, targets)), second(plain(logits, targets)).to("float64"))).toBeLessThan(
      1e-5,
    );
  });

  it("bears large, infinite and unknown logits", () => {
    const of = (row: number[]) => crossEntropy(tensor([row]), ids([0])).item();
    expect(of([1e4, 0, -1e4])).toBe(0);
    expect(of([0, 1e4, 0])).toBe(1e4);
    expect(of([0, -Infinity, 0])).toBeCloseTo(Math.log(2), 6);
    expect(of([-Infinity, 0])).toBe(Infinity);
    for (const width of [2, 20, 40]) expect(of([...Array(width).fill(0), NaN])).toBeNaN();
  });

  it("leaves other types to LibTorch, and says which target is none", () => {
    const logits = randn([2, 3]);
    expect(crossEntropy(logits.to("float64"), ids([0, 1])).dtype).toBe("float64");
    expect(() => crossEntropy(logits, ids([0, 3]))).toThrow(/target 3 of row 1 is no column of logits \[2, 3\]/);
    expect(noGrad(() => crossEntropy(logits, ids([-100, -100])).item())).toBeNaN();
  });
});
