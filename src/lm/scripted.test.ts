import { expect, test } from "vitest";
import { describeLanguageModel } from "../../tests/contracts/language-model.ts";
import type { Message } from "./message.ts";
import type { GenerateOptions } from "./port.ts";
import { ScriptedLM } from "./scripted.ts";

const story = "Once upon a time there was a fox 🦊 who read far too much. ".repeat(300);

describeLanguageModel("ScriptedLM", async () => ({ model: new ScriptedLM(() => story), prompt: "Tell me a story" }));

test("a scripted model answers in order, records its calls, and says when the script has ended", async () => {
  const model = new ScriptedLM(["one", "two"], { name: "oracle" });
  expect((await model.generate("first").completion).text).toBe("one");
  expect((await model.generate([{ role: "user", content: "second" }], { seed: 3 }).completion).text).toBe("two");
  await expect(model.generate("third").completion).rejects.toThrow(
    "the script holds 2 answers and was asked for one more",
  );
  expect(model.calls[1]).toEqual({
    method: "generate",
    prompt: [{ role: "user", content: "second" }],
    options: { seed: 3 },
  });
});

test("a script may be a function of the prompt, and probabilities and vectors functions of the characters", async () => {
  const model = new ScriptedLM((prompt) => `you said ${prompt}`, {
    logprob: (before) => -before.length,
    vector: (character) => [character.codePointAt(0)!],
  });
  expect((await model.generate("hello").completion).text).toBe("you said hello");
  expect((await model.score("abc")).logprobs).toEqual([-1, -2]);
  expect(await model.embed(["ac"], { pooling: "mean" })).toEqual([[[98]]]);
});

test("a script may call tools, behind a text or alone, and an answer that was cut short calls none", async () => {
  const call = { id: "a", type: "function", function: { name: "weather", arguments: "{}" } } as const;
  const model = new ScriptedLM([{ text: "Let me see.", toolCalls: [call] }, { toolCalls: [call, call] }, "Fair."]);
  const tools = [{ type: "function", function: { name: "weather" } }] as const;
  const history: Message[] = [{ role: "user", content: "How is the weather?" }];
  const asked = async (options: GenerateOptions) => await model.generate(history, options).completion;
  expect(await asked({ tools })).toMatchObject({ text: "Let me see.", toolCalls: [call], finish: "stop" });
  const { text, toolCalls } = await asked({ tools, variables: { brief: true }, prefill: "It" });
  expect([text, toolCalls]).toEqual(["", [call, call]]);
  history.push({ role: "assistant", content: null, tool_calls: toolCalls });
  history.push({ role: "tool", tool_call_id: "a", content: "fair" });
  expect(await asked({ tools })).toMatchObject({ text: "Fair.", toolCalls: [], promptTokens: 23 });
  const cut = new ScriptedLM(() => ({ text: "Let me see.", toolCalls: [call] }));
  expect(await cut.generate(history, { maxTokens: 3 }).completion).toMatchObject({ text: "Let", toolCalls: [] });
  expect(await cut.generate(history, { stop: ["me"] }).completion).toMatchObject({ text: "Let ", toolCalls: [] });
});

test("answers are scored behind their prompt, and the call is recorded", async () => {
  const model = new ScriptedLM([], { logprob: (before) => -before.length });
  expect(await model.scoreAnswers("ab", ["c", "de"])).toEqual([
    { tokens: [99], logprobs: [-2], logprob: -2 },
    { tokens: [100, 101], logprobs: [-2, -3], logprob: -5 },
  ]);
  const [{ logprob } = { logprob: 0 }] = await model.scoreAnswers([{ role: "user", content: "abc" }], ["d"]);
  expect(logprob).toBe(-3);
  expect(model.calls[0]).toEqual({ method: "scoreAnswers", prompt: "ab", answers: ["c", "de"] });
  await expect(model.scoreAnswers("ab", ["c", ""])).rejects.toThrow("scoreAnswers: answer 2 of 2 is empty");
});

test("options of a conversation are refused beside a text, and an option that is none by its name", async () => {
  const model = new ScriptedLM(() => "x");
  const said = async (options: object) =>
    await model.generate("Hi", options).completion.catch((error) => error.message);
  expect(await said({ prefill: "a" })).toBe("generate: prefill goes with a conversation, and the prompt is a text");
  expect(await said({ tools: [] })).toBe("generate: tools goes with a conversation, and the prompt is a text");
  expect(await said({ tools: [{}] })).toBe("generate: tools must be a list of tools, each a function with its name");
  expect(await said({ format: {} })).toBe("generate: format must hold a JSON Schema, { schema }");
  expect(await said({ logprobs: 1 })).toBe("scripted cannot take the option logprobs");
  expect(await said({ topQ: 1 })).toBe('generate: there is no option "topQ" (did you mean topK?)');
});
