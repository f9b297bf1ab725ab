/**
 * Master copies (Micikevicius et al. 2017, arXiv:1710.03740): weights of 16 bits that are stepped in 32.
 *
 *     W = step(W, g),     w = round(W)        W float32, w and g bfloat16 or float16, rounded to the nearest
 *
 * bfloat16 keeps 8 bits, so that a step of less than 1/512 of a weight is rounded away, and with it all that follow: the weight never
 * moves. W adds them up until w can tell. 6 bytes a weight in place of 4, and what the optimizer remembers is float32.
 */
import { checkTensors, keep, noGrad, release, scope, type Tensor } from "../tensor/index.ts";
import { dropGradients, type Optimizer, type ParameterGroup, type Parameters } from "./optimizer.ts";

/**
 * The optimizer that `make` makes of float32 copies, as one of the parameters themselves; those that are float32 need no copy:
 *
 *     masterCopies(distinctWeights(model), (copies) => adamW(decayMatrices(copies, 0.1), { lr: 3e-4 }))
 *
 * The copies are state, by name `PATH.master`. They are taken now, and values that somebody else writes into a parameter later
 * are overwritten by the next step.
 */
export function masterCopies(parameters: Parameters, make: (copies: Parameters) => Optimizer): Optimizer {
  const weights = new Map(parameters);
  const rounded = [...weights].filter(([, { dtype }]) => dtype !== "float32");
  const copies = new Map(rounded.map(([path, weight]) => [path, copyOf(weight)]));
  const inner = make([...weights].map(([path, weight]) => [path, copies.get(path) ?? weight] as const));
  const groups = inner.groups.map((group) => mirror(group, weights));
  const masters = new Map([...copies].map(([path, copy]) => [`${path}.master`, copy]));
  const round = (path: string) => noGrad(() => weights.get(path)!.copyFrom(copies.get(path)!));

  function step(): void {
    const due = rounded.filter(([, { grad }]) => grad !== undefined);
    for (const [path, { grad }] of due) copies.get(path)!.grad = grad!.to("float32");
    inner.step();
    for (const [path] of due) {
      copies.get(path)!.grad = undefined;
      round(path);
    }
  }

  return {
    groups,
    step: () => scope(step),
    zeroGrad: () => dropGradients(groups),
    state: () => new Map([...masters, ...inner.state()]),
    facts: () => inner.facts(),
    restore(state, facts) {
      checkTensors("the optimizer", new Map([...masters, ...inner.state()]), state); // all of it fits, or nothing has changed
      inner.restore(new Map([...state].filter(([name]) => !masters.has(name))), facts);
      noGrad(() => {
        for (const [name, copy] of masters) copy.copyFrom(state.get(name)!);
      });
      for (const path of copies.keys()) round(path);
    },
    release() {
      inner.release();
      release(...copies.values());
    },
  };
}

const copyOf = (weight: Tensor): Tensor => keep(scope(() => weight.detach().to("float32")));

/** A group with the parameters in the place of their copies: a schedule that writes its numbers writes the group's. */
function mirror(group: ParameterGroup, weights: ReadonlyMap<string, Tensor>): ParameterGroup {
  return {
    parameters: new Map([...group.parameters.keys()].map((path) => [path, weights.get(path)!])),
    get lr() {
      return group.lr;
    },
    set lr(value) {
      group.lr = value;
    },
    get weightDecay() {
      return group.weightDecay;
    },
    set weightDecay(value) {
      group.weightDecay = value;
    },
  };
}
