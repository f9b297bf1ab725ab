import { type Dims, dims } from "./dims.ts";
import type { DType, Scalar } from "./dtype.ts";
import type { TenonOps } from "./kernels.ts";
import { type Handle, native } from "./native.ts";
import { operators } from "./operator.ts";
import type { Ops } from "./operators.generated.ts";
import { print } from "./print.ts";
import { regroup } from "./rearrange.ts";
import { born, release } from "./scope.ts";

type Operand = Tensor | Scalar;

/**
 * Tensor: a LibTorch tensor with the operations that models are written in.
 *
 * Every other operator is one step away as `ops.aten.<name>.<overload>`, typed from LibTorch's own schemas.
 *
 * Operands broadcast as in LibTorch, and what LibTorch refuses is an Error that names the operator. Memory is a scope's
 * business: `scope`, `keep`, `release`.
 */
export class Tensor {
  /** Number by which the addon knows this tensor. */
  readonly handle: Handle;

  constructor(handle: Handle) {
    this.handle = handle;
    born(this);
  }

  // What it is.

  /** Sizes of the axes; [] of a scalar. */
  get shape(): number[] {
    return native().shape(this.handle);
  }
  /** How many axes it has. */
  get rank(): number {
    return this.shape.length;
  }
  /** How many elements it has. */
  get size(): number {
    return this.shape.reduce((product, n) => product * n, 1);
  }
  /** Element type. */
  get dtype(): DType {
    return native().dtype(this.handle) as DType;
  }
  /** Where it is: "cpu", "cuda:0", or "meta", which has a shape and no numbers. */
  get device(): string {
    return native().device(this.handle);
  }
  /** Whether two tensors are views of one storage. */
  sharesStorage(other: Tensor): boolean {
    return native().storage(this.handle) === native().storage(other.handle);
  }
  /** Checks the rank and returns the sizes by name: `const { B, T } = x.dims("B T D")`. */
  dims<const S extends string>(spec: S): Dims<S> {
    return dims(this.shape, spec);
  }
  /** Its type, its shape, and the elements at the ends of each axis, as `console.log` shows it. */
  toString(): string {
    return print(this);
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return print(this);
  }
  [Symbol.dispose](): void {
    release(this);
  }

  // Out to JavaScript.

  /** A copy of the elements, in order: Uint16Array for the 16-bit floats, Uint8Array for bool, BigInt64Array for int64. */
  data(): NodeJS.TypedArray {
    return native().toTypedArray(this.handle);
  }
  /** The elements as float32, whatever floating type they have here. */
  floats(): Float32Array {
    return this.to("float32").data() as Float32Array;
  }
  /** The elements as plain numbers; exact for integers up to 2^53. */
  numbers(): number[] {
    const data = this.dtype === "bfloat16" || this.dtype === "float16" ? this.floats() : this.data();
    return Array.from(data as ArrayLike<number | bigint>, Number);
  }
  /** The one element. */
  item(): number {
    return Number(native().item(this.handle));
  }

  // Autograd.

  /** Whether gradients are wanted for it, or for what it was computed from. */
  get requiresGrad(): boolean {
    return native().requiresGrad(this.handle);
  }
  /** Says that gradients are wanted for this leaf; returns the tensor itself. */
  requireGrad(required = true): this {
    native().setRequiresGrad(this.handle, required);
    return this;
  }
  /** The gradient that `backward` has left here, or undefined. */
  get grad(): Tensor | undefined {
    const handle = native().gradOf(this.handle);
    return handle === null ? undefined : new Tensor(handle);
  }
  set grad(value: Tensor | undefined) {
    native().setGrad(this.handle, value?.handle ?? null);
  }
  /** Adds to the gradient of every leaf that this scalar was computed from. */
  backward(options: { retainGraph?: boolean; createGraph?: boolean } = {}): void {
    const { createGraph = false, retainGraph = createGraph } = options;
    native().backward([this.handle], [], retainGraph, createGraph);
  }
  /** The same elements, a view, without what it was computed from. */
  detach(): Tensor {
    return ops.aten.detach.default(this);
  }

  // Element by element.

  /** a + b. */
  add(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.add.Tensor(this, other) : ops.aten.add.Scalar(this, other);
  }
  /** a - b. */
  sub(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.sub.Tensor(this, other) : ops.aten.sub.Scalar(this, other);
  }
  /** a b, element by element. */
  mul(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.mul.Tensor(this, other) : ops.aten.mul.Scalar(this, other);
  }
  /** a / b, floating also of whole numbers. */
  div(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.div.Tensor(this, other) : ops.aten.div.Scalar(this, other);
  }
  /** x^exponent. */
  pow(exponent: number): Tensor {
    return ops.aten.pow.Tensor_Scalar(this, exponent);
  }
  /** -x. */
  neg(): Tensor {
    return ops.aten.neg.default(this);
  }
  /** |x|. */
  abs(): Tensor {
    return ops.aten.abs.default(this);
  }
  /** e^x. */
  exp(): Tensor {
    return ops.aten.exp.default(this);
  }
  /** Natural logarithm. */
  log(): Tensor {
    return ops.aten.log.default(this);
  }
  /** Square root. */
  sqrt(): Tensor {
    return ops.aten.sqrt.default(this);
  }
  /** 1 / sqrt(x). */
  rsqrt(): Tensor {
    return ops.aten.rsqrt.default(this);
  }
  /** Sine of x in radians. */
  sin(): Tensor {
    return ops.aten.sin.default(this);
  }
  /** Cosine of x in radians. */
  cos(): Tensor {
    return ops.aten.cos.default(this);
  }
  /** Hyperbolic tangent. */
  tanh(): Tensor {
    return ops.aten.tanh.default(this);
  }
  /** 1 / (1 + e^-x). */
  sigmoid(): Tensor {
    return ops.aten.sigmoid.default(this);
  }
  /** max(x, 0). */
  relu(): Tensor {
    return ops.aten.relu.default(this);
  }
  /** x sigmoid(x), also called swish (Elfwing et al. 2017, arXiv:1702.03118). */
  silu(): Tensor {
    return ops.aten.silu.default(this);
  }
  /**
   * x Phi(x), Phi the normal distribution's (Hendrycks & Gimpel 2016, arXiv:1606.08415); "tanh" is the paper's approximation of it.
   */
  gelu(approximate: "none" | "tanh" = "none"): Tensor {
    return ops.aten.gelu.default(this, { approximate });
  }
  /** Bool, true where a = b. */
  eq(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.eq.Tensor(this, other) : ops.aten.eq.Scalar(this, other);
  }
  /** Bool, true where a and b differ. */
  ne(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.ne.Tensor(this, other) : ops.aten.ne.Scalar(this, other);
  }
  /** Bool, true where a < b. */
  lt(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.lt.Tensor(this, other) : ops.aten.lt.Scalar(this, other);
  }
  /** Bool, true where a <= b. */
  le(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.le.Tensor(this, other) : ops.aten.le.Scalar(this, other);
  }
  /** Bool, true where a > b. */
  gt(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.gt.Tensor(this, other) : ops.aten.gt.Scalar(this, other);
  }
  /** Bool, true where a >= b. */
  ge(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.ge.Tensor(this, other) : ops.aten.ge.Scalar(this, other);
  }
  /** Bool, true where x is 0 or false. */
  logicalNot(): Tensor {
    return ops.aten.logical_not.default(this);
  }
  /** Bool, true where both are. */
  logicalAnd(other: Tensor): Tensor {
    return ops.aten.logical_and.default(this, other);
  }
  /** Bool, true where one of them is. */
  logicalOr(other: Tensor): Tensor {
    return ops.aten.logical_or.default(this, other);
  }
  /** Puts `value` where `mask` is true. */
  maskedFill(mask: Tensor, value: Scalar): Tensor {
    return ops.aten.masked_fill.Scalar(this, mask, value);
  }

  // Over an axis; all axes where none is given.

  /** The sum over an axis, or of all elements, []; of whole numbers and bools int64. */
  sum(axis?: number, keepdim = false): Tensor {
    return axis === undefined ? ops.aten.sum.default(this) : ops.aten.sum.dim_IntList(this, [axis], keepdim);
  }
  /** The mean over an axis, or of all elements, []; of floating types alone. */
  mean(axis?: number, keepdim = false): Tensor {
    return axis === undefined ? ops.aten.mean.default(this) : ops.aten.mean.dim(this, [axis], keepdim);
  }
  /** The largest over an axis, or of all elements, []. */
  max(axis?: number, keepdim = false): Tensor {
    return axis === undefined ? ops.aten.max.default(this) : ops.aten.amax.default(this, [axis], keepdim);
  }
  /** The smallest over an axis, or of all elements, []. */
  min(axis?: number, keepdim = false): Tensor {
    return axis === undefined ? ops.aten.min.default(this) : ops.aten.amin.default(this, [axis], keepdim);
  }
  /** The Euclidean norm of all elements, []. */
  norm(): Tensor {
    return ops.aten.linalg_vector_norm.default(this);
  }
  /** Where the largest stands along an axis, int64; of equal ones either. */
  argmax(axis = -1): Tensor {
    return ops.aten.argmax.default(this, axis);
  }
  /** Sums along an axis, each of the elements up to itself. */
  cumsum(axis = -1): Tensor {
    return ops.aten.cumsum.default(this, axis);
  }
  /** e^x / sum e^x along an axis. */
  softmax(axis = -1): Tensor {
    return ops.aten.softmax.int(this, axis);
  }
  /** x - log sum e^x along an axis. */
  logSoftmax(axis = -1): Tensor {
    return ops.aten.log_softmax.int(this, axis);
  }
  /** log sum e^x along an axis, without overflow. */
  logSumExp(axis = -1, keepdim = false): Tensor {
    return ops.aten.logsumexp.default(this, [axis], keepdim);
  }
  /** The `count` largest along the last axis, largest first. */
  topk(count: number): { values: Tensor; indices: Tensor } {
    const [values, indices] = ops.aten.topk.default(this, count);
    return { values, indices };
  }
  /** Sorted along an axis; equal elements keep their order. */
  sort(axis = -1, descending = false): { values: Tensor; indices: Tensor } {
    const [values, indices] = ops.aten.sort.stable(this, { stable: true, dim: axis, descending });
    return { values, indices };
  }

  // Products.

  /**
   * Products of matrices, [..., n, k] [..., k, m] -> [..., n, m]; an operand [k] is a row on the left, a column on the right.
   */
  matmul(other: Tensor): Tensor {
    return ops.aten.matmul.default(this, other);
  }

  // Shape and place.

  /** The same elements in order under other sizes, one of which may be -1; a view where that can be. */
  reshape(shape: readonly number[]): Tensor {
    return ops.aten.reshape.default(this, shape);
  }
  /** The transpose of the last two axes. */
  t(): Tensor {
    return ops.aten.transpose.int(this, -2, -1);
  }
  /** Two axes exchanged; a view. */
  transpose(a: number, b: number): Tensor {
    return ops.aten.transpose.int(this, a, b);
  }
  /** The axes in another order; a view. */
  permute(order: readonly number[]): Tensor {
    return ops.aten.permute.default(this, order);
  }
  /** Regroups axes by name: `x.rearrange("B T (H K) -> B H T K", { K })`. */
  rearrange(spec: string, sizes: Readonly<Record<string, number>> = {}): Tensor {
    const { split, order, merged } = regroup(this.shape, spec, sizes);
    return this.reshape(split).permute(order).reshape(merged);
  }
  /** One axis as several, [..., H K] -> [..., H, K]; one of the sizes may be -1. */
  unflatten(axis: number, sizes: readonly number[]): Tensor {
    return ops.aten.unflatten.int(this, axis, sizes);
  }
  /** Axes from one to another as one, [..., H, K] -> [..., H K]. */
  flatten(from: number, to: number): Tensor {
    return ops.aten.flatten.using_ints(this, from, to);
  }
  /** An axis of size 1 put in at a place; a view. */
  unsqueeze(axis: number): Tensor {
    return ops.aten.unsqueeze.default(this, axis);
  }
  /** An axis of size 1 taken out, any other left; a view. */
  squeeze(axis: number): Tensor {
    return ops.aten.squeeze.dim(this, axis);
  }
  /** Axes of size 1 repeated to these sizes, -1 for as it is; a view, so that nothing is copied. */
  expand(shape: readonly number[]): Tensor {
    return ops.aten.expand.default(this, shape);
  }
  /** The part of an axis from `start`, `length` long; a view. */
  narrow(axis: number, start: number, length: number): Tensor {
    return ops.aten.narrow.default(this, axis, start, length);
  }
  /** One index of an axis; the axis goes. A view. */
  select(axis: number, index: number): Tensor {
    return ops.aten.select.int(this, axis, index);
  }
  /** Rows of an axis by an int64 index [n]. */
  indexSelect(axis: number, index: Tensor): Tensor {
    return ops.aten.index_select.default(this, axis, index);
  }
  /** Along an axis, the elements at int64 places: of axis 1, out[i, j] = x[i, index[i, j]]. */
  gather(axis: number, index: Tensor): Tensor {
    return ops.aten.gather.default(this, axis, index);
  }
  /** Along an axis, parts of a size, the last one the rest; views. */
  split(size: number, axis: number): Tensor[] {
    return ops.aten.split.Tensor(this, size, axis);
  }
  /** Its elements in order in memory: itself where they are, else a copy. */
  contiguous(): Tensor {
    return ops.aten.contiguous.default(this);
  }
  /** A copy with storage of its own; derivatives go through it. */
  clone(): Tensor {
    return ops.aten.clone.default(this);
  }
  /** The same values in another element type; the tensor itself where that is its own. */
  to(dtype: DType): Tensor {
    return this.dtype === dtype ? this : ops.aten.to.dtype(this, dtype);
  }
  /** The same values on another device; the tensor itself where it is there. */
  toDevice(device: string): Tensor {
    return this.device === device ? this : ops.aten.to.device(this, device, this.dtype);
  }
  /** The same bytes read as another element type; the last axis shrinks or grows with the element. */
  viewAs(dtype: DType): Tensor {
    return ops.aten.view.dtype(this, dtype);
  }

  // In place.

  /** Writes the values of `source`, broadcast, into this tensor; returns the tensor itself. */
  copyFrom(source: Tensor): this {
    ops.aten.copy_.default(this, source);
    return this;
  }
  /** Fills this tensor with one value; returns the tensor itself. */
  fill(value: Scalar): this {
    ops.aten.fill_.Scalar(this, value);
    return this;
  }
}

/** Every operator of LibTorch and, as `ops.tenon`, our own: `ops.aten.add.Tensor(a, b, { alpha: 2 })`. One that this build lacks throws and names the build. */
export const ops = operators(Tensor) as Ops & TenonOps;
