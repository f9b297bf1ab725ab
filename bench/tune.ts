/** A LoRA step on SmolLM2 beside peft and transformers: rank 8 on q and v, 4 x 128 tokens, all of them targets, or the last 13 of a row as in a chat. */
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, save } from "../src/checkpoints/index.ts";
import { comparison } from "./comparison.ts";
import { NO_PYTHON, ownSide, pythonSide, type Run, type Table } from "./table.ts";

const MODEL = "smollm2-135m-instruct-q4_1";
const shape = { rows: 4, length: 128 };
const QV = "blocks.*.mixer.{q,v}";
const STEPS = 1;

export const tune: Table = {
  title: `a LoRA step of SmolLM2-135M-Instruct in float32, ${shape.rows} x ${shape.length} tokens, r 8 on q and v`,
  unit: "seconds a step",
  higherIsBetter: false,
  async prepare(threads) {
    const folder = join(tmpdir(), "tenon-bench-smollm2");
    if (!existsSync(join(folder, "config.json"))) {
      mkdirSync(folder, { recursive: true });
      const { model, config } = await load(MODEL);
      await save(folder, { model, config });
    }
    const args = [folder, String(threads), JSON.stringify(shape)];
    const peft = pythonSide("peft", "sides/peft-tune.py", args);
    return {
      sides: [ownSide("tenon", "sides/tenon-tune.ts", args), ...(peft === undefined ? [] : [peft])],
      requests: {
        "all 512 targets": { steps: STEPS, at: QV, targets: shape.length },
        "52 targets, as in a chat": { steps: STEPS, at: QV, targets: 13 },
      },
      ...(peft === undefined && { note: NO_PYTHON }),
    };
  },
  value: ({ seconds, steps }) => Number(seconds) / Number(steps),
  report(runs) {
    const tasks = [...new Set(runs.map(({ task }) => task))];
    return [...tasks.flatMap((task) => comparison(tune, runs, task)), ...memory(runs)];
  },
};

/** The highest resident memory of each process, all tasks together. */
function memory(runs: readonly Run[]): string[] {
  return [...new Set(runs.map(({ side }) => side))].map((side) => {
    const peaks = runs.filter((run) => run.side === side).map(({ answer }) => Number(answer!.peak));
    return `${side}: peak resident ${(Math.max(...peaks) / 1e6).toFixed(0)} MB`;
  });
}

/** What a LoRA on q and v costs where it rides on stored blocks, beside the same process without it. */
export const ride: Table = {
  title: "decoding SmolLM2-135M-Instruct on stored blocks, r 8 on q and v",
  unit: "tokens/s",
  higherIsBetter: true,
  rounds: 12,
  async prepare(threads) {
    const args = [MODEL, String(threads)];
    const request = { decode: { prompt: 32, tokens: 32 } };
    return {
      sides: [
        ownSide("under a LoRA", "sides/tenon-ride.ts", [...args, QV]),
        ownSide("plain", "sides/tenon-ride.ts", args),
      ],
      requests: request,
    };
  },
  value: ({ tokens, seconds }) => Number(tokens) / Number(seconds),
};
