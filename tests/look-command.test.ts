/** `tenon trace`, `lens` and `attention` as scripts see them, on a tiny model in a folder. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { tenon } from "./built.ts";
import { tinyFolder } from "./lifetimes.ts";

const model = tinyFolder();
const here = mkdtempSync(join(tmpdir(), "tenon-look-"));
afterAll(() => {
  for (const folder of [model, here]) rmSync(folder, { recursive: true });
});
const PROMPT = "is Bonn a city";
const out = (name: string) => join(here, name);
const count = (text: string, tag: string) => text.split(`<${tag} `).length - 1;

test("trace prints one object, draws a picture, and shows it", async () => {
  const svg = out("trace.svg");
  const asked = ["trace", model, "--prompt", PROMPT, "--subject", "Bonn", "--samples", "2"];
  const { code, stdout, stderr } = await tenon([...asked, "--out", svg, "--json"]);
  expect([code, stderr.includes(`drawn into ${svg}`)]).toEqual([0, true]);
  const found = JSON.parse(stdout);
  expect(Object.keys(found)).toEqual(["tokens", "subject", "answer", "clean", "corrupted", "effects"]);
  expect(found.tokens.join("")).toBe(PROMPT);
  expect(
    found.tokens
      .slice(...found.subject)
      .join("")
      .trim(),
  ).toBe("Bonn");
  const layers = found.effects[0].length;
  expect(found.effects).toHaveLength(found.tokens.length);
  expect(found.effects.at(-1).at(-1)).toBeCloseTo(found.clean, 5);
  expect(found.effects[0]).toEqual(Array(layers).fill(found.corrupted));
  const picture = readFileSync(svg, "utf8");
  expect(count(picture, "rect")).toBe(1 + found.tokens.length * layers);
  expect(count(picture, "rect")).toBe((picture.match(/<rect [^>]*fill="/g) ?? []).length);
  expect(count(picture, "text")).toBeGreaterThanOrEqual(found.tokens.length);
  expect(picture).not.toMatch(/<image|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
  // A picture of ours is drawn anew.
  const again = await tenon([...asked, "--out", svg]);
  expect(again.code).toBe(0);
  expect(again.stdout).toMatch(/^causal trace, state restored: P\(/);
  expect(again.stdout.split("\n").filter((line) => line.startsWith("*"))).toHaveLength(
    found.subject[1] - found.subject[0],
  );
});

test("lens and attention draw pages", async () => {
  const runs = [
    ["lens", ["tokens", "said", "layers"]],
    ["attention", ["tokens", "layers"]],
  ] as const;
  for (const [command, keys] of runs) {
    const html = out(`${command}.html`);
    const { code, stdout } = await tenon([command, model, "--prompt", PROMPT, "--out", html, "--json"]);
    expect([code, Object.keys(JSON.parse(stdout))]).toEqual([0, keys]);
    expect(readFileSync(html, "utf8")).toMatch(/^<!doctype html>[\s\S]*<svg [\s\S]*<\/html>\n$/);
  }
});

describe("what cannot be is one sentence, exit code 2, and nothing is left behind", () => {
  const else_ = out("else.svg");
  writeFileSync(else_, "<svg>somebody's own</svg>");
  const trace = ["trace", "--prompt", PROMPT, "--subject"];
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      "a subject that is not there",
      [...trace, "Rome", "--out", out("a.svg")],
      /^--subject: "Rome" does not stand in the prompt$/,
    ],
    [
      "an empty subject",
      [...trace, "", "--out", out("a.svg")],
      /^--subject is empty, and must be a part of the prompt$/,
    ],
    ["no subject", ["trace", "--prompt", PROMPT], /^required option '--subject <text>' not specified$/],
    [
      "an unknown format",
      [...trace, "Bonn", "--out", out("a.png")],
      /a\.png is no picture that can be drawn: its name must end in \.svg or \.html$/,
    ],
    [
      "something else of that name",
      [...trace, "Bonn", "--out", else_],
      /else\.svg is there already, and is no picture of ours/,
    ],
    ["an unknown kind", [...trace, "Bonn", "--kind", "heads"], /^--kind must be states, mlp or attention$/],
    ["no samples", [...trace, "Bonn", "--samples", "0"], /^--samples must be a whole number from 1 to 1000$/],
    ["an empty prompt", ["lens", "--prompt", ""], /^--prompt is empty, and must be a text$/],
    ["the same of attention", ["attention", "--prompt", ""], /^--prompt is empty, and must be a text$/],
    [
      "a layer that there is not",
      ["attention", model, "--prompt", "ab", "--layer", "99", "--out", out("a.svg")],
      /^--layer is 99, and this model has layers 0 to 1$/,
    ],
    ["what rides from nowhere", ["lens", model, "--prompt", "ab", "--with", out("no")], /holds no adapter_config.json/],
  ];
  test.each(cases)("%s", async (_, args, sentence) => {
    const { code, stdout, stderr } = await tenon(args);
    expect([code, stdout]).toEqual([2, ""]);
    const [line, ...more] = stderr.trimEnd().split("\n");
    expect(more).toEqual([]);
    expect(line!.replace(/^tenon: /, "")).toMatch(sentence);
    expect(existsSync(out("a.svg"))).toBe(false);
    expect(readFileSync(else_, "utf8")).toBe("<svg>somebody's own</svg>");
    expect(readdirSync(here).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
