/** What every LanguageModel promises of what it reads: conversations, options beyond it, texts to be scored and embedded. */
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { type GenerateOptions, type Message, messageText } from "../../src/lm/index.ts";
import { type Clause, closeTo, greedy, isError, unlessUnsupported } from "./language-model-clause.ts";

const said: Message = { role: "user", content: "Tell me a story." };

export const reading: readonly Clause[] = [
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
        const read: Message[] = [{ role: "user", content: messageText(asked!) }, ...rest];
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
];
