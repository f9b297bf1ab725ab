/** The seam under abuse: no argument, however wrong, and no ending, however sudden, may take the process down. */
import { spawnSync } from "node:child_process";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, it } from "vitest";
import { locate } from "../setup/locate.mjs";
import { type Handle, native, type Raw } from "./native.ts";

const lib = native();
const addon = JSON.stringify(locate().addon);

/** Marsaglia's xorshift (2003): the same sequence of calls every time. */
function xorshift(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const pick = xorshift(20261122);
let [matrix, indices, stale]: Handle[] = [];

/** Tensors to abuse: what was done to those of the last call shall not spoil the next. */
function supply() {
  matrix = lib.fromTypedArray(Float32Array.of(1, 2, 3, 4), [2, 2], "float32");
  indices = lib.fromTypedArray(BigInt64Array.of(0n, 1n), [2], "int64");
  stale = lib.fromTypedArray(Float32Array.of(1), [1], "float32");
  lib.release(stale);
}

function detached(): Float32Array {
  const array = new Float32Array(4);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
}

/** An array that releases a tensor while it is read. */
function treacherous(victim = matrix!): unknown[] {
  const get = () => {
    lib.release(victim);
    return indices;
  };
  return Object.defineProperty([], 0, { get });
}

function throwing(): unknown[] {
  return Object.defineProperty([1], 0, {
    get: () => {
      throw new Error("from a getter");
    },
  });
}

const scalars = [
  undefined,
  null,
  true,
  false,
  0,
  1,
  2,
  -1,
  0.5,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  1e300,
];
const words = [
  "",
  "float32",
  "int64",
  "nonsense",
  "cpu",
  "cuda:99",
  "aten::add",
  "Tensor",
  "\ud800",
  "ij,jk->ik",
  "x\0y",
];
const oddities = [
  () => 1n,
  () => -(2n ** 63n),
  () => 2n ** 64n,
  () => Symbol("s"),
  () => ({}),
  () => new Proxy([], {}),
  () => () => matrix,
  () => new Array(2 ** 32 - 1),
  () => Float32Array.of(1, 2),
  () => new Float32Array(new SharedArrayBuffer(16)),
  () => new DataView(new ArrayBuffer(8)),
  detached,
  () => treacherous(),
  throwing,
];
const tensors = [() => matrix, () => matrix, () => indices, () => stale, () => matrix! + 2 ** 22, () => matrix! + 1];

function value(depth = 0): unknown {
  const kind = pick(depth < 3 ? 6 : 5);
  if (kind === 0) return scalars[pick(scalars.length)];
  if (kind === 1) return words[pick(words.length)];
  if (kind === 2) return oddities[pick(oddities.length)]!();
  if (kind < 5) return tensors[pick(tensors.length)]!();
  return Array.from({ length: pick(4) }, () => value(depth + 1));
}

/** What a wrong call may do: nothing, or throw an Error; one that promises may break its promise. */
function survives(call: (...args: never[]) => unknown, args: unknown[]): "returned" | "threw" {
  try {
    const result = call(...(args as never[]));
    if (result instanceof Promise) result.catch((error) => expect(error).toBeInstanceOf(Error));
    return "returned";
  } catch (error) {
    if (error instanceof Error && error.message.length > 0) return "threw";
    throw error;
  }
}

let threads = 0;
beforeAll(() => {
  threads = lib.threads(1);
});
afterAll(() => {
  lib.threads(threads);
});

function barrage(calls: ((...args: never[]) => unknown)[], times: number) {
  const seen = { returned: 0, threw: 0 };
  for (let i = 0; i < times; i++) {
    lib.scopeBegin();
    supply();
    seen[
      survives(
        calls[i % calls.length]!,
        Array.from({ length: pick(8) }, () => value()),
      )
    ]++;
    while (lib.scopeDepth() > 0) lib.scopeEnd([]);
    lib.gradEnabled(true);
  }
  return seen;
}

it("survives ten thousand senseless calls of its functions", () => {
  const calls = Object.entries(lib).filter(([name, call]) => typeof call === "function" && name !== "schemas");
  const seen = barrage(
    calls.map(([, call]) => call as () => unknown),
    10_000,
  );
  expect(seen.threw).toBeGreaterThan(3000);
  expect(seen.returned).toBeGreaterThan(500);
});

it("survives ten thousand senseless calls of operators", () => {
  const named: [string, string][] = [
    ["add", "Tensor"],
    ["add", "Scalar"],
    ["cat", ""],
    ["einsum", ""],
    ["index", "Tensor"],
    ["sum", "dim_IntList"],
    ["softmax", "int"],
    ["where", "self"],
    ["promote_types", ""],
    ["topk", ""],
    ["to", "dtype"],
    ["_foreach_add", "ScalarList"],
    ["native_layer_norm", ""],
    ["matmul", ""],
    ["view", ""],
    ["randn", "generator"],
  ];
  const seen = barrage(
    named.map(([name, overload]) => lib.bind(`aten::${name}`, overload) as () => unknown),
    10_000,
  );
  expect(seen.threw).toBeGreaterThan(5000);
});

it("passes on what a getter throws", () => {
  expect(() => lib.bind("aten::cat", "")(throwing() as Raw[])).toThrow("from a getter");
});

it("holds the tensors of a call although JavaScript releases them while it is read", () => {
  lib.scopeBegin();
  supply();
  const rows = lib.bind("aten::index", "Tensor")(matrix!, treacherous() as Raw[]) as Handle;
  expect(lib.toTypedArray(rows)).toEqual(Float32Array.of(1, 2, 3, 4));
  expect(() => lib.shape(matrix!)).toThrow("released");
  lib.scopeEnd([]);
});

const busy = `
  const lib = require(${addon});
  const { parentPort } = require("node:worker_threads");
  const bind = (name, overload = "") => lib.bind("aten::" + name, overload);
  const x = lib.fromTypedArray(new Float32Array(256 * 256).fill(1), [256, 256], "float32");
  lib.setRequiresGrad(x, true);
  const y = bind("sum")(bind("mm")(x, x));
  lib.backward([y], [], true, false);
  lib.scopeBegin();
`;

async function worker(code: string, onMessage: (value: unknown, worker: Worker) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(code, { eval: true });
    thread.on("message", (message) => onMessage(message, thread));
    thread.on("error", reject);
    thread.on("exit", resolve);
  });
}

it("lives in twenty workers, each with handles of its own, and ends with them", async () => {
  const live = lib.live();
  const sums: unknown[] = [];
  for (let i = 0; i < 20; i++) {
    const code = `${busy} parentPort.postMessage([lib.item(y), lib.live(), lib.scopeDepth()]);`;
    expect(await worker(code, (sum) => sums.push(sum))).toBe(0);
  }
  expect(sums).toEqual(Array(20).fill([256 ** 3, 3, 1]));
  expect(lib.live()).toBe(live);
});

it("ends with a worker that is stopped in the middle of its work", async () => {
  const code = `${busy} parentPort.postMessage("begun"); for (;;) { const z = bind("mm")(x, x); lib.release(z); }`;
  for (let i = 0; i < 5; i++) expect(await worker(code, (_, thread) => void thread.terminate())).toBe(1);
});

it("ends with a process that is left in the middle of its work", () => {
  const endless = `${busy} parentPort.postMessage("begun"); for (;;) bind("mm")(x, x) && lib.scopeEnd([]), lib.scopeBegin();`;
  const code = `
    const { Worker } = require("node:worker_threads");
    let begun = 0;
    const leave = () => { if (++begun === 3) process.exit(7); };
    for (let i = 0; i < 3; i++) new Worker(${JSON.stringify(endless)}, { eval: true }).on("message", leave);
  `;
  const { status, signal, stderr } = spawnSync(process.execPath, ["-e", code], { encoding: "utf8" });
  expect([status, signal, stderr]).toEqual([7, null, ""]);
});
