import { load } from "../../src/checkpoints/index.ts";
import { Decoding, greedy } from "../../src/generation/index.ts";
import { Module, Packed, Pass } from "../../src/nn/index.ts";
import { ops, type Tensor, tensor, threads } from "../../src/tensor/index.ts";
import { serve } from "./requests.ts";

const [file = ""] = process.argv.slice(2);
const { model, fast } = await load(file, { dtype: "stored" });
threads(1);

interface Sites {
  call(x: Tensor, pass: Pass): Tensor;
  read(name: string, weight: Tensor, pass: Pass): Tensor;
  value(name: string, x: Tensor, pass: Pass): Tensor;
  forward(x: Tensor, pass: Pass): Tensor;
}
const joint = Module.prototype as unknown as Sites;
const withSites: Sites = { ...pick(joint), forward: joint.forward };
let count = 0;

const prompt = Array.from({ length: 32 }, (_, i) => 100 + 37 * i);
/** Microseconds of the median step. */
function steps(wanted: number): number {
  const decoding = new Decoding(model, [{ prompt, sampler: greedy }], { fast });
  for (let i = 0; i < 8; i++) decoding.write();
  const times = Array.from({ length: wanted }, () => {
    const begin = performance.now();
    decoding.write();
    return 1000 * (performance.now() - begin);
  });
  decoding.release();
  return times.sort((a, b) => a - b)[Math.floor(wanted / 2)]!;
}

function pick({ call, read, value }: Sites): Pick<Sites, "call" | "read" | "value"> {
  return { call, read, value };
}

/** Steps under another joint. */
function under(change: Pick<Sites, "call" | "read" | "value">, wanted: number): number {
  Object.assign(joint, change);
  try {
    return steps(wanted);
  } finally {
    Object.assign(joint, pick(withSites));
  }
}

const without = {
  call(this: Sites, x: Tensor, pass: Pass) {
    return this.forward(x, pass);
  },
  read: (_: string, weight: Tensor) => weight,
  value: (_: string, x: Tensor) => x,
};
const counting = {
  call(this: Sites, x: Tensor, pass: Pass) {
    count++;
    return this.forward(x, pass);
  },
  read(_: string, weight: Tensor) {
    count++;
    return weight;
  },
  value(_: string, x: Tensor) {
    count++;
    return x;
  },
};

class Through extends Module {
  forward(x: Tensor): Tensor {
    return x;
  }
}

/** Nanoseconds of a site: a part that does nothing, called and run at once. */
function site(): number {
  const [part, x, pass] = [new Through(), tensor([1]), new Pass({ layout: new Packed([1]) })];
  const CALLS = 2_000_000;
  const time = (run: () => void) => {
    const begin = performance.now();
    for (let i = 0; i < CALLS; i++) run();
    return (1e6 * (performance.now() - begin)) / CALLS;
  };
  const called = time(() => void part.call(x, pass));
  return Math.max(0, called - time(() => void part.forward(x)));
}

/** Sites passed in `wanted` steps and those before them. */
function counted(wanted: number): number {
  count = 0;
  under(counting, wanted);
  return count;
}
const sitesOfAStep = counted(1) - counted(0);

await serve({ kernels: ops.tenon.kernel_set.default(), threads: 1 }, ({ steps: wanted }: { steps: number }) => {
  const step = steps(wanted);
  const direct = under(without, wanted);
  const each = site();
  return { step, without: direct, count: sitesOfAStep, site: each, share: (sitesOfAStep * each) / 1000 / step };
});
