import { expect, it } from "vitest";
import { largestApart, problem, reference, train } from "../../tests/parity/ddp.ts";
import { together } from "../../tests/processes.ts";
import type { Trace } from "./index.ts";

type Weights = Record<string, number[]>;

const TRAIN = `
  const problem = shared.problem();
  const parallel = new DataParallel(problem.net, group);
  await parallel.shareWeights();
  const said = await shared.train(problem, { begin: 4 * rank, end: 4 * rank + 4, steps: 100, parallel });
  await group.close();
  return said;
`;

it("[J16] two processes train as one does on the whole batch, and as torch's DistributedDataParallel", async () => {
  const ended = await together(TRAIN, 2, 20_000, "tests/parity/ddp.ts");
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  const [first, second] = ended.map(({ said }) => said as { gradient: Weights; end: Weights });
  expect(second).toEqual(first); // to the bit
  const whole = await train(problem(), { begin: 0, end: 8, steps: 1 });
  expect(largestApart(first!.gradient, whole.gradient)).toBeLessThan(1e-6);
  const { gradient, end } = reference();
  expect(largestApart(first!.gradient, gradient)).toBeLessThan(1e-6);
  expect(largestApart(first!.end, end)).toBeLessThan(1e-4);
  const half = await train(problem(), { begin: 0, end: 4, steps: 1 });
  expect(largestApart(half.gradient, whole.gradient)).toBeGreaterThan(1e-3);
});

it("[J16] the first bucket is on its way before the backward pass ends, on either thread", async () => {
  const ended = await together(
    `
    const { backwardAsync } = shared;
    const layers = Array.from({ length: 8 }, () => keep(randn([512, 512], 0.04)).requireGrad());
    const model = named(Object.assign(new Linear(1, 1), Object.fromEntries(layers.map((w, i) => ["w" + i, w]))));
    const parallel = new DataParallel(model, group, { bucketBytes: 2 ** 20 });
    const loss = () => layers.reduce((x, w) => x.matmul(w), ones([256, 512])).sum();
    const traces = [];
    for (const pass of [() => scope(() => loss().backward()), () => backwardAsync(loss())]) {
      traces.push(await parallel.average(pass));
    }
    await group.close();
    return traces;
  `,
    2,
    20_000,
    "src/tensor/index.ts",
  );
  for (const { code, said } of ended) {
    expect(code).toBe(0);
    for (const { backwardEnded, buckets } of said as Trace[]) {
      expect(buckets.length).toBe(8);
      expect(buckets[0]!.begun).toBeGreaterThan(0);
      expect(buckets[0]!.begun).toBeLessThan(backwardEnded);
      expect(buckets.map(({ begun }) => begun)).toEqual(buckets.map(({ begun }) => begun).sort((a, b) => a - b));
    }
  }
});

it("averages what several passes left, and counts a weight that a process did not reach as zero", async () => {
  const ended = await together(`
    const a = keep(tensor([1])).requireGrad();
    const b = keep(tensor([1])).requireGrad();
    const model = named(Object.assign(new Linear(1, 1), { a, b }));
    const parallel = new DataParallel(model, group);
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
    const parallel = new DataParallel(named(Object.assign(new Linear(1, 1), { a })), group);
    const back = () => a.mul(2).sum().backward();
    const said = [
      await failure((async () => new DataParallel(frozen, group))()),
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
