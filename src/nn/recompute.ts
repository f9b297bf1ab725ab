import { optionsOf } from "../sentences/index.ts";
import {
  autocast,
  autocasting,
  defaultGenerator,
  defineFunction,
  grad,
  scope,
  type Tensor,
  withGrad,
} from "../tensor/index.ts";
import { glob } from "./glob.ts";
import { distinctWeights, type Module, type Site } from "./module.ts";
import type { Hook, Next, Pass, Said } from "./pass.ts";

const checkRecompute = optionsOf<{ also?: readonly Tensor[] }>("recompute", { also: "list?" });

/**
 * Activation checkpointing (Chen et al. 2016, arXiv:1604.06174): a block keeps its input alone and computes its inner values
 * again when the backward pass comes by.
 *
 *     y = f(x; w),     (dx, dw) = dy^T J,   J the Jacobian of f run again at the same x, w and random numbers
 *
 * What the block says beside y is computed again with it, and carries derivatives as y does. Gradients are those of the
 * plain run, bit for bit; memory falls from all blocks' activations to one block's and the stream, for one more forward
 * pass. An intervention at each module that the glob names, to be the first of a plan. Leaves that learn inside those
 * modules and are not their weights, a LoRA's say, are given as `also`. Throws an ArgumentError where the options do
 * not fit.
 */
export function recompute(at = "blocks.*", options: { also?: readonly Tensor[] } = {}) {
  checkRecompute(options);
  const { also = [] } = options;
  const fits = glob(at);
  return {
    name: "recompute",
    hook: ({ path, kind, module }: Site): Hook | undefined =>
      kind === "call" && fits(path) ? hookOf(module, also) : undefined,
  };
}

function hookOf(module: Module, also: readonly Tensor[]): Hook {
  return (x, next, pass) => {
    if (!pass.recording) return next(x);
    if (pass.sequences.remembers) {
      throw new Error(`"${module.path}" cannot be run again: what its sequences remember has moved on by then`);
    }
    const weights = [...distinctWeights(module)].map(([, weight]) => weight);
    const leaves = [...also, ...weights].filter(({ requiresGrad }) => requiresGrad);
    // What the run shares was freed when it ended, so a replay makes it anew and frees it again.
    const cast = autocasting();
    const replay: Next = (value) => {
      try {
        return cast ? autocast("bfloat16", () => next(value)) : next(value);
      } finally {
        pass.end();
      }
    };
    return replayed(module.path, next, replay, { leaves, pass })(x);
  };
}

function replayed(
  name: string,
  run: Next,
  replay: Next,
  { leaves, pass }: { leaves: readonly Tensor[]; pass: Pass },
): Next {
  let drawn: Uint8Array;
  let said: readonly Said[] = [];
  /** The stream behind the block, and each term that it said as an output of its own. */
  const outputs = (body: () => Tensor): Tensor[] => {
    const [y, own] = pass.aside(body);
    said = own;
    return [y, ...own.map(([, term]) => term)];
  };
  const block = defineFunction({
    name: `${name}, computed again`,
    forward([x]) {
      drawn = defaultGenerator.state;
      return { outputs: outputs(() => run(x!)), saved: [x!] };
    },
    backward(dys, [x]) {
      const now = defaultGenerator.state;
      defaultGenerator.state = drawn;
      try {
        const input = x!.detach().requireGrad();
        const again = withGrad(() => scope(() => outputs(() => replay(input))));
        const asked = again.flatMap((y, i) => (dys[i] === undefined ? [] : [{ y, dy: dys[i] }]));
        const gradOutputs = asked.map(({ dy }) => dy);
        return grad(
          asked.map(({ y }) => y),
          [input, ...leaves],
          { gradOutputs, allowUnused: true },
        );
      } finally {
        defaultGenerator.state = now;
      }
    },
  });
  return (x) => {
    const [y, ...terms] = block(x, ...leaves);
    for (const [i, term] of terms.entries()) pass.say(said[i]![0], term);
    return y!;
  };
}
