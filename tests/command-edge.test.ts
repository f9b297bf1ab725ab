/**
 * What a person gets wrong ends every command in one sentence and exit code 2, whatever the system says of a path: never in a stack.
 * Commands are those that there are, so that one that is added has to say here what it reads and writes.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { explain } from "../src/cli/command-line.ts";
import { program, run } from "../src/cli/program.ts";
import { systemReason } from "../src/sentences/index.ts";
import { tenon as command, tenonIntoFull } from "./built.ts";
import { fixturePath } from "./fixtures.ts";
import { tinyFolder } from "./lifetimes.ts";

const here = mkdtempSync(join(tmpdir(), "tenon-edge-"));
const at = (name: string) => join(here, name);
const gguf = fixturePath("checkpoints/tiny.gguf");
const adapter = fixturePath("peft/list");
const tiny = tinyFolder();

beforeAll(() => {
  writeFileSync(at("text.txt"), "one two three\n");
  writeFileSync(at("examples.jsonl"), '{"prompt": "one", "completion": "two"}\n'.repeat(20));
  writeFileSync(at("noise.gguf"), Buffer.from([71, 71, 85, 70, 3, 0, 0, 0, 255, 255, 255, 255]));
  writeFileSync(at("noise.safetensors"), Buffer.from([0, 255, 254, 253]));
  writeFileSync(at("noise.txt"), Buffer.from([0xc3, 0x28, 0xff, 0xfe]));
  writeFileSync(at("noise.ts"), "export default {{;\n");
  writeFileSync(at("throws.mjs"), "export default noSuchName.recipe;\n");
  writeFileSync(at("recipe.json"), "{}");
  writeFileSync(at("empty"), "");
  mkdirSync(at("folder"));
  symlinkSync(at("circle"), at("circle"));
  symlinkSync(at("nowhere"), at("dangling"));
});
afterAll(() => {
  for (const folder of [here, tiny]) rmSync(folder, { recursive: true });
});

/** Runs a command in this process: its exit code, and what it wrote. */
async function tenon(args: readonly string[]) {
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += text;
      return true;
    }),
  );
  try {
    return { code: await run(args), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = undefined;
  }
}

async function refuses(args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await tenon(args);
  expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
  const said = stderr
    .trimEnd()
    .split("\n")
    .filter((line) => line.startsWith("tenon: "));
  expect(said, stderr).toHaveLength(1);
  expect(stderr).not.toMatch(/^ {4}at |ZodError|\[object |undefined/m);
}

const BAD_PATHS = [
  "missing",
  "folder",
  "circle",
  "dangling",
  "empty",
  "text.txt/below",
  "long".repeat(99),
  "noise.gguf",
  "noise.safetensors",
  "noise.txt",
  "noise.ts",
  "throws.mjs",
  "recipe.json",
];

const TRACED = ["--prompt", "the tower is", "--subject", "tower"];
const FACT = ["--prompt", "the {} is", "--subject", "tower", "--target", "x"];

/** By command: its words where it reads from a bad path, one list for each place that takes one, or why it reads none. */
const READS: Readonly<Record<string, string | ((bad: string) => string[][])>> = {
  chat: "is started with a model as generate is, in a worker",
  generate: (bad) => [
    [bad, "--prompt", "x"],
    [gguf, "--prompt", "x", "--with", bad],
  ],
  score: (bad) => [[bad, "--text", "x y"]],
  sample: (bad) => [[bad, "--prompt", "x"]],
  "evaluate perplexity": (bad) =>
    bad.endsWith("text.txt")
      ? []
      : [
          [bad, gguf],
          [at("text.txt"), bad],
        ],
  "evaluate bleu": (bad) => [
    [bad, at("text.txt")],
    [at("text.txt"), bad],
  ],
  "evaluate chrf": (bad) => [[bad, at("text.txt")]],
  "evaluate bertscore": (bad) => [[bad, at("text.txt")]],
  trace: (bad) => [
    [bad, ...TRACED],
    [gguf, ...TRACED, "--with", bad],
  ],
  lens: (bad) => [[bad, "--prompt", "x"]],
  attention: (bad) => [[bad, "--prompt", "x"]],
  train: (bad) => [[bad]],
  tune: (bad) => [
    [bad, "--data", at("examples.jsonl"), "--out", at("tuned")],
    [gguf, "--data", bad, "--out", at("tuned")],
  ],
  edit: (bad) => [
    [bad, ...FACT, "--out", at("edits")],
    [gguf, "--facts", bad, "--out", at("edits")],
    ...(/missing$|folder$/.test(bad) ? [] : [["--list", "--out", bad]]), // where nothing is yet, there is no edit
  ],
  start: "takes no path",
  "ngram build": (bad) => [[bad, "--out", at("out.arpa")]],
  "ngram score": (bad) => [[bad, at("text.txt")]],
  "ngram query": (bad) => [[bad, "one"]],
  "ngram type": (bad) => [[bad, at("text.txt"), "--readings", at("text.txt")]],
  "ngram correct": (bad) => [[bad, at("text.txt")]],
  "ngram translate": (bad) => [[bad, at("text.txt")]],
  "ngram years": (bad) => [[bad, "--phrase", "one"]],
  pull: "takes no path",
  inspect: (bad) => [[bad]],
  convert: (bad) => [[bad, at("out.gguf")]],
  adapters: (bad) => [[bad]],
  merge: (bad) => [
    [bad, "--with", adapter, "--out", at("merged")],
    [gguf, "--with", bad, "--out", at("merged")],
  ],
  combine: (bad) => [[adapter, `${bad}=0.5`, "--out", at("sum")]],
  "data inspect": (bad) => [[bad]],
  "data shard": (bad) => [
    [bad, "--tokenizer", gguf, "--out", at("shards")],
    [at("text.txt"), "--tokenizer", bad, "--out", at("shards")],
  ],
  doctor: "takes no path",
  setup: "takes no path",
  "cache list": "takes no path",
  "cache clear": "takes no path",
  launch: "runs what it is given, and says what became of it",
};

/** Bad paths that a command may take: any text is a text, any name may be a folder to begin. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  "evaluate perplexity": ["noise.ts", "throws.mjs", "recipe.json"],
  "evaluate bleu": ["noise.ts", "throws.mjs", "recipe.json"],
  "evaluate chrf": ["noise.ts", "throws.mjs", "recipe.json"],
  "evaluate bertscore": ["noise.ts", "throws.mjs", "recipe.json"],
  "ngram build": ["noise.ts", "throws.mjs", "recipe.json"],
  "data inspect": ["noise.ts", "throws.mjs", "recipe.json"],
  "data shard": ["noise.ts", "throws.mjs", "recipe.json"],
};

function leaves(command: Command, above: readonly string[] = []): string[] {
  return command.commands
    .filter((one) => one.name() !== "help")
    .flatMap((one) =>
      one.commands.length === 0 ? [[...above, one.name()].join(" ")] : leaves(one, [...above, one.name()]),
    );
}
const COMMANDS = leaves(program);

describe("a bad path", () => {
  test("is tried on every command", () => expect(Object.keys(READS).sort()).toEqual([...COMMANDS].sort()));

  const reading = Object.entries(READS).flatMap(([name, words]) =>
    typeof words === "string" ? [] : [{ name, words }],
  );
  test.each(reading)("that $name reads from", async ({ name, words }) => {
    for (const bad of BAD_PATHS) {
      if (TAKES[name]?.includes(bad)) continue;
      for (const args of words(at(bad))) await refuses([...name.split(" "), ...args]);
    }
  });

  const places = ["text.txt/below", "circle/below", "long".repeat(99), "/sys/tenon", "folder"];
  const writing: Readonly<Record<string, (place: string) => string[]>> = {
    "ngram build": (place) => [at("text.txt"), "--order", "2", "--out", place],
    merge: (place) => [tiny, "--with", adapter, "--out", place.endsWith("folder") ? here : place],
    combine: (place) => [adapter, "--out", place.endsWith("folder") ? here : place],
    convert: (place) => [gguf, `${place}${place.endsWith("folder") ? "" : "/x.gguf"}`, "--quantize", "F16"],
    "data shard": (place) => [at("text.txt"), "--tokenizer", gguf, "--out", place.endsWith("folder") ? here : place],
    "ngram years": (place) => [at("dated.txt"), "--export", place],
    trace: (place) => [gguf, ...TRACED, "--out", `${place}${place.endsWith("folder") ? "" : "/x.svg"}`],
    tune: (place) => [gguf, "--data", at("examples.jsonl"), "--out", place.endsWith("folder") ? here : place],
    edit: (place) => [gguf, ...FACT, "--method", "ft", "--out", place.endsWith("folder") ? here : place],
  };
  test.each(Object.keys(writing))("that %s writes to", async (name) => {
    writeFileSync(at("dated.txt"), "1990\tone two\n");
    for (const place of places) {
      const path = place.startsWith("/") ? place : at(place);
      await refuses([...name.split(" "), ...writing[name]!(path)]);
    }
  });
});

test.each(COMMANDS)("%s refuses a flag that it has not, and helps", async (name) => {
  await refuses([...name.split(" "), "--frobnicate"]);
  expect(await tenon([...name.split(" "), "--help"])).toMatchObject({ code: 0, stderr: "" });
});

describe("did you mean", () => {
  test.each([
    [["genrate"], "generate"],
    [["help", "genrate"], "generate"],
    [["help", "ngram", "bild"], "build"],
    [["generate", "--promt", "x"], "prompt"],
    [["generate", "SmolLM2-135M-Instruct", "--prompt", "x"], "smollm2-135m-instruct"],
    [["data", "inspect", at("text.txt"), "--script", "Klingon"], "Latin"],
    [["generate", "--dtype", "int4", "--prompt", "x"], "stored"],
  ])("%j", async (args, meant) => {
    const { code, stderr } = await tenon(args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(new RegExp(`^tenon: .*\\b${meant}\\b.*\n$`))]);
  });
});

test("a flag that takes one value leaves the next word to the command", async () => {
  const { code, stdout } = await tenon([
    "data",
    "inspect",
    "--script",
    "Latin",
    "--script",
    "Han",
    at("text.txt"),
    "--json",
  ]);
  expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ documents: 1 })]);
  await refuses(["train", "--data", at("text.txt"), "recipes/sotu-tiny.ts"]);
});

describe("a recipe outside of any project", () => {
  const sized = `tokenizer: { vocabulary: 300 }, model: { kind: "llama", width: 8, depth: 1, heads: 1, kvHeads: 1, hidden: 8 },
    batch: { rows: 1, length: 8 }, optimizer: {}, schedule: {}, every: {}, steps: 1, prompt: "a"`;
  const recipe = (documents: string, more = "") =>
    `import { defineRecipe } from "tenon/training";\nexport default defineRecipe({ name: "x", documents: ${documents}, ${sized}, ${more} });\n`;
  test.each<[string, string, RegExp]>([
    ["that cannot be read", "const steps =\n  2 +;\n", /recipe-\d\.ts:2:6: Expression expected\.$/],
    ["that throws", "\nthrow new RangeError('no');\n", /recipe-\d\.ts:2:7: RangeError: no$/],
    ["that imports what is not there", 'import "./nowhere.ts";\n', /recipe-\d\.ts: Error: Cannot find module/],
    ["of another kind", "export default 1;\n", /its default export is no recipe; make one with defineRecipe/],
    [
      "with a misspelt setting",
      recipe("() => []", "stepz: 2"),
      /stepz: is not a field known here \(did you mean steps\?\)$/,
    ],
    [
      "that nobody has checked",
      "export default { name: 'x', documents: () => [] };\n",
      /the recipe "x": \w+: is missing$/,
    ],
    ["of texts alone", recipe('() => ["a"]'), /document 1: is "a", and must be an object$/],
    [
      "with a null",
      recipe("async function* () { yield { id: 'a', text: 'b' }; yield null; }"),
      /document 2: is null, and/,
    ],
    ["with an async function", recipe("async () => []"), /documents gives a promise, and must give a stream or list/],
    [
      "whose documents throw",
      recipe("() => { throw new Error('no texts here'); }"),
      /documents: Error: no texts here$/,
    ],
  ])("%s", async (_, source, sentence) => {
    const file = at(`recipe-${recipes++}.ts`);
    writeFileSync(file, source);
    const { code, stderr } = await command(["train", file, "--out", at(`run-${recipes}`)]);
    expect([code, stderr.trimEnd()]).toEqual([2, expect.stringMatching(sentence)]);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});
let recipes = 0;

describe("what the system says", () => {
  const errors = [
    "EACCES",
    "EPERM",
    "ENOSPC",
    "EISDIR",
    "EROFS",
    "ENOTDIR",
    "ELOOP",
    "EMFILE",
    "ENAMETOOLONG",
    "EBUSY",
    "ETXTBSY",
  ];
  test.each(errors)("%s is a sentence", (code) => {
    const error = Object.assign(new Error(`${code}: says the system, open '/x'`), {
      code,
      path: "/x",
      syscall: "open",
    });
    expect(explain(error)).toEqual({ code: 2, text: `/x: ${systemReason(error)} (open)` });
    expect(systemReason(error)).toMatch(/^[a-z][^\n]+$/);
  });
  test("a mistake of ours is no sentence", () => {
    expect(explain(new TypeError("x is not a function"))).toMatchObject({
      code: 1,
      text: expect.stringContaining("    at "),
    });
  });
});

describe("a stream", () => {
  test.each([[["--help"]], [["cache", "list"]], [["generate", gguf, "--prompt", "a", "--max-tokens", "2"]]])(
    "%j into a full disk",
    async (args) => {
      expect(await tenonIntoFull(1, args)).toEqual({
        code: 2,
        stdout: "",
        stderr: expect.stringMatching(/^(?!.* {4}at )[\s\S]*tenon: standard output: no space is left \(write\)\n$/),
      });
    },
  );
  test("errors into a full disk", async () =>
    expect((await tenonIntoFull(2, ["inspect", at("missing")])).code).toBe(2));
});
