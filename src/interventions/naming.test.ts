/** What is wrong with a person's own part names it, and the place it stands at. */
import { describe, expect, test } from "vitest";
import { newModel } from "../../tests/contracts/intervention-specimen.ts";
import { record } from "../interpretability/index.ts";
import { llama } from "../models/index.ts";
import { type Hook, Interrupted, initialize } from "../nn/index.ts";
import { lora } from "../peft/index.ts";
import { type Tensor, zeros } from "../tensor/index.ts";
import { intervene, plan, Run, routed } from "./index.ts";

const SITE = "blocks.0.mlp";
const run = (hook: unknown) =>
  new Run(newModel(), { with: [intervene("mine", SITE, () => hook as Hook)] }).read([[1, 2, 3]]);

describe("a pattern that meets nothing is named, and what is near", () => {
  const model = newModel();
  test.each([
    ["blocks.*.mixer.patern", "blocks.*.mixer.pattern"],
    ["blocks.1.mpl", "blocks.*.mlp"],
    ["block.*.mixer.{q,v}", "blocks.*.mixer.q"],
    ["Embed", "embed"],
  ])("%s", (pattern, near) => {
    const sentence = new RegExp(
      `no site of this model fits "${pattern.replace(/[*{}.]/g, "\\$&")}": near are .*${near.replaceAll("*", "\\*")}`,
    );
    expect(() => plan(model, [record("embed"), record(pattern)])).toThrow(sentence);
    expect(() => lora(model, { at: pattern })).toThrow(/^"lora": no linear map of this model fits /);
  });
});

describe("what goes wrong in a hook names intervention and site", () => {
  test.each<[string, unknown, RegExp]>([
    [
      "throws",
      () => {
        throw new TypeError("no such thing");
      },
      /: no such thing$/,
    ],
    [
      "throws what is no error",
      () => {
        throw "no";
      },
      /: no$/,
    ],
    ["gives nothing", () => undefined, /: its hook gave undefined, and must return a tensor$/],
    ["gives null", () => null, /: its hook gave null, /],
    ["gives a number", () => 1, /: its hook gave number, /],
    ["is async", async (x: Tensor) => x, /: its hook is async, /],
    [
      "is async and fails",
      async () => {
        throw new Error("late");
      },
      /: its hook is async, /,
    ],
    [
      "gives another width",
      (x: Tensor, next: (x: Tensor) => Tensor) => next(x).narrow(-1, 0, 3),
      /: its hook gave \[3, 3\], and must return \[3, 16\]/,
    ],
    ["asks with another width", (_: Tensor, next: (x: Tensor) => Tensor) => next(zeros([3, 5])), /: aten::/],
  ])("that %s", (_, hook, sentence) => {
    expect(() => run(hook)).toThrow(sentence);
    expect(() => run(hook)).toThrow(`"mine" at ${SITE}: `);
  });

  test("once, however many stand around it, and not what is the model's", () => {
    const watcher = intervene("watcher", "**", () => (x, next) => next(x));
    const thrower = intervene("thrower", SITE, () => () => {
      throw new Error("mine");
    });
    expect(() => new Run(newModel(), { with: [watcher, thrower] }).read([[1]])).toThrow(
      /^"thrower" at blocks\.0\.mlp: mine$/,
    );
    expect(() => new Run(newModel(), { with: [watcher] }).read([[9999]])).toThrow(/^(?!"watcher")/);
    const stopping = { with: [watcher], interrupt: { aborted: true } };
    expect(() => new Run(newModel(), stopping).read([[1]])).toThrow(Interrupted);
  });
});

test("a change of another model is refused before any pass", () => {
  const wide = initialize(llama({ vocabulary: 24, width: 32, depth: 1, heads: 2, kvHeads: 2, hidden: 8 }), 1);
  expect(() => plan(newModel(), [lora(wide)])).toThrow(
    /^"lora": blocks\.0\.mixer\.q: is a change of a map from 32 to 32, and the model's /,
  );
});

test("padded rows cannot be routed, and are told so", () => {
  const model = newModel();
  const run = new Run(model);
  run.begin([[], [lora(model)]]);
  expect(() => run.read(zeros([2, 3], { dtype: "int64" }))).toThrow("give lists of tokens, not padded rows");
  expect(routed(model, [[], []]).size).toBe(0);
});

test("a model without numbers says what to do, and one that is called without a pass too", () => {
  const model = llama({ vocabulary: 24, width: 16, depth: 1, heads: 2, kvHeads: 2, hidden: 8 });
  expect(() => new Run(model).read([[1]])).toThrow(
    'the weight "embed.table" has no numbers yet: initialize or load it',
  );
  expect(() => Reflect.apply(model.call, model, [zeros([1])])).toThrow("the model: call(x, pass) came without a pass");
});
