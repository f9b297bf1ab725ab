/** What `console.log` shows of the things that people hold: never megabytes. */
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { tinyTokenizer } from "../../tests/contracts/tiny-tokenizer.ts";
import { Run } from "../interventions/index.ts";
import { llama } from "../models/index.ts";
import { lora } from "../peft/index.ts";
import { ids, zeros } from "../tensor/index.ts";
import { initialize, printTree } from "./index.ts";

const make = () => llama({ vocabulary: 24, width: 16, depth: 2, heads: 2, kvHeads: 2, hidden: 32 });

test("a model is its tree, with and without numbers", () => {
  const model = make();
  for (const text of [inspect(model), `${model}`, inspect(initialize(model, 1))]) expect(text).toBe(printTree(model));
  expect(inspect(model.embed.table)).toMatch(/^Tensor float32 \[24, 16\] \[\[/);
  expect(inspect(make().embed.table)).toBe("Tensor float32 [24, 16] on meta without numbers");
});

test("what goes with it is one line", () => {
  const model = initialize(make(), 1);
  const delta = lora(model, { rank: 4 });
  const run = new Run(model, { with: [delta] });
  run.begin(2);
  const lines = [
    [delta, 'LowRankDelta "lora": 4 maps, rank 4'],
    [run, 'Run of Decoder under "lora": 2 sequences of [0, 0] tokens'],
    [tinyTokenizer(), "Tokenizer of 273 tokens"],
    [ids([1, 2]), "Tensor int64 [2] [1, 2]"],
  ] as const;
  for (const [value, line] of lines) expect([inspect(value), String(value)]).toEqual([line, line]);
  expect(inspect(zeros([1000, 1000])).length).toBeLessThan(500);
});
