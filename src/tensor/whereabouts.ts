import { zeros } from "./factory.ts";
import { keep } from "./scope.ts";
import { ops, type Tensor } from "./tensor.ts";

/**
 * Where the numbers of a tensor are. Most tensors hold theirs. A *stand-in* has a shape alone and lies on LibTorch's `meta`
 * device, where nothing has storage: a model is assembled of them, and whoever would read or change numbers asks first.
 */
export type Whereabouts =
  | {
      /** In its storage. */
      readonly kind: "here";
    }
  | {
      /** Not drawn yet. */
      readonly kind: "unborn";
      /** Makes the numbers for a shape. */
      readonly draw: (shape: readonly number[]) => Tensor;
    }
  | {
      /** In blocks of a format that its module computes with, and keeps beside the stand-in. */
      readonly kind: "stored";
      /** The format of the blocks. */
      readonly codec: string;
    }
  | {
      /** Not in this process as a whole. */
      readonly kind: "elsewhere";
      /** Where they are, for errors: "sharded over 8 processes". */
      readonly place: string;
    };

const known = new WeakMap<Tensor, Whereabouts>();

/** A float32 tensor of a shape, without numbers; it lives outside of every scope. */
export function standIn(shape: readonly number[], whereabouts: Exclude<Whereabouts, { kind: "here" }>): Tensor {
  const tensor = keep(ops.aten.empty.memory_format(shape, { dtype: "float32", device: "meta" }));
  known.set(tensor, whereabouts);
  return tensor;
}

/** A tensor without storage of which nobody has said more is unborn, and is born as zeros. */
export function whereabouts(tensor: Tensor): Whereabouts {
  return known.get(tensor) ?? (tensor.device === "meta" ? { kind: "unborn", draw: zeros } : { kind: "here" });
}

/** Whether a tensor is the outline of numbers that are kept in blocks or elsewhere: nothing is to be put in its place. */
export function isOutline(tensor: Tensor): boolean {
  const kind = known.get(tensor)?.kind;
  return kind === "stored" || kind === "elsewhere";
}

/** Why there are no numbers to read or to change, as the end of a sentence; nothing where there are. */
export function absence(where: Whereabouts): string | undefined {
  switch (where.kind) {
    case "here":
      return undefined;
    case "unborn":
      return "has no numbers yet: initialize or load it";
    case "stored":
      return `is stored in blocks of ${where.codec}, which nothing can change: load floats`;
    case "elsewhere":
      return `is not here: it is ${where.place}`;
  }
}
