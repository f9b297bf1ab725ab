/** What every LanguageModel promises of an answer under way: its pieces, its end, its settings. */
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { type Clause, collect, greedy, isError, join } from "./language-model-clause.ts";

export const writing: readonly Clause[] = [
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
      for (const options of [{ maxTokens: -1 }, { topP: 2 }, { temperature: -1 }, { seed: 0.5 }, { stop: [""] }]) {
        await rejects(model.generate(prompt, options).completion, isError("bad-request"));
        await rejects(collect(model.generate(prompt, options)), isError("bad-request"));
      }
    },
  },
];
