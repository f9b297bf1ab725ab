/**
 * What is asked of the library is checked where it comes in: whoever is given what it does not know says so in one sentence, before
 * anything else is looked at. Functions are found in the source, so that one that is added is tried as well.
 */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as checkpoints from "../src/checkpoints/index.ts";
import * as data from "../src/data/index.ts";
import * as distributed from "../src/distributed/index.ts";
import * as editing from "../src/editing/index.ts";
import * as evaluation from "../src/evaluation/index.ts";
import * as generation from "../src/generation/index.ts";
import * as interpretability from "../src/interpretability/index.ts";
import * as interventions from "../src/interventions/index.ts";
import * as jinja from "../src/jinja/index.ts";
import * as lm from "../src/lm/index.ts";
import * as models from "../src/models/index.ts";
import * as ngram from "../src/ngram/index.ts";
import * as nn from "../src/nn/index.ts";
import * as open from "../src/open/index.ts";
import * as optim from "../src/optim/index.ts";
import * as peft from "../src/peft/index.ts";
import * as quantization from "../src/quantization/index.ts";
import { check } from "../src/sentences/index.ts";
import * as tensor from "../src/tensor/index.ts";
import * as tokenizers from "../src/tokenizers/index.ts";
import * as training from "../src/training/index.ts";
import { type OptionTaker, optionTakers } from "./option-takers.ts";

const rooms: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...{ checkpoints, data, distributed, editing, evaluation, generation, interpretability, interventions, jinja, lm },
  ...{ models, ngram, nn, open, optim, peft, quantization, tensor, tokenizers, training },
};

/** Those that take options unchecked, and why. */
const UNCHECKED: Readonly<Record<string, string>> = {
  ...by("LibTorch checks its arguments", [
    "arange",
    "empty",
    "full",
    "fusedAttention",
    "ones",
    "rand",
    "randn",
    "zeros",
  ]),
  ...by("is called for each block of a pass", ["attendFused", "attendPlain", "Pass", "some", "forward"]),
  ...by("is made by the function of its architecture", ["Elmo", "Word2Vec", "assembleLlama"]),
  ...by("says for whom it checks", ["checkAnswers", "checkEmbed", "checkGenerate", "checkScore"]),
  ...by("takes what another function has made", [
    "causalRows",
    "dequantize",
    "pieceOf",
    "QuantizedWeight",
    "wholeOf",
    "translate",
  ]),
  ...by("tells or compares, and is given by programs alone", ["gradcheck", "interventionsOf", "memoryUse"]),
  ...by("reads what it knows of the settings of an answer", ["processors", "signalOf", "checkRequest", "checkRun"]),
};

function by(why: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, why]));
}

/** The error that comes of an argument in the place of the options, all before it left out; nothing where there is none. */
async function outcome({ room, name, isClass, at }: OptionTaker, asked: unknown): Promise<unknown> {
  const callee = rooms[room]![name] as () => unknown;
  const args = [...Array(at).fill(undefined), asked];
  try {
    const made: unknown = isClass ? Reflect.construct(callee, args) : Reflect.apply(callee, undefined, args);
    const isStream = typeof made === "object" && made !== null && Symbol.asyncIterator in made;
    await (isStream ? (made as AsyncIterable<unknown>)[Symbol.asyncIterator]().next() : made);
    return undefined;
  } catch (error) {
    return error;
  }
}

const takers = optionTakers(rooms).filter(({ name }) => !Object.hasOwn(UNCHECKED, name));

test("functions are found", () => {
  const names = optionTakers(rooms).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["lora", "adamW", "llama", "convert", "load", "Run", "Decoding"]));
  expect(Object.keys(UNCHECKED).filter((name) => !names.includes(name))).toEqual([]);
});

describe("what is no object of known options is refused by", () => {
  test.each(takers)("$room $name", async (taker) => {
    for (const asked of [
      { zzzz: 1 },
      { zzzz: undefined },
      null,
      1,
      "x",
      [],
      ...(taker.optional ? [] : [undefined, {}]),
    ]) {
      const error = await outcome(taker, asked);
      expect(error, `${taker.name} of ${JSON.stringify(asked)}`).toMatchObject({ sentence: true });
      const { message } = error as Error;
      expect(message).toMatch(/^\w+: .*(zzzz|missing|must|is not a field)/);
      expect(message).not.toMatch(/\n|Invalid|Zod|Cannot read|undefined \(/);
    }
  });
});

describe("did you mean", () => {
  test.each<[OptionTaker["room"], string, object, string]>([
    ["peft", "lora", { rnak: 4 }, "rank"],
    ["optim", "adamW", { weightDeacy: 1 }, "weightDecay"],
    ["checkpoints", "convert", { dtyp: "float16" }, "dtype"],
    ["models", "llama", { vocabluary: 3 }, "vocabulary"],
    ["generation", "Decoding", { procesors: [] }, "processors"],
  ])("%s %s(%j)", async (room, name, asked, meant) => {
    const taker = takers.find((one) => one.room === room && one.name === name)!;
    const [given] = Object.keys(asked);
    expect(await outcome(taker, asked)).toMatchObject({
      message: `${name}: ${given}: is not a field known here (did you mean ${meant}?)`,
    });
  });
});

const { tensor: _, ...above } = rooms; // what stands in `ops` is an operator, whatever it is asked for
const schemas = Object.entries(above).flatMap(([room, exports]) =>
  Object.entries(exports).flatMap(([name, value]) =>
    value instanceof z.ZodObject ? [{ room, name, schema: value }] : [],
  ),
);
test.each(schemas)("each field of $room $name is refused in words of ours", ({ schema }) => {
  for (const key of Object.keys(schema.shape)) {
    for (const value of [null, -1.5, Number.NaN, "?", true, [], [[]], {}, () => 1, Symbol("x"), 1n]) {
      const { fault } = check(schema, { [key]: value });
      expect(fault?.reason ?? "").not.toMatch(/Invalid|expected|received|Zod|\n/);
    }
  }
});
