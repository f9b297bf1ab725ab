import { expect, test } from "vitest";
import { ANYTHING } from "../../tests/contracts/language-model-options.ts";
import { LanguageModelError } from "./error.ts";
import { checkAnswers, checkEmbed, checkGenerate, checkScore, signalOf } from "./request.ts";

/** Of anything that JavaScript may hand over, what is taken as the value of an option; nothing else is. */
const TAKEN: readonly (readonly [check: (options: object) => object, Readonly<Record<string, readonly unknown[]>>])[] =
  [
    [
      (options) => checkGenerate([{ role: "user", content: "Hi" }], options),
      {
        maxTokens: [0],
        temperature: [0, 0.5],
        topK: [0],
        topP: [0, 0.5],
        minP: [0, 0.5],
        typicalP: [0.5],
        temperatureLast: [true],
        repetitionPenalty: [0.5],
        presencePenalty: [-1, 0, 0.5],
        frequencyPenalty: [-1, 0, 0.5],
        stop: [[]],
        seed: [-1, 0],
        tools: [[]],
        format: [],
        variables: [{}],
        prefill: ["x"],
        logprobs: [0],
        signal: [],
      },
    ],
    [(options) => checkScore("Hi", { window: 8, ...options }), { window: [-1, 0], stride: [-1, 0], signal: [] }],
    [(options) => checkAnswers("Hi", ["x"], options), { signal: [] }],
    [(options) => checkEmbed(["Hi"], options), { layer: [-1, 0], pooling: [], normalize: [true], truncate: [true] }],
  ];

test("each option takes what it means something for; what is undefined counts as left out", () => {
  for (const [check, table] of TAKEN) {
    for (const [name, values] of Object.entries(table)) {
      const taken = ANYTHING.filter((value) => {
        try {
          check({ [name]: value });
          return true;
        } catch (error) {
          expect(error).toBeInstanceOf(LanguageModelError);
          expect((error as LanguageModelError).kind).toBe("bad-request");
          expect((error as Error).message).toMatch(new RegExp(`: ${name} (must|goes)`));
          return false;
        }
      });
      expect(taken, name).toEqual([undefined, ...values]);
    }
    expect(() => check({ topk: 1 })).toThrow('there is no option "topk"');
  }
});

test("sentences", () => {
  const said = (check: () => unknown) => {
    try {
      return check();
    } catch (error) {
      return (error as Error).message;
    }
  };
  const anything = JSON.parse('{ "null": null, "list": [], "text": "hello", "mixed": ["a", 1] }');
  expect([
    said(() => checkGenerate(anything.null, {})),
    said(() => checkGenerate("Hi", anything.null)),
    said(() => checkScore(anything.null, {})),
    said(() => checkScore("Hi", anything.list)),
    said(() => checkScore("Hi", { stride: 3 })),
    said(() => checkAnswers("Hi", anything.text, {})),
    said(() => checkAnswers("Hi", ["a", ""], {})),
    said(() => checkEmbed(anything.text, {})),
    said(() => checkEmbed(anything.mixed, {})),
    said(() => checkEmbed(["a"], JSON.parse('{ "pooling": "cls" }'))),
  ]).toEqual([
    "generate: the prompt must be a text or a list of messages",
    "generate: the options must be an object",
    "score: what is scored must be a text",
    "score: the options must be an object",
    "score: stride goes with a window",
    "scoreAnswers: the answers must be a list of texts",
    "scoreAnswers: answer 2 of 2 is empty",
    "embed: the texts must be a list of texts",
    "embed: the texts must be a list of texts",
    "embed: pooling must be mean, last, first, max, mean-sqrt-length, weighted-mean, none",
  ]);
});

test("a seed of -1 is none, and defaults are filled in", () => {
  expect(checkGenerate("Hi", { seed: -1 })).toEqual({ maxTokens: 256, temperature: 1 });
  expect(checkGenerate("Hi", { seed: 0, topK: 0 })).toEqual({ maxTokens: 256, temperature: 1, topK: 0, seed: 0 });
});

test("a signal is found among options that were not checked", () => {
  const { signal } = new AbortController();
  expect(signalOf({ signal })).toBe(signal);
  for (const value of ANYTHING) expect(signalOf(JSON.parse(JSON.stringify({ signal: value ?? null })))).toBeUndefined();
});
