/** Flags of how a model is opened, and of what it is asked: those that several commands share. */
import type { Command } from "commander";
import { z } from "zod";
import { type GenerateOptions, GenerateSettings, type ScoreOptions } from "../lm/index.ts";
import type { OpenOptions } from "../open/index.ts";
import { addFlags, readFlags, whole } from "./flags.ts";

export const DEFAULT_MODEL = "smollm2-135m-instruct";
export const MODEL_HELP = "name, owner/name of the Hugging Face hub, folder or file";

const OpenFlags = z.strictObject({
  dtype: z
    .enum(["float32", "bfloat16", "stored"], { error: "must be float32, bfloat16 or stored" })
    .exactOptional()
    .describe("what the weights become: float32, bfloat16, or stored, as a GGUF file has them, the fastest"),
  threads: whole(1, 1024).exactOptional().describe("threads of one operator"),
  with: z
    .array(z.string())
    .exactOptional()
    .describe("what rides on the model, the first outermost: the folder of an intervention, or a tenant, lora:alice"),
  tenants: z.string().exactOptional().describe('the folder of tenants (default: "tenants")'),
});
type OpenFlags = z.infer<typeof OpenFlags>;

/** Adds the flags of how a model is opened; float32 unless a command has another default, for its values are exact. */
export function addOpenFlags(command: Command, defaults: Pick<OpenOptions, "dtype"> = { dtype: "float32" }): Command {
  return addFlags(command, OpenFlags, defaults);
}
export function readOpenFlags(values: object): OpenFlags {
  return readFlags(OpenFlags, values);
}

/** The settings as a person gives them, none filled in: what is not given is the model's own, and where that says nothing `fallback`. */
function generateFlags(fallback: Partial<GenerateSettings>): z.ZodObject {
  const fields = Object.entries(GenerateSettings.shape).map(([name, field]) => {
    if (!(field instanceof z.ZodDefault)) return [name, field];
    const own = fallback[name as keyof GenerateSettings] ?? GenerateSettings.parse({})[name as keyof GenerateSettings];
    return [name, field.unwrap().optional().describe(`${field.description} (default: the model's own, else ${own})`)];
  });
  return z.strictObject(Object.fromEntries(fields));
}

/** Adds the flags of how an answer is written; `fallback` stands in place of the schema's own defaults. */
export function addGenerateFlags(command: Command, fallback: Partial<GenerateSettings> = {}): Command {
  return addFlags(command, generateFlags(fallback));
}
export function readGenerateFlags(values: object): Omit<GenerateOptions, "signal"> {
  return readFlags(generateFlags({}), values);
}

const ScoreFlags = z.strictObject({
  window: z
    .number({ error: "must be a number" })
    .exactOptional()
    .describe("tokens read at once, for texts longer than the context (default: all)"),
  stride: z
    .number({ error: "must be a number" })
    .exactOptional()
    .describe("by how much the window moves (default: the window less one)"),
});

/** Adds the flags of how a text is scored. */
export function addScoreFlags(command: Command): Command {
  return addFlags(command, ScoreFlags, {});
}
export function readScoreFlags(values: object): Pick<ScoreOptions, "window" | "stride"> {
  return readFlags(ScoreFlags, values);
}
