/** `recipe.json` in the folder of a run: what it was asked for, and of which corpus everything in the folder was made. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeAtomically } from "../checkpoints/index.ts";
import { check } from "../sentences/index.ts";
import type { Json } from "../tensor/index.ts";
import { difference } from "./difference.ts";
import { type Recipe, RecipeError } from "./recipe.ts";
import type { Survey } from "./source.ts";
import type { Tuning } from "./tuning.ts";

/** What may be another in a run that goes on: it decides nothing of a step but, where there is a schedule, its rate. */
const FREE = ["name", "steps", "epochs", "every", "evaluationTokens", "patience", "prompt", "baselines"] as const;

const Record = z.strictObject({
  settings: z.record(z.string(), z.json()),
  corpus: z.strictObject({ documents: z.int(), bytes: z.int(), sha256: z.string() }),
});
type Record = z.output<typeof Record>;

type Settings = { readonly [field: string]: Json | undefined };

/** A recipe but for its texts. */
export const settingsOf = (recipe: Recipe | Tuning): Settings =>
  Object.fromEntries(Object.entries(recipe).filter(([field]) => field !== "documents" && field !== "examples"));

/** The settings that decide what a run computes. */
export function decisive(recipe: Recipe | Tuning): Settings {
  return Object.fromEntries(Object.entries(settingsOf(recipe)).filter(([field]) => !isFree(field)));
}

const isFree = (field: string) => (FREE as readonly string[]).includes(field);

/**
 * Keeps what a run was asked for in its folder. Where that holds one already, the two are compared: what may change is noted, what
 * may not throws a RecipeError that names it.
 */
export function recordRun(folder: string, recipe: Recipe | Tuning, corpus: Survey, note: (line: string) => void): void {
  const settings = settingsOf(recipe);
  const before = readRecord(folder);
  if (before !== undefined) {
    const changed =
      difference(
        Object.fromEntries(Object.entries(before.settings).filter(([field]) => !isFree(field))),
        decisive(recipe),
      ) ?? difference({ corpus: told(before.corpus) }, { corpus: told(corpus) });
    if (changed !== undefined) {
      const { field, was, is } = changed;
      const what = `${field}: was ${was} in the run to be resumed and is ${is} now`;
      throw new RecipeError(`${folder}: ${what}: name another folder with --out for another run`);
    }
    for (const line of changes(before.settings, settings)) note(line);
  }
  const record = { settings, corpus };
  writeAtomically(pathOf(folder), (write) => write(Buffer.from(`${JSON.stringify(record, undefined, 1)}\n`)));
}

const pathOf = (folder: string) => join(folder, "recipe.json");
const told = ({ documents, bytes, sha256 }: Survey) => `${documents} documents, ${bytes} bytes, ${sha256.slice(0, 12)}`;

/** What of the free settings is another, a line each. */
function changes(was: Settings, is: Settings): string[] {
  return FREE.flatMap((field) => {
    const changed = difference(was[field], is[field], [field]);
    if (changed === undefined) return [];
    const rest = field === "steps" ? ", and so from here on the schedule is that of a run so long" : "";
    return [`${changed.field}: was ${changed.was} and is ${changed.is} now${rest}`];
  });
}

function readRecord(folder: string): Record | undefined {
  const path = pathOf(folder);
  if (!existsSync(path)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new RecipeError(`${path}: cannot be read as JSON: begin the run anew in another folder`, { cause: error });
  }
  const { data, fault } = check(Record, value);
  if (fault === undefined) return data;
  throw new RecipeError(`${path}: ${fault.path.join(".")}: ${fault.reason}`);
}
