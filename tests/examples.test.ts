/** The examples, as a user runs them: against the packed package, in a project of their own. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { built } from "./built.ts";

const project = mkdtempSync(join(tmpdir(), "tenon-project-"));
const modules = join(project, "node_modules");
const run = (file: string, args: readonly string[]) =>
  execFileSync(file, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

beforeAll(() => {
  built("open/index.js"); // throws where the package would be packed from an old build
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", project], {
    encoding: "utf8",
  });
  // What npm would install, without asking a registry: the package itself and the dependencies it names.
  mkdirSync(join(modules, "tenon"), { recursive: true });
  run("tar", ["xzf", packed.trim(), "-C", join(modules, "tenon"), "--strip-components=1"]);
  for (const name of readdirSync("node_modules")) {
    if (!name.startsWith(".")) symlinkSync(resolve("node_modules", name), join(modules, name));
  }
});
afterAll(() => rmSync(project, { recursive: true }));

/** Runs an example without its types, which the type checker has seen. */
function example(name: string): string {
  const text = readFileSync(`examples/${name}.ts`, "utf8");
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  writeFileSync(join(project, `${name}.mjs`), ts.transpileModule(text, { compilerOptions }).outputText);
  return run(process.execPath, [`${name}.mjs`]);
}

test("stream.ts answers in this process", () => {
  expect(example("stream")).toBe("The capital of France is Paris.");
});

test("worker.ts goes on with a text in a worker", () => {
  const story = example("worker");
  expect(story.split(" ").length).toBeGreaterThan(10);
  expect(example("worker")).toBe(story);
});

const LESSONS = {
  locality: /convolutional, pixels as they are: 9\d\.\d % right\n.*another order: [2-7]\d\.\d % right/,
  "max-margin": /max margin: .* margin 1\.0782/,
  order: /order, recurrent: (100|9\d)\.\d % right, shuffled [45]/,
  "pac-bound": /m = 77: a wrong one is left in 0, within delta/,
  "surrogate-loss": /descending on crossEntropyBits: 84.5 % wrong before, 3.5 % after/,
};

test.each(Object.entries(LESSONS))("%s.ts teaches its lesson", (name, said) => {
  expect(example(name)).toMatch(said);
});

test("every example is run here", () => {
  const names = ["stream", "worker", ...Object.keys(LESSONS)].map((name) => `${name}.ts`);
  expect(readdirSync("examples").sort()).toEqual(names.sort());
});
