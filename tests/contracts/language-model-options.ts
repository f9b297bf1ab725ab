/** What every LanguageModel promises of what it is asked wrongly: whatever it is given ends in an answer, or in one sentence. */
import { ok } from "node:assert/strict";
import type {
  Completion,
  EmbedOptions,
  GenerateOptions,
  Generation,
  LanguageModel,
  ScoreOptions,
} from "../../src/lm/index.ts";
import type { Clause } from "./language-model-clause.ts";

/** What JavaScript may hand over for anything. */
export const ANYTHING = [undefined, null, Number.NaN, Infinity, -1, 0, 0.5, true, "", "x", [], {}, [null], () => {}];

type Names<O> = Readonly<Record<keyof Required<O>, true>>;
const GENERATE: Names<GenerateOptions> = {
  ...{ maxTokens: true, temperature: true, topK: true, topP: true, minP: true, typicalP: true, temperatureLast: true },
  ...{ repetitionPenalty: true, presencePenalty: true, frequencyPenalty: true, stop: true, seed: true, tools: true },
  ...{
    format: true,
    variables: true,
    prefill: true,
    logprobs: true,
    signal: true,
    documents: true,
    controlTokens: true,
  },
};
const SCORE: Names<ScoreOptions> = { window: true, stride: true, signal: true };
const EMBED: Names<EmbedOptions> = { layer: true, pooling: true, normalize: true, truncate: true };

/** Each option with anything in its place, then anything in the place of all; and one that there is not. */
function* optionsOf(names: object, base: object = {}): Iterable<unknown> {
  for (const name of [...Object.keys(names), "topk"]) for (const value of ANYTHING) yield { ...base, [name]: value };
  yield* ANYTHING;
}

async function answered(model: LanguageModel, method: keyof LanguageModel, given: readonly unknown[]): Promise<void> {
  const shown = `${method}(${given.map((one) => (typeof one === "function" ? "function" : JSON.stringify(one))).join(", ")})`;
  let outcome: unknown;
  try {
    const returned = Reflect.apply(model[method] as () => unknown, model, given);
    outcome = await (method === "generate" ? begun(returned as Generation) : returned);
  } catch (error) {
    const { name, message } = error as Error;
    ok(name === "LanguageModelError", `${shown} ended in a ${name}: ${message}`);
    ok(/^[^\n]{10,200}$/.test(message) && !NOT_OURS.test(message), `${shown} said: ${message}`);
    return;
  }
  ok(typeof outcome === "object" && outcome !== null, shown);
}

/** Its first piece is enough. */
async function begun(generation: Generation): Promise<Completion> {
  for await (const _ of generation) break;
  return await generation.completion;
}

/** The words of zod, of JavaScript and of LibTorch. */
const NOT_OURS = /undefined|\bnull\b|NaN|Invalid|expected|received|is not a |Cannot|\[object|aten::/;

export const options: readonly Clause[] = [
  {
    name: "whatever a method or an option of it is given ends in an answer or in one sentence",
    async check({ model }) {
      const turn = [{ role: "user", content: "Hi" }];
      for (const given of optionsOf(GENERATE, { temperature: 0, maxTokens: 2 })) {
        await answered(model, "generate", [turn, given]);
      }
      for (const given of optionsOf(SCORE)) await answered(model, "score", ["The cat sat.", given]);
      for (const given of optionsOf({ signal: true })) await answered(model, "scoreAnswers", ["The", [" cat"], given]);
      for (const given of optionsOf(EMBED)) await answered(model, "embed", [["a cat"], given]);
      for (const wrong of ANYTHING) {
        await answered(model, "generate", [wrong, { maxTokens: 2 }]);
        await answered(model, "score", [wrong]);
        await answered(model, "scoreAnswers", [wrong, [" cat"]]);
        await answered(model, "scoreAnswers", ["The", wrong]);
        await answered(model, "embed", [wrong]);
      }
    },
  },
  {
    name: "an answer of no tokens is asked for by 0, and has none",
    async check({ model, prompt }) {
      const generation = model.generate(prompt, { maxTokens: 0 });
      for await (const { text } of generation) ok(false, text);
      const { text, tokens, finish } = await generation.completion;
      ok(text === "" && tokens.length === 0 && finish === "length", finish);
    },
  },
];
