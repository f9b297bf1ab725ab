/** Tensors from nothing, from numbers and from a file. The element type is float32 unless said otherwise. */
import { shown } from "../sentences/index.ts";
import type { DType, Scalar } from "./dtype.ts";
import type { Generator } from "./generator.ts";
import { native } from "./native.ts";
import { ops, Tensor } from "./tensor.ts";

interface Placement {
  dtype?: DType;
  device?: string;
}

interface Drawn extends Placement {
  /** Where the numbers come from; the process's own generator unless given. */
  generator?: Generator;
}

/** A tensor whose elements are whatever stood in memory. */
export function empty(shape: readonly number[], { dtype = "float32", device = "cpu" }: Placement = {}): Tensor {
  return ops.aten.empty.memory_format(shape, { dtype, device });
}

/** A tensor of zeros. */
export function zeros(shape: readonly number[], { dtype = "float32", device = "cpu" }: Placement = {}): Tensor {
  return ops.aten.zeros.default(shape, { dtype, device });
}

/** A tensor of ones. */
export function ones(shape: readonly number[], { dtype = "float32", device = "cpu" }: Placement = {}): Tensor {
  return ops.aten.ones.default(shape, { dtype, device });
}

/** A tensor of one value. */
export function full(
  shape: readonly number[],
  value: Scalar,
  { dtype = "float32", device = "cpu" }: Placement = {},
): Tensor {
  return ops.aten.full.default(shape, value, { dtype, device });
}

/** `end` numbers from 0, or from `start` to `end`, int64 unless said otherwise. */
export function arange(start: number, end: number, { dtype = "int64", device = "cpu" }: Placement = {}): Tensor {
  return ops.aten.arange.start(start, end, { dtype, device });
}

/** Normal random numbers of a standard deviation. */
export function randn(
  shape: readonly number[],
  std = 1,
  { dtype = "float32", device = "cpu", generator }: Drawn = {},
): Tensor {
  return ops.aten.randn.generator(shape, { dtype, device, generator: generator ?? null }).mul(std);
}

/** Uniform random numbers in [0, 1). */
export function rand(shape: readonly number[], { dtype = "float32", device = "cpu", generator }: Drawn = {}): Tensor {
  return ops.aten.rand.generator(shape, { dtype, device, generator: generator ?? null });
}

type Nested = number | readonly Nested[];

/**
 * A tensor of nested arrays of numbers: `tensor([[1, 2], [3, 4]])`. Throws a RangeError where rows differ in length, and a TypeError where
 * one holds no number, or for int64 no whole one.
 */
export function tensor(values: Nested, dtype: DType = "float32"): Tensor {
  const shape: number[] = [];
  for (let level = values; Array.isArray(level); level = level[0] ?? 0) shape.push(level.length);
  const flat: number[] = [];
  flatten(values, shape, 0, flat);
  const data = dtype === "int64" ? wholeNumbers("tensor", flat) : Float64Array.from(flat);
  return fromData(data, shape).to(dtype);
}

function flatten(values: Nested, shape: readonly number[], depth: number, into: number[]): void {
  if (!Array.isArray(values)) {
    if (typeof values !== "number") throw new TypeError(`tensor: ${shown(values)} is no number`);
    if (depth !== shape.length) throw new RangeError("tensor: nested arrays differ in depth");
    into.push(values);
    return;
  }
  if (values.length !== shape[depth]) throw new RangeError("tensor: nested arrays differ in length");
  for (const value of values) flatten(value, shape, depth + 1, into);
}

/** A tensor with a copy of a typed array's elements. `dtype` tells float16 and bfloat16 apart in a Uint16Array. */
export function fromData(data: NodeJS.TypedArray, shape: readonly number[] = [data.length], dtype?: DType): Tensor {
  return new Tensor(native().fromTypedArray(data, shape, dtype ?? carried(data)));
}

function carried(data: NodeJS.TypedArray): DType {
  if (data instanceof Float32Array) return "float32";
  if (data instanceof Float64Array) return "float64";
  if (data instanceof BigInt64Array) return "int64";
  if (data instanceof Int32Array) return "int32";
  if (data instanceof Int16Array) return "int16";
  if (data instanceof Int8Array) return "int8";
  if (data instanceof Uint8Array) return "uint8";
  throw new TypeError(`fromData: say which dtype a ${data.constructor.name} carries`);
}

/** Token ids as int64. */
export function ids(values: readonly number[]): Tensor {
  return fromData(wholeNumbers("ids", values));
}

function wholeNumbers(of: string, values: readonly number[]): BigInt64Array {
  const wrong = values.find((value) => !Number.isSafeInteger(value));
  if (wrong !== undefined) throw new TypeError(`${of}: ${shown(wrong)} is no whole number`);
  return BigInt64Array.from(values, BigInt);
}

/** A file mapped into memory as uint8 [bytes]: read on demand, never copied as a whole, private to this process. */
export function mapFile(path: string): Tensor {
  return new Tensor(native().mapFile(path));
}
