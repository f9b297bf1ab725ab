/** What the documents say to type: blocks of TypeScript are checked and run against the packed package, commands exist with those flags. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Project, packedProject } from "./packed.ts";

const DOCUMENTS = [
  "README.md",
  "README.zh-CN.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "examples/README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("prose/")) // which stands in the pages
    .map((name) => `docs/${name}`),
];

interface Block {
  readonly language: string;
  readonly text: string;
  /** The document and the line, as "README.md:31". */
  readonly place: string;
}

const read = (path: string) => readFileSync(path, "utf8");
const lineOf = (text: string, index: number) => text.slice(0, index).split("\n").length;

const blocks: readonly Block[] = DOCUMENTS.flatMap((path) =>
  [...read(path).matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(({ 1: language, 2: text, index }) => ({
    language: language!,
    text: text!,
    place: `${path}:${lineOf(read(path), index)}`,
  })),
);

/** Blocks of TypeScript by what they compute: one that stands in two languages, with other comments, is one. */
const programs = new Map<string, { place: string; text: string }>();
for (const { language, text, place } of blocks) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, removeComments: true };
  if (language === "ts") programs.set(ts.transpileModule(text, { compilerOptions }).outputText, { place, text });
}
const numbered = [...programs].map(([code, { place, text }], i) => ({ name: `block${i}`, place, text, code }));
const isRecipe = (code: string) => code.includes("defineRecipe(");

let project: Project;
beforeAll(() => {
  project = packedProject();
  for (const { name, text, code } of numbered) {
    writeFileSync(join(project.folder, `${name}.ts`), text);
    writeFileSync(join(project.folder, `${name}.mjs`), code);
  }
});
afterAll(() => project.remove());

test("blocks of TypeScript are free of errors, strictly", () => {
  expect(numbered.length).toBeGreaterThan(2);
  const files = numbered.map(({ name }) => join(project.folder, `${name}.ts`));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
    typeRoots: [resolve("node_modules/@types")],
  };
  const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
  expect(
    found.map(({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
  ).toEqual([]);
});

test.each(numbered)("$place runs", ({ name, code }) => {
  const cli = "node_modules/tenon/dist/cli/main.js";
  if (!isRecipe(code)) return expect(project.run(process.execPath, [`${name}.mjs`])).not.toBe("");
  project.run(process.execPath, [cli, "train", `${name}.ts`, "--smoke", "--out", name]);
  return expect(readdirSync(join(project.folder, name))).toContain("report.html");
});

/** What is said to be typed: lines of shell blocks, and code in running text that begins as a command does. */
const commands = new Map<string, string>();
for (const { language, text, place } of blocks)
  if (language === "sh")
    for (const line of text.split("\n").flatMap((line) => line.replace(/#.*/, "").split("&&")))
      if (line.trim() !== "") commands.set(line.trim(), place);
for (const path of DOCUMENTS)
  for (const { 1: code, index } of read(path).matchAll(/`((?:npx )?(?:tenon|npm) [^`]+)`/g))
    commands.set(code!, `${path}:${lineOf(read(path), index)}`);

const scripts = (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts;
const helps = new Map<string, string>();

/** What a command of the package says of itself. */
function help(words: readonly string[]): string {
  const known = helps.get(words.join(" "));
  if (known !== undefined) return known;
  const said = project.run(process.execPath, ["node_modules/tenon/dist/cli/main.js", ...words, "--help"]);
  helps.set(words.join(" "), said);
  return said;
}

/** Why a command is none, in words; nothing where it is one. */
function fault(command: string): string {
  const words = command.replace(/^npx /, "").split(/\s+/);
  if (words[0] === "npm") {
    if (words[1] !== "run") return ["install", "start", "test", "pack"].includes(words[1]!) ? "" : "no command of npm";
    return Object.hasOwn(scripts, words[2]!) ? "" : `package.json has no script "${words[2]}"`;
  }
  const names = [words[1]!];
  if (!new RegExp(`^  ${names[0]}\\b`, "m").test(help([]))) return `there is no command "${names[0]}"`;
  const inside = words[2]?.match(/^[a-z]+$/) && new RegExp(`^  ${words[2]}\\b`, "m").test(help(names));
  if (inside) names.push(words[2]!);
  const flags = (names[0] === "launch" ? words.slice(0, words.indexOf("tenon", 1)) : words).filter((word) =>
    word.startsWith("-"),
  );
  return flags
    .filter((flag) => !new RegExp(`(?<![\\w-])${flag}(?![\\w-])`).test(help(names)))
    .map((flag) => `"tenon ${names.join(" ")}" has no ${flag}`)
    .join("; ");
}

test("every command that a document names exists, with the flags it is given", () => {
  expect(commands.size).toBeGreaterThan(20);
  expect(
    [...commands]
      .map(([command, place]) => `${place}: ${command}: ${fault(command)}`)
      .filter((line) => !line.endsWith(": ")),
  ).toEqual([]);
});

test("links of documents lead to files that are there", () => {
  const dead = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
      .map(([, target]) => target!)
      .filter(
        (target) =>
          !ts.sys.fileExists(resolve(path, "..", target)) && !ts.sys.directoryExists(resolve(path, "..", target)),
      )
      .map((target) => `${path}: ${target}`),
  );
  expect(dead).toEqual([]);
});
