/** Processes that compute together: collectives of LibTorch's over Gloo. */
import { type Handle, native } from "./native.ts";
import { Tensor } from "./tensor.ts";

/** Where processes find each other. */
export interface Meeting {
  /** This process among them, from 0. */
  readonly rank: number;
  /** How many processes there are. */
  readonly worldSize: number;
  /** The host of rank 0. */
  readonly masterAddress: string;
  /** A port that is free where rank 0 is. */
  readonly masterPort: number;
  /** How long to wait for the others, at the start and in each collective, in milliseconds. */
  readonly timeout?: number;
}

const wrapped = new WeakMap<ProcessGroup, object>();

/** The addon's object of a group. */
export function wrappedGroup(group: ProcessGroup): object {
  return wrapped.get(group)!;
}

/**
 * Tensors are on the CPU. All processes call the same collectives in the same order, with tensors of the same shape and
 * type. A collective begins when it is called and several may be under way; until its promise is settled, its tensor
 * belongs to it. One whose peer is gone or silent rejects.
 */
export class ProcessGroup {
  /** This process among them, from 0. */
  readonly rank: number;
  /** How many processes there are. */
  readonly worldSize: number;
  readonly #group: object;

  private constructor({ rank, worldSize }: Meeting, group: object) {
    this.rank = rank;
    this.worldSize = worldSize;
    this.#group = group;
    wrapped.set(this, group);
  }

  /** Waits for all processes; rejects with one sentence where they do not come in time. */
  static async open(meeting: Meeting): Promise<ProcessGroup> {
    const { rank, worldSize, masterAddress, masterPort, timeout = 60_000 } = meeting;
    return new ProcessGroup(meeting, await native().openGroup(rank, worldSize, masterAddress, masterPort, timeout));
  }

  /** Puts the sum, or the mean, over all processes into the tensor of each. */
  allReduce(tensor: Tensor, reduction: "sum" | "mean" = "sum"): Promise<void> {
    return native().allReduce(this.#group, tensor.handle, reduction);
  }

  /** Writes the tensor of one process into that of every other. */
  broadcast(tensor: Tensor, root = 0): Promise<void> {
    return native().broadcast(this.#group, tensor.handle, root);
  }

  /** Every process's tensor, by rank: copies, which belong to the caller. */
  async allGather(tensor: Tensor): Promise<Tensor[]> {
    const handles: Handle[] = await native().allGather(this.#group, tensor.handle);
    return handles.map((handle) => new Tensor(handle));
  }

  /** Waits until every process is here. */
  barrier(): Promise<void> {
    return native().barrier(this.#group);
  }

  /** Leaves the group once its collectives are done. Whoever uses it afterwards is told so. */
  close(): Promise<void> {
    return native().closeGroup(this.#group);
  }
}
