import { expect, it } from "vitest";
import { together } from "../../tests/processes.ts";

it("averages what several passes left, and counts a weight that a process did not reach as zero", async () => {
  const ended = await together(`
    const a = keep(tensor([1])).requireGrad();
    const b = keep(tensor([1])).requireGrad();
    const model = named(Object.assign(new Linear(1, 1), { a, b }));
    const parallel = new DataParallel(distinctWeights(model), group);
    a.mul(10).sum().backward();
    await parallel.average(() => (rank === 0 ? a.mul(2).add(b.mul(6)) : a.mul(4)).sum().backward());
    const said = [a.grad.item(), b.grad.item()];
    await group.close();
    return said;
  `);
  expect(ended.map(({ said }) => said)).toEqual([
    [13, 3],
    [13, 3],
  ]);
});

it("sends weights in buckets of one type, the last first, and the first bucket early", async () => {
  const [ended] = await together(
    `
    const sent = async (bucketBytes, ...weights) => {
      const parts = Object.fromEntries(weights.map(([shape, dtype], i) => ["w" + i, keep(ones(shape, { dtype })).requireGrad()]));
      const parallel = new DataParallel(Object.entries(parts), group, { bucketBytes });
      const sum = () => Object.values(parts).map((w) => w.sum().to("float64")).reduce((a, b) => a.add(b));
      return (await parallel.average(() => sum().backward())).buckets.map(({ bytes }) => bytes);
    };
    const said = [
      await sent(2 ** 20, [[3], "float32"], [[5], "float64"], [[7], "float64"], [[2], "float32"]),
      await sent(64, [[3], "float32"], [[8], "float32"], [[8], "float32"], [[9], "float32"]),
      await sent(2 ** 23, ...Array.from({ length: 5 }, () => [[200_000], "float32"])),
    ];
    await group.close();
    return said;
  `,
    1,
  );
  expect(ended!.said).toEqual([
    [8, 96, 12],
    [68, 44],
    [1_600_000, 2_400_000],
  ]);
});

it("says so where two passes are averaged at once, nothing wants a gradient, or the pass throws", async () => {
  const [ended] = await together(
    `
    const frozen = named(new Linear(1, 1));
    const a = keep(tensor([1])).requireGrad();
    const parallel = new DataParallel([["a", a]], group);
    const back = () => a.mul(2).sum().backward();
    const said = [
      await failure((async () => new DataParallel(distinctWeights(frozen), group))()),
      await failure(parallel.average(() => { back(); back(); })),
      await failure(parallel.average(() => { throw new Error("from the pass"); })),
      (await parallel.average(back)).buckets.length,
    ];
    await group.close();
    return said;
  `,
    1,
  );
  expect(ended!.said).toEqual([
    "data parallelism needs a weight that wants a gradient, and found none",
    "a gradient came twice: one backward pass is averaged at a time",
    "from the pass",
    1,
  ]);
});
