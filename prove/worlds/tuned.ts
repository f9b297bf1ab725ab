/** SmolLM2 under a LoRA that a tuning has learned, kept on the disk meanwhile, so that a demonstration that was ended goes on. */
import { join } from "node:path";
import type { LanguageModel } from "../../src/lm/index.ts";
import { open } from "../../src/open/index.ts";
import { defineTuning, runRecipe, type TuningInput } from "../../src/training/index.ts";
import { keptIn } from "../harness/kept.ts";
import type { Log } from "../harness/row.ts";

/** As rows of tuning load it: in float32, dequantized from the file that set-up has brought. */
const BASE = "smollm2-135m-instruct-q4_1";

/** Tunes, or goes on; what is measured of the model under the change is given back. */
export async function measured<T>(
  row: string,
  input: Omit<TuningInput, "name" | "from"> & { readonly seed: number },
  measure: (lm: LanguageModel) => Promise<T>,
  log: Log,
): Promise<T> {
  const tuning = defineTuning({ ...input, name: `${row}-${input.seed}`, from: BASE });
  const out = join(keptIn("prove/worlds/tuned.ts"), tuning.name);
  await runRecipe(tuning, {
    out,
    resume: true,
    watcher: {
      entry(entry) {
        if (entry.kind === "step" && entry.step % 10 === 0)
          log(`${tuning.name}: step ${entry.step}, loss ${entry.loss.toFixed(3)}`);
      },
    },
  });
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
