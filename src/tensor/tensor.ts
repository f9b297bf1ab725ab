/**
 * Tensor: a LibTorch tensor with the operations that models are written in.
 *
 * Every other operator is one step away as `ops.aten.<name>.<overload>`, typed from LibTorch's own schemas.
 */
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

export class Tensor {
  /** Number by which the addon knows this tensor. */
  readonly handle: Handle;

  constructor(handle: Handle) {
    this.handle = handle;
    born(this);
  }

  // What it is.

  get shape(): number[] {
    return native().shape(this.handle);
  }
  get rank(): number {
    return this.shape.length;
  }
  get size(): number {
    return this.shape.reduce((product, n) => product * n, 1);
  }
  get dtype(): DType {
    return native().dtype(this.handle) as DType;
  }
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
  detach(): Tensor {
    return ops.aten.detach.default(this);
  }

  // Element by element.

  add(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.add.Tensor(this, other) : ops.aten.add.Scalar(this, other);
  }
  sub(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.sub.Tensor(this, other) : ops.aten.sub.Scalar(this, other);
  }
  mul(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.mul.Tensor(this, other) : ops.aten.mul.Scalar(this, other);
  }
  div(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.div.Tensor(this, other) : ops.aten.div.Scalar(this, other);
  }
  pow(exponent: number): Tensor {
    return ops.aten.pow.Tensor_Scalar(this, exponent);
  }
  neg(): Tensor {
    return ops.aten.neg.default(this);
  }
  abs(): Tensor {
    return ops.aten.abs.default(this);
  }
  exp(): Tensor {
    return ops.aten.exp.default(this);
  }
  log(): Tensor {
    return ops.aten.log.default(this);
  }
  sqrt(): Tensor {
    return ops.aten.sqrt.default(this);
  }
  rsqrt(): Tensor {
    return ops.aten.rsqrt.default(this);
  }
  sin(): Tensor {
    return ops.aten.sin.default(this);
  }
  cos(): Tensor {
    return ops.aten.cos.default(this);
  }
  tanh(): Tensor {
    return ops.aten.tanh.default(this);
  }
  sigmoid(): Tensor {
    return ops.aten.sigmoid.default(this);
  }
  relu(): Tensor {
    return ops.aten.relu.default(this);
  }
  silu(): Tensor {
    return ops.aten.silu.default(this);
  }
  gelu(approximate: "none" | "tanh" = "none"): Tensor {
    return ops.aten.gelu.default(this, { approximate });
  }
  eq(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.eq.Tensor(this, other) : ops.aten.eq.Scalar(this, other);
  }
  ne(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.ne.Tensor(this, other) : ops.aten.ne.Scalar(this, other);
  }
  lt(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.lt.Tensor(this, other) : ops.aten.lt.Scalar(this, other);
  }
  le(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.le.Tensor(this, other) : ops.aten.le.Scalar(this, other);
  }
  gt(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.gt.Tensor(this, other) : ops.aten.gt.Scalar(this, other);
  }
  ge(other: Operand): Tensor {
    return other instanceof Tensor ? ops.aten.ge.Tensor(this, other) : ops.aten.ge.Scalar(this, other);
  }
  logicalNot(): Tensor {
    return ops.aten.logical_not.default(this);
  }
  logicalAnd(other: Tensor): Tensor {
    return ops.aten.logical_and.default(this, other);
  }
  logicalOr(other: Tensor): Tensor {
    return ops.aten.logical_or.default(this, other);
  }
  /** Puts `value` where `mask` is true. */
  maskedFill(mask: Tensor, value: Scalar): Tensor {
    return ops.aten.masked_fill.Scalar(this, mask, value);
  }

  // Over an axis; all axes where none is given.

  sum(axis?: number, keepdim = false): Tensor {
    return axis === undefined ? ops.aten.sum.default(this) : ops.aten.sum.dim_IntList(this, [axis], keepdim);
  }
  mean(axis?: number, keepdim = false): Tensor {
    return axis === undefined ? ops.aten.mean.default(this) : ops.aten.mean.dim(this, [axis], keepdim);
  }
  max(axis?: number, keepdim = false): Tensor {
    return axis === undefined ? ops.aten.max.default(this) : ops.aten.amax.default(this, [axis], keepdim);
  }
  min(axis?: number, keepdim = false): Tensor {
    return axis === undefined ? ops.aten.min.default(this) : ops.aten.amin.default(this, [axis], keepdim);
  }
  norm(): Tensor {
    return ops.aten.linalg_vector_norm.default(this);
  }
  argmax(axis = -1): Tensor {
    return ops.aten.argmax.default(this, axis);
  }
  cumsum(axis = -1): Tensor {
    return ops.aten.cumsum.default(this, axis);
  }
  softmax(axis = -1): Tensor {
    return ops.aten.softmax.int(this, axis);
  }
  logSoftmax(axis = -1): Tensor {
    return ops.aten.log_softmax.int(this, axis);
  }
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

  matmul(other: Tensor): Tensor {
    return ops.aten.matmul.default(this, other);
  }

  // Shape and place.

  reshape(shape: readonly number[]): Tensor {
    return ops.aten.reshape.default(this, shape);
  }
  /** The transpose of the last two axes. */
  t(): Tensor {
    return ops.aten.transpose.int(this, -2, -1);
  }
  transpose(a: number, b: number): Tensor {
    return ops.aten.transpose.int(this, a, b);
  }
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
  unsqueeze(axis: number): Tensor {
    return ops.aten.unsqueeze.default(this, axis);
  }
  squeeze(axis: number): Tensor {
    return ops.aten.squeeze.dim(this, axis);
  }
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
  gather(axis: number, index: Tensor): Tensor {
    return ops.aten.gather.default(this, axis, index);
  }
  split(size: number, axis: number): Tensor[] {
    return ops.aten.split.Tensor(this, size, axis);
  }
  contiguous(): Tensor {
    return ops.aten.contiguous.default(this);
  }
  clone(): Tensor {
    return ops.aten.clone.default(this);
  }
  /** The same values in another element type or on another device; the tensor itself where nothing changes. */
  to(dtype: DType): Tensor {
    return this.dtype === dtype ? this : ops.aten.to.dtype(this, dtype);
  }
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
