/** Data parallelism: two processes with half of a batch each, against one with the whole, and against DistributedDataParallel. */

import type { Trace } from "../../../src/distributed/index.ts";
import { largestApart, problem, reference, train } from "../../../tests/parity/ddp.ts";
import { together } from "../../../tests/processes.ts";
import { row } from "../../harness/row.ts";
import { leastStep } from "../../harness/statistics.ts";

type Weights = Record<string, number[]>;
interface Said {
  readonly gradient: Weights;
  readonly end: Weights;
}

const trained = (rows: string) => `
  const problem = shared.problem();
  const parallel = new DataParallel(distinctWeights(problem.net), group);
  await parallel.shareWeights();
  const said = await shared.train(problem, { ${rows}, steps: 100, parallel });
  await group.close();
  return said;
`;

/** Eight products of matrices, whose gradients fill a bucket each. */
const TRACED = `
  const layers = Array.from({ length: 8 }, () => keep(randn([512, 512], 0.04)).requireGrad());
  const model = named(Object.assign(new Linear(1, 1), Object.fromEntries(layers.map((w, i) => ["w" + i, w]))));
  const parallel = new DataParallel(distinctWeights(model), group, { bucketBytes: 2 ** 20 });
  const loss = () => layers.reduce((x, w) => x.matmul(w), ones([512, 512])).sum();
  const traces = [];
  for (let pass = 0; pass < 5; pass++) traces.push(await parallel.average(() => scope(() => loss().backward())));
  await group.close();
  return traces;
`;

const EITHER_THREAD = `
  const { backwardAsync } = shared;
  const layers = Array.from({ length: 8 }, () => keep(randn([512, 512], 0.04)).requireGrad());
  const model = named(Object.assign(new Linear(1, 1), Object.fromEntries(layers.map((w, i) => ["w" + i, w]))));
  const parallel = new DataParallel(distinctWeights(model), group, { bucketBytes: 2 ** 20 });
  const loss = () => layers.reduce((x, w) => x.matmul(w), ones([256, 512])).sum();
  const traces = [];
  for (const pass of [() => scope(() => loss().backward()), () => backwardAsync(loss())]) {
    traces.push(await parallel.average(pass));
  }
  await group.close();
  return traces;
`;

async function said<T>(body: string, ranks: number, file?: string): Promise<T[]> {
  const ended = await together(body, ranks, 60_000, file);
  for (const { code, stderr } of ended)
    if (code !== 0 || stderr !== "") throw new Error(`a process ended with ${code}: ${stderr}`);
  return ended.map((process) => process.said as T);
}

export default row({
  id: "J16",
  bar:
    "the gradient averaged over two and over four processes is that of the whole batch to 1e-6; after 100 steps of AdamW the weights are bit-identical " +
    "in all processes and within 1e-4 of DistributedDataParallel's; the first bucket is sent before the backward pass ends in each of five passes",
  holds: {
    "averaged gradient of two processes beside the whole batch's, worst": { below: 1e-6 },
    "averaged gradient of four processes, worst": { below: 1e-6 },
    "beside DistributedDataParallel's first gradient, worst": { below: 1e-6 },
    "beside its weights after 100 steps, worst": { below: 1e-4 },
    "weights bit-identical after 100 steps": { is: "2 of 2, 4 of 4 processes" },
    "passes whose first bucket was sent before their end": { is: "10 of 10" },
    "control: gradient of half of the batch, apart": { above: 1e-3 },
  },
  oracle:
    "one process with the whole batch; torch 2.13.0 DistributedDataParallel over Gloo, two processes, the same rows",

  short: {
    "two processes train as one does on the whole batch, and as torch's DistributedDataParallel": async () => {
      const [first, second] = await said<Said>(trained("begin: 4 * rank, end: 4 * rank + 4"), 2, "tests/parity/ddp.ts");
      const whole = await train(problem(), { begin: 0, end: 8, steps: 1 });
      const half = await train(problem(), { begin: 0, end: 4, steps: 1 });
      const { gradient, end } = reference();
      return {
        "equal to the bit": [JSON.stringify(first) === JSON.stringify(second), { is: true }],
        "gradient beside the whole batch's": [largestApart(first!.gradient, whole.gradient), { below: 1e-6 }],
        "gradient beside torch's": [largestApart(first!.gradient, gradient), { below: 1e-6 }],
        "weights beside torch's after 100 steps": [largestApart(first!.end, end), { below: 1e-4 }],
        "gradient of half of the batch": [largestApart(half.gradient, whole.gradient), { above: 1e-3 }],
      };
    },
    "the first bucket is on its way before the backward pass ends, on either thread": async () => {
      const traces = (await said<Trace[]>(EITHER_THREAD, 2, "src/tensor/index.ts")).flat();
      const sent = traces.map(({ buckets }) => buckets.map(({ begun }) => begun));
      return {
        "buckets, by pass": [sent.map(({ length }) => length), { is: [8, 8, 8, 8] }],
        "passes whose first bucket was sent at once": [sent.filter(([begun]) => begun! > 0).length, { is: 4 }],
        "and before their end": [
          traces.filter(({ backwardEnded }, i) => sent[i]![0]! < backwardEnded).length,
          { is: 4 },
        ],
        "passes whose buckets were sent in order": [sent.filter((times) => leastStep(times) >= 0).length, { is: 4 }],
      };
    },
  },

  async full(log) {
    const two = await said<Said>(trained("begin: 4 * rank, end: 4 * rank + 4"), 2, "tests/parity/ddp.ts");
    const four = await said<Said>(trained("begin: 2 * rank, end: 2 * rank + 2"), 4, "tests/parity/ddp.ts");
    const whole = await train(problem(), { begin: 0, end: 8, steps: 1 });
    const same = (all: readonly Said[]) => all.every(({ end }) => JSON.stringify(end) === JSON.stringify(all[0]!.end));
    const { gradient, end } = reference();
    const apart = {
      two: largestApart(two[0]!.gradient, whole.gradient),
      four: largestApart(four[0]!.gradient, whole.gradient),
      torch: largestApart(two[0]!.gradient, gradient),
      torchEnd: largestApart(two[0]!.end, end),
    };
    log(JSON.stringify(apart));
    const traces = await said<Trace[]>(TRACED, 2);
    const early = traces.flat().filter(({ buckets, backwardEnded }) => buckets[0]!.begun < backwardEnded).length;
    const { backwardEnded, buckets } = traces[0]!.at(-1)!;
    log(JSON.stringify({ backwardEnded, buckets }));
    const half = await train(problem(), { begin: 0, end: 4, steps: 1 });
    const alone = largestApart(half.gradient, whole.gradient);
    return {
      value: {
        "averaged gradient of two processes beside the whole batch's, worst": apart.two,
        "averaged gradient of four processes, worst": apart.four,
        "beside DistributedDataParallel's first gradient, worst": apart.torch,
        "beside its weights after 100 steps, worst": apart.torchEnd,
        "weights bit-identical after 100 steps": `${same(two) ? 2 : "not"} of 2, ${same(four) ? 4 : "not"} of 4 processes`,
        "passes whose first bucket was sent before their end": `${early} of ${traces.flat().length}`,
        "one trace: backward pass, ms": backwardEnded,
        "one trace: buckets sent at, ms": buckets.map(({ begun }) => begun),
        "control: gradient of half of the batch, apart": alone,
      },
      control: `half of the batch alone has a gradient up to ${alone.toFixed(3)} away`,
    };
  },
});
