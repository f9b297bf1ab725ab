import { expect, test } from "vitest";
import { scope, tensor } from "../tensor/index.ts";
import { type Constraints, constraining, tokensLeft } from "./constraints.ts";

const OUT = Number.NEGATIVE_INFINITY;

/** Logits 1, 2, 3, 4 of the token behind so many tokens of an answer to the prompt [3, 1], where 2 ends an answer. */
function behind(written: readonly number[], asked: Constraints): number[] {
  const logits = () => tensor([[1, 2, 3, 4]]);
  const rows = [{ prompt: [3, 1], written }];
  return scope(() => [
    ...constraining(asked, new Set([2]))
      .reduce((x, process) => process(x, rows), logits())
      .floats(),
  ]);
}

test("an end waits for the fewest tokens of an answer, or of prompt and answer, and comes with the next", () => {
  expect(behind([0], { minTokens: 2 })).toEqual([1, 2, OUT, 4]);
  expect(behind([0, 0], { minTokens: 2 })).toEqual([1, 2, 3, 4]);
  expect(behind([0], { minLength: 4 })).toEqual([1, 2, OUT, 4]);
  expect(behind([0, 0], { minLength: 4 })).toEqual([1, 2, 3, 4]);
});

test("a token is kept out always, or from the beginning alone; an id that the model has not is no matter", () => {
  expect(behind([], { suppress: [0, 9] })).toEqual([OUT, 2, 3, 4]);
  expect(behind([1, 1], { suppress: [0] })).toEqual([OUT, 2, 3, 4]);
  expect(behind([], { suppressFirst: [3] })).toEqual([1, 2, 3, OUT]);
  expect(behind([1], { suppressFirst: [3] })).toEqual([1, 2, 3, 4]);
});

test("a bias is added where the tokens before its last one have just come, those of the prompt too; several add up", () => {
  const biases = [
    { tokens: [0], add: 0.5 },
    { tokens: [3, 1, 0], add: 2 },
    { tokens: [1, 3], add: OUT },
    { tokens: [9, 9, 9, 9, 2], add: 1 },
  ];
  expect(behind([], { biases })).toEqual([3.5, 2, 3, OUT]);
  expect(behind([0], { biases })).toEqual([1.5, 2, 3, 4]);
});

test("no sequence of n comes twice", () => {
  expect(behind([3], { noRepeat: 2 })).toEqual([1, OUT, 3, 4]);
  expect(behind([3], { noRepeat: 3 })).toEqual([1, 2, 3, 4]);
  expect(behind([0], { noRepeat: 1 })).toEqual([OUT, OUT, 3, OUT]);
  expect(behind([], { noRepeat: 5 })).toEqual([1, 2, 3, 4]);
});

test("a limit of prompt and answer leaves the answer what the prompt does not take", () => {
  expect(tokensLeft({}, 5)).toBeUndefined();
  expect([tokensLeft({ maxLength: 9 }, 5), tokensLeft({ maxLength: 6 }, 5)]).toEqual([4, 1]);
  for (const promptTokens of [6, 7])
    expect(() => tokensLeft({ maxLength: 6 }, promptTokens)).toThrow(
      `the prompt has ${promptTokens} tokens, and the checkpoint's max_length of prompt and answer is 6: give maxTokens`,
    );
});

test("what asks for nothing leaves no processor", () => {
  expect(constraining({ suppress: [], noRepeat: 0, minTokens: 0, maxLength: 9 }, new Set())).toEqual([]);
});
