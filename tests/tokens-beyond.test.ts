/** A tokenizer of more tokens than its model's table: said once at load, and a sentence where a text needs one, here, in a worker and from GGUF. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { save } from "../src/checkpoints/index.ts";
import { LlamaConfig, llama } from "../src/models/index.ts";
import { initialize } from "../src/nn/index.ts";
import { tenon } from "./built.ts";
import { tinyTokenizerFiles } from "./tiny-lm.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-beyond-"));
afterAll(() => rmSync(root, { recursive: true }));
const [folder, gguf] = [join(root, "model"), join(root, "model.gguf")];
const sizes = { vocabulary: 90, width: 32, depth: 1, heads: 2, kvHeads: 1, hidden: 32 };

beforeAll(async () => {
  const model = initialize(llama(sizes), 1);
  await save(folder, { model, config: LlamaConfig.parse(sizes), tokenizerFiles: tinyTokenizerFiles() });
});

const few = ["--max-tokens", "2", "--temperature", "0"];
const note = "its tokenizer has 96 tokens, and its model's table 90 rows: text with one of the others is refused\n";
const refusal = /^tenon: the token id 9[0-5] is outside the model's table of 90: from 0 to 89 there are rows$/m;

test("a text that needs none of them is answered", async () => {
  const { code, stderr } = await tenon(["generate", folder, "--prompt", "ab", ...few]);
  expect([code, stderr.split(note).length]).toEqual([0, 2]);
});

test.each([
  ["generate", () => tenon(["generate", folder, "--prompt", "a~", ...few])],
  ["chat, in a worker", () => tenon(["chat", folder, ...few], "a~\n")],
  ["score", () => tenon(["score", folder, "--text", "a~b"])],
])("a text that needs one is refused: %s", async (_, run) => {
  const { code, stderr } = await run();
  expect(code).toBe(2);
  expect(stderr).toMatch(refusal);
  expect(stderr.split(note)).toHaveLength(2);
});

test("a GGUF file must have a row for each token, and convert says so", async () => {
  const { code, stderr } = await tenon(["convert", folder, gguf]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("90")]);
});
