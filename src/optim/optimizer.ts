/**
 * What every optimizer is: groups of parameters, a step, and the state that a resumed run needs.
 *
 * A parameter without a gradient is left alone by a step: neither its value nor its state moves.
 */
import { absence, keep, ops, type Stateful, type Tensor, whereabouts } from "../tensor/index.ts";

/** Parameters that are stepped alike. A schedule writes `lr`; both numbers count from the next step on. */
export interface ParameterGroup {
  /** By path. */
  readonly parameters: ReadonlyMap<string, Tensor>;
  /** Learning rate of the next step. */
  lr: number;
  /** Weight decay of the next step, in the optimizer's own sense. */
  weightDecay: number;
}

/**
 * Its state is all that a resumed run needs, by name: `blocks.0.mixer.q.weight.m`. Learning rates are not in it: they are functions
 * of the step.
 */
export interface Optimizer extends Stateful {
  /** What it steps, with the numbers that count from the next step on. */
  readonly groups: readonly ParameterGroup[];
  /** Moves every parameter that has a gradient. Nothing is recorded, and no tensor is left behind. */
  step(): void;
  /** Drops all gradients: they become undefined, and their memory is free. */
  zeroGrad(): void;
  /** Frees the state. The optimizer cannot step any more. */
  release(): void;
}

/** Parameters by path, such as `distinctWeights(model)`. */
export type Parameters = Iterable<readonly [path: string, parameter: Tensor]>;

/** A group as it is asked for; what is left out is the optimizer's. */
export interface GroupOptions {
  /** What is stepped alike; each parameter stands in one group only. */
  readonly parameters: Parameters;
  /** The group's full learning rate. */
  readonly lr?: number;
  /** The group's weight decay, in the optimizer's own sense. */
  readonly weightDecay?: number;
}

/**
 * Groups with their numbers filled in. Throws where no parameter is given, one stands twice, or one has no numbers here.
 */
export function makeGroups(
  given: Parameters | readonly GroupOptions[],
  { lr, weightDecay }: { lr: number; weightDecay: number },
): ParameterGroup[] {
  const asked = isGroups(given) ? given : [{ parameters: given }];
  const listed = asked.map((group) => ({ lr, weightDecay, ...group, parameters: [...group.parameters] }));
  const seen = new Set<Tensor>();
  const paths = new Set<string>();
  for (const { parameters } of listed) {
    for (const [path, parameter] of parameters) {
      if (seen.has(parameter) || paths.has(path)) throw new Error(`the parameter "${path}" was given twice`);
      const absent = absence(whereabouts(parameter));
      if (absent !== undefined) throw new Error(`the parameter "${path}" ${absent}`);
      seen.add(parameter);
      paths.add(path);
    }
  }
  if (seen.size === 0) throw new Error("an optimizer needs at least one parameter, and was given none");
  return listed.map((group) => ({ ...group, parameters: new Map(group.parameters) }));
}

function isGroups(given: Parameters | readonly GroupOptions[]): given is readonly GroupOptions[] {
  return Array.isArray(given) && given.length > 0 && "parameters" in given[0];
}

/** Two groups: matrices and tables with a weight decay; vectors, gains and biases, without. */
export function decayMatrices(parameters: Parameters, weightDecay: number): GroupOptions[] {
  const all = [...parameters];
  const groups = [
    { parameters: all.filter(([, { rank }]) => rank >= 2), weightDecay },
    { parameters: all.filter(([, { rank }]) => rank < 2), weightDecay: 0 },
  ];
  return groups.filter((group) => group.parameters.length > 0);
}

/** Zeros of a parameter's shape, type and place, which live as long as the optimizer. */
export function zerosLike(parameter: Tensor): Tensor {
  return keep(ops.aten.zeros_like.default(parameter));
}

export function dropGradients(groups: readonly ParameterGroup[]): void {
  for (const { parameters } of groups) for (const parameter of parameters.values()) parameter.grad = undefined;
}
