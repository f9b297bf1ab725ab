/** What is asked of `generate`, checked before any call: what is out of range, and what this model cannot do. */
import { z } from "zod";
import { LanguageModelError } from "./error.ts";
import { checkMessages } from "./message.ts";
import type { GenerateOptions, Prompt } from "./port.ts";
import { firstIssue, GenerateSettings } from "./settings.ts";

const noTools = { error: "must be a list of tools, each a function with its name" };
const called = z.looseObject({ name: z.string(noTools) }, noTools);
const tool = z.looseObject({ type: z.literal("function", noTools), function: called }, noTools);
const noDocuments = { error: "must be a list of documents, each an object" };
const noSchema = { error: "must hold a JSON Schema, { schema }" };
const schema = z.record(z.string(), z.unknown(), noSchema);

/** Options that a model takes or refuses by name. */
const Abilities = z.strictObject({
  tools: z.array(tool, noTools).readonly().optional(),
  format: z.strictObject({ schema }, noSchema).readonly().optional(),
  documents: z
    .array(z.record(z.string(), z.unknown(), noDocuments), noDocuments)
    .readonly()
    .optional(),
  controlTokens: z.enum(["text", "control"], { error: "must be text or control" }).optional(),
  variables: z.record(z.string(), z.unknown(), { error: "must be an object of them by name" }).readonly().optional(),
  prefill: z.string({ error: "must be a text" }).min(1, { error: "must not be empty" }).optional(),
  logprobs: z.int({ error: "must be a whole number" }).min(0, { error: "must not be negative" }).optional(),
});
export type OptionName = keyof z.infer<typeof Abilities>;
const ABILITIES = Abilities.keyof().options;

/** Options that change how a conversation is written down, and say nothing of a text. */
const OF_CONVERSATIONS: readonly OptionName[] = ["tools", "documents", "controlTokens", "variables", "prefill"];

const GenerateRequest = GenerateSettings.extend(Abilities.shape);
/** The options of `generate`, the signal aside, with defaults filled in. */
export type GenerateRequest = z.infer<typeof GenerateRequest>;

/** The model that is asked. */
interface Requested {
  readonly name: string;
  readonly takes: readonly OptionName[];
  readonly defaults?: GenerateOptions;
}

/**
 * Checks a prompt and the options of `generate`, for a model of this name that takes these abilities; where an option is not given,
 * the model's own default counts before ours. Throws a
 * LanguageModelError, of kind "bad-request" where something is out of range, and "unsupported" where the model cannot do it.
 */
export function checkRequest(
  prompt: Prompt,
  { signal: _, ...options }: GenerateOptions,
  { name, takes, defaults = {} }: Requested,
): GenerateRequest {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const parsed = GenerateRequest.safeParse({ ...defaults, ...Object.fromEntries(given) });
  if (!parsed.success) throw new LanguageModelError("bad-request", `generate: ${firstIssue(parsed.error)}`);
  if (typeof prompt !== "string") checkMessages(prompt);
  for (const ability of ABILITIES) {
    if (parsed.data[ability] === undefined) continue;
    if (typeof prompt === "string" && OF_CONVERSATIONS.includes(ability)) {
      throw new LanguageModelError(
        "bad-request",
        `generate: ${ability} goes with a conversation, and the prompt is a text`,
      );
    }
    if (!takes.includes(ability)) throw unsupportedOption(name, ability);
  }
  return parsed.data;
}

/** Checks what is asked of `scoreAnswers`. Throws a LanguageModelError of kind "bad-request" where an answer is empty. */
export function checkAnswers(prompt: Prompt, answers: readonly string[]): void {
  if (typeof prompt !== "string") checkMessages(prompt);
  const empty = answers.indexOf("");
  if (empty < 0) return;
  throw new LanguageModelError("bad-request", `scoreAnswers: answer ${empty + 1} of ${answers.length} is empty`);
}

function unsupportedOption(name: string, ability: OptionName): LanguageModelError {
  return new LanguageModelError("unsupported", `${name} cannot take the option ${ability}`);
}
