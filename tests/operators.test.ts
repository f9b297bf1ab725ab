/** 300 operators, chosen at random, give what PyTorch gives. `tools/operator_parity.py` wrote the calls. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { build, fromData, hasOperator, ops, schemas, scope, Tensor } from "../src/tensor/index.ts";
import { parseSchema, type Schema } from "../src/tensor/schema.ts";
import { fixture } from "./fixtures.ts";

const Stored = z.strictObject({ dtype: z.string(), shape: z.array(z.int()), base64: z.base64() });
const Value = z.lazy(
  (): z.ZodType => z.union([z.null(), z.boolean(), z.number(), z.string(), Stored, z.array(Value), Default]),
);
const Default = z.strictObject({ default: z.literal(true) });
const OperatorsFixture = z.strictObject({
  torch: z.string(),
  seed: z.int(),
  operators: z.array(
    z.strictObject({
      name: z.string(),
      overload: z.string(),
      schema: z.string(),
      calls: z.array(z.strictObject({ arguments: z.array(Value), returns: z.array(Value) })).min(1),
    }),
  ),
});
type Operator = z.infer<typeof OperatorsFixture>["operators"][number];

const arrays = {
  bool: Uint8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  float32: Float32Array,
  float64: Float64Array,
  complex64: Float32Array,
  complex128: Float64Array,
} as const;

function elements({ dtype, base64 }: z.infer<typeof Stored>): NodeJS.TypedArray {
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  return new arrays[dtype as keyof typeof arrays](bytes.buffer);
}

const stored = (value: unknown): value is z.infer<typeof Stored> => Stored.safeParse(value).success;

function argument(value: unknown): unknown {
  if (stored(value)) return fromData(elements(value), value.shape, value.dtype as keyof typeof arrays);
  if (Default.safeParse(value).success) return undefined;
  return Array.isArray(value) ? value.map(argument) : value;
}

/** Arguments by position, and the keyword-only ones by name. */
function call({ name, overload }: Operator, { arguments: declared }: Schema, given: readonly unknown[]): unknown {
  const values = given.map(argument);
  const options = Object.fromEntries(
    declared.flatMap(({ keywordOnly, name }, i) => (keywordOnly && values[i] !== undefined ? [[name, values[i]]] : [])),
  );
  const positional = values.filter((_, i) => !declared[i]!.keywordOnly);
  const [namespace = "", operator = ""] = name.split("::");
  const table = ops as unknown as Record<string, Record<string, Record<string, (...args: unknown[]) => unknown>>>;
  return table[namespace]![operator]![overload]!(...positional, ...(Object.keys(options).length > 0 ? [options] : []));
}

/** Whole numbers and truth values to the bit, floats to 1e-6 of the largest among them. */
function compare(found: unknown, wanted: unknown): void {
  if (Array.isArray(wanted)) {
    expect(found).toHaveLength(wanted.length);
    wanted.forEach((each, i) => {
      compare((found as unknown[])[i], each);
    });
  } else if (stored(wanted)) {
    expect(found).toBeInstanceOf(Tensor);
    const tensor = found as Tensor;
    expect([tensor.dtype, tensor.shape]).toEqual([wanted.dtype, wanted.shape]);
    near(tensor.data(), elements(wanted));
  } else if (typeof wanted === "number") {
    expect(Math.abs((found as number) - wanted)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(wanted)));
  } else {
    expect(found).toBe(wanted);
  }
}

function near(found: NodeJS.TypedArray, wanted: NodeJS.TypedArray): void {
  if (!(wanted instanceof Float32Array || wanted instanceof Float64Array)) {
    expect(found).toEqual(wanted);
    return;
  }
  const largest = Math.max(1, ...Array.from(wanted, Math.abs));
  const off = Array.from(wanted, (value, i) => Math.abs(value - (found as Float64Array)[i]!));
  expect(Math.max(0, ...off)).toBeLessThanOrEqual(1e-6 * largest);
}

const reference = fixture("operators/operators.json.gz", OperatorsFixture);
const current = build().version === reference.torch.replace(/\+.*/, "");
const here = new Map(schemas().map((text) => [text.slice(0, text.indexOf("(")), text]));

/** Operators of 1.13 that are declared as today, and compute otherwise. */
const CHANGED: Readonly<Record<string, string>> = {
  "aten::dense_dim": "1.13 has it for sparse tensors only",
  "aten::mse_loss_backward": "1.13 takes no target of another type",
  "aten::svd": "the signs of singular vectors are LAPACK's choice, and 1.13 calls another LAPACK",
  "aten::trace_backward": "1.13 writes past the diagonal of a matrix taller than wide",
};

/** Why an operator cannot be compared on this build; undefined where it can. */
function otherwise({ name, overload, schema }: Operator): string | undefined {
  if (!hasOperator(name, overload === "default" ? "" : overload)) return "absent from this build";
  const ours = here.get(overload === "default" ? name : `${name}.${overload}`)!;
  // 1.13 says int in some places where 2.x says SymInt; to a caller they are the same.
  const plain = (text: string) => JSON.stringify(parseSchema(text).arguments).replaceAll("SymInt", "int");
  if (plain(ours) !== plain(schema)) return "declared otherwise in this build";
  return current ? undefined : CHANGED[name];
}

describe(`operators of LibTorch ${build().version} beside PyTorch ${reference.torch}`, () => {
  const skipped = new Map<string, string[]>();
  for (const operator of reference.operators) {
    const title = `${operator.name}.${operator.overload}`;
    const reason = otherwise(operator);
    if (reason !== undefined) skipped.set(reason, [...(skipped.get(reason) ?? []), title]);
    it(title, (context) => {
      if (reason !== undefined) context.skip(reason);
      for (const { arguments: given, returns } of operator.calls) {
        scope(() => {
          const result = call(operator, parseSchema(operator.schema), given);
          compare(returns.length === 1 ? [result] : result, returns);
        });
      }
    });
  }

  it("are 300, of which few are beyond this build", () => {
    expect(reference.operators).toHaveLength(300);
    const counts = [...skipped].map(([reason, titles]) => `${titles.length} ${reason}`);
    if (current) expect(counts).toEqual([]);
    else expect([...skipped.values()].flat().length, counts.join(", ")).toBeLessThan(60);
  });

  it("would be seen to differ", () => {
    const all = reference.operators.flatMap(({ calls }) => calls.flatMap(({ returns }) => returns));
    const returned = all.filter(stored).find(({ dtype }) => dtype === "float64")!;
    const other = fromData(elements(returned), returned.shape, "float64");
    compare(other, returned);
    expect(() => compare(other.add(1), returned)).toThrow();
    expect(() => compare(other.unsqueeze(0), returned)).toThrow();
  });
});
