import { type Intervention, intervene, Run, type RunSettings } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { cat, ids, infer, type Tensor } from "../tensor/index.ts";
import { record } from "./record.ts";

/** A head of attention: its layer, and its number there. */
export type HeadPlace = readonly [layer: number, head: number];

/** Which path, and between which runs. */
export interface PathOptions extends RunSettings {
  /** Tokens of the run that is changed. */
  clean: readonly number[];
  /** As many tokens, of the run that the sender's output is taken from. */
  corrupted: readonly number[];
  /** The head whose output changes. */
  from: HeadPlace;
  /** What sees the change: the logits, or the queries, keys or values of a head of a later layer. */
  to: "logits" | { readonly head: HeadPlace; readonly input: "q" | "k" | "v" };
}

const checkPath = optionsOf<PathOptions>("pathPatch", {
  ...{ clean: "list", corrupted: "list", from: "list", to: "any" },
  ...{ with: "list?", interrupt: "object?", fast: "flag?" },
});

/**
 * Path patching (Wang et al. 2023, arXiv:2211.00593; Goldowsky-Dill et al. 2023, arXiv:2304.05969). Notes: which heads do a job.
 *
 *     1. the clean run with the sender's output as in the corrupted run, every other mixer and MLP held at what it gave
 *     2. the clean run with the receiver's input as it was in that one
 *
 * So the change travels the one path from sender to receiver along the stream. Gives the logits [T, V]; where they are the clean ones,
 * nothing travels there. Throws an ArgumentError where the options do not fit.
 */
export function pathPatch(model: Writes, options: PathOptions): Tensor {
  checkPath(options);
  const { clean, corrupted, from, to, with: own = [], interrupt, fast } = options;
  const run = (tokens: readonly number[], ...inner: Intervention[]) =>
    new Run(model, { with: [...inner, ...own], interrupt, fast })
      .read(ids(tokens).unsqueeze(0))
      .logits("all")
      .squeeze(0);
  const [layer, head] = from;
  const heads = `blocks.${layer}.mixer.heads`;
  const seen = record(heads);
  const held = record("blocks.*.{mixer,mlp}");
  const receiver = to === "logits" ? undefined : `blocks.${to.head[0]}.mixer.${to.input}`;
  const received = receiver === undefined ? undefined : record(receiver);
  try {
    return infer(() => {
      void run(corrupted, seen);
      void run(clean, held);
      const sent = seen.seen.get(heads)!; // [1, T, H, K]
      const sender = intervene("sender", heads, () => (x, next) => withSlice(next(x), 2, head, sent));
      const direct = intervene("held", "blocks.*.{mixer,mlp}", ({ path }) => (x, next) => {
        const y = next(x); // runs also where it is held: the receiver's input is recorded inside of it
        return path === `blocks.${layer}.mixer` ? y : held.seen.get(path)!;
      });
      const logits = run(clean, direct, sender, ...(received === undefined ? [] : [received]));
      if (received === undefined || to === "logits") return logits;
      const input = received.seen.get(receiver!)!; // [1, T, H K]
      const width = sent.shape[3]!;
      const place = intervene("receiver", receiver!, () => (x, next) => {
        const y = next(x).unflatten(-1, [-1, width]); // [1, T, H or G, K]
        return withSlice(y, 2, to.head[1], input.unflatten(-1, [-1, width])).flatten(-2, -1);
      });
      return run(clean, place);
    });
  } finally {
    for (const recorder of [seen, held, ...(received === undefined ? [] : [received])]) recorder.clear();
  }
}

/** y with one slice of an axis taken from another tensor of its shape. */
function withSlice(y: Tensor, axis: number, at: number, from: Tensor): Tensor {
  const n = y.shape[axis]!;
  return cat([y.narrow(axis, 0, at), from.narrow(axis, at, 1), y.narrow(axis, at + 1, n - at - 1)], axis);
}
