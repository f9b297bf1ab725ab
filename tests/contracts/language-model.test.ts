/** Each clause of the contract throws on a model that breaks it, and on none that does not. */
import { rejects } from "node:assert/strict";
import { expect, test } from "vitest";
import {
  type Chunk,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  type Prompt,
  ScriptedLM,
} from "../../src/lm/index.ts";
import { clauses } from "./language-model.ts";

const answer = "Zum Beispiel: ein langer, langer Satz, der nicht so bald endet, mit Käse 🧀 und Brot. ".repeat(20);

/** A model that differs from a faithful one in what is overridden. */
class Broken extends ScriptedLM {
  constructor() {
    super(() => answer, { logprob: (before, character) => -(1 + ((before.length + character.length) % 11)) });
  }
}

/** Changes the answer of a faithful model on its way out. */
function altered(
  change: (generation: Generation, options: GenerateOptions) => Generation,
  ask: (options: GenerateOptions) => GenerateOptions = (options) => options,
): LanguageModel {
  return new (class extends Broken {
    override generate(prompt: Prompt, options: GenerateOptions = {}): Generation {
      return change(super.generate(prompt, ask(options)), options);
    }
  })();
}

async function* map(chunks: AsyncIterable<Chunk>, change: (chunk: Chunk) => Chunk[]): AsyncGenerator<Chunk> {
  for await (const chunk of chunks) yield* change(chunk);
}
const pieces = ({ completion, ...rest }: Generation, change: (chunk: Chunk) => Chunk[]): Generation => {
  const source = { completion, ...rest };
  return { completion, [Symbol.asyncIterator]: () => map(source, change) };
};
const without = (...keys: (keyof GenerateOptions)[]) =>
  altered(
    (generation) => generation,
    (options) => Object.fromEntries(Object.entries(options).filter(([key]) => !keys.includes(key as never))),
  );
let draws = 0;

const broken: Record<string, LanguageModel> = {
  "the pieces joined are the whole, text and tokens": altered((generation) =>
    pieces(generation, ({ text, tokens }) => [{ text: text.trim(), tokens }]),
  ),
  "the whole comes to whoever never reads the pieces, and the pieces to whoever reads twice": altered((generation) => {
    const once = generation[Symbol.asyncIterator]();
    return { completion: generation.completion, [Symbol.asyncIterator]: () => once };
  }),
  "maxTokens ends an answer, and says so": altered(({ completion, ...rest }) => ({
    completion: completion.then((whole) => ({ ...whole, finish: "stop" as const })),
    ...rest,
  })),
  "a stop string ends the text before it, wherever it is cut": without("stop"),
  "no piece holds half a character": altered(
    (generation) => pieces(generation, ({ text, tokens }) => [...text.split("").map((t) => ({ text: t, tokens }))]),
    (options) => ({ ...options, maxTokens: 80 }),
  ),
  "one seed gives one text": new ScriptedLM(() => `${draws++} ${answer}`),
  "a signal that was given already ends an answer before it begins": without("signal"),
  "a signal ends an answer under way and keeps what was written": without("signal"),
  "leaving the loop ends an answer": altered((generation) => {
    const all = (async () => {
      const chunks: Chunk[] = [];
      for await (const chunk of generation) chunks.push(chunk);
      return chunks;
    })();
    return {
      completion: generation.completion,
      async *[Symbol.asyncIterator]() {
        yield* await all;
      },
    };
  }),
  "answers under way at one time are as if alone": new ScriptedLM(() => `${"abcdefgh"[draws++ % 8]} ${answer}`),
  "settings out of range are refused in one sentence, to whoever loops and whoever awaits": without("topP"),
  "a score has a logprob for every token but the first, and the perplexity they make": new (class extends Broken {
    override async score(text: string) {
      const score = await super.score(text);
      return { ...score, logprobs: [0, ...score.logprobs] };
    }
  })(),
  "answers behind a prompt are scored each for itself and in order, by all of their tokens": new (class extends Broken {
    override async scoreAnswers(prompt: Prompt, answers: readonly string[]) {
      return (await super.scoreAnswers(prompt, answers)).reverse();
    }
  })(),
  "an answer's probability is what the text with it has behind the prompt": new (class extends Broken {
    override async scoreAnswers(_: Prompt, answers: readonly string[]) {
      return await super.scoreAnswers("", answers);
    }
  })(),
  "a history in the form of OpenAI's protocol is a prompt, its parts read as text": new ScriptedLM(
    (prompt) => `${typeof prompt === "string" ? prompt : prompt[0]?.content} ${answer}`,
  ),
  "what a model cannot take is refused in one sentence that names it, before any call": altered(
    (generation, { logprobs }) => ({
      ...generation,
      completion: generation.completion.catch((error) => {
        throw logprobs === undefined ? error : new Error("logprobs is undefined");
      }),
    }),
  ),
  "embeddings come one a text and in order, or one a token": new (class extends Broken {
    override async embed(texts: readonly string[]) {
      return super.embed(texts);
    }
  })(),
  "whatever a method or an option of it is given ends in an answer or in one sentence": new (class extends Broken {
    override async embed(texts: readonly string[]) {
      return await super.embed(texts.map((text) => text.trim()));
    }
  })(),
  "an answer of no tokens is asked for by 0, and has none": altered(
    (generation) => generation,
    ({ maxTokens = 1, ...rest }) => ({ ...rest, maxTokens: Math.max(1, maxTokens) }),
  ),
  "closing ends an answer under way and keeps its text; a closed model says so, and closing again is nothing":
    new (class extends Broken {
      override async close() {}
    })(),
};

test("every clause has its broken specimen", () => {
  expect(Object.keys(broken).sort()).toEqual(clauses.map(({ name }) => name).sort());
});

for (const { name, check } of clauses) {
  test(`broken: ${name}`, async () => {
    await rejects(check({ model: broken[name]!, prompt: "Schreib" }));
    await check({ model: new Broken(), prompt: "Schreib" });
  });
}
