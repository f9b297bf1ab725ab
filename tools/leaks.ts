/**
 * Every way in which the addon takes memory, a few times over; the sanitizer says at the end what was never given back.
 * Run by sanitize.sh.
 */
import {
  backwardAsync,
  defineFunction,
  Generator,
  grad,
  liveTensors,
  ops,
  randn,
  release,
  scope,
  tensor,
} from "../src/tensor/index.ts";

const collect = (globalThis as unknown as { gc(): void }).gc;
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

const cube = defineFunction({
  forward: ([x]) => ({ outputs: [x!.pow(3)], saved: [x!] }),
  backward: ([g], [x]) => [g!.mul(x!).mul(x!).mul(3)],
});
const broken = defineFunction({
  forward: ([x]) => ({ outputs: [x!.mul(1)] }),
  backward: () => {
    throw new Error("on purpose");
  },
});

function attempt(body: () => unknown): void {
  try {
    scope(body);
  } catch {
    // Only what a failure leaves behind is of interest here.
  }
}

async function round(): Promise<void> {
  const generator = new Generator(1);
  generator.state = new Uint8Array(generator.state);
  scope(() => {
    const x = randn([4, 4], 1, { generator }).requireGrad();
    cube(x.matmul(x))[0]!.sum().backward();
    const [first] = grad([cube(x)[0]!.sum()], [x], { createGraph: true });
    grad([first!.sum()], [x]);
    ops.aten.topk.default(x, 2);
    ops.aten.cat.default([x, x]);
  });
  attempt(() =>
    broken(tensor([1]).requireGrad())[0]!
      .sum()
      .backward(),
  );
  attempt(() => tensor([1, 2]).matmul(tensor([1, 2, 3])));
  attempt(() => ops.aten.randn.generator([2], { generator: {} as Generator }));
  const { x, loss } = scope(() => {
    const leaf = tensor([1, 2]).requireGrad();
    return { x: leaf, loss: leaf.exp().sum() };
  });
  const refused = scope(() => cube(x)[0]!.sum());
  await backwardAsync(loss);
  await backwardAsync(refused).catch(() => {});
  release(x, loss, refused);
}

for (let i = 0; i < 20; i++) await round();
await turn();
collect();
await turn();
console.log(`${liveTensors()} tensors live at the end`);
process.exitCode = liveTensors() === 0 ? 0 : 1;
