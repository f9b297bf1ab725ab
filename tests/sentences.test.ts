/** An error that a person can mend is one sentence, and says so: `sentence` is true on it, on this side of a worker and on that. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { explain, UsageError } from "../src/cli/command-line.ts";
import { carry, revive } from "../src/generation/worker-messages.ts";
import { LanguageModelError } from "../src/lm/index.ts";
import { SetupError } from "../src/setup/report.mjs";
import { ChatTemplateError, MalformedTokenizerError } from "../src/tokenizers/index.ts";

/** Errors that no person sees: each is caught by the code that called. */
const CAUGHT: Readonly<Record<string, string>> = {
  Interrupted: "becomes what a signal gives as its reason, or an answer that ended early",
  CharsmapError: "becomes a MalformedTokenizerError",
  ModelError: "becomes a MalformedTokenizerError",
  PatternError: "becomes a MalformedTokenizerError",
  TemplateError: "becomes a MalformedTokenizerError",
  WireError: "becomes a MalformedTokenizerError",
  ConversationError: "becomes a ChatTemplateError",
  Refusal: "becomes a DataError",
};

interface ErrorClass {
  readonly name: string;
  readonly isSentence: boolean;
}

/** One says so itself, or is a kind of one that does. */
function errorClasses(source: string): ErrorClass[] {
  const classes = source.matchAll(/^(?:export )?class (\w+) extends (\w*Error) \{(?:\}$|$.*?^\})/gms);
  const found = Array.from(classes, ([text, name, parent]) => ({
    name: name!,
    parent: parent!,
    says: /^ +(?:readonly |this\.)sentence = true;$/m.test(text),
  }));
  const saying = new Set(found.filter(({ says }) => says).map(({ name }) => name));
  return found.map(({ name, parent, says }) => ({ name, isSentence: says || saying.has(parent) }));
}

test("every class of errors is a sentence, or is known to be caught", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join("src", file), "utf8"));
  const classes = errorClasses(sources.join("\n"));
  expect(classes.length).toBeGreaterThan(12);
  const others = classes.filter(({ isSentence }) => !isSentence).map(({ name }) => name);
  expect([...new Set(others)].sort()).toEqual(Object.keys(CAUGHT).sort());
});

test("a class that does not say what it is would be found", () => {
  const found = errorClasses(
    'export class AError extends Error {\n  readonly sentence = true;\n}\nclass B extends Error {}\nclass C extends TypeError {\n  name = "C";\n}\nclass D extends AError {}\n',
  );
  expect(found.map(({ isSentence }) => isSentence)).toEqual([true, false, false, true]);
});

test("a sentence is printed alone, with exit code 2, and after a worker too; all else with its stack", () => {
  const sentences = [
    new UsageError("a"),
    new LanguageModelError("refused", "a"),
    new ChatTemplateError("a"),
    new SetupError("a"),
    new MalformedTokenizerError("a", "", "b"),
  ];
  for (const error of sentences) {
    const printed = { code: 2, text: error.message };
    expect([explain(error), explain(revive(carry(error)))]).toEqual([printed, printed]);
  }
  const bug = new TypeError("x is undefined");
  expect(explain(revive(carry(bug)))).toEqual({ code: 1, text: bug.stack });
});
