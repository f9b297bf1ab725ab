import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyRun } from "../../tests/tiny-training.ts";
import { writeSafetensors } from "../checkpoints/index.ts";
import { zeros } from "../tensor/index.ts";
import { listCheckpoints, train } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-checkpoints-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const folder = () => join(root, String(folders++));

describe("a checkpoint belongs to one run", () => {
  it("whose id it keeps, and no other begins beside it", async () => {
    const checkpoints = { folder: folder(), every: 4 };
    const { id } = await train(tinyRun({ checkpoints }));
    await expect(train(tinyRun({ checkpoints }))).rejects.toThrow(
      `${checkpoints.folder}: holds the checkpoints of a run: resume that, or name another folder`,
    );
    expect(await train(tinyRun({ checkpoints: { ...checkpoints, resume: true } }))).toMatchObject({ id, from: 8 });
  });

  it("and no other removes it or writes over it", async () => {
    const [mine, theirs] = [folder(), folder()];
    await train(tinyRun({ checkpoints: { folder: theirs, every: 2, keep: 9 } }));
    const intruder = (name: string) => ({
      afterCheckpoint: ({ steps }: { steps: number }) => {
        if (steps === 2) copyFileSync(join(theirs, name), join(mine, name));
      },
    });
    const run = (name: string) =>
      tinyRun({ checkpoints: { folder: mine, every: 2, keep: 1 }, callbacks: [intruder(name)] });
    await expect(train(run("step-00000006.safetensors"))).rejects.toThrow(
      /step-00000006.safetensors: cannot be written: a checkpoint of another run stands there$/,
    );
    const bytes = readFileSync(join(theirs, "step-00000006.safetensors"));
    expect(readFileSync(join(mine, "step-00000006.safetensors")).equals(bytes)).toBe(true);
    expect(listCheckpoints(mine).map(({ step }) => step)).toEqual([6, 4]); // its own of step 2 made room, the other's did not
  });

  it("of a format and with fields that can be read", async () => {
    const written = (metadata: Record<string, string>) => {
      const at = folder();
      writeSafetensors(join(at, "step-00000001.safetensors"), new Map([["x", zeros([1])]]), metadata);
      return train(tinyRun({ checkpoints: { folder: at, every: 4, resume: true } }));
    };
    await expect(written({ format: "tenon training 1", state: "{}" })).rejects.toThrow(
      /: format: is "tenon training 1", and only "tenon training 2" can be resumed: begin the run anew; there is no other$/,
    );
    await expect(written({})).rejects.toThrow(/: format: it is no checkpoint of a run; there is no other$/);
    await expect(written({ format: "tenon training 2", state: "{" })).rejects.toThrow(/: state: is no JSON; there is/);
    const state = { id: "x", step: -1, stopped: false, config: null, facts: {} };
    await expect(written({ format: "tenon training 2", state: JSON.stringify(state) })).rejects.toThrow(
      /: state.step: is -?[^,]+, and must be .* at least 0; there is no other$/,
    );
  });
});
