/** The `tenon` command as scripts see it: what it prints where, and with which exit code it ends. */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { start, tenon } from "./built.ts";
import { fixture, fixturePath, GreedyFixture, LogitsFixture } from "./fixtures.ts";

const MODEL = "smollm2-135m-instruct-q4_1";
const greedy = ["--temperature", "0"];

describe("generate", () => {
  test("--json prints one object on standard output and nothing else", async () => {
    const { prompt, tokens } = fixture("llama/greedy.json.gz", GreedyFixture).continuations[0]!;
    const { text } = fixture("llama/logits.json.gz", LogitsFixture).prompts[prompt]!;
    const run = await tenon(["generate", MODEL, "--prompt", text, "--max-tokens", "12", ...greedy, "--json"]);
    expect(run.code).toBe(0);
    const result = JSON.parse(run.stdout);
    expect(Object.keys(result)).toEqual([
      "model",
      "tokens",
      "text",
      "finish",
      "tokensPerSecond",
      "promptTokensPerSecond",
    ]);
    expect(result).toMatchObject({ model: MODEL, tokens: tokens.slice(0, 12), finish: "length" });
    expect(result.tokensPerSecond).toBeGreaterThan(0);
    expect(result.promptTokensPerSecond).toBeGreaterThan(0);
  });

  test("answers a message by the chat template, its text alone on standard output", async () => {
    const { code, stdout, stderr } = await tenon(
      ["generate", MODEL, "--chat", ...greedy],
      "What is the capital of France?",
    );
    expect([code, stdout]).toEqual([0, "The capital of France is Paris.\n"]);
    expect(stderr).toMatch(/7 tokens, .* tokens\/s/);
  });

  test("a reader that has seen enough is no error", async () => {
    const { child, ended } = start(["generate", MODEL, "--prompt", "One two three", "--max-tokens", "30", ...greedy]);
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });
});

test("score --json prints one object", async () => {
  const { code, stdout } = await tenon(["score", MODEL, "--text", "Paris is the capital of France.", "--json"]);
  const { model, tokens, logprobs, perplexity } = JSON.parse(stdout);
  expect([code, model, tokens.length, logprobs.length]).toEqual([0, MODEL, 7, 6]);
  const mean = logprobs.reduce((sum: number, logprob: number) => sum + logprob, 0) / 6;
  expect(perplexity).toBeCloseTo(Math.exp(-mean), 9);
});

test("score --prompt tells how probable a text is behind another", async () => {
  const args = (text: string, ...more: string[]) => {
    return ["score", MODEL, "--prompt", "The capital of France is", "--text", text, ...more];
  };
  const [paris, rome] = await Promise.all(
    [" Paris", " Rome"].map(async (city) => JSON.parse((await tenon(args(city, "--json"))).stdout)),
  );
  expect([Object.keys(paris), paris.tokens.length]).toEqual([["model", "tokens", "logprobs", "logprob"], 1]);
  expect(paris.logprob).toBeGreaterThan(rome.logprob + 2);
  expect((await tenon(args(" Paris"))).stdout).toBe(`ln P ${paris.logprob.toFixed(4)} over 1 tokens\n`);
});

describe("chat in a pipe", () => {
  test("answers each line as a turn of one conversation, and ends with 0", async () => {
    const lines = "What is the capital of France?\n\nWhat is the capital of Italy?\n";
    const { code, stdout, stderr } = await tenon(["chat", MODEL, ...greedy], lines);
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual(["The capital of France is Paris.", expect.stringContaining("Rome"), ""]);
    const prompts = [...stderr.matchAll(/prompt: (\d+) tokens/g)].map(([, tokens]) => Number(tokens));
    expect(prompts[1]).toBeGreaterThan(prompts[0]! + 7);
  });

  test("an interrupt ends the answer, keeps what was shown, and the command with 130", async () => {
    const { child, ended } = start(["chat", MODEL, "--max-tokens", "500", ...greedy]);
    child.stdin.write("Tell me a very long story about a fox.\nAnd another one.\n");
    await once(child.stdout, "data");
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(130);
    expect(stdout.length).toBeGreaterThan(1);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/stopped; \d+ tokens/);
  });
});

test("sample writes the same with --bars and without", async () => {
  const sample = ["sample", MODEL, "--prompt", "The capital of France is", "--max-tokens", "4", "--dtype", "stored"];
  const [plain, barred] = [await tenon(sample), await tenon([...sample, "--bars"])];
  const isBar = /^ {2}[01]\.\d{3} /;
  const lines = barred.stdout.split("\n");
  expect(lines.filter((line) => isBar.test(line)).length).toBeGreaterThan(10);
  expect(lines.filter((line) => !isBar.test(line)).join("\n")).toBe(plain.stdout);
  expect(plain.stdout.match(/^== /gm)).toHaveLength(12);
});

test("inspect --json tells config, parameters, formats and tokenizer", async () => {
  const { stdout } = await tenon(["inspect", MODEL, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    model: MODEL,
    config: { kind: "llama", width: 576, depth: 30 },
    parameters: { total: 134_515_008 },
    files: [{ tensors: { Q4_1: 210, F32: 61, Q8_0: 1 } }],
    tokenizer: { vocabulary: 49152, stops: ["<|im_end|>"], chatTemplate: true },
  });
  const page = (await tenon(["inspect", MODEL])).stdout;
  expect(page).toContain("  embed: Embedding (table [49152, 576])");
  expect(page).toContain("134.5 M");
});

test("doctor tells the build, and one OpenMP", async () => {
  const { code, stdout } = await tenon(["doctor", "--json"]);
  const { engine, libtorch, problems } = JSON.parse(stdout);
  expect(engine.version.length).toBeGreaterThan(3);
  expect(libtorch.lib).toContain("/");
  expect(problems.filter(({ what }: { what: string }) => what.includes("OpenMP"))).toEqual([]);
  expect(code).toBe(problems.length === 0 ? 0 : 2);
});

describe("what a user can mend is one sentence on standard error, and exit code 2", () => {
  const cases: [string, string[], RegExp][] = [
    ["a model that does not exist", ["generate", "nope", "--prompt", "x"], /^tenon: there is no model named nope: /],
    [
      "a file that does not exist",
      ["generate", "./nope.gguf", "--prompt", "x"],
      /^tenon: \.\/nope\.gguf: .*no such file/,
    ],
    ["the same in a worker", ["chat", "./nope.gguf"], /^tenon: \.\/nope\.gguf: .*no such file/],
    ["a setting out of range", ["generate", "--prompt", "x", "--top-p", "2"], /^tenon: --top-p must be at most 1$/],
    ["a setting that is no number", ["generate", "--max-tokens", "many"], /^tenon: --max-tokens must be a number$/],
    [
      "a flag of the other direction",
      ["convert", "model.gguf", "folder", "--quantize", "Q8_0"],
      /^tenon: --quantize is for a file that ends in \.gguf$/,
    ],
    [
      "a format that cannot be written",
      ["convert", "x", "y.gguf", "--quantize", "Q2_K"],
      /^tenon: --quantize: there is no format "Q2_K" \(known: F32, F16,/,
    ],
    ["a size that is none", ["convert", "x", "y", "--shard", "3X"], /^tenon: --shard: "3X" is no size; write for/],
    ["an unknown flag", ["generate", "--frobnicate"], /^tenon: unknown option '--frobnicate'$/],
    ["an unknown command", ["frobnicate"], /^tenon: unknown command 'frobnicate'$/],
    ["a missing argument", ["pull"], /^tenon: missing required argument 'model'$/],
    [
      "a text too short to score",
      ["score", MODEL, "--text", "a"],
      /^tenon: score: the text has fewer than two tokens$/,
    ],
    [
      "windows behind a prompt",
      ["score", MODEL, "--prompt", "a", "--text", "b", "--window", "8"],
      /^tenon: --window and --stride go without --prompt$/,
    ],
    ["an empty prompt", ["generate", MODEL, "--prompt", ""], /^tenon: the prompt is empty$/],
    [
      "a prompt too long",
      ["generate", MODEL, "--prompt", "a b ".repeat(5000)],
      /^tenon: the prompt has \d+ tokens, and .* 8192/,
    ],
  ];
  test.each(cases)("%s", async (_, args, sentence) => {
    const { code, stdout, stderr } = await tenon(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  test("no network", async () => {
    const { code, stderr } = await tenon(["pull", "someone/something"], "", { TENON_OFFLINE: "1" });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tenon: the model someone\/something is not on this machine, and TENON_OFFLINE=1 .*\n$/);
  });
});

test("convert goes from GGUF to a folder and back, and prints where", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tenon-convert-"));
  try {
    const [shards, gguf] = [join(folder, "shards"), join(folder, "q5.gguf")];
    const there = await tenon(["convert", fixturePath("checkpoints/tiny.gguf"), shards, "--shard", "20KB"]);
    expect([there.code, there.stdout]).toEqual([0, `${shards}\n`]);
    expect(readdirSync(shards)).toContain("model-00001-of-00005.safetensors");
    expect((await tenon(["convert", shards, gguf, "--quantize", "Q5_0"])).code).toBe(0);
    const { stdout } = await tenon(["inspect", gguf, "--json"]);
    expect(JSON.parse(stdout).files).toMatchObject([{ tensors: { F32: 5, Q5_0: 15 } }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("cache lists what there is and clears a part", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tenon-cache-"));
  const env = { TENON_CACHE: folder };
  try {
    expect(JSON.parse((await tenon(["cache", "list", "--json"], "", env)).stdout)).toEqual({ root: folder, items: [] });
    mkdirSync(join(folder, "downloads"));
    mkdirSync(join(folder, "models", "one"), { recursive: true });
    writeFileSync(join(folder, "downloads", "part"), "12345");
    writeFileSync(join(folder, "models", "one", "model.gguf"), "123");
    const list = async () => JSON.parse((await tenon(["cache", "list", "--json"], "", env)).stdout).items;
    const model = { section: "models", name: "one", bytes: 3 };
    expect(await list()).toEqual([model, { section: "downloads", name: "part", bytes: 5 }]);
    const asked = await tenon(["cache", "clear", "all"], "y\n", env);
    expect([asked.code, asked.stderr]).toEqual([
      2,
      `tenon: nobody can be asked here whether to remove 2 of everything, 0.0 MB, from ${folder}: give --yes\n`,
    ]);
    expect((await tenon(["cache", "clear", "downloads", "--yes"], "", env)).code).toBe(0);
    expect(await list()).toEqual([model]);
    expect((await tenon(["cache", "clear", "all", "--yes"], "", env)).code).toBe(0);
    expect(await list()).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("help names every command, and the version is the package's", async () => {
  const { code, stdout } = await tenon(["--help"]);
  expect(code).toBe(0);
  for (const name of ["chat", "generate", "score", "pull", "inspect", "convert", "doctor", "setup", "cache"]) {
    expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  }
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect((await tenon(["--version"])).stdout).toBe(`${version}\n`);
});
