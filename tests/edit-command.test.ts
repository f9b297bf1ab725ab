/** `tenon edit` and its folder, on a tiny model: what it prints, what it keeps, what it takes back and what it refuses. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";

import { run } from "../src/cli/program.ts";
import { LowRankDelta, Run } from "../src/interventions/index.ts";
import { EditFolder } from "../src/open/edit-folder.ts";
import { resolveWith } from "../src/open/with.ts";
import { infer, randn, seed, type Tensor } from "../src/tensor/index.ts";
import { distance } from "./contracts/model.ts";
import { fixturePath } from "./fixtures.ts";
import { tinyConfig, tinyModel } from "./tiny-lm.ts";

const here = mkdtempSync(join(tmpdir(), "tenon-edit-"));
afterAll(() => rmSync(here, { recursive: true }));

const model = tinyModel();
const base = { model, config: tinyConfig() };
const logits = (entries: readonly string[]): Tensor =>
  infer(() => new Run(model, { with: resolveWith(base, entries) }).read([[3, 1, 4, 1, 5]]).logits("all"));

/** A change that no solver made. */
function change(draw: number, at = "blocks.0.mlp.down", rank = 1): LowRankDelta {
  seed(draw);
  return new LowRankDelta("edit", new Map([[at, { a: randn([rank, 64]), b: randn([32, rank]), scale: 0.5 }]]));
}
const known = (subject: string) => ({
  facts: [{ prompt: "{} is", subject, target: "x" }],
  method: "rome",
  model: "tiny",
});
const NOW = new Date("2026-01-02T03:04:05Z");
const subjects = (path: string) => new EditFolder(path, base).edits.map(({ entry }) => entry.facts[0]!.subject);
/** A folder with these edits. */
function folder(name: string, ...deltas: LowRankDelta[]): string {
  const path = join(here, name);
  for (const [i, delta] of deltas.entries()) new EditFolder(path, base).add(known(String(i)), delta, NOW);
  return path;
}

describe("a folder of edits", () => {
  it("rides as the sum of its edits, which come back one by one", () => {
    const path = folder("sum", change(1), change(2, "blocks.1.mlp.down", 2), change(3));
    expect(subjects(path)).toEqual(["0", "1", "2"]);
    const own = infer(() =>
      new Run(model, { with: [change(1), change(2, "blocks.1.mlp.down", 2), change(3)] })
        .read([[3, 1, 4, 1, 5]])
        .logits("all"),
    );
    expect(distance(logits([path]), own) / own.abs().max().item()).toBeLessThan(1e-5);
  });

  it("gives what it gave before, to the bit, when an edit is taken back, whichever it is", () => {
    const path = folder("middle", change(1), change(2), change(3));
    const without = logits([folder("without", change(1), change(3))]);
    new EditFolder(path, base).undo(1);
    expect(subjects(path)).toEqual(["0", "2"]);
    expect(distance(logits([path]), without)).toBe(0);
  });

  it("gives the base when all is taken back, and takes edits again", () => {
    const path = folder("all", change(1), change(2));
    new EditFolder(path, base).undo("all");
    expect(distance(logits([path]), logits([]))).toBe(0);
    expect(subjects(path)).toEqual([]);
    new EditFolder(path, base).add(known("again"), change(4), NOW);
    expect(subjects(path)).toEqual(["again"]);
    expect(distance(logits([path]), logits([folder("four", change(4))]))).toBe(0);
  });

  it("is as it was where a process was killed between its two files", () => {
    const path = folder("killed", change(1));
    const log = join(path, "edits.jsonl");
    const later = folder("later", change(1), change(2));
    writeFileSync(log, readFileSync(join(later, "edits.jsonl"))); // the log is written first
    expect(subjects(path)).toEqual(["0"]);
    new EditFolder(path, base).add(known("third"), change(3), NOW);
    expect(subjects(path)).toEqual(["0", "third"]);
    expect(readFileSync(log, "utf8").trim().split("\n")).toHaveLength(2);
  });

  it("leaves nothing behind where it cannot be written", () => {
    writeFileSync(join(here, "file"), "x");
    expect(() => folder("file/never", change(1))).toThrow(/never: cannot be read: /);
    expect(readdirSync(here).filter((name) => /never|partial/.test(name))).toEqual([]);
  });

  it("refuses what it did not make, in a sentence", () => {
    const path = folder("strange", change(1));
    writeFileSync(join(path, "edits.jsonl"), "");
    expect(() => new EditFolder(path, base)).toThrow(
      /^.*strange: holds a change of "blocks.0.mlp.down" that edits.jsonl does not know/,
    );
    writeFileSync(join(path, "edits.jsonl"), "{]\n");
    expect(() => new EditFolder(path, base)).toThrow(/edits.jsonl: line 1: is not JSON$/);
    writeFileSync(join(path, "edits.jsonl"), '{"facts": []}\n');
    expect(() => new EditFolder(path, base)).toThrow(/edits.jsonl: line 1: facts/);
    mkdirSync(join(here, "else"));
    writeFileSync(join(here, "else", "notes.txt"), "x");
    expect(() => new EditFolder(join(here, "else"), base)).toThrow(
      /holds something else than edits: it has no edits.jsonl/,
    );
    expect(() => new EditFolder(join(here, "else", "notes.txt"), base)).toThrow(
      /is a file, and edits are kept in a folder/,
    );
  });
});

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
    return { code: await run(["edit", ...args]), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = undefined;
  }
}

describe("tenon edit", () => {
  const base = fixturePath("checkpoints/tiny.gguf");
  const fact = ["--prompt", "the {} is in", "--subject", "tower", "--target", "abc"];

  it("edits, lists and takes back", async () => {
    const out = join(here, "edited");
    const made = await tenon(base, ...fact, "--method", "ft", "--out", out, "--json");
    expect(made.code, made.stderr).toBe(0);
    const said = JSON.parse(made.stdout);
    expect(Object.keys(said)).toEqual(["fact", "before", "after", "worse", "seconds"]);
    expect(said.fact).toEqual({ prompt: "the {} is in", subject: "tower", target: "abc" });
    expect(said.after.target).toBeGreaterThan(said.before.target);
    const second = await tenon(
      base,
      "--prompt",
      "we saw the tower of",
      "--subject",
      "tower",
      "--target",
      "x",
      "--method",
      "ft-l",
      "--out",
      out,
    );
    expect(second.stdout).toMatch(/^what got worse\n.*\n {2}after: /s);
    expect((await tenon("--out", out, "--list")).stdout).toBe(
      "1  ft  the tower is in abc\n2  ft-l  we saw the tower of x\n",
    );
    expect((await tenon("--out", out, "--undo", "1")).stdout).toBe("1  ft-l  we saw the tower of x\n");
    expect(JSON.parse((await tenon("--out", out, "--undo", "all", "--json")).stdout)).toEqual({ edits: [] });
    const none = await tenon("--out", out, "--undo");
    expect(none).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/holds no edit to take back\n$/) });
  });

  it.each([
    [
      "a subject that is not in the prompt",
      ["--prompt", "a b", "--subject", "tower", "--target", "x"],
      /the subject "tower" is not in the prompt "a b"/,
    ],
    [
      "an empty target",
      ["--prompt", "the {} is", "--subject", "tower", "--target", " "],
      /the target of "the tower is" is empty/,
    ],
    [
      "an empty subject",
      ["--prompt", "the {} is", "--subject", "", "--target", "x"],
      /the subject of "the {} is" is empty/,
    ],
    [
      "two places for the subject",
      ["--prompt", "{} {}", "--subject", "tower", "--target", "x"],
      /has 2 places for the subject/,
    ],
    ["no target", ["--prompt", "the {} is", "--subject", "tower"], /an edit needs --target, or --facts/],
    ["a method that there is not", [...fact, "--method", "magic"], /Allowed choices are rome, memit, ft, ft-l/],
    ["facts beside a fact", [...fact, "--facts", "x.jsonl"], /--facts goes without --prompt/],
    ["facts that are not there", ["--facts", join(here, "none.jsonl")], /none.jsonl: cannot be read/],
    ["a list beside a fact", [...fact, "--list"], /go without a fact/],
    [
      "a subject that is the text's first token",
      ["--prompt", "{} is", "--subject", "x", "--target", "y"],
      /^tenon: ROME cannot edit "x is"/,
    ],
  ])("refuses %s", async (_, args, sentence) => {
    const out = join(here, "refused");
    const { code, stdout, stderr } = await tenon(base, ...args, "--out", out);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(existsSync(out)).toBe(false);
  });
});
