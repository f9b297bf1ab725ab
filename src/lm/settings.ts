import { z } from "zod";
import { didYouMean, strictObject } from "../sentences/index.ts";

const number = z.number({ error: "must be a number" });
const noNegative = { error: "must not be negative" };
const positive = number.positive({ error: "must be above 0" });
const integer = number.int({ error: "must be a whole number" });
const atMostOne = { error: "must be at most 1" };
const fraction = positive.max(1, atMostOne);
const share = number.min(0, noNegative).max(1, atMostOne);

/** Said of what is no object of options at all. */
export const noOptions = { error: "the options must be an object" };

/** How an answer is drawn and where it ends: what any model is told. Validation, command-line flags and their help (`describe`) all read this. */
export const GenerateSettings = strictObject(
  {
    /** Most tokens to write; 0 writes none. */
    maxTokens: integer.min(0, noNegative).default(256).describe("most tokens to write; 0 writes none"),
    /** Divides the logits; 0 takes the most probable token each time. */
    temperature: number
      .min(0, noNegative)
      .default(1)
      .describe("divides the logits; 0 takes the most probable token each time"),
    /** Keeps the k most probable tokens (Fan et al. 2018, arXiv:1805.04833); 0 keeps all. */
    topK: integer.min(0, noNegative).optional().describe("keep the k most probable tokens; 0 keeps all"),
    /** Keeps the fewest tokens whose probabilities sum to p (Holtzman et al. 2019, arXiv:1904.09751); 1 keeps all, 0 the best alone. */
    topP: share
      .optional()
      .describe("keep the fewest tokens whose probabilities sum to p; 1 keeps all, 0 the best alone"),
    /** Keeps tokens at least this fraction as probable as the best (Nguyen et al. 2024, arXiv:2407.01082). */
    minP: share.optional().describe("keep tokens at least this fraction as probable as the best"),
    /** Keeps the tokens whose information is nearest to the entropy, as few as sum to p (Meister et al. 2022, arXiv:2202.00666). */
    typicalP: fraction.optional().describe("keep the most typical tokens whose probabilities sum to p"),
    /** Filters first and divides by the temperature afterwards. */
    temperatureLast: z
      .boolean({ error: "must be true or false" })
      .optional()
      .describe("filter first, then divide by the temperature"),
    /** Divides positive and multiplies negative logits of tokens already present (Keskar et al. 2019, arXiv:1909.05858); 1 changes nothing. */
    repetitionPenalty: positive.optional().describe("weaken tokens already present; 1 changes nothing"),
    /** Taken once from the logit of each token already written. */
    presencePenalty: number.optional().describe("taken once from the logit of each token already written"),
    /** Taken from a token's logit for each time it was written. */
    frequencyPenalty: number.optional().describe("taken from a token's logit for each time it was written"),
    /** Ends the text before the first of these. */
    stop: z
      .array(z.string({ error: "must hold texts alone" }).min(1, { error: "must not hold an empty text" }), {
        error: "must be a list of texts",
      })
      .readonly()
      .optional()
      .describe("end the text before the first of these"),
    /** The same seed, prompt and settings give the same text; -1 draws one. */
    seed: integer
      .min(-1, { error: "must not be negative, unless it is -1, which draws one" })
      .optional()
      .describe("the same seed, prompt and settings give the same text; -1 draws one"),
  },
  noOptions,
);
export type GenerateSettings = z.infer<typeof GenerateSettings>;

/** The first thing that a schema of options found, as a phrase: `topP must be at most 1`. */
export function firstIssue(error: z.ZodError, { shape }: z.ZodObject): string {
  const { path, message, ...issue } = error.issues[0]!;
  if (issue.code === "unrecognized_keys") {
    const name = issue.keys[0]!;
    return `there is no option "${name}"${didYouMean(name, Object.keys(shape))}`;
  }
  return path.length === 0 ? message : `${String(path[0])} ${message}`;
}
