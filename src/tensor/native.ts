/**
 * The seam between TypeScript and LibTorch: what the addon in `native/` offers, and how it is loaded.
 *
 * A tensor crosses the seam as a handle, a number made of a slot and that slot's generation, so that a handle whose
 * tensor was released is an error for ever and never another tensor. Nothing outside this room sees a handle.
 */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { isMainThread } from "node:worker_threads";
import { locate } from "../setup/locate.mjs";

export type Handle = number;

/** What an operator takes and gives once tensors are handles and omitted arguments are `undefined`. */
export type Raw = undefined | null | boolean | number | bigint | string | readonly Raw[];

export interface Native {
  /** The LibTorch build in use, as its own header states it, for example "2.13.0". */
  readonly version: string;
  /** Instruction set LibTorch dispatches to, for example "AVX512". */
  readonly capability: string;
  /** The schema of every operator of this build, in LibTorch's own notation, sorted. */
  schemas(): string[];
  /** The schema of one operator, or undefined where this build lacks it. */
  schema(name: string, overload: string): string | undefined;
  /**
   * A function that calls one operator with its arguments by position, keyword-only ones included. `undefined` takes
   * the schema's default. A return value that is one of the arguments (`Tensor(a!)`) comes back as `undefined`;
   * an undefined tensor as `null`; several returns as an array.
   */
  bind(name: string, overload: string): (...args: Raw[]) => Raw;

  /** Opens a scope: handles made from now on belong to it. */
  scopeBegin(): void;
  /** Closes the innermost scope: releases its handles but those in `keep`, which pass to the scope around it. */
  scopeEnd(keep: readonly Handle[]): void;
  /** How many scopes are open. */
  scopeDepth(): number;
  /** Takes a handle out of every scope. */
  keep(tensor: Handle): void;
  /** Releases a tensor now; releasing it twice is nothing. */
  release(tensor: Handle): void;
  /** How many handles are alive in this thread. */
  live(): number;

  /** Copies a typed array into a new tensor. Uint16Array carries float16 and bfloat16, BigInt64Array int64. */
  fromTypedArray(data: NodeJS.TypedArray, shape: readonly number[], dtype: string): Handle;
  /** Copies a tensor out, contiguous, in the typed array of its dtype (Uint16Array for the 16-bit floats, Uint8Array for bool). */
  toTypedArray(tensor: Handle): NodeJS.TypedArray;
  /** The one element of a tensor. */
  item(tensor: Handle): number | bigint | boolean;
  /** Maps a file into memory, private and copy-on-write, as a uint8 tensor [bytes]. */
  mapFile(path: string): Handle;

  shape(tensor: Handle): number[];
  strides(tensor: Handle): number[];
  dtype(tensor: Handle): string;
  device(tensor: Handle): string;
  /** Address of the storage: equal for two views of one storage. */
  storage(tensor: Handle): bigint;

  requiresGrad(tensor: Handle): boolean;
  setRequiresGrad(tensor: Handle, required: boolean): void;
  gradOf(tensor: Handle): Handle | null;
  setGrad(tensor: Handle, grad: Handle | null): void;
  /** Whether operations are recorded in this thread; sets it where a value is given. */
  gradEnabled(enabled?: boolean): boolean;
  /** Whether products of float32 tensors are computed in bfloat16 in this thread; sets it where a value is given. */
  autocast(enabled?: boolean): boolean;
  backward(
    outputs: readonly Handle[],
    grads: readonly (Handle | null)[],
    retainGraph: boolean,
    createGraph: boolean,
  ): void;
  grad(
    outputs: readonly Handle[],
    inputs: readonly Handle[],
    grads: readonly (Handle | null)[],
    retainGraph: boolean,
    createGraph: boolean,
    allowUnused: boolean,
  ): (Handle | null)[];

  /** The same on another thread: nothing of the graph may be used until the promise is settled. */
  backwardAsync(
    outputs: readonly Handle[],
    grads: readonly (Handle | null)[],
    retainGraph: boolean,
    createGraph: boolean,
  ): Promise<void>;
  /**
   * The same tensors as `outputs`, differentiated by `backward(gradOutputs, saved) -> gradInputs`, whose handles die
   * with the call. A tensor among `saved` that is neither input nor output counts as constant.
   */
  customFunction(
    inputs: readonly Handle[],
    outputs: readonly Handle[],
    saved: readonly Handle[],
    backward: (grads: (Handle | null)[], saved: Handle[]) => readonly (Handle | null)[],
    name: string,
  ): Handle[];

  /** Makes an object a random generator, which operators take; it dies with the object. */
  makeGenerator(target: object, seed: number | bigint): void;
  /** The process's own generator where none is given, here and below. */
  seed(value: number | bigint, generator?: object): void;
  /** A copy of the state, uint8 [bytes]. */
  generatorState(generator?: object): Handle;
  setGeneratorState(state: Handle, generator?: object): void;

  /** Waits for all `worldSize` processes at a place that rank 0 keeps; the result is a group for the functions below. */
  openGroup(rank: number, worldSize: number, address: string, port: number, timeoutMs: number): Promise<object>;
  /** Writes the sum or mean over all processes into the tensor of each. */
  allReduce(group: object, tensor: Handle, reduction: "sum" | "mean"): Promise<void>;
  broadcast(group: object, tensor: Handle, root: number): Promise<void>;
  /** Every process's tensor, by rank. */
  allGather(group: object, tensor: Handle): Promise<Handle[]>;
  barrier(group: object): Promise<void>;
  closeGroup(group: object): Promise<void>;
  /**
   * Averages the gradients of leaves over a group, bucket by bucket, each a list of places in `parameters`: a bucket is
   * sent as soon as the backward pass has filled it and those before it.
   */
  makeReducer(group: object, parameters: readonly Handle[], buckets: readonly (readonly number[])[]): object;
  /** Whether gradients are taken from now on. Disarming forgets what has been taken. */
  armReducer(reducer: object, armed: boolean): void;
  /** Sends what is left, and puts the mean into every parameter's gradient. Each bucket's times, in ms of the system's steady clock. */
  finishReducer(reducer: object): Promise<{ bytes: number; begun: number; ended: number }[]>;

  /** Threads of one operator; sets it where a value is given. OpenBLAS, where LibTorch uses it, follows. */
  threads(count?: number): number;
  /**
   * Bytes that LibTorch's CPU allocator holds in tensors, now and at most since the last reset, and the blocks that it
   * has given since the addon was loaded.
   */
  memory(resetPeak?: boolean): { bytes: number; peak: number; blocks: number };
  /** Where tensors can be: "cpu", "cuda:0", ... */
  devices(): string[];
}

let loaded: Native | undefined;

/**
 * OpenMP and BLAS read the environment once, when their library is loaded, and a worker's `process.env` does not reach
 * them: the main thread calls this before it starts a worker that loads the addon. A thread that spins between operators
 * would starve its neighbours, so waiting is passive unless said otherwise.
 */
export function prepareEnvironment(): void {
  if (isMainThread) process.env.OMP_WAIT_POLICY ??= "passive";
}

/** The addon, loaded on first use. */
export function native(): Native {
  if (loaded === undefined) {
    prepareEnvironment();
    loaded = createRequire(import.meta.url)(locate().addon) as Native;
    // Debian's build starts with one thread, PyTorch's with one a core.
    if (process.env.OMP_NUM_THREADS === undefined && loaded.threads() === 1) loaded.threads(availableParallelism());
  }
  return loaded;
}
