import { expect, test } from "vitest";
import { LanguageModelError } from "../lm/index.ts";
import { carry, revive } from "./worker-messages.ts";

const over = (error: unknown) => revive(structuredClone(carry(error)));

test("an error comes over with its name, its message, its stack and its plain fields", () => {
  const error = Object.assign(new TypeError("no such model"), { exitCode: 2, fatal: true, path: "x", cause: () => {} });
  const back = over(error);
  expect(back).toMatchObject({ name: "TypeError", message: "no such model", exitCode: 2, fatal: true, path: "x" });
  expect(back.stack).toBe(error.stack);
  expect(Object.hasOwn(back, "cause")).toBe(false);
});

test("a LanguageModelError is one again, of its kind", () => {
  const back = over(new LanguageModelError("refused", "not today"));
  expect(back).toBeInstanceOf(LanguageModelError);
  expect(back).toMatchObject({ kind: "refused", message: "not today" });
});

test("what was thrown and is no error becomes one that says it", () => {
  expect(over("out of paper")).toMatchObject({ name: "Error", message: "out of paper" });
});
