import { once } from "node:events";
import { afterAll, describe, expect, test } from "vitest";
import { describeLanguageModel } from "../../tests/contracts/language-model.ts";
import { tinyModel, tinyTokenizer } from "../../tests/tiny-lm.ts";
import type { Content } from "../lm/index.ts";
import { distinctWeights, Packed, Pass } from "../nn/index.ts";
import { ids, liveTensors, noGrad, scope } from "../tensor/index.ts";
import { LocalLM } from "./local-lm.ts";

const make = (context = 20_000) => {
  const model = tinyModel();
  return { model, lm: new LocalLM({ name: "tiny", model, tokenizer: tinyTokenizer(), context }) };
};

describeLanguageModel("LocalLM", async () => ({ model: make().lm, prompt: "Once upon a time" }));
describeLanguageModel("LocalLM, prompted with a conversation,", async () => ({
  model: make().lm,
  prompt: [{ role: "user", content: "Once upon a time" }],
}));

describe("LocalLM", () => {
  const { model, lm } = make();
  afterAll(() => lm.close());
  const tokenizer = tinyTokenizer();

  test("a text is scored as one pass over it scores it, in chunks too", async () => {
    for (const text of ["Hello there", "abcdefghij ".repeat(60)]) {
      const tokens = tokenizer.encode(text);
      const expected = scope(() =>
        noGrad(() => {
          const logits = model.call(ids(tokens), new Pass({ layout: new Packed([tokens.length]) }));
          const logprobs = logits.logSoftmax(-1).narrow(0, 0, tokens.length - 1);
          return logprobs.gather(-1, ids(tokens.slice(1)).unsqueeze(-1)).numbers();
        }),
      );
      const score = await lm.score(text);
      expect(score.tokens).toEqual(tokens);
      for (const [i, logprob] of score.logprobs.entries()) {
        const exact = expected[i]!;
        expect(Math.abs(logprob - exact)).toBeLessThan(1e-4 * Math.max(1, Math.abs(exact)));
      }
    }
  });

  test("windows of any width score each token but the first once, and one that holds the text as no window does", async () => {
    const text = "abcdefghij ".repeat(3);
    const { tokens, logprobs } = await lm.score(text);
    for (const window of [2, 3, 7, tokens.length - 1, tokens.length])
      expect((await lm.score(text, { window })).logprobs, `window ${window}`).toHaveLength(tokens.length - 1);
    expect((await lm.score(text, { window: tokens.length })).logprobs).toEqual(logprobs);
    await expect(lm.score(text, { window: 8, stride: 8 })).rejects.toThrow("stride must be a whole number from 1 to 7");
  });

  test("an embedding is what a layer puts out, pooled as asked", async () => {
    const text = "Hello there";
    const tokens = tokenizer.encode(text);
    const embedded = scope(() =>
      noGrad(() =>
        model.embed
          .call(ids(tokens), new Pass({ layout: new Packed([tokens.length]) }))
          .mean(0)
          .numbers(),
      ),
    );
    const [[zero], [last]] = [await lm.embed([text], { layer: 0 }), await lm.embed([text], { layer: 2 })] as const;
    expect(zero![0]!.every((x, i) => Math.abs(x - embedded[i]!) < 1e-5)).toBe(true);
    expect(last).toEqual((await lm.embed([text]))[0]);
    expect(await lm.embed([text, "x".repeat(1500), "y"], { pooling: "none" })).toMatchObject({ length: 3 });
    await expect(lm.embed([text], { layer: 3 })).rejects.toThrow("layer must be a whole number from 0 to 2");
    await expect(lm.embed([text, ""])).rejects.toThrow("embed: text 2 of 2 is empty");
  });

  test("a conversation goes through the chat template, a text does not", async () => {
    const settings = { temperature: 0, maxTokens: 8 };
    const asked = await lm.generate([{ role: "user", content: "Hi" }], settings).completion;
    const written = await lm.generate("user:Hi<end>assistant:", settings).completion;
    expect(asked).toMatchObject({ text: written.text, promptTokens: written.promptTokens });
    expect((await lm.generate("Hi", settings).completion).promptTokens).toBe(2);
  });

  test("an answer is scored as what the model would write behind its prompt", async () => {
    const conversation = [{ role: "user", content: "Hi" }] as const;
    const [answer, other] = ["so it is<end>", "no"];
    const [score, second] = await lm.scoreAnswers(conversation, [answer, other]);
    const text = `user:Hi<end>assistant:${answer}`;
    const whole = await lm.score(text);
    expect(score!.tokens).toEqual(tokenizer.encode(answer));
    expect(score!.logprobs).toEqual(whole.logprobs.slice(-9));
    expect(score!.logprob).toBeCloseTo(
      score!.logprobs.reduce((sum, one) => sum + one, 0),
      9,
    );
    expect(second!.tokens).toEqual(tokenizer.encode(other));
    const signal = AbortSignal.abort(new Error("no longer wanted"));
    await expect(lm.scoreAnswers("Hi", ["x"], { signal })).rejects.toThrow("no longer wanted");
  });

  test("an answer goes on from how it was begun", async () => {
    const settings = { temperature: 0, maxTokens: 8 };
    const begun = await lm.generate([{ role: "user", content: "Hi" }], { ...settings, prefill: "We" }).completion;
    const written = await lm.generate("user:Hi<end>assistant:We", settings).completion;
    expect(begun).toMatchObject({ text: written.text, promptTokens: written.promptTokens, toolCalls: [] });
  });

  test("what the model cannot take is refused by name", async () => {
    const said = async (options: object, content: Content = "Hi") =>
      await lm.generate([{ role: "user", content }], options).completion.catch(({ kind, message }) => [kind, message]);
    const tools = [{ type: "function", function: { name: "weather" } }];
    const cases: [unknown, string][] = [
      [await said({ format: { schema: {} } }), "tiny cannot take the option format"],
      [await said({ logprobs: 3 }), "tiny cannot take the option logprobs"],
      [await said({ tools }), "tiny cannot take the option tools: its chat template knows none"],
      [await said({ variables: { x: 1 } }), 'tiny has a chat template that reads no variable "x"'],
      [
        await said({}, [{ type: "image_url", image_url: { url: "data:," } }]),
        "tiny reads text alone: message 1, part 1 is an image",
      ],
    ];
    for (const [outcome, sentence] of cases) expect(outcome).toEqual(["unsupported", sentence]);
  });

  test("settings reach the model: penalties, truncation, seeds", async () => {
    const text = async (options: object) =>
      (await lm.generate("Once upon", { maxTokens: 30, ...options }).completion).text;
    const best = await text({ temperature: 0 });
    expect(await text({ temperature: 1, topK: 1 })).toBe(best);
    expect(await text({ temperature: 1, topP: 1e-9 })).toBe(best);
    expect(await text({ temperature: 1, minP: 1 })).toBe(best);
    expect(new Set(await text({ temperature: 0, presencePenalty: 1e6 })).size).toBe(30);
    expect(await text({ seed: 1 })).toBe(await text({ seed: 1 }));
    expect(await text({ seed: 1 })).not.toBe(await text({ seed: 2 }));
  });

  test("the event loop turns between tokens", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await lm.generate("Once upon", { maxTokens: 100 }).completion;
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  test("answers, scores and embeddings leave no tensor behind, nor does what was stopped", async () => {
    const work = async () => {
      await lm.generate("Once upon", { maxTokens: 5 }).completion;
      for await (const _ of lm.generate("Once upon")) break;
      await lm.score("Once upon a time");
      await lm.scoreAnswers("Once upon", [" a time", " one"]);
      await lm.embed(["Once upon a time"]);
      await lm.score("Once ".repeat(500), { signal: AbortSignal.timeout(5) }).catch(() => {});
    };
    await work();
    const before = liveTensors();
    for (let i = 0; i < 5; i++) await work();
    expect(liveTensors()).toBe(before);
  });

  test("what might have begun a stop string is shown when the answer ends without it", async () => {
    const settings = { maxTokens: 5, temperature: 0 };
    const { text } = await lm.generate("Once upon", settings).completion;
    const generation = lm.generate("Once upon", { ...settings, stop: [`${text.at(-1)} and never more`] });
    let shown = "";
    for await (const chunk of generation) shown += chunk.text;
    expect([shown, (await generation.completion).text]).toEqual([text, text]);
  });

  test("windows are whole, of two tokens or more, and move by less than their width", async () => {
    const score = (window: number, stride?: number) => lm.score("Once upon a time", { window, stride });
    for (const [window, stride] of [[2], [4, 3]] as const)
      expect((await score(window, stride)).logprobs).not.toEqual([]);
    for (const window of [1, 2.5, 1e6])
      await expect(score(window)).rejects.toThrow("score: window must be a whole number");
    for (const stride of [0, 1.5, 4])
      await expect(score(4, stride)).rejects.toThrow("score: stride must be a whole number");
  });

  test("a vector may weigh later tokens more, and is as long as it is unless length 1 is asked for", async () => {
    const [each] = await lm.embed(["Once upon a time"], { pooling: "none" });
    const [weighted] = await lm.embed(["Once upon a time"], { pooling: "weighted-mean" });
    const whole = each!.map((_, i) => i + 1).reduce((sum, weight) => sum + weight);
    const expected = each![0]!.map((_, d) => each!.reduce((sum, vector, i) => sum + (i + 1) * vector[d]!, 0) / whole);
    for (const [d, value] of expected.entries()) {
      expect(Math.abs(weighted![0]![d]! - value)).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
    }
    const [short] = await lm.embed(["Once upon a time"], { pooling: "weighted-mean", normalize: true });
    expect(Math.hypot(...short![0]!)).toBeCloseTo(1, 5);
    expect(Math.abs(Math.hypot(...weighted![0]!) - 1)).toBeGreaterThan(0.01);
  });

  test("an aborted score rejects with the reason that was given", async () => {
    const signal = AbortSignal.abort(new Error("no longer wanted"));
    await expect(lm.score("Once upon a time", { signal })).rejects.toThrow("no longer wanted");
  });
});

test("what is longer than the context is refused in one sentence, and an answer ends where the context does", async () => {
  const { lm } = make(32);
  const sentence = "has 40 tokens, and tiny reads at most 32, the answer included";
  await expect(lm.generate("x".repeat(40)).completion).rejects.toThrow(`the prompt ${sentence}`);
  await expect(lm.score("x".repeat(40))).rejects.toThrow(`the text ${sentence}`);
  await expect(lm.embed(["x", "x".repeat(40)], { truncate: false })).rejects.toThrow(
    "text 2 of 2 has 40 tokens, and tiny reads at most 32",
  );
  await expect(lm.scoreAnswers("x".repeat(30), ["xx", "xxx"])).rejects.toThrow(
    "the prompt with answer 2 of 2 has 33 tokens, and tiny reads at most 32, the answer included",
  );
  await expect(lm.scoreAnswers("", ["x"])).rejects.toThrow("the prompt is empty");
  await expect(lm.generate("").completion).rejects.toThrow("the prompt is empty");
  const { tokens, finish } = await lm.generate("x".repeat(22), { temperature: 0 }).completion;
  expect([tokens.length, finish]).toEqual([10, "length"]);
  await lm.close();
});

test("a long text is cut before it is embedded, and that is said", async () => {
  const { lm } = make(32);
  const warned = once(process, "warning");
  const [short, long, cut] = await lm.embed(["x", `${"xy".repeat(16)}zz`, "xy".repeat(16)]);
  const apart = (one: number[][], other: number[][]) => Math.max(...one[0]!.map((x, i) => Math.abs(x - other[0]![i]!)));
  expect(apart(long!, cut!)).toBeLessThan(1e-3); // of values in the hundreds; rows of one batch may round apart
  expect(apart(short!, cut!)).toBeGreaterThan(1);
  const [{ name, message }] = await warned;
  expect([name, message]).toEqual([
    "TruncationWarning",
    "text 2 of 3 has 34 tokens, and tiny reads at most 32: what stands behind those is not in its vector",
  ]);
  await lm.close();
});

test("closing ends what is under way and frees the weights", async () => {
  const { model, lm } = make();
  const before = liveTensors();
  const answer = lm.generate("Once upon", { maxTokens: 10_000 });
  await answer[Symbol.asyncIterator]().next();
  await lm.close();
  expect((await answer.completion).finish).toBe("aborted");
  expect(liveTensors()).toBe(before - [...distinctWeights(model)].length);
});
