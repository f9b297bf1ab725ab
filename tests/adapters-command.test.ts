/** `--with` at the commands, and `tenon adapters`, `merge` and `combine`, on a tiny model and adapters of peft's. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { saveIntervention } from "../src/checkpoints/index.ts";
import { run } from "../src/cli/program.ts";
import { lora } from "../src/peft/index.ts";
import { built } from "./built.ts";
import { baseOf, newModel } from "./contracts/intervention.ts";
import { fixturePath } from "./fixtures.ts";
import { tinyFolder } from "./lifetimes.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-adapters-"));
const tiny = tinyFolder();
afterAll(() => {
  for (const folder of [root, tiny]) rmSync(folder, { recursive: true });
});
const at = (name: string) => join(root, name);
const adapter = (name: string) => fixturePath(`peft/${name}`);
writeFileSync(at("text.txt"), "the cat sat on the mat");
const narrow = newModel();
saveIntervention(at("narrow"), lora(narrow, { at: "blocks.*.mixer.{q,o}", rank: 4 }), baseOf(narrow));

/** Runs a command in this process: its exit code, and what it wrote. */
async function tenon(...args: string[]) {
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

async function json(...args: string[]) {
  const { code, stdout, stderr } = await tenon(...args, "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const PROMPT = ["--prompt", "the cat"];
/** By command: what it says of a text, as one value. */
const SAYS: Readonly<Record<string, (model: string, ...flags: string[]) => Promise<unknown>>> = {
  generate: async (model, ...flags) =>
    (await json("generate", model, ...PROMPT, "--temperature", "0", "--max-tokens", "12", ...flags)).text,
  score: async (model, ...flags) => (await json("score", model, "--text", "the cat sat", ...flags)).perplexity,
  sample: async (model, ...flags) =>
    (await json("sample", model, ...PROMPT, "--max-tokens", "12", ...flags)).samples[0].text,
  "evaluate perplexity": async (model, ...flags) =>
    (await json("evaluate", "perplexity", at("text.txt"), model, ...flags)).perplexity,
};
const BOTH = ["--with", adapter("list"), "--with", adapter("ranks")];
const close = (value: unknown) => (typeof value === "number" ? expect.closeTo(value, 3) : value);

it.each(Object.keys(SAYS))("%s takes --with again and again, on stored blocks too", async (command) => {
  const says = SAYS[command]!;
  const [plain, one, both] = [await says(tiny), await says(tiny, ...BOTH.slice(0, 2)), await says(tiny, ...BOTH)];
  expect(new Set([plain, one, both]).size).toBe(3);
  expect(await says(tiny)).toEqual(plain);
  const blocks = at(`${command}.gguf`);
  expect((await tenon("convert", tiny, blocks, "--quantize", "Q8_0")).code).toBe(0);
  const stored = [await says(blocks, "--dtype", "stored"), await says(blocks, "--dtype", "stored", ...BOTH)];
  expect(stored[0]).not.toEqual(stored[1]);
  const words = command === "score" ? [tiny, "--text", "x"] : [tiny, "--prompt", "x"];
  const own = command === "evaluate perplexity" ? [at("text.txt"), tiny] : words;
  expect(await tenon(...command.split(" "), ...own, "--with", "nowhere")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^tenon: nowhere: holds no adapter_config\.json$/m),
  });
});

it("the library takes folders by name, in a worker too", async () => {
  const { open } = await import(built("open/index.js").href);
  const write = async (options: object) => {
    const model = await open(tiny, options);
    const { text } = await model.generate("the cat", { temperature: 0, maxTokens: 12 }).completion;
    await model.close();
    return text;
  };
  const folder = { with: [adapter("list")] };
  const here = await write(folder);
  expect(here).not.toBe(await write({}));
  expect(await write({ ...folder, worker: true })).toBe(here);
});

it("merge writes a checkpoint that says what the model and its changes say, and that convert quantizes", async () => {
  const merged = at("merged");
  const { code, stdout, stderr } = await tenon("merge", tiny, ...BOTH, "--out", merged);
  expect([code, stdout]).toEqual([0, `${merged}\n`]);
  expect(stderr).toMatch(/8 weights changed, written in float32$/m);
  for (const says of Object.values(SAYS)) expect(await says(merged)).toEqual(close(await says(tiny, ...BOTH)));
  expect((await tenon("convert", merged, at("merged.gguf"), "--quantize", "Q8_0")).code).toBe(0);
  expect(await SAYS.score!(at("merged.gguf"))).not.toEqual(await SAYS.score!(tiny));
});

it("merge says what storing the sum as the base is stored would cost", async () => {
  expect((await tenon("convert", tiny, at("half"), "--dtype", "bfloat16")).code).toBe(0);
  const { stderr } = await tenon("merge", at("half"), ...BOTH, "--out", at("from-half"));
  const [, cost] = /stored as BF16 again, as the base is, rounding would be (\S+) times the change$/m.exec(stderr)!;
  expect(Number(cost)).toBeGreaterThan(1e-4);
  expect(Number(cost)).toBeLessThan(1e-2); // eight bits of a number that the change is a good part of
});

it("combine adds up: alone an adapter is itself, and with its negative it is nothing", async () => {
  const score = (...folders: string[]) => SAYS.score!(tiny, ...folders.flatMap((folder) => ["--with", folder]));
  const combined = async (name: string, ...args: string[]) => {
    const { code, stdout, stderr } = await tenon("combine", ...args, "--out", at(name));
    expect([code, stdout], stderr).toEqual([0, `${at(name)}\n`]);
    return score(at(name));
  };
  const [list, second] = [adapter("list"), adapter("second")];
  expect(await combined("same", list)).toEqual(close(await score(list)));
  expect(await combined("sum", list, `${second}=1`)).toEqual(close(await score(list, second)));
  expect(await combined("gone", list, `${list}=-1`)).toEqual(close(await score()));
  expect(await combined("linear", `${list}=0.5`, "--by", "linear")).toEqual(
    close(await combined("halved", `${list}=0.5`)),
  );
  expect(await combined("whole", `${list}=0.5`, `${second}=2`, "--by", "svd", "--rank", "8")).toEqual(
    close(await combined("exact", `${list}=0.5`, `${second}=2`)),
  );
  expect(await json("adapters", at("sum"))).toMatchObject([{ kind: "lora", rank: [4, 8], sites: 6, base: "tiny" }]);
});

it("adapters tells what each is", async () => {
  const [list, ranks, prefix] = await json("adapters", ...["list", "ranks", "prefix"].map(adapter));
  expect(list).toMatchObject({ kind: "lora", base: "tiny", rank: 4, sites: 4, parameters: 896 });
  expect(ranks).toMatchObject({ kind: "lora", rank: [1, 4, 6], sites: 8 });
  expect(prefix).toMatchObject({ kind: "prefix_tuning", rank: null, sites: 1, parameters: 3 * 4 * 2 * 8 });
  expect((await tenon("adapters", adapter("list"))).stdout).toMatch(
    /peft\/list: lora, rank 4, 4 sites, 896 parameters, \d+ bytes; base tiny\n$/,
  );
});

it.each<[string, string[], RegExp]>([
  ["merge without --with", ["merge", tiny, "--out", at("x")], /required option '--with <folder>'/],
  [
    "merge of what no weight holds",
    ["merge", tiny, "--with", adapter("prompt"), "--out", at("x")],
    /"prompt" is no low-rank change/,
  ],
  ["an --out that holds something", ["merge", tiny, ...BOTH, "--out", root], /--out: .* holds something already/],
  ["combine into such", ["combine", adapter("list"), "--out", root], /--out: .* holds something already/],
  [
    "a weight in words",
    ["combine", `${adapter("list")}=half`, "--out", at("x")],
    /list=half: the weight must be a number/,
  ],
  ["an infinite weight", ["combine", `${adapter("list")}=Infinity`, "--out", at("x")], /the weight must be a number/],
  ["another way", ["combine", adapter("list"), "--by", "ties", "--out", at("x")], /'ties' is invalid/],
  ["a rank without svd", ["combine", adapter("list"), "--rank", "2", "--out", at("x")], /--rank is for --by svd/],
  [
    "rank 0",
    ["combine", adapter("list"), "--by", "svd", "--rank", "0", "--out", at("x")],
    /--rank must be a whole number, at least 1/,
  ],
  [
    "linear of two ranks",
    ["combine", adapter("list"), adapter("ranks"), "--by", "linear", "--out", at("x")],
    /is of rank 6, and in .*list of rank 4/,
  ],
  [
    "a prefix in a sum",
    ["combine", adapter("prefix"), "--out", at("x")],
    /peft_type: is PREFIX_TUNING, and only low-rank changes add up/,
  ],
  [
    "maps of other widths",
    ["combine", adapter("second"), at("narrow"), "--out", at("x")],
    /is a change of a map from 16 to 16, and in .*second from 32 to 32/,
  ],
])("%s is refused in one sentence, and leaves nothing behind", async (_, args, sentence) => {
  const { code, stdout, stderr } = await tenon(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trimEnd().split("\n").at(-1)).toMatch(sentence);
  expect(existsSync(at("x"))).toBe(false);
});
