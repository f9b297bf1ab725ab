import { expect, test } from "vitest";
import { describeLanguageModel } from "../../tests/contracts/language-model.ts";
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
