/** `tenon tune`, as a user runs it: an answer that rides, Ctrl-C and a killed process, going on to the bit, and every refusal. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { start, tenon } from "./built.ts";
import { tinyFolder } from "./lifetimes.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-tune-"));
const model = tinyFolder();
afterAll(() => {
  for (const folder of [root, model]) rmSync(folder, { recursive: true });
});
const file = (name: string, contents: string | Buffer) => {
  writeFileSync(join(root, name), contents);
  return join(root, name);
};
const pairs = file(
  "pairs.jsonl",
  Array.from({ length: 10 }, (_, i) => `${JSON.stringify({ prompt: `q${i}`, completion: "abc" })}\n`).join(""),
);
const args = (out: string, ...more: string[]) => [
  "tune",
  model,
  "--data",
  pairs,
  "--out",
  out,
  "--threads",
  "1",
  ...more,
];
/** What the run has learned: the files of its newest checkpoint. */
const newest = (out: string) => {
  const folder = join(out, "checkpoints");
  return readFileSync(join(folder, readdirSync(folder).sort().at(-1)!));
};

describe("tenon tune", () => {
  it("writes what --with takes, a log and a report, and tells a program how it went", async () => {
    const out = join(root, "first");
    const run = await tenon(args(out, "--steps", "4", "--json", "--held-out", "0.2"));
    expect(run.code, run.stderr).toBe(0);
    const { steps, heldOut, answers } = JSON.parse(run.stdout);
    expect([steps, answers.length]).toEqual([4, 3]);
    expect(heldOut.after).toBeLessThan(heldOut.before);
    expect(answers[0]).toEqual({ prompt: "q4", before: expect.any(String), after: expect.any(String) });
    expect(run.stderr).toContain("step 0: held-out loss");
    expect(readFileSync(join(out, "report.html"), "utf8")).toContain("in the example");
    const asked = ["generate", model, "--prompt", "q1", "--max-tokens", "4", "--temperature", "0"];
    expect(await tenon([...asked, "--with", out])).toMatchObject({ code: 0 });
  });

  it("saves at Ctrl-C, is killed without a word, and goes on to the same bits", async () => {
    const more = ["--steps", "60", "--rank", "2"];
    const [whole, stopped, killed] = ["whole", "stopped", "killed"].map((name) => join(root, name));
    expect(await tenon(args(whole!, ...more))).toMatchObject({ code: 0 });
    for (const [out, signal] of [
      [stopped!, "SIGINT"],
      [killed!, "SIGKILL"],
    ] as const) {
      const { child, ended } = start(args(out, ...more));
      child.stderr.on("data", (text) => {
        if (/step 10: held-out/.test(String(text))) child.kill(signal);
      });
      const { code, stderr } = await ended;
      expect(code).toBe(signal === "SIGINT" ? 130 : null);
      if (signal === "SIGINT") expect(stderr).toMatch(/saved after step \d+; go on with --resume\n$/);
      expect((await tenon(args(out, ...more))).stderr).toMatch(/holds a run already: go on with --resume/);
      expect(await tenon(args(out, ...more, "--resume"))).toMatchObject({ code: 0, stdout: `${out}\n` });
      const [a, b] = [newest(out), newest(whole!)].map((bytes) => bytes.subarray(-20_000));
      expect(a!.equals(b!)).toBe(true);
      expect(readFileSync(join(out, "adapter_model.safetensors"))).toEqual(
        readFileSync(join(whole!, "adapter_model.safetensors")),
      );
    }
  });

  it("runs as a recipe by tenon train too", async () => {
    const recipe = file(
      "shop.mjs",
      `export default { name: "shop", from: ${JSON.stringify(model)}, examples: () => Array.from({ length: 9 }, (_, i) => ({ prompt: "q" + i, completion: "abc" })) };\n`,
    );
    const out = join(root, "recipe");
    expect(await tenon(["train", recipe, "--smoke", "--out", out, "--threads", "1"])).toMatchObject({
      code: 0,
      stdout: `${out}\n`,
    });
    const bad = file("bad.mjs", `export default { name: "bad", from: ${JSON.stringify(model)}, examples: () => 3 };\n`);
    expect((await tenon(["train", bad, "--out", join(root, "bad")])).stderr).toMatch(
      /bad\.mjs: examples gives 3, and must give a stream or list of examples\n$/,
    );
  });
});

describe("tenon tune refuses in one sentence, with nothing left behind,", () => {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  const good = line({ prompt: "a", completion: "b" });
  it.each<[why: string, contents: string | Buffer | undefined, more: readonly string[], sentence: RegExp]>([
    [
      "a file that is not there",
      undefined,
      ["--data", join(root, "gone.jsonl")],
      /gone\.jsonl: cannot be read: there is no such file/,
    ],
    ["a line without a completion", good + line({ prompt: "a" }), [], /bad\.jsonl: line 2: completion: is missing/],
    [
      "an answer that does not fit",
      good + line({ prompt: "a", completion: "b".repeat(50) }),
      ["--length", "32"],
      /bad\.jsonl: line 2: its answer does not fit: .* tokens, and the length is 32/,
    ],
    [
      "a message that its template cannot take",
      line({
        messages: [
          { role: "user", content: [{ type: "image_url", image_url: {} }] },
          { role: "assistant", content: "b" },
        ],
      }),
      [],
      /bad\.jsonl: line 1: .*is an image/,
    ],
    ["a pattern that meets no map", good, ["--at", "blocks.*.query"], /blocks\.\*\.query/],
    ["a pattern that cannot be read", good, ["--at", "blocks.(.q"], /blocks\.\(\.q/],
    ["rank 0", good, ["--rank", "0"], /--rank must be a whole number, at least 1/],
    ["an unknown method", good, ["--method", "lara"], /--method must be lora or rslora/],
    ["steps and epochs", good, ["--steps", "1", "--epochs", "1"], /--steps or --epochs, not both/],
    ["all held out", good, ["--held-out", "1"], /--held-out must be a number from 0 to 0\.5/],
    ["more than the model reads", good, ["--length", "4096"], /the model reads 64 tokens/],
  ])("%s", async (_, contents, more, sentence) => {
    const data = contents === undefined ? [] : ["--data", file("bad.jsonl", contents)];
    const out = join(root, "refused");
    const run = await tenon(["tune", model, ...data, "--out", out, ...more]);
    expect(run.stderr).toMatch(sentence);
    expect([run.code, run.stdout, run.stderr.trimEnd().split("\n").length]).toEqual([2, "", 1]);
    expect(existsSync(out)).toBe(false);
  });
});
