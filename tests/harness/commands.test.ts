/** `npm run prove` and `npm run bench` as a person meets them. */
import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { afterEach, expect, it, vi } from "vitest";
import { loadRow } from "../../prove/harness/rows.ts";
import { asked, figureLines } from "../../prove/harness/words.ts";
import { UsageError } from "../../src/cli/command-line.ts";
import { command, run } from "../../tools/command.ts";

/** What a script of package.json runs, behind its build. */
function script(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const words = ["--import", "./src/setup/typescript.mjs", file, ...args];
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, words, { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

it.each([
  [["--drry"], "unknown option '--drry' (Did you mean --dry?)"],
  [["--minutes"], "option '--minutes <n>' argument missing"],
  [["fail"], "what a person can mend"],
])("a mistake such as %j is one sentence and exit code 2", async (args, sentence) => {
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const program = command("prove", "Proves.").argument("[row]").option("--dry", "").option("--minutes <n>", "");
  program.action((row) => {
    if (row === "fail") throw new UsageError("what a person can mend");
  });
  await run(program, args);
  expect([process.exitCode, said.mock.calls]).toEqual([2, [[`${sentence}\n`]]]);
});

it("--help names what a person types", async () => {
  const said = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await run(command("prove", "Proves."), ["--help"]);
  expect(process.exitCode).toBeUndefined();
  expect(said.mock.calls.join("")).toContain("Usage: npm run prove -- ");
});

it.each([
  ["E01", 'nothing demonstrates row E01 of the notes yet: "npm run map" says which rows stand'],
  ["a05", "there is no row a05 (did you mean A05?)"],
  ["../A05", "there is no row ../A05"],
  ["nonsense", "there is no row nonsense"],
])("no row %s: %s", async (id, sentence) => {
  await expect(loadRow(id)).rejects.toThrow(new UsageError(sentence));
});

it("bench names the table that was meant", async () => {
  const { code, stdout, stderr } = await script("bench/run.ts", ["decod"]);
  expect([code, stdout, stderr]).toEqual([2, "", "there is no table decod (did you mean decode?)\n"]);
});

it("prove shows a demonstration and writes nothing, asked by what npm makes of `npm run prove A02 --dry`", async () => {
  const evidence = new URL("../../docs/evidence/A02.json", import.meta.url);
  const before = [readFileSync(evidence, "utf8"), statSync(evidence).ino];
  const { code, stdout } = await script("prove/harness/run.ts", ["A02"], { npm_config_dry_run: "true" });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}bigrams: 2\/15 \(asked: 2\/15\)$/m);
  expect(stdout).toMatch(/^A02: passed in .* s; nothing was written$/m);
  expect([readFileSync(evidence, "utf8"), statSync(evidence).ino]).toEqual(before);
});

it("figures stand beside what was asked of them", () => {
  expect(figureLines({ loss: 0.123456, seeds: Array(10).fill(1), kept: true }, { loss: { below: 1 } })).toEqual([
    "loss: 0.1235 (asked: below 1)",
    "seeds: 1, 1, 1, 1, 1, 1, 1, 1, and 2 more",
    "kept: true",
  ]);
  expect(asked({ above: 0, atLeast: "control: x", below: 2, atMost: 3 })).toBe(
    "above 0 and at least control: x and below 2 and at most 3",
  );
  expect([asked({ is: [1, 2] }), asked({ isNot: false }), asked({ says: "no" })]).toEqual([
    "1, 2",
    "not false",
    'says "no"',
  ]);
});
