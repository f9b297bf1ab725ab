import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { fakeHub } from "../../tests/setup-fakes.ts";
import { build } from "../tensor/index.ts";
import { load } from "./load.ts";

build(); // the engine is found in the cache, before that is moved

const root = mkdtempSync(join(tmpdir(), "tenon-names-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("a name", () => {
  const cache = join(root, "cache");
  beforeEach(() => {
    vi.stubEnv("TENON_CACHE", cache);
    vi.stubEnv("TENON_OFFLINE", "1");
    return () => vi.unstubAllEnvs();
  });

  it.each([
    [
      "nonsense",
      /^there is no model named nonsense: Tenon knows smollm2-135m-instruct, .* and all-minilm-l6-v2, and takes/,
    ],
    ["./nonsense", /^\.\/nonsense: cannot be read: there is no such file or folder$/],
    ["nonsense.gguf", /^nonsense\.gguf: cannot be read: there is no such file or folder$/],
    ["smollm2-135m-instruct", /^the model smollm2-135m-instruct is not on this machine, and TENON_OFFLINE=1 forbids/],
    [
      fixturePath("llama/tiny/config.json"),
      /config\.json: this is neither a folder nor a \.gguf or \.safetensors file$/,
    ],
    [
      fixturePath("llama"),
      /llama: holds neither model\.safetensors nor model\.safetensors\.index\.json nor a GGUF file$/,
    ],
    [
      fixturePath("checkpoints"),
      /checkpoints: holds more than one GGUF file, name one of them: metadata\.gguf, tiny\.gguf$/,
    ],
    [
      fixturePath("checkpoints/metadata.gguf"),
      /general\.architecture: "test" is not supported \(known: llama, qwen2\)$/,
    ],
    [fixturePath("llama/tiny"), /tiny: holds no tokenizer: none of tokenizer\.json, /],
  ])("that leads nowhere is one sentence: %s", async (name, sentence) => {
    await expect(load(name)).rejects.toThrow(sentence);
  });

  it("is not fetched where that is not wanted", async () => {
    await expect(load("smollm2-135m-instruct", { pull: false })).rejects.toThrow(
      /^smollm2-135m-instruct: the model is not on this machine/,
    );
  });

  it("is found in the cache", async () => {
    const place = join(cache, "models", "smollm2-135m-instruct-q4_1");
    mkdirSync(place, { recursive: true });
    copyFileSync(fixturePath("checkpoints/tiny.gguf"), join(place, "model.gguf"));
    const loaded = await load("smollm2-135m-instruct-q4_1", { pull: false });
    expect(loaded.path).toBe(place);
    expect(loaded.config).toMatchObject({ width: 32 });
  });
});

it("fetches nothing where LibTorch is not set up", async () => {
  const hub = await fakeHub({ "config.json": Buffer.from("{}"), "model.safetensors": Buffer.from("") }, []);
  const program = `import("./src/checkpoints/index.ts").then(({ load }) => load("owner/name")).catch((error) => console.log(error.message))`;
  const args = ["--import", "./src/setup/typescript.mjs", "--input-type=module", "-e", program];
  const env = { ...process.env, LIBTORCH: tmpdir(), TENON_CACHE: root };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  expect(stdout).toMatch(/^LIBTORCH=.* is no LibTorch/);
  expect(hub.asked).toEqual([]);
  vi.unstubAllEnvs();
});
