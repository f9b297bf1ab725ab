/** What a person should know of a checkpoint reaches standard error, each line once, whichever command reads it and in whichever thread. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSafetensors, save, writeSafetensors } from "../src/checkpoints/index.ts";
import { scope, zeros } from "../src/tensor/index.ts";
import { tenon } from "./built.ts";
import { tinyConfig, tinyModel, tinyTokenizerFiles } from "./tiny-lm.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-notes-"));
afterAll(() => rmSync(root, { recursive: true }));
const folder = join(root, "model");

beforeAll(async () => {
  await save(folder, { model: tinyModel(), config: tinyConfig(), tokenizerFiles: tinyTokenizerFiles() });
  const config = JSON.parse(readFileSync(join(folder, "config.json"), "utf8"));
  writeFileSync(join(folder, "config.json"), JSON.stringify({ ...config, telepathy: true }));
  writeFileSync(join(folder, "generation_config.json"), JSON.stringify({ eos_token_id: 95, num_beams: 4 }));
  scope(() => {
    const { tensors } = readSafetensors(join(folder, "model.safetensors"));
    writeSafetensors(join(folder, "model.safetensors"), new Map([...tensors, ["score.weight", zeros([2, 32])]]));
  });
});

const few = ["--max-tokens", "2", "--temperature", "0"];

test.each([
  ["generate", () => tenon(["generate", folder, "--prompt", "ab", ...few])],
  ["chat, in a worker", () => tenon(["chat", folder, ...few], "ab\n")],
  ["sample", () => tenon(["sample", folder, "--prompt", "ab", "--max-tokens", "2"])],
  ["inspect", () => tenon(["inspect", folder, "--json"])],
])("%s tells a stray, an unknown field and a setting that is not honoured", async (_, run) => {
  const { code, stderr } = await run();
  expect(code, stderr).toBe(0);
  expect(
    stderr
      .split("\n")
      .filter((line) => line.startsWith(folder))
      .sort(),
  ).toEqual([
    `${folder}/config.json: its model has no place for score.weight: passed over`,
    `${folder}/config.json: passed over, since nothing here reads it: telepathy`,
    `${folder}/generation_config.json: passed over, since nothing here does it: num_beams`,
  ]);
});

test("convert tells what it passes over, and what the other form cannot hold", async () => {
  const { code, stderr } = await tenon(["convert", folder, join(root, "model.gguf")]);
  expect(code, stderr).toBe(0);
  for (const note of ["no place for score.weight", "reads it: telepathy"]) expect(stderr.split(note)).toHaveLength(2);
});
