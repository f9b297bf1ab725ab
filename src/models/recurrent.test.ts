import { describe, expect, it } from "vitest";
import { describeModel } from "../../tests/contracts/model.ts";
import { tinyTokenizer } from "../../tests/tiny-lm.ts";
import { LocalLM } from "../generation/index.ts";
import { initialize } from "../nn/index.ts";
import { recurrent, recurrentArchitecture } from "./index.ts";

for (const cell of ["tanh", "lstm", "gru"] as const) {
  describeModel(`A recurrent model of ${cell}`, recurrentArchitecture, {
    sizes: { cell, width: 12, hidden: 16, depth: 2 },
    skip: [
      { reason: "a state has no way back", clauses: ["a sequence that was cut equals one that never read the rest"] },
      { reason: "its block is the layer", clauses: ["the tree shows the anatomy that all models share"] },
    ],
  });
}

describe("recurrent language models", () => {
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
