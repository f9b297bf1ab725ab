/**
 * Data parallelism: every process holds the whole model and its own part of each batch.
 *
 *     g = (1/W) sum over w of g_w
 *
 * With equal weights at the start and the mean gradient in every step, the weights stay equal, and W processes of batch
 * B/W train as one of batch B does. Where losses are sums, the mean gradient goes with the mean of what they count.
 *
 * Gradients travel in buckets (Li et al. 2020, arXiv:2006.15704), the last layers' first, each as soon as the backward pass
 * has filled it: the network works while the processor still derives.
 */
import { createHash } from "node:crypto";
import { optionsOf } from "../sentences/index.ts";
import {
  dtypeBytes,
  GradientReducer,
  type ProcessGroup,
  type Reduction,
  release,
  type Tensor,
  tensor,
} from "../tensor/index.ts";

/** What processes learn together, by path: `distinctWeights(model)`, or the state of a change that learns beside a model. */
export type Shared = Iterable<readonly [path: string, weight: Tensor]>;

/** Gives every process the weights of rank 0. */
export async function shareWeights(weights: Shared, group: ProcessGroup): Promise<void> {
  await Promise.all([...weights].map(([, weight]) => group.broadcast(weight)));
}

/** Gives every process the mean of all gradients; between the backward pass and the optimizer's step. */
export async function averageGradients(weights: Shared, group: ProcessGroup): Promise<void> {
  const gradients = [...weights].flatMap(([, { grad }]) => (grad === undefined ? [] : [grad]));
  await Promise.all(gradients.map((gradient) => group.allReduce(gradient, "mean")));
  for (const gradient of gradients) gradient[Symbol.dispose]();
}

/** Whether all processes have the same weights, bit for bit, but for a chance of 2^-48. */
export async function sameWeights(weights: Shared, group: ProcessGroup): Promise<boolean> {
  const hash = createHash("sha256");
  for (const [path, weight] of weights) hash.update(path).update(weight.detach().data());
  const all = await group.allGather(tensor([hash.digest().readUIntBE(0, 6)], "float64"));
  const digests = all.map((each) => each.item());
  release(...all);
  return new Set(digests).size === 1;
}

/** What one averaged backward pass took: times in milliseconds from its beginning. */
export interface Trace {
  /** When the backward pass was through. */
  readonly backwardEnded: number;
  /** Each bucket, in the order in which it was sent. */
  readonly buckets: readonly Reduction[];
}

const checkOptions = optionsOf<{ bucketBytes?: number }>("DataParallel", { bucketBytes: "number?" });

/**
 * Gradients over a group of processes, of all that the optimizer steps:
 *
 *     const parallel = new DataParallel(distinctWeights(model), group);
 *     await parallel.shareWeights();
 *     for (const batch of batches) {                       // this process's part of each
 *       for (const part of batch.slice(0, -1)) lossOf(part).backward();
 *       await parallel.average(() => lossOf(batch.at(-1)).backward());
 *       optimizer.step();                                  // the same step in every process
 *       optimizer.zeroGrad();
 *     }
 *
 * Weights that want a gradient take part; one that this process's batch did not reach counts as zero there. All processes
 * must call the same functions in the same order.
 */
export class DataParallel {
  readonly #weights: ReadonlyMap<string, Tensor>;
  readonly #averaged: ReadonlySet<Tensor>;
  readonly #group: ProcessGroup;
  readonly #reducer: GradientReducer;

  /**
   * `bucketBytes`: when a bucket counts as full. The first one is full sooner, so that the network starts early. Throws
   * where no weight wants a gradient.
   */
  constructor(weights: Shared, group: ProcessGroup, options: { bucketBytes?: number } = {}) {
    checkOptions(options);
    const { bucketBytes = 25 * 2 ** 20 } = options;
    this.#weights = new Map(weights);
    this.#group = group;
    const parameters = [...this.#weights.values()].filter((weight) => weight.requiresGrad);
    if (parameters.length === 0)
      throw new Error("data parallelism needs a weight that wants a gradient, and found none");
    this.#averaged = new Set(parameters);
    this.#reducer = new GradientReducer(group, parameters, buckets(parameters, bucketBytes));
  }

  /** Gives every process the weights of rank 0; resolves when they are here. */
  shareWeights(): Promise<void> {
    return shareWeights(this.#weights, this.#group);
  }

  /** Whether gradients of this weight are averaged. */
  averages(weight: Tensor): boolean {
    return this.#averaged.has(weight);
  }

  /** The mean over all processes of each number. */
  async mean(numbers: readonly number[]): Promise<number[]> {
    const all = tensor([...numbers], "float64");
    await this.#group.allReduce(all, "mean");
    const means = all.numbers();
    release(all);
    return means;
  }

  /**
   * Runs a step's last backward pass, `loss.backward()` or `backwardAsync(loss)`, and puts the mean over all processes into
   * the gradients, those of earlier passes included. Rejects where a peer is gone; what `backward` throws comes out, and the
   * others then wait until their timeout.
   */
  async average(backward: () => void | Promise<void>): Promise<Trace> {
    const begin = now();
    this.#reducer.arm();
    try {
      await backward();
    } catch (error) {
      this.#reducer.disarm();
      throw error;
    }
    const backwardEnded = now() - begin;
    const reductions = await this.#reducer.finish();
    const since = ({ bytes, begun, ended }: Reduction) => ({ bytes, begun: begun - begin, ended: ended - begin });
    return { backwardEnded, buckets: reductions.map(since) };
  }
}

/** The clock that the reducer reads. */
const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Places of parameters, the last first, in buckets of one type and about one size; the first at most 1 MiB. */
function buckets(parameters: readonly Tensor[], bucketBytes: number): number[][] {
  const found: number[][] = [];
  let [room, last] = [0, ""];
  for (let place = parameters.length - 1; place >= 0; place--) {
    const { size, dtype } = parameters[place]!;
    if (room <= 0 || dtype !== last) {
      found.push([]);
      room = found.length === 1 ? Math.min(bucketBytes, 2 ** 20) : bucketBytes;
    }
    found.at(-1)!.push(place);
    room -= size * dtypeBytes[dtype];
    last = dtype;
  }
  return found;
}
