import { spawnSync } from "node:child_process";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { locate } from "../setup/locate.mjs";
import { backwardAsync, liveTensors, randn, release, scope, type Tensor, tensor } from "./index.ts";

/** A leaf and a scalar whose way back takes long enough for the event loop to turn. */
function heavy(): { leaf: Tensor; loss: Tensor } {
  return scope(() => {
    const leaf = randn([700, 700], 0.05).requireGrad();
    let y = leaf;
    for (let i = 0; i < 8; i++) y = y.matmul(leaf);
    return { leaf, loss: y.sum() };
  });
}

describe("backwardAsync", () => {
  it("finds what backward finds, while the event loop turns", async () => {
    const { leaf, loss } = heavy();
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 1);
    const done = backwardAsync(loss, { retainGraph: true });
    expect(done).toBeInstanceOf(Promise);
    await done;
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(2);
    const found = leaf.grad!.data();
    leaf.grad = undefined;
    loss.backward();
    expect(leaf.grad!.data()).toEqual(found);
  });

  it("rejects with the sentence of the failure", async () => {
    const y = tensor([1, 2]).requireGrad().mul(2);
    await expect(backwardAsync(y)).rejects.toThrow(/^backwardAsync: grad can be implicitly created only for scalar/);
    const loss = y.exp().sum();
    await backwardAsync(loss);
    await expect(backwardAsync(loss)).rejects.toThrow(/second time/);
    expect(() => backwardAsync({ handle: -1 } as Tensor)).toThrow(/^backwardAsync: expected a tensor/);
  });

  it("keeps its graph although all its tensors are released meanwhile", async () => {
    const before = liveTensors();
    const { leaf, loss } = heavy();
    const done = backwardAsync(loss);
    release(leaf, loss);
    await done;
    expect(liveTensors()).toBe(before);
  });

  const underWay = `
    const lib = require(${JSON.stringify(locate().addon)});
    const x = lib.fromTypedArray(new Float32Array(512 * 512).fill(0.01), [512, 512], "float32");
    lib.setRequiresGrad(x, true);
    const mm = lib.bind("aten::mm", "");
    let y = x;
    for (let i = 0; i < 6; i++) y = mm(y, x);
    const done = [1, 2, 3, 4, 5, 6].map(() => lib.backwardAsync([lib.bind("aten::sum", "")(y)], [], true, false));
  `;

  it("may be under way when its worker ends", async () => {
    for (const end of ["process.exit(3)", "throw new Error('ending')", "setTimeout(() => {}, 1e6)"]) {
      const worker = new Worker(`${underWay} require("node:worker_threads").parentPort.postMessage(0); ${end};`, {
        eval: true,
      });
      if (end.startsWith("setTimeout")) worker.on("message", () => void worker.terminate());
      const code = await new Promise((resolve) => worker.on("error", () => {}).on("exit", resolve));
      expect(code).toBe(end === "process.exit(3)" ? 3 : 1);
    }
  });

  it("may be under way when the process ends", () => {
    const { status, signal, stderr } = spawnSync(process.execPath, ["-e", `${underWay} process.exit(7);`], {
      encoding: "utf8",
    });
    expect([status, signal, stderr]).toEqual([7, null, ""]);
  });
});
