/**
 * What a product of weights in blocks of 32 with a few vectors comes to, and how far the kernels may be from it.
 *
 * Kernels that multiply in integers see a vector rounded to 16 bits, block by block. The formula rounds once in each of its
 * operations, as the kernels do on every processor, so both see the same whole numbers:
 *
 *     x' = s round(x (32512 / largest)),    s = largest / 32512,    largest = max |x| over the block
 *
 * What is left is float32's own rounding. A sum in which n operations round is within n u of the sum of its terms' sizes,
 * in whatever order, u = 2^-24 (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 4.2). The terms of a
 * block, d q x and m x apart, come to at most 4 max |w| sum |x| in every format.
 */
import { type Hook, type Module, modules, type Plan } from "../src/nn/index.ts";
import {
  dequantize,
  type kernelCodecs,
  QuantizedLinear,
  QuantizedWeight,
  quantize,
} from "../src/quantization/index.ts";
import { cat, full, ops, rand, randn, type Tensor, zeros } from "../src/tensor/index.ts";

const BLOCK = 32;
const LIMIT = 32_512;
const U = 2 ** -24;

/** Whether a set of kernels rounds the vectors of products with few of them. */
export const rounds = (set: string) => set === "avx512vnni" || set === "integer";

const sets = ops.tenon.kernel_sets.default();
/** The set in use, this processor's best, and the best one that computes in floats. */
export const best = sets[0]!;
export const bestFloats = sets.find((set) => !rounds(set))!;

/** x [N, in] in whole numbers of units of its blocks, [N, blocks, 32], and the units, [N, blocks, 1]; float64. */
function inUnits(x: Tensor): { whole: Tensor; unit: Tensor } {
  const blocks = inBlocks(x);
  const largest = blocks.abs().max(-1, true);
  const whole = ops.aten.round.default(blocks.mul(full([1], LIMIT).div(largest)));
  return { whole: whole.to("float64"), unit: largest.mul(Math.fround(1 / LIMIT)).to("float64") };
}

const inBlocks = (x: Tensor) => x.reshape([x.shape[0]!, x.shape[1]! / BLOCK, BLOCK]);

interface Product {
  /** x' W^T [N, out], float64. */
  readonly y: Tensor;
  /** How far float32's rounding may take a kernel from y. */
  readonly bound: Tensor;
  /** How far y may be from x W^T: half a unit for each number of x. */
  readonly rounding: Tensor;
}

/** x [N, in] by the values [out, in] of blocks; with more than 8 vectors no set of kernels rounds. */
export function productOf(x: Tensor, values: Tensor, set = best): Product {
  if (!rounds(set) || x.shape[0]! > 8) return byFloats(x, values);
  const rows = values.shape[0]!;
  // Rows that make no whole group of sixteen are left to floats.
  const whole = set === "avx512vnni" ? rows - (rows % 16) : rows;
  const parts = [byIntegers(x, values.narrow(0, 0, whole)), byFloats(x, values.narrow(0, whole, rows - whole))];
  const joined = (name: keyof Product) =>
    cat(
      parts.map((part) => part[name]),
      -1,
    );
  return { y: joined("y"), bound: joined("bound"), rounding: joined("rounding") };
}

function byFloats(x: Tensor, values: Tensor): Product {
  const y = x.to("float64").matmul(values.to("float64").t());
  return { y, bound: boundOf(x, values, x.shape[1]! + 4), rounding: zeros(y.shape, { dtype: "float64" }) };
}

function byIntegers(x: Tensor, values: Tensor): Product {
  const { whole, unit } = inUnits(x);
  const y = whole.mul(unit).reshape(x.shape).matmul(values.to("float64").t());
  const sizes = inBlocks(values.to("float64").abs()).sum(-1); // [out, blocks]
  const half = unit.squeeze(-1).mul(0.5 + LIMIT * U); // the product with 32512 / largest rounds, too
  return { y, bound: boundOf(x, values, 2 * (x.shape[1]! / BLOCK) + 4), rounding: half.matmul(sizes.t()) };
}

/** n u times what the terms come to. */
function boundOf(x: Tensor, values: Tensor, n: number): Tensor {
  const largest = inBlocks(values.to("float64").abs()).max(-1); // [out, blocks]
  const sizes = inBlocks(x.to("float64").abs()).sum(-1); // [N, blocks]
  return sizes.matmul(largest.t()).mul(4 * n * U);
}

/** How far y [N, out] is from the product of x and the values, as a share of what float32's rounding allows. */
export function beyond(y: Tensor, x: Tensor, values: Tensor, set = best): number {
  const { y: exact, bound } = productOf(x, values, set);
  return y.sub(exact).abs().div(bound).max().item();
}

/** Blocks of normal random numbers, and the values that they decode to, [rows, width]. */
export function quantized(codec: (typeof kernelCodecs)[number], rows: number, width: number) {
  const blocks = quantize(randn([rows, width]), codec);
  return {
    weight: new QuantizedWeight(blocks, codec, [rows, width]),
    values: dequantize(blocks, codec, [rows, width]),
  };
}

/**
 * Hooks under which a model on floats computes as one on blocks might: where that has blocks, the inputs move by half a
 * unit up or down, at random, the most that rounding could do to each.
 */
export function halfUnits(model: Module, stored: Module): Plan {
  const hook: Hook = (x, next) => {
    const { unit } = inUnits(x);
    const move = rand([x.shape[0]!, x.shape[1]! / BLOCK, BLOCK])
      .lt(0.5)
      .to("float64")
      .sub(0.5)
      .mul(unit);
    return next(x.add(move.reshape(x.shape).to(x.dtype)));
  };
  const blocks = new Set(
    [...modules(stored)].filter((part) => part instanceof QuantizedLinear).map(({ path }) => path),
  );
  return new Map([...modules(model)].filter(({ path }) => blocks.has(path)).map(({ path }) => [path, [hook]]));
}
