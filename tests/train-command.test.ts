/** `tenon train`, as a user runs it: every recipe at smoke size, Ctrl-C, and going on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadModel } from "../src/checkpoints/index.ts";
import { type Entry, readLog } from "../src/training/index.ts";
import { built, start, tenon } from "./built.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-recipes-"));
afterAll(() => rmSync(root, { recursive: true }));

/** Recipes that tune SmolLM2. */
const TUNINGS = ["financial-tone.ts", "invented-medicines.ts"];

/** A folder of forty poems, as chinese-poetry lays them out. */
function poems(): string {
  const folder = join(root, "poems");
  mkdirSync(folder, { recursive: true });
  const poem = (i: number) => ({
    title: `春曉${i}`,
    paragraphs: ["春眠不覺曉，處處聞啼鳥。", "夜來風雨聲，花落知多少。"],
  });
  writeFileSync(join(folder, "poems.json"), JSON.stringify(Array.from({ length: 40 }, (_, i) => poem(i))));
  return folder;
}

describe("tenon train", () => {
  for (const file of readdirSync("recipes").filter((name) => !TUNINGS.includes(name))) {
    it(`takes two steps of ${file} and writes a model, its numbers and a report`, async () => {
      const out = join(root, file);
      const data = file.startsWith("poems") ? ["--data", poems()] : [];
      const args = ["--smoke", "--out", out, ...data, "--threads", "1"];
      const run = await tenon(["train", `recipes/${file}`, ...args]);
      expect(run).toMatchObject({ code: 0, stdout: `${out}\n` });
      expect(run.stderr).toContain("bits per byte held-out");
      const report = readFileSync(join(out, "report.html"), "utf8");
      expect(report).toContain("modified Kneser-Ney 5-gram of words");
      expect(report.match(/<svg/g)).toHaveLength(2);
      expect(readFileSync(join(out, "metrics.jsonl"), "utf8").match(/"kind":"step"/g)).toHaveLength(2);
      expect(existsSync(join(out, "tokenizer.json"))).toBe(true);
      expect(loadModel(out).config.kind).toBe("llama");
    });
  }

  it.each(TUNINGS)("takes two steps of %s and writes what it has learned, its numbers and a report", async (file) => {
    const out = join(root, file);
    const run = await tenon(["train", `recipes/${file}`, "--smoke", "--out", out, "--threads", "1"]);
    expect(run).toMatchObject({ code: 0, stdout: `${out}\n` });
    expect(readFileSync(join(out, "metrics.jsonl"), "utf8").match(/"kind":"step"/g)).toHaveLength(2);
    expect(readFileSync(join(out, "report.html"), "utf8")).toContain("in the example");
  });

  it("trains on a text file without a recipe", async () => {
    const text = join(root, "input.txt");
    writeFileSync(text, Array.from({ length: 900 }, (_, i) => `This is line number ${i}.`).join("\n"));
    const out = join(root, "text");
    const run = await tenon(["train", "--data", text, "--smoke", "--out", out, "--threads", "1"]);
    expect(run).toMatchObject({ code: 0, stdout: `${out}\n` });
    expect(loadModel(out).config.kind).toBe("llama");
    expect((await tenon(["train"])).stderr).toBe("tenon: say what to train: a recipe, or texts with --data\n");
  });

  it("refuses a folder that holds a run, a missing recipe, and poems where there are none, in a sentence", async () => {
    const again = await tenon(["train", "recipes/sotu-tiny.ts", "--smoke", "--out", join(root, "sotu-tiny.ts")]);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/holds a run already: go on with --resume, or name another folder with --out\n$/);
    expect((await tenon(["train", "recipes/none.ts"])).stderr).toBe(
      "tenon: recipes/none.ts: there is no such recipe\n",
    );
    const nowhere = ["--smoke", "--out", join(root, "none"), "--data", root];
    const empty = await tenon(["train", "recipes/poems-tiny.ts", ...nowhere]);
    expect(empty.stderr).toMatch(/has no poems: give a folder of JSON files with --data\n$/);
  });

  it("says where a recipe's file is wrong, and prints no stack", async () => {
    const file = (name: string, text: string) => {
      writeFileSync(join(root, name), text);
      return join(root, name);
    };
    const said: [string, RegExp][] = [
      [file("open.ts", "export default {\n  name: 'a',\n"), /open\.ts:3:1: '}' expected\.\n$/],
      [file("open.mjs", "export default {\n  name: }\n"), /open\.mjs:2:9: Expression expected\.\n$/],
      [file("thrown.mjs", "\nthrow new Error('no')"), /thrown\.mjs:2:7: Error: no\n$/],
      [file("alone.mjs", 'import "tenon/training";'), /alone\.mjs: its default export is no recipe/],
      [file("none.mjs", "export default 3"), /none\.mjs: its default export is no recipe/],
      [
        file("data.json", "{}"),
        /data\.json: a recipe is a TypeScript or JavaScript file, whose name ends in \.ts, \.mts, \.js, \.mjs\n$/,
      ],
      [root, /: is a folder, and a recipe is a file\n$/],
    ];
    const runs = await Promise.all(said.map(([path]) => tenon(["train", path])));
    for (const [i, { code, stderr }] of runs.entries()) {
      expect(stderr).toMatch(said[i]![1]);
      expect([code, stderr.includes("    at ")]).toEqual([2, false]);
    }
  });

  it("refuses a folder in which another run is under way, and leaves none where nothing came of it", async () => {
    const out = join(root, "used");
    mkdirSync(out);
    const holder = spawn("flock", [out, "sh", "-c", "echo held; exec cat"]);
    await once(holder.stdout, "data");
    const args = ["train", "recipes/sotu-start.ts", "--smoke", "--out", out];
    expect(await tenon(args)).toMatchObject({ code: 2, stderr: `tenon: ${out} is in use by another run\n` });
    holder.stdin.end();
    const none = join(root, "nothing");
    await tenon(["train", "recipes/poems-tiny.ts", "--smoke", "--out", none, "--data", root]);
    expect(existsSync(none)).toBe(false);
  });

  it("trains in two processes on halves of each batch as in one on the whole", async () => {
    const args = ["train", "recipes/sotu-start.ts", "--smoke", "--threads", "1"];
    const [pair, alone] = [join(root, "pair"), join(root, "alone")];
    const command = [process.execPath, built("cli/main.js").pathname, ...args];
    const launched = await tenon(["launch", "-n", "2", ...command, "--out", pair]);
    expect(launched).toMatchObject({ code: 0, stdout: `${pair}\n` }); // of rank 0 alone; weights that differ are an error
    await tenon([...args, "--out", alone]);
    const [of, ofWhole] = [pair, alone].map((out) => readLog(join(out, "metrics.jsonl")));
    expect(of!.map(({ kind, step }) => [kind, step])).toEqual(ofWhole!.map(({ kind, step }) => [kind, step]));
    const first = (entries: Entry[]) => entries.find((entry) => entry.kind === "step")!;
    expect(first(of!).gradientNorm / first(ofWhole!).gradientNorm).toBeCloseTo(1, 2);
    expect(first(of!).loss / first(ofWhole!).loss).toBeCloseTo(1, 3); // of all rows, though rank 0 saw its half
  });

  it("saves at Ctrl-C and goes on where it was", async () => {
    const out = join(root, "interrupted");
    const args = ["train", "recipes/sotu-tiny.ts", "--smoke", "--steps", "8", "--out", out, "--threads", "1"];
    const { child, ended } = start(args);
    child.stderr.on("data", (text) => {
      if (String(text).includes("step 2: held-out")) child.kill("SIGINT");
    });
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    const [, saved] = /saved after step (\d+); go on with --resume/.exec(stderr)!;
    expect(Number(saved)).toBeLessThan(8);
    const other = await tenon([...args, "--seed", "9", "--resume"]);
    expect(other.stderr).toMatch(/seed: was 0 in the run to be resumed and is 9 now: name another folder/);
    const resumed = await tenon([...args, "--resume", "--steps", "10", "--no-baselines"]);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain(
      "steps: was 8 and is 10 now, and so from here on the schedule is that of a run so long",
    );
    expect(readFileSync(join(out, "report.html"), "utf8")).not.toContain("Kneser-Ney");
    const steps = readFileSync(join(out, "metrics.jsonl"), "utf8").match(/(?<="kind":"step","step":)\d+/g)!;
    expect(steps.map(Number)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
  });
});
