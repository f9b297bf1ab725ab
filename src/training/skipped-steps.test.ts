/** Steps that would not be finite are skipped, told, and never saved. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyRun } from "../../tests/tiny-training.ts";
import { readSafetensors } from "../checkpoints/index.ts";
import { distinctWeights } from "../nn/index.ts";
import { constant } from "../optim/index.ts";
import { liveTensors } from "../tensor/index.ts";
import { type Callback, Loss, learner, listCheckpoints, train } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-skips-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const folder = () => join(root, String(folders++));
/** The numbers of a run's model in its checkpoint after so many steps. */
function weightsAt(folder: string, step: number): number[][] {
  const { path } = listCheckpoints(folder).find((found) => found.step === step)!;
  const { tensors } = readSafetensors(path);
  return [...tensors].filter(([name]) => name.startsWith("learns.model/")).map(([, tensor]) => tensor.numbers());
}

describe("a step that would not be finite", () => {
  const bad = {
    "a loss that is NaN": ({ sum, count }: Loss) => new Loss(sum.mul(Number.NaN), count),
    "an infinite loss": ({ sum, count }: Loss) => new Loss(sum.detach().add(Number.POSITIVE_INFINITY).add(sum), count),
    "a gradient that is NaN": ({ sum, count }: Loss) => new Loss(sum.sub(sum).sqrt().add(sum), count),
    "nothing that counts": ({ sum }: Loss) => new Loss(sum.mul(0), 0),
  };

  it.each(Object.entries(bad))("is skipped, and tells why: %s", (_, spoil) => {
    const { model, optimizer, objective, batches } = tinyRun();
    const asked: number[] = [];
    const learn = learner(optimizer, { clip: 1, afterBackward: ({ step }) => asked.push(step) });
    const values = () => [...distinctWeights(model)].map(([, weight]) => weight.numbers());
    learn.step(() => objective(batches.next()));
    const [before, moments] = [values(), [...optimizer.state()].map(([, moment]) => moment.numbers())];
    const held = liveTensors();
    learn.backward(() => spoil(objective(batches.next())));
    expect(learn.update().skipped).toMatch(/of step 2 (is (NaN|Infinity)|has the norm NaN|have nothing to learn)/);
    expect(values()).toEqual(before);
    expect([...optimizer.state()].map(([, moment]) => moment.numbers())).toEqual(moments);
    expect(liveTensors()).toBe(held);
    learn.backward(() => objective(batches.next()));
    expect(learn.update()).toMatchObject({ skipped: undefined, loss: expect.any(Number) });
    expect(values()).not.toEqual(before);
    expect(asked).toEqual([0, 2]);
  });

  it("may come ten times in a row", () => {
    const { optimizer, objective, batches } = tinyRun();
    const learn = learner(optimizer);
    const spoiled = () => learn.step(() => Loss.once(objective(batches.next()).mean.mul(Number.NaN)));
    for (let i = 0; i < 10; i++) spoiled();
    learn.step(() => objective(batches.next()));
    for (let i = 0; i < 10; i++) spoiled();
    expect(spoiled).toThrow(
      /^11 steps in a row were skipped: the loss of step 22 is NaN, and a smaller learning rate may help$/,
    );
  });
});

describe("a run", () => {
  it("skips what is not finite, tells it, and saves what stands", async () => {
    const run = tinyRun({ accumulate: 1 });
    const reasons: string[] = [];
    const steps: number[] = [];
    let batch = 0;
    const objective: typeof run.objective = (rows) => {
      const { sum, count } = run.objective(rows);
      return new Loss(batch++ === 2 ? sum.mul(Number.NaN) : sum, count);
    };
    const callbacks: Callback[] = [
      { afterSkip: ({ reason }) => reasons.push(reason), afterStep: ({ step }) => steps.push(step) },
    ];
    const checkpoints = { folder: folder(), every: 1, keep: 10 };
    const { skipped, losses } = await train({ ...run, objective, callbacks, checkpoints });
    expect([skipped, reasons.length, steps]).toEqual([1, 1, [0, 1, 3, 4, 5, 6, 7]]);
    expect(losses.map(Number.isFinite)).toEqual([true, true, false, true, true, true, true, true]);
    const [before, after] = [2, 3].map((step) => weightsAt(checkpoints.folder, step));
    expect(after).toEqual(before);
  });

  it("ends where every step would be skipped, and saves no weights that are not finite", async () => {
    const lost = () => {
      const run = tinyRun({ schedule: constant(), steps: 20 });
      for (const group of run.optimizer.groups) group.lr = Number.POSITIVE_INFINITY;
      return run;
    };
    await expect(train(lost())).rejects.toThrow(
      /^11 steps in a row were skipped: the loss of step 12 is NaN, and a smaller learning rate may help$/,
    );
    const checkpoints = { folder: folder(), every: 1 };
    await expect(train({ ...lost(), checkpoints })).rejects.toThrow(
      /^after step 1, learns.model\/\S+ holds numbers that are not finite: nothing was saved of it$/,
    );
    expect(listCheckpoints(checkpoints.folder)).toEqual([]);
  });
});
