/**
 * The layering rule: a room may import the rooms listed for it, through their `index.ts`, and nothing else. What stands around the
 * rooms, tests, demonstrations and examples, has rules of its own.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { type Import, parse } from "../prove/harness/closure.ts";

const MAY: Readonly<Record<string, readonly string[] | "anything">> = {
  setup: [],
  sentences: ["setup"],
  pictures: [],
  tensor: ["setup", "sentences"],
  nn: ["sentences", "tensor"],
  models: ["sentences", "nn", "tensor"],
  interventions: ["sentences", "nn", "tensor"],
  quantization: ["sentences", "nn", "tensor"],
  jinja: [],
  tokenizers: ["sentences", "jinja", "lm"],
  lm: ["sentences"],
  checkpoints: ["sentences", "setup", "tensor", "nn", "models", "interventions", "quantization", "tokenizers"],
  distributed: ["sentences", "nn", "tensor"],
  ngram: ["sentences"],
  optim: ["sentences", "tensor"],
  data: ["sentences", "tokenizers", "tensor"],
  evaluation: ["sentences", "lm", "tokenizers"],
  generation: ["sentences", "nn", "interventions", "tokenizers", "lm", "tensor"],
  training: [
    ...["nn", "models", "optim", "data", "interventions", "generation", "distributed", "checkpoints", "tokenizers"],
    ...["lm", "peft", "pictures", "sentences", "tensor"],
  ],
  peft: ["sentences", "interventions", "nn", "tensor"],
  editing: ["sentences", "interventions", "nn", "optim", "generation", "tensor"],
  interpretability: ["sentences", "interventions", "nn", "tensor"],
  open: "anything",
  cli: "anything",
};

/** An import and who has it; paths from the root of the repository. */
type Arrow = Import & { readonly file: string };

/** What is wrong with an import of a room's that leaves it, or nothing. */
function offence({ file, target }: Pick<Arrow, "file" | "target">): string | undefined {
  const [, room = ""] = file.split("/");
  if (!target.startsWith("src/")) return `${file}: imports ${target}, which is no room`;
  const [, other = ""] = target.split("/");
  if (room === other) return undefined;
  const may = MAY[room];
  if (may === undefined) return `${file}: the room "${room}" is not in the table`;
  if (may !== "anything" && !may.includes(other)) return `${file}: ${room} may not import ${other}`;
  // Set-up is plain JavaScript, a file for each thing, and has no index.
  if (other !== "setup" && target !== `src/${other}/index.ts`)
    return `${file}: imports ${target}, not src/${other}/index.ts`;
  return undefined;
}

/** What stands around the rooms, most particular first, and what it may import. */
const AROUND: readonly (readonly [zone: RegExp, may: RegExp])[] = [
  [/^src\/.*\.test\.ts$/, /^(src|prove\/worlds|tests|tools)\//],
  [
    /^prove\/harness\//,
    /^(prove\/harness\/|src\/tensor\/index\.ts$|src\/cli\/(command-line|flags)\.ts$|src\/setup\/|tests\/draws\.ts$|tools\/)/,
  ],
  [/^prove\/worlds\//, /^(src\/\w+\/index\.ts$|prove\/(worlds|harness)\/|tests\/|examples\/|recipes\/)/],
  [/^prove\/course\//, /^prove\/(course|harness)\//],
  [/^prove\//, /^(src\/|prove\/(worlds|harness|damage)\/|tests\/|examples\/)/],
  [/^mutate\//, /^(mutate|prove\/harness)\//],
  [/^tests\//, /^(src|prove\/(worlds|harness|course)|mutate|tests|examples|tools)\//],
  [/^examples\//, /^(src\/\w+\/index\.ts$|examples\/)/],
];

/** What is wrong with an import of a file that is no room's, or nothing. */
function offenceAround({ file, target }: Pick<Arrow, "file" | "target">): string | undefined {
  const [zone, may] = AROUND.find(([zone]) => zone.test(file)) ?? [];
  if (may === undefined) return `${file}: stands nowhere`;
  if (target.endsWith(".test.ts")) return `${file}: imports the test ${target}`;
  return may.test(target) ? undefined : `${file}: ${zone} may not import ${target}`;
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|mjs)$/.test(file) && !file.includes("node_modules"))
    .map((file) => join(folder, file));

const isTest = (file: string) => file.endsWith(".test.ts");
const sources = filesIn("src").filter((file) => !isTest(file));
const around = [...filesIn("src").filter(isTest), ...["prove", "tests", "examples", "mutate"].flatMap(filesIn)];

function arrowsOf(file: string): Arrow[] {
  const { imports, through, stars } = parse(file);
  const given = [...stars, ...[...through.values()].map(({ target }) => target)];
  return [...imports, ...given.map((target) => ({ target, names: "all", atLoad: true }) as const)].map((each) => ({
    ...each,
    file,
  }));
}

/** Names, types too, that a room declares and exports; what it gives on from another room is not its own. */
function ownNames(room: string): string[] {
  const path = `src/${room}/index.ts`;
  const names: string[] = [];
  for (const statement of ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest).statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) continue;
    if (!ts.isStringLiteral(statement.moduleSpecifier) || !statement.moduleSpecifier.text.startsWith("./")) continue;
    if (statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause))
      names.push(...statement.exportClause.elements.map(({ name }) => name.text));
  }
  return names;
}

/** Groups of files that wait for each other when they are loaded. */
function circles(arrows: readonly Arrow[]): string[][] {
  const to = new Map<string, string[]>();
  for (const { file, target, atLoad } of arrows) if (atLoad) to.set(file, [...(to.get(file) ?? []), target]);
  const reach = (from: string) => {
    const seen = new Set<string>();
    const waiting = [...(to.get(from) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...(to.get(next) ?? []));
    }
    return seen;
  };
  const reached = new Map([...to.keys()].map((file) => [file, reach(file)]));
  const inCircle = [...to.keys()].filter((file) => reached.get(file)!.has(file));
  const groups = inCircle.map((file) =>
    inCircle.filter((other) => reached.get(file)!.has(other) && reached.get(other)!.has(file)).sort(),
  );
  return [...new Map(groups.map((group) => [group.join(" "), group])).values()];
}

describe("layers", () => {
  const arrows = sources.flatMap(arrowsOf);

  it("hold in every source file", () => {
    expect(arrows.length).toBeGreaterThan(50);
    expect(arrows.map(offence).filter((line) => line !== undefined)).toEqual([]);
  });

  it("are crossed by a sibling, a side door and an unknown room, and the test sees each", () => {
    expect(offence({ file: "src/nn/linear.ts", target: "src/models/index.ts" })).toMatch(/may not import models/);
    expect(offence({ file: "src/nn/linear.ts", target: "src/tensor/tensor.ts" })).toMatch(/not src\/tensor\/index.ts/);
    expect(offence({ file: "src/helpers/x.ts", target: "src/tensor/index.ts" })).toMatch(/not in the table/);
    expect(offence({ file: "src/nn/linear.ts", target: "prove/worlds/adding.ts" })).toMatch(/no room/);
  });

  it("hold around the rooms too: tests, demonstrations, examples", () => {
    expect(
      around
        .flatMap(arrowsOf)
        .map(offenceAround)
        .filter((line) => line !== undefined),
    ).toEqual([]);
  });

  it("are crossed by a test of a row, a harness that knows a model and an example's side door, and the test sees each", () => {
    const crossed = [
      { file: "src/nn/x.test.ts", target: "prove/rows/A/A18.ts" },
      { file: "tests/x.test.ts", target: "prove/rows/A/A18.ts" },
      { file: "prove/harness/row.ts", target: "src/nn/index.ts" },
      { file: "prove/worlds/x.ts", target: "prove/rows/A/A18.ts" },
      { file: "prove/worlds/x.ts", target: "src/nn/linear.ts" },
      { file: "prove/rows/A/A18.ts", target: "tests/rows/first.test.ts" },
      { file: "examples/x.ts", target: "src/nn/linear.ts" },
    ];
    for (const arrow of crossed) expect(offenceAround(arrow), arrow.file).toMatch(/may not import|imports the test/);
  });

  it("have no circle within a room when it is loaded", () => {
    expect(
      circles(arrows)
        .map((group) => group.join(" "))
        .sort(),
    ).toEqual([]);
    const circle = [["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]].map(([file, target]) => ({ file: file!, target: target!, names: "all" as const, atLoad: true })); // biome-ignore format: one line
    expect(circles(circle)).toEqual([["a", "b", "c"]]);
    expect(circles(circle.map((arrow) => ({ ...arrow, atLoad: arrow.file !== "c" })))).toEqual([]);
  });

  it("export no name from two rooms", () => {
    const rooms = new Map<string, string[]>();
    for (const room of Object.keys(MAY).filter((room) => sources.includes(`src/${room}/index.ts`)))
      for (const name of ownNames(room)) rooms.set(name, [...(rooms.get(name) ?? []), room]);
    const twice = [...rooms].filter(([, of]) => of.length > 1).map(([name, of]) => `${name}: ${of.join(", ")}`);
    expect(twice).toEqual([]);
  });

  it("open the network in set-up, in the language-model client and where processes meet alone", () => {
    const opens = /\bfetch\(|from "node:(?:http|https|net|tls|http2|dgram)"/;
    const opened = sources.filter((file) => opens.test(readFileSync(file, "utf8")));
    expect(opened.filter((file) => !/^src\/((setup|lm)\/|cli\/launch\.ts$)/.test(file))).toEqual([]);
  });
});

describe("exports", () => {
  const { exports, files } = JSON.parse(readFileSync("package.json", "utf8")) as {
    exports: Record<string, string>;
    files: string[];
  };
  const rooms = new Set(sources.map((file) => relative("src", file).split("/")[0]!));

  it("are the rooms' index.ts, each of them and nothing else", () => {
    const indexed = [...rooms].filter((room) => sources.includes(`src/${room}/index.ts`)).sort();
    const exported = Object.keys(exports).filter((key) => key !== "." && key !== "./package.json");
    expect(exported.map((key) => key.slice(2)).sort()).toEqual(indexed.filter((room) => room !== "open"));
    for (const [key, target] of Object.entries(exports)) {
      if (key === "./package.json") continue;
      expect(target).toBe(`./dist/${key === "." ? "open" : key.slice(2)}/index.js`);
    }
  });

  it("ship what set-up needs to compile the addon", () => {
    expect(files).toEqual(expect.arrayContaining(["dist", "native"]));
  });
});
