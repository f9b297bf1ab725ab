/**
 * What every LanguageModel promises, as clauses that a test runs on a model of its own. A clause throws where the promise is
 * broken; `language-model.test.ts` shows each doing so on a broken specimen.
 */
import { equal, ok, rejects } from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type Clause, greedy, isError, type Specimen } from "./language-model-clause.ts";
import { options } from "./language-model-options.ts";
import { reading } from "./language-model-reading.ts";
import { writing } from "./language-model-writing.ts";

export const clauses: readonly Clause[] = [
  ...writing,
  ...reading,
  ...options,
  {
    name: "closing ends an answer under way and keeps its text; a closed model says so, and closing again is nothing",
    async check({ model, prompt }) {
      const generation = model.generate(prompt, { ...greedy, maxTokens: 10_000 });
      const pieces = generation[Symbol.asyncIterator]();
      const { value: first } = await pieces.next();
      await model.close();
      const { text, finish } = await generation.completion;
      equal(finish, "aborted");
      ok(text.length > 0 && text.startsWith(first.text), text);
      await model.close();
      await rejects(model.generate(prompt).completion, isError("closed"));
      await rejects(model.score("The cat sat."), isError("closed"));
      await rejects(model.scoreAnswers(prompt, ["The cat sat."]), isError("closed"));
      await rejects(model.embed(["a cat"]), isError("closed"));
    },
  },
];

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
