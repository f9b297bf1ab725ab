import { describe, expect, it } from "vitest";
import { exportsOf, parse, reached } from "../../prove/harness/closure.ts";

const importsOf = (text: string) => parse("src/nn/x.ts", text).imports;

describe("imports", () => {
  it("are those that remain at run time, with the names that are taken", () => {
    const text = `
      import { a, type B, c as d } from "./y.ts";
      import type { E } from "../lm/index.ts";
      import { type F } from "../lm/index.ts";
      import * as all from "../tensor/index.ts";
      import one from "./z.mjs";
      import "./effects.ts";
      import { readFileSync } from "node:fs";
      import { row } from "tenon/models";
      const late = () => import("./late.ts");
      // import { no } from "./comment.ts";
      const no = 'import { no } from "./string.ts"';
    `;
    expect(importsOf(text)).toEqual([
      { target: "src/nn/y.ts", names: ["a", "c"], atLoad: true },
      { target: "src/tensor/index.ts", names: "all", atLoad: true },
      { target: "src/nn/z.mjs", names: ["default"], atLoad: true },
      { target: "src/nn/effects.ts", names: "all", atLoad: true },
      { target: "src/models/index.ts", names: ["row"], atLoad: true },
      { target: "src/nn/late.ts", names: "all", atLoad: false },
    ]);
  });

  it("stand for their source where what is compiled is taken", () => {
    expect(parse("prove/worlds/killed-run.mjs", 'import { a } from "../../dist/nn/index.js";').imports[0]!.target).toBe(
      "src/nn/index.ts",
    );
  });
});

describe("exports", () => {
  it("are a file's own and those that it gives on, and no types", () => {
    const names = exportsOf("src/ngram/index.ts");
    expect(names.has("katz")).toBe(true);
    expect(names.has("NgramModel")).toBe(true);
    expect(names.has("Counts")).toBe(false);
  });
});

describe("what a demonstration reaches", () => {
  const { sources, fixtures } = reached("prove/rows/A/A18.ts");

  it("goes through a room's index to the files of the names that it takes, and from these on", () => {
    for (const file of ["nn/cells.ts", "nn/linear.ts", "optim/adamw.ts", "tensor/tensor.ts"])
      expect(sources).toContain(`src/${file}`);
    for (const file of ["nn/attention.ts", "nn/index.ts", "ngram/katz.ts"])
      expect(sources).not.toContain(`src/${file}`);
  });

  it("holds fixtures by name, by folder and by pattern", () => {
    expect(fixtures).toEqual(["tests/fixtures/recurrent/cells.json.gz"]);
    expect(reached("prove/rows/D/D01.ts").fixtures).toContain("tests/fixtures/llama/tiny/model.safetensors");
    expect(reached("prove/rows/B/B03.ts").fixtures).toContain("tests/fixtures/tokenizers/smollm2.jsonl.gz");
  });

  it("holds what runs in other processes and threads", () => {
    expect(reached("prove/rows/J/J16.ts").sources).toContain("src/distributed/data-parallel.ts");
    expect(reached("prove/rows/house/damage.ts").sources).toContain("src/tokenizers/tokenizer-json.ts");
    expect(reached("prove/rows/house/kills.ts").sources).toContain("src/training/checkpoint.ts");
  });

  it("holds what examples take by the package's own name", () => {
    expect(reached("prove/rows/A/A21.ts").sources).toContain("src/tensor/autograd.ts");
  });
});
