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
