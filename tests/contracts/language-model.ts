/**
 * What every LanguageModel promises, as clauses that a test runs on a model of its own. A clause throws where the promise is
 * broken; `language-model.test.ts` shows each doing so on a broken specimen.
 */
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import {
  type Chunk,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  type LanguageModelError,
  type Message,
  type Prompt,
  textOf,
} from "../../src/lm/index.ts";

export interface Specimen {
  readonly model: LanguageModel;
  /** A prompt whose answer, at temperature 0, is at least 24 tokens long and has at least 24 characters. */
  readonly prompt: Prompt;
}

export interface Clause {
  readonly name: string;
  check(specimen: Specimen): Promise<void>;
}

async function collect(generation: Generation): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of generation) chunks.push(chunk);
  return chunks;
}
const join = (chunks: readonly Chunk[]) => chunks.map(({ text }) => text).join("");
// By name: a model from the compiled program throws the compiled class.
const isError = (kind: string) => (error: unknown) =>
  error instanceof Error && error.name === "LanguageModelError" && (error as LanguageModelError).kind === kind;
const said: Message = { role: "user", content: "Tell me a story." };
const greedy = { temperature: 0, maxTokens: 24 };

/** Runs `body`; a model that says it cannot do this at all keeps its promise too. */
async function unlessUnsupported(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!isError("unsupported")(error)) throw error;
  }
}

export const clauses: readonly Clause[] = [
  {
    name: "the pieces joined are the whole, text and tokens",
    async check({ model, prompt }) {
      const generation = model.generate(prompt, greedy);
      const chunks = await collect(generation);
      const { text, tokens } = await generation.completion;
      ok(chunks.length > 1, "an answer comes in pieces");
      equal(join(chunks), text);
      deepEqual(
        chunks.flatMap((chunk) => chunk.tokens),
        [...tokens],
      );
    },
  },
  {
    name: "the whole comes to whoever never reads the pieces, and the pieces to whoever reads twice",
    async check({ model, prompt }) {
      const generation = model.generate(prompt, greedy);
      const { text } = await generation.completion;
      ok(text.length > 0);
      equal(join(await collect(generation)), text);
      equal(join(await collect(generation)), text);
    },
  },
  {
    name: "maxTokens ends an answer, and says so",
    async check({ model, prompt }) {
      const { tokens, finish, text } = await model.generate(prompt, { temperature: 0, maxTokens: 4 }).completion;
      equal(finish, "length");
      ok(text.length > 0);
      ok(tokens.length === 4 || tokens.length === 0, `${tokens.length} tokens`);
    },
  },
  {
    name: "a stop string ends the text before it, wherever it is cut",
    async check({ model, prompt }) {
      const { text } = await model.generate(prompt, greedy).completion;
      for (const [start, length] of [
        [3, 1],
        [5, 4],
        [6, 9],
      ] as const) {
        const stop = text.slice(start, start + length);
        const generation = model.generate(prompt, { ...greedy, stop: ["\u0000 never", stop] });
        const shown = join(await collect(generation));
        const stopped = await generation.completion;
        equal(stopped.text, text.slice(0, text.indexOf(stop)));
        equal(shown, stopped.text);
        equal(stopped.finish, "stop");
      }
    },
  },
  {
    name: "no piece holds half a character",
    async check({ model, prompt }) {
      for (const { text } of await collect(model.generate(prompt, greedy))) ok(!/\p{Surrogate}/u.test(text), text);
    },
  },
  {
    name: "one seed gives one text",
    async check({ model, prompt }) {
      const options = { seed: 7, maxTokens: 12, temperature: 1 };
      const texts = [1, 2].map(async () => (await model.generate(prompt, options).completion).text);
      const [first, second] = await Promise.all(texts);
      equal(first, second);
    },
  },
  {
    name: "a signal that was given already ends an answer before it begins",
    async check({ model, prompt }) {
      const generation = model.generate(prompt, { ...greedy, signal: AbortSignal.abort() });
      equal(join(await collect(generation)), "");
      equal((await generation.completion).finish, "aborted");
    },
  },
  {
    name: "a signal ends an answer under way and keeps what was written",
    async check({ model, prompt }) {
      const whole = (await model.generate(prompt, greedy).completion).text;
      const controller = new AbortController();
      const generation = model.generate(prompt, { ...greedy, maxTokens: 10_000, signal: controller.signal });
      let seen = 0;
      for await (const _ of generation) if (++seen === 2) controller.abort();
      const { text, finish } = await generation.completion;
      equal(finish, "aborted");
      ok(text.length > 0 && (whole.startsWith(text) || text.startsWith(whole)), text);
    },
  },
  {
    name: "leaving the loop ends an answer",
    async check({ model, prompt }) {
      const generation = model.generate(prompt, { ...greedy, maxTokens: 10_000 });
      for await (const _ of generation) break;
      equal((await generation.completion).finish, "aborted");
    },
  },
  {
    name: "answers under way at one time are as if alone",
    async check({ model, prompt }) {
      const alone = (await model.generate(prompt, greedy).completion).text;
      const texts = await Promise.all(
        [1, 2, 3].map(async () => (await model.generate(prompt, greedy).completion).text),
      );
      deepEqual(texts, [alone, alone, alone]);
    },
  },
  {
    name: "settings out of range are refused in one sentence, to whoever loops and whoever awaits",
    async check({ model, prompt }) {
      for (const options of [{ maxTokens: 0 }, { topP: 2 }, { temperature: -1 }, { seed: 0.5 }, { stop: [""] }]) {
        await rejects(model.generate(prompt, options).completion, isError("bad-request"));
        await rejects(collect(model.generate(prompt, options)), isError("bad-request"));
      }
    },
  },
  {
    name: "a score has a logprob for every token but the first, and the perplexity they make",
    check: ({ model }) =>
      unlessUnsupported(async () => {
        const { tokens, logprobs, perplexity } = await model.score("The cat sat on the mat.");
        ok(logprobs.length > 0 && logprobs.every((logprob) => logprob <= 0), "logarithms of probabilities");
        ok(tokens.length === 0 || logprobs.length === tokens.length - 1, "one for each token but the first");
        const mean = logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length;
        ok(Math.abs(perplexity / Math.exp(-mean) - 1) < 1e-9, "perplexity");
        await rejects(model.score(""), isError("bad-request"));
      }),
  },
  {
    name: "answers behind a prompt are scored each for itself and in order, by all of their tokens",
    check: ({ model, prompt }) =>
      unlessUnsupported(async () => {
        const answers = [" Yes, it is.", " No.", " No one knows."];
        const scores = await model.scoreAnswers(prompt, answers);
        equal(scores.length, answers.length);
        for (const [i, { tokens, logprobs, logprob }] of scores.entries()) {
          ok(logprobs.length > 0 && logprobs.every((one) => one <= 0), "logarithms of probabilities");
          ok(tokens.length === 0 || tokens.length === logprobs.length, "one for each token");
          closeTo([logprob], [logprobs.reduce((sum, one) => sum + one, 0)]);
          const [alone] = await model.scoreAnswers(prompt, [answers[i]!]);
          closeTo(alone!.logprobs, logprobs);
        }
        deepEqual(await model.scoreAnswers(prompt, []), []);
        await rejects(model.scoreAnswers(prompt, ["Yes", ""]), isError("bad-request"));
      }),
  },
  {
    name: "an answer's probability is what the text with it has behind the prompt",
    check: ({ model }) =>
      unlessUnsupported(async () => {
        const [prompt, answer] = ["The cat sat on", " the mat"];
        const [{ logprobs } = { logprobs: [] }] = await model.scoreAnswers(prompt, [answer]);
        const whole = await model.score(prompt + answer);
        ok(logprobs.length > 0 && logprobs.length < whole.logprobs.length, `${logprobs.length} tokens`);
        closeTo(logprobs, whole.logprobs.slice(-logprobs.length));
      }),
  },
  {
    name: "a history in the form of OpenAI's protocol is a prompt, its parts read as text",
    check: ({ model }) =>
      unlessUnsupported(async () => {
        const call = {
          id: "a",
          type: "function",
          function: { name: "weather", arguments: '{"city":"Bern"}' },
        } as const;
        const history: Message[] = [
          { role: "user", content: [{ type: "text", text: "What is the weather?" }] },
          { role: "assistant", content: null, tool_calls: [call] },
          { role: "tool", tool_call_id: "a", content: "Fair." },
        ];
        ok((await model.generate(history, greedy).completion).text.length > 0);
        const [asked, ...rest] = history;
        const read: Message[] = [{ role: "user", content: textOf(asked!) }, ...rest];
        const texts = [history, read].map((prompt) => model.generate(prompt, greedy).completion);
        const [parts, plain] = await Promise.all(texts);
        equal(parts!.text, plain!.text);
        equal(parts!.promptTokens, plain!.promptTokens);
        for (const broken of ["[]", '[{ "role": "user" }]', '[{ "role": "robot", "content": "Hi" }]']) {
          await rejects(model.generate(JSON.parse(broken)).completion, isError("bad-request"));
        }
      }),
  },
  {
    name: "what a model cannot take is refused in one sentence that names it, before any call",
    async check({ model }) {
      const image = { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } } as const;
      const asked: [GenerateOptions, Message, RegExp][] = [
        [{ tools: [{ type: "function", function: { name: "weather" } }] }, said, /tools|chat template/],
        [{ format: { schema: { type: "object" } } }, said, /format|chat template/],
        [{ variables: { enable_thinking: false } }, said, /enable_thinking|variables|chat template/],
        [{ prefill: "Once" }, said, /prefill|chat template/],
        [{ logprobs: 2 }, said, /logprobs|chat template/],
        [{}, { role: "user", content: [{ type: "text", text: "This:" }, image] }, /message 1, part 2|chat template/],
      ];
      for (const [options, message, named] of asked) {
        const generation = model.generate([message], { ...greedy, ...options });
        const outcome = await generation.completion.catch((error: unknown) => error);
        if (!(outcome instanceof Error)) continue; // it can
        ok(isError("unsupported")(outcome), outcome.message);
        ok(named.test(outcome.message) && !outcome.message.includes("\n"), outcome.message);
      }
    },
  },
  {
    name: "embeddings come one a text and in order, or one a token",
    check: ({ model }) =>
      unlessUnsupported(async () => {
        const texts = ["a cat", "a dog in the garden", "a cat"];
        const vectors = await model.embed(texts);
        equal(vectors.length, texts.length);
        const width = vectors[0]![0]!.length;
        for (const one of vectors) ok(one.length === 1 && one[0]!.length === width && one[0]!.every(Number.isFinite));
        closeTo(vectors[0]![0]!, vectors[2]![0]!);
        ok(
          vectors[0]![0]!.some((x, i) => Math.abs(x - vectors[1]![0]![i]!) > 1e-6),
          "texts that differ",
        );
        const [long] = await model.embed([texts[1]!], { pooling: "none" });
        ok(long!.length > 1, "one for each token");
        const [first, last] = await Promise.all(
          (["first", "last"] as const).map((pooling) => model.embed([texts[1]!], { pooling })),
        );
        closeTo(first![0]![0]!, long![0]!);
        closeTo(last![0]![0]!, long!.at(-1)!);
      }),
  },
  {
    name: "a closed model says so, and closing again is nothing",
    async check({ model, prompt }) {
      await model.close();
      await model.close();
      await rejects(model.generate(prompt).completion, isError("closed"));
      await rejects(model.score("The cat sat."), isError("closed"));
      await rejects(model.scoreAnswers(prompt, ["The cat sat."]), isError("closed"));
      await rejects(model.embed(["a cat"]), isError("closed"));
    },
  },
];

function closeTo(a: readonly number[], b: readonly number[]): void {
  equal(a.length, b.length);
  for (const [i, x] of a.entries())
    ok(Math.abs(x - b[i]!) < 1e-4 * Math.max(1, Math.abs(x)), `${x} and ${b[i]} at ${i}`);
}

/** The contract, for a model that `make` opens once; `after` puts away what it stood on. */
export function describeLanguageModel(name: string, make: () => Promise<Specimen>, after?: () => Promise<void>): void {
  describe(`${name} is a LanguageModel`, () => {
    let specimen: Specimen;
    beforeAll(async () => {
      specimen = await make();
    });
    afterAll(async () => {
      await specimen.model.close();
      await after?.();
    });
    for (const { name, check } of clauses) test(name, () => check(specimen));
  });
}
