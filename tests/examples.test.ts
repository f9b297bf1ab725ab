/** The examples, as a user runs them: against the packed package, in a project of their own. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Project, packedProject } from "./packed.ts";

let project: Project;
beforeAll(() => {
  project = packedProject();
});
afterAll(() => project.remove());

/** Runs an example without its types, which the type checker has seen. */
function example(name: string): string {
  const text = readFileSync(`examples/${name}.ts`, "utf8");
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  writeFileSync(join(project.folder, `${name}.mjs`), ts.transpileModule(text, { compilerOptions }).outputText);
  return project.run(process.execPath, [`${name}.mjs`]);
}

const EXAMPLES = {
  stream: /^The capital of France is Paris\.$/,
  worker: /^(\S+\s+){10}/,
  endpoint: /^The Rhine, the Elbe\.$/,
  "tool-call": /^add\(19,23\)\n19 and 23 make 42\.$/m,
  embed: /^0\.[45]\d\d {2}I cannot log in.*\n0\.[01]\d\d {2}The soup/,
  convert: /^138 MiB in Q8_0\nThe capital of France is Paris\.$/m,
  recipe: /^speeches-small: 200 steps of 512 tokens, cosine from 0\.001$/m,
  hook: /nothing: P\(Paris\) 0\.7.*\n.*layer 0: P\(Paris\) 0\.0/,
  trace: /P\(" Rome"\) 0\.7\d\d, under noise 0\.[0-2][\s\S]*\n\* um [^\n]*[=+*#%]{2}/,
  lora: /cat is called a "c\nThe carpenter's cat is called Mort/,
  tune: /^loss \d\.\d\d to 0\.\d\d\n(?!Odile).*\nOdile does, on Fridays\.\n$/s,
  edit: /Colosseum is located in the city of Rome; edited: Berlin\n.*Colosseum travel.*edited: Berlin\n.*Gate.*edited: Berlin\n.*Eiffel.*edited: Paris/,
  routed: /^plain: (.*), alone: \1\nlora: (?!\1)(.*), alone: \2\nsilence: (?!\1)(.*), alone: \3$/m,
};

const LESSONS = {
  locality: /convolutional, pixels as they are: 9\d\.\d % right\n.*another order: [2-7]\d\.\d % right/,
  "max-margin": /max margin: .* margin 1\.0782/,
  order: /order, recurrent: (100|9\d)\.\d % right, shuffled [45]/,
  "pac-bound": /m = 77: a wrong one is left in 0, within delta/,
  "surrogate-loss": /descending on crossEntropyBits: 84.5 % wrong before, 3.5 % after/,
};

test.each(Object.entries({ ...EXAMPLES, ...LESSONS }))("%s.ts says what it is for", (name, said) => {
  expect(example(name)).toMatch(said);
});

test("every example is run here, and stands in the index", () => {
  const names = [...Object.keys(EXAMPLES), ...Object.keys(LESSONS)].map((name) => `${name}.ts`);
  expect(readdirSync("examples").sort()).toEqual([...names, "README.md"].sort());
  const index = readFileSync("examples/README.md", "utf8");
  expect([...index.matchAll(/^\| \[(.*)\]\(\1\)/gm)].map(([, name]) => name).sort()).toEqual(names.sort());
});
