/** SmolLM2 under a LoRA that a tuning has learned, kept on the disk meanwhile, so that a demonstration that was ended goes on. */
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LanguageModel } from "../../src/lm/index.ts";
import { open } from "../../src/open/index.ts";
import { defineTuning, runRecipe, type TuningInput } from "../../src/training/index.ts";
import type { Log } from "../harness/row.ts";

/** As rows of tuning load it: in float32, dequantized from the file that set-up has brought. */
export const BASE = "smollm2-135m-instruct-q4_1";

const FOLDER = join(tmpdir(), "tenon-prove");

/** Takes away what a demonstration has learned, when it is over: another begins anew. */
export const forget = (row: string, seeds: readonly number[]): void => {
  for (const seed of seeds) rmSync(join(FOLDER, `${row}-${seed}`), { recursive: true, force: true });
};

/** Tunes, or goes on; what is measured of the model under the change is given back, and the model closed. */
export async function measured<T>(
  row: string,
  input: Omit<TuningInput, "name" | "from">,
  measure: (lm: LanguageModel) => Promise<T>,
  log: Log,
): Promise<T> {
  const tuning = defineTuning({ ...input, name: `${row}-${input.seed ?? 0}`, from: BASE });
  const out = join(FOLDER, tuning.name);
  mkdirSync(out, { recursive: true });
  const entry = ({ kind, step, ...rest }: { kind: string; step: number }) => {
    if (kind === "step" && step % 10 === 0)
      log(`${tuning.name}: step ${step}, loss ${"loss" in rest ? rest.loss : ""}`);
  };
  await runRecipe(tuning, { out, resume: true, watcher: { entry } });
  return await asked({ with: [out] }, measure);
}

/** What is measured of the model as it is, or under changes. */
export async function asked<T>(riders: { with?: string[] }, measure: (lm: LanguageModel) => Promise<T>): Promise<T> {
  const lm = await open(BASE, { dtype: "float32", pull: false, ...riders });
  try {
    return await measure(lm);
  } finally {
    await lm.close();
  }
}
