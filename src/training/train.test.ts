import fs, { mkdtempSync, rmSync, truncateSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bitsOf, rows, tinyRun } from "../../tests/tiny-training.ts";
import { distinctWeights, recompute } from "../nn/index.ts";
import { adamW } from "../optim/index.ts";
import { arange, autocasting, ids, liveTensors, rand, scope, type Tensor, where, zeros } from "../tensor/index.ts";
import { type Callback, causalLM, earlyStopping, Loss, listCheckpoints, train } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-train-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
/** Puts a function in the place of `writeSync` of node:fs, for everybody. */
function useWrite(write: typeof fs.writeSync): void {
  fs.writeSync = write;
  syncBuiltinESMExports();
}
const folder = () => join(root, String(folders++));

describe("train", () => {
  it("learns, and tells what each step did", async () => {
    const norms: number[] = [];
    const callbacks: Callback[] = [{ afterStep: ({ gradientNorm }) => norms.push(gradientNorm) }];
    const { losses, ended } = await train(tinyRun({ steps: 40, callbacks }));
    expect(ended).toBe("done");
    expect(losses.at(-1)).toBeLessThan(0.7 * losses[0]!);
    expect(norms).toHaveLength(40);
  });

  it("makes one step of accumulated batches that is the step of the whole batch", async () => {
    const whole = tinyRun({ steps: 1, accumulate: 1, batches: rows({ count: 8 }) });
    const parts = tinyRun({ steps: 1, accumulate: 4, batches: rows({ count: 2 }) });
    const [one, other] = [await train(whole), await train(parts)];
    expect(other.losses[0]).toBeCloseTo(one.losses[0]!, 5);
  });

  it("is exact with recomputed activations", async () => {
    const plain = tinyRun();
    const again = tinyRun();
    again.objective = causalLM(again.model, { with: [recompute()] });
    await train(plain);
    await train(again);
    expect(bitsOf(again.model)).toBe(bitsOf(plain.model));
  });

  it("holds as many tensors after eight steps as after one", async () => {
    const counts: number[] = [];
    await train(tinyRun({ callbacks: [{ afterStep: () => counts.push(liveTensors()) }] }));
    expect(counts).toHaveLength(8);
    expect(new Set(counts).size).toBe(1);
  });

  it("has the last backward pass of each step run by what averages over processes", async () => {
    const [alone, together] = [tinyRun(), tinyRun()];
    await train(alone);
    let averaged = 0;
    let stranger: Tensor | undefined;
    const parallel = {
      async average(backward: () => void) {
        backward();
        await null;
        averaged++;
      },
      averages: (parameter: Tensor) => parameter !== stranger,
      mean: (numbers: readonly number[]) => Promise.resolve([...numbers]),
    };
    await train({ ...together, parallel });
    expect(averaged).toBe(8);
    const apart = tinyRun();
    [[, stranger]] = [...distinctWeights(apart.model)] as [[string, Tensor]];
    await expect(train({ ...apart, parallel })).rejects.toThrow(
      'the optimizer steps "embed.table", whose gradients the processes do not average',
    );
    expect(bitsOf(together.model)).toBe(bitsOf(alone.model));
  });

  it("lets timers have their turn", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await train(tinyRun({ steps: 20 }));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });

  it("stops where a held-out metric rests, and stays stopped when it is resumed", async () => {
    const measured = [3, 2, 2, 2, 1];
    const checkpoints = { folder: folder(), every: 100, resume: true };
    const options = () => ({
      steps: 10,
      callbacks: [earlyStopping({ patience: 2 })],
      evaluate: { every: 1, measure: () => ({ loss: measured.shift()! }) },
      checkpoints,
    });
    expect(await train(tinyRun(options()))).toMatchObject({ ended: "stopped", steps: 4 });
    expect(await train(tinyRun(options()))).toMatchObject({ ended: "stopped", steps: 4, losses: [] });
    expect(measured).toEqual([1]);
  });

  it("refuses an optimizer that steps what a resumed run would not bring back", async () => {
    const run = tinyRun();
    const stray = adamW([...distinctWeights(run.model), ["stray", zeros([2])]]);
    await expect(train({ ...run, optimizer: stray })).rejects.toThrow(
      /^the optimizer steps "stray", which nothing that this run learns holds/,
    );
  });

  it("computes its products in bfloat16 where that is asked for", async () => {
    const found: boolean[] = [];
    const casting = async (precision: "float32" | "bfloat16") => {
      const run = tinyRun({ steps: 1, precision });
      const objective: typeof run.objective = (rows) => {
        found.push(autocasting());
        return run.objective(rows);
      };
      return (await train({ ...run, objective })).losses[0]!;
    };
    const [exact, rounded] = [await casting("float32"), await casting("bfloat16")];
    expect(found).toEqual([false, false, true, true]);
    expect(rounded).not.toBe(exact);
    expect(rounded).toBeCloseTo(exact, 1);
  });

  it("is done, and takes no step, where more were taken than are asked for", async () => {
    const checkpoints = { folder: folder(), every: 4, resume: true };
    await train(tinyRun({ checkpoints }));
    expect(await train(tinyRun({ checkpoints, steps: 4 }))).toMatchObject({ ended: "done", steps: 8, losses: [] });
  });
});

describe("checkpoints", () => {
  /** A run that draws random numbers in its objective, as dropout does. */
  function noisy(options: Parameters<typeof tinyRun>[0]) {
    const run = tinyRun(options);
    const objective = run.objective;
    run.objective = (batch) => {
      const { sum, count } = objective(batch);
      return new Loss(sum.mul(rand([]).add(0.5)), count);
    };
    return run;
  }

  it("let an interrupted run end with the bits of one that was not", async () => {
    const whole = noisy({});
    await train({ ...whole, checkpoints: { folder: folder(), every: 3 } });

    const checkpoints = { folder: folder(), every: 100, resume: true };
    const stopping = new AbortController();
    const callbacks: Callback[] = [{ afterStep: ({ step }) => step === 4 && stopping.abort() }];
    const first = await train({ ...noisy({}), checkpoints, callbacks, signal: stopping.signal });
    expect(first).toMatchObject({ ended: "interrupted", steps: 5 });
    const second = noisy({});
    expect(await train({ ...second, checkpoints })).toMatchObject({ ended: "done", from: 5, steps: 8 });
    expect(bitsOf(second.model)).toBe(bitsOf(whole.model));
  });

  it("are as many as asked for, the newest", async () => {
    const checkpoints = { folder: folder(), every: 2, keep: 3 };
    await train(tinyRun({ checkpoints }));
    expect(listCheckpoints(checkpoints.folder).map(({ step }) => step)).toEqual([8, 6, 4]);
    const rare = { folder: folder(), every: 3 };
    await train(tinyRun({ checkpoints: rare }));
    expect(listCheckpoints(rare.folder).map(({ step }) => step)).toEqual([8, 6]); // the last step has one
  });

  it("that are damaged are refused in a sentence that names the last good one", async () => {
    const checkpoints = { folder: folder(), every: 4 };
    await train(tinyRun({ checkpoints }));
    const [newest, before] = listCheckpoints(checkpoints.folder);
    truncateSync(newest!.path, 5000);
    const resumed = train(tinyRun({ checkpoints: { ...checkpoints, resume: true } }));
    await expect(resumed).rejects.toThrow(`the last good one is ${before!.path}`);
    rmSync(newest!.path);
    const again = await train(tinyRun({ checkpoints: { ...checkpoints, resume: true } }));
    expect(again.from).toBe(4);
  });

  it("that find no room on the disk leave the last good one, which is named, and nothing half-written", async () => {
    const checkpoints = { folder: folder(), every: 4, resume: true };
    const real = fs.writeSync;
    const full: typeof fs.writeSync = () => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    };
    const callbacks: Callback[] = [{ afterStep: ({ step }) => step === 6 && useWrite(full) }];
    const run = train(tinyRun({ checkpoints, callbacks }));
    await expect(run.finally(() => useWrite(real))).rejects.toThrow(
      /step-00000008.safetensors: cannot be written: no space is left; the last good one is \S+step-00000004.safetensors$/,
    );
    expect(fs.readdirSync(checkpoints.folder)).toEqual(["step-00000004.safetensors"]);
    expect(await train(tinyRun({ checkpoints }))).toMatchObject({ from: 4, steps: 8, ended: "done" });
  });

  it("of another config are refused in a sentence that names the field", async () => {
    const made = { folder: folder(), every: 4, config: { optimizer: { lr: 1 }, steps: 8 } };
    await train(tinyRun({ checkpoints: made }));
    const asked = { ...made, config: { optimizer: { lr: 2 }, steps: 8 }, resume: true };
    await expect(train(tinyRun({ checkpoints: asked }))).rejects.toThrow(
      /step-00000008.safetensors: optimizer.lr: was 1 in the run to be resumed and is 2 now$/,
    );
  });
});

describe("causalLM", () => {
  it("counts no target that is -100", () => {
    const { objective } = tinyRun();
    scope(() => {
      const [inputs, targets] = [
        [3, 1, 4, 1],
        [1, 4, 1, 5],
      ].map((row) => ids(row).unsqueeze(0)) as [Tensor, Tensor];
      const each = [0, 1, 2, 3].map((t) => objective({ inputs, targets: only(targets, t) }).mean.item());
      expect(objective({ inputs, targets }).mean.item()).toBeCloseTo(
        each.reduce((sum, loss) => sum + loss / 4, 0),
        5,
      );
    });
  });
});

function only(targets: Tensor, t: number): Tensor {
  return where(arange(0, 4).eq(t), targets, -100);
}
