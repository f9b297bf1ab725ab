/** The layering rule: a room may import the rooms listed for it, through their `index.ts`, and nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const MAY: Readonly<Record<string, readonly string[] | "anything">> = {
  setup: [],
  tensor: ["setup"],
  nn: ["tensor"],
  models: ["nn", "tensor"],
  interventions: ["nn", "tensor"],
  quantization: ["nn", "tensor"],
  tokenizers: [],
  lm: [],
  checkpoints: ["setup", "tensor", "nn", "models", "interventions", "quantization", "tokenizers"],
  distributed: ["nn", "tensor"],
  ngram: [],
  optim: ["tensor"],
  data: ["tokenizers", "tensor"],
  evaluation: ["lm", "tokenizers"],
  generation: ["nn", "interventions", "tokenizers", "lm", "tensor"],
  training: [
    ...["nn", "models", "optim", "data", "interventions", "generation", "distributed", "checkpoints", "tokenizers"],
    ...["lm", "tensor"],
  ],
  peft: ["interventions", "nn", "tensor"],
  editing: ["interventions", "nn", "tensor"],
  interpretability: ["interventions", "nn", "tensor"],
  open: "anything",
  cli: "anything",
};

interface Import {
  readonly file: string;
  readonly target: string;
}

/** What is wrong with one import that leaves its room, or nothing. */
function offence({ file, target }: Import): string | undefined {
  const [room = ""] = file.split("/");
  const [other = ""] = target.split("/");
  if (room === other) return undefined;
  const may = MAY[room];
  if (may === undefined) return `${file}: the room "${room}" is not in the table`;
  if (may !== "anything" && !may.includes(other)) return `${file}: ${room} may not import ${other}`;
  // Set-up is plain JavaScript, a file for each thing, and has no index.
  if (other !== "setup" && target !== `${other}/index.ts`) return `${file}: imports ${target}, not ${other}/index.ts`;
  return undefined;
}

/** Imports that remain at run time; `import type` is no arrow. */
function importsOf(file: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s(?!type\b)[^"';]*?from\s+"(\.[^"]+)"|import\("(\.[^"]+)"\)/gm);
  return [...statements].map(([, fixed, lazy]) => ({
    file,
    target: normalize(join(dirname(file), fixed ?? lazy ?? "")),
  }));
}

const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.(ts|mjs)$/.test(file) && !file.endsWith(".test.ts"),
);

describe("layers", () => {
  it("hold in every source file", () => {
    const all = sources.flatMap((file) => importsOf(file, readFileSync(join("src", file), "utf8")));
    expect(all.length).toBeGreaterThan(50);
    expect(all.map(offence).filter((line) => line !== undefined)).toEqual([]);
  });

  it("are crossed by a sibling, a side door and an unknown room, and the test sees each", () => {
    expect(offence({ file: "nn/linear.ts", target: "models/index.ts" })).toMatch(/may not import models/);
    expect(offence({ file: "nn/linear.ts", target: "tensor/tensor.ts" })).toMatch(/not tensor\/index.ts/);
    expect(offence({ file: "helpers/x.ts", target: "tensor/index.ts" })).toMatch(/not in the table/);
    expect(
      importsOf("nn/x.ts", 'import {\n  a,\n} from "../models/index.ts";\nimport type { b } from "../lm/index.ts";'),
    ).toEqual([{ file: "nn/x.ts", target: "models/index.ts" }]);
  });

  it("open the network in set-up, in the language-model client and where processes meet alone", () => {
    const opens = /\bfetch\(|from "node:(?:http|https|net|tls|http2|dgram)"/;
    const opened = sources.filter((file) => opens.test(readFileSync(join("src", file), "utf8")));
    expect(opened.filter((file) => !/^(setup|lm)\/|^cli\/launch\.ts$/.test(file))).toEqual([]);
  });
});

describe("exports", () => {
  const { exports, files } = JSON.parse(readFileSync("package.json", "utf8")) as {
    exports: Record<string, string>;
    files: string[];
  };
  const rooms = new Set(sources.map((file) => relative(".", file).split("/")[0]!));

  it("are the rooms' index.ts, each of them and nothing else", () => {
    const indexed = [...rooms].filter((room) => sources.includes(`${room}/index.ts`)).sort();
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
