/** What is asked of a model, checked before any call: what is out of range, and what this model cannot do. */
import { z } from "zod";
import { strictObject } from "../sentences/index.ts";
import { LanguageModelError } from "./error.ts";
import { checkMessages } from "./message.ts";
import type { EmbedOptions, GenerateOptions, Pooling, Prompt, ScoreOptions } from "./port.ts";
import { firstIssue, GenerateSettings, noOptions } from "./settings.ts";

const noTools = { error: "must be a list of tools, each a function with its name" };
const called = strictObject(
  {
    /** By which a model calls it. */
    name: z.string(noTools),
  },
  noTools,
).loose();
const tool = strictObject(
  {
    /** Functions are the only tools that the protocol has. */
    type: z.literal("function", noTools),
    /** The function. */
    function: called,
  },
  noTools,
).loose();
const noDocuments = { error: "must be a list of documents, each an object" };
const noSchema = { error: "must hold a JSON Schema, { schema }" };
const schema = z.record(z.string(), z.unknown(), noSchema);

/** Options that a model takes or refuses by name. */
const Abilities = strictObject({
  /** Tools that the model may call in a conversation. */
  tools: z.array(tool, noTools).readonly().optional(),
  /** Makes the answer JSON of this JSON Schema. */
  format: strictObject(
    {
      /** The JSON Schema. */
      schema,
    },
    noSchema,
  )
    .readonly()
    .optional(),
  /** Texts to answer from, where the chat template reads documents. */
  documents: z
    .array(z.record(z.string(), z.unknown(), noDocuments), noDocuments)
    .readonly()
    .optional(),
  /** What control tokens are where a conversation says them: text, or what they are to the model. */
  controlTokens: z.enum(["text", "control"], { error: "must be text or control" }).optional(),
  /** What the chat template reads besides the messages. */
  variables: z.record(z.string(), z.unknown(), { error: "must be an object of them by name" }).readonly().optional(),
  /** How the answer to a conversation begins. */
  prefill: z.string({ error: "must be a text" }).min(1, { error: "must not be empty" }).optional(),
  /** Tells ln P of each token written, and of so many of the most probable in its place. */
  logprobs: z.int({ error: "must be a whole number" }).min(0, { error: "must not be negative" }).optional(),
});
/** An option of `generate` that a model takes or refuses by name. */
export type OptionName = keyof z.infer<typeof Abilities>;
const ABILITIES = Abilities.keyof().options;

/** Options that change how a conversation is written down, and say nothing of a text. */
const OF_CONVERSATIONS: readonly OptionName[] = ["tools", "documents", "controlTokens", "variables", "prefill"];

const signal = z.instanceof(AbortSignal, { error: "must be an AbortSignal" }).optional();
const whole = { error: "must be a whole number" };

const GenerateRequest = strictObject({ ...GenerateSettings.shape, ...Abilities.shape, signal }, noOptions);
const ScoreRequest = strictObject(
  { signal, window: z.int(whole).optional(), stride: z.int(whole).optional() },
  noOptions,
);
const AnswersRequest = ScoreRequest.pick({ signal: true });
const POOLINGS = [
  "mean",
  "last",
  "first",
  "max",
  "mean-sqrt-length",
  "weighted-mean",
  "none",
] as const satisfies readonly Pooling[];
const EmbedRequest = strictObject(
  {
    layer: z.int(whole).optional(),
    pooling: z.enum(POOLINGS, { error: `must be ${POOLINGS.join(", ")}` }).optional(),
    normalize: z.boolean({ error: "must be true or false" }).optional(),
    truncate: z.boolean({ error: "must be true or false" }).optional(),
  },
  noOptions,
);
const Texts = z.array(z.string());
/** What is said of options: undefined says nothing. */
const Given = z
  .looseObject({})
  .transform((options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)));

/** The options of `generate`, the signal aside, with defaults filled in. */
export type GenerateRequest = Omit<z.infer<typeof GenerateRequest>, "signal">;

/** The signal among options that were not checked yet. */
export function signalOf(options: GenerateOptions): AbortSignal | undefined {
  const parsed = z.looseObject({ signal: z.instanceof(AbortSignal) }).safeParse(options);
  return parsed.data?.signal;
}

/**
 * Checks what is asked of `generate` by any model; where an option is not given, a default of the model's own counts before ours.
 * Throws a LanguageModelError of kind "bad-request" where something is out of range.
 */
export function checkGenerate(
  prompt: Prompt,
  options: GenerateOptions,
  defaults: GenerateOptions = {},
): GenerateRequest {
  const asked = Given.safeParse(options).data;
  const whole = asked === undefined ? options : { ...defaults, ...asked };
  const { signal: _, seed, ...request } = checkOptions("generate", GenerateRequest, whole);
  checkPrompt("generate", prompt);
  return seed === undefined || seed === -1 ? request : { ...request, seed }; // -1 asks for none, as llama.cpp has it
}

/** The model that is asked. */
interface Requested {
  readonly name: string;
  readonly takes: readonly OptionName[];
  readonly defaults?: GenerateOptions;
}

/**
 * `checkGenerate`, for a model of this name that takes these abilities. Throws a LanguageModelError, of kind "bad-request" where something is out of range, and "unsupported" where the model cannot do it.
 */
export function checkRequest(
  prompt: Prompt,
  options: GenerateOptions,
  { name, takes, defaults }: Requested,
): GenerateRequest {
  const request = checkGenerate(prompt, options, defaults);
  for (const ability of ABILITIES) {
    if (request[ability] === undefined) continue;
    if (typeof prompt === "string" && OF_CONVERSATIONS.includes(ability)) {
      throw badRequest("generate", `${ability} goes with a conversation, and the prompt is a text`);
    }
    if (!takes.includes(ability)) throw unsupportedOption(name, ability);
  }
  return request;
}

/** Checks what is asked of `score`. Throws a LanguageModelError of kind "bad-request". */
export function checkScore(text: string, options: ScoreOptions): ScoreOptions {
  const request = checkOptions("score", ScoreRequest, options);
  if (typeof text !== "string") throw badRequest("score", "what is scored must be a text");
  if (request.stride !== undefined && request.window === undefined)
    throw badRequest("score", "stride goes with a window");
  return request;
}

/** Checks what is asked of `scoreAnswers`. Throws a LanguageModelError of kind "bad-request". */
export function checkAnswers(
  prompt: Prompt,
  answers: readonly string[],
  options: Pick<ScoreOptions, "signal">,
): Pick<ScoreOptions, "signal"> {
  const request = checkOptions("scoreAnswers", AnswersRequest, options);
  checkPrompt("scoreAnswers", prompt);
  if (!Texts.safeParse(answers).success) throw badRequest("scoreAnswers", "the answers must be a list of texts");
  const empty = answers.indexOf("");
  if (empty >= 0) throw badRequest("scoreAnswers", `answer ${empty + 1} of ${answers.length} is empty`);
  return request;
}

/** Checks what is asked of `embed`. Throws a LanguageModelError of kind "bad-request". */
export function checkEmbed(texts: readonly string[], options: EmbedOptions): EmbedOptions {
  const request = checkOptions("embed", EmbedRequest, options);
  if (!Texts.safeParse(texts).success) throw badRequest("embed", "the texts must be a list of texts");
  return request;
}

/** Options as a schema gives them back. Throws a LanguageModelError of kind "bad-request" that names who was asked. */
export function checkOptions<S extends z.ZodObject>(method: string, schema: S, options: unknown): z.output<S> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw badRequest(method, firstIssue(parsed.error, schema));
}

function checkPrompt(method: string, prompt: Prompt): void {
  if (typeof prompt === "string") return;
  if (!Array.isArray(prompt)) throw badRequest(method, "the prompt must be a text or a list of messages");
  checkMessages(prompt);
}

function badRequest(method: string, why: string): LanguageModelError {
  return new LanguageModelError("bad-request", `${method}: ${why}`);
}

function unsupportedOption(name: string, ability: OptionName): LanguageModelError {
  return new LanguageModelError("unsupported", `${name} cannot take the option ${ability}`);
}
