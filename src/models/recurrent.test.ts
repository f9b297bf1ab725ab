import { describe, expect, it } from "vitest";
import { clauses } from "../../tests/contracts/architecture.ts";
import { tinyTokenizer } from "../../tests/tiny-lm.ts";
import { LocalLM } from "../generation/index.ts";
import { initialize, releaseModel } from "../nn/index.ts";
import { scope } from "../tensor/index.ts";
import { recurrent } from "./index.ts";

describe("recurrent language models", () => {
  const kept = [
    "cached decode equals the full forward",
    "reading a prompt in parts equals reading it at once",
    "a token changes nothing before it",
    "a token is seen by all after it",
    "padded rows equal single rows",
    "padded rows under a cache equal single rows",
    "packed sequences equal single ones, under a cache too",
    "a gradient reaches every weight",
    "a pass leaves no tensor behind",
  ] as const; // a recurrent state has no way back, so that its cache cannot be truncated

  for (const cell of ["tanh", "lstm", "gru"] as const) {
    it.each(kept)(`${cell}: %s`, (clause) => {
      const model = initialize(recurrent({ cell, vocabulary: 11, width: 12, hidden: 16, depth: 2 }), 1);
      scope(() => clauses[clause](model));
      releaseModel(model);
    });
  }

  it("write and score text through the port", async () => {
    const model = initialize(recurrent({ vocabulary: 96, width: 16, hidden: 24 }), 1);
    const lm = new LocalLM({ name: "recurrent", model, tokenizer: tinyTokenizer(), context: 1000 });
    const settings = { maxTokens: 5, temperature: 1, seed: 3 };
    const { text } = await lm.generate("abc", settings).completion;
    expect(text.length).toBeGreaterThan(0);
    expect((await lm.generate("abc", settings).completion).text).toBe(text);
    const { logprobs } = await lm.score(`abc${text}`);
    expect(logprobs.slice(1).every((logprob) => logprob < 0)).toBe(true);
    await lm.close();
  });
});
