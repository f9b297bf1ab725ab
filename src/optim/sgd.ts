import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { infer, ops, release, type Tensor, tensorState } from "../tensor/index.ts";
import {
  dropGradients,
  type GroupOptions,
  makeGroups,
  type Optimizer,
  type ParameterGroup,
  type Parameters,
  zerosLike,
} from "./optimizer.ts";

/** What `sgd` takes; groups may have a rate and a decay of their own. */
export const SgdConfig = strictObject({
  /** The optimizer, where a recipe chooses one. */
  kind: z.literal("sgd").default("sgd"),
  /** The full learning rate, before any schedule. */
  lr: z.number().nonnegative().default(1e-2),
  /** Share of the last direction that is kept. */
  momentum: z.number().min(0).lt(1).default(0),
  /** Whether the gradient is taken where momentum leads; needs a momentum above 0. */
  nesterov: z.boolean().default(false),
  /** Times the parameter, added to the gradient. */
  weightDecay: z.number().nonnegative().default(0),
}).refine((c) => !c.nesterov || c.momentum > 0, { path: ["nesterov"], error: "needs a momentum above 0" });
export type SgdConfig = z.infer<typeof SgdConfig>;

/**
 * Gradient descent, on batches stochastic (Robbins & Monro 1951), with momentum (Polyak 1964; Nesterov 1983 in the form of
 * Sutskever et al. 2013).
 *
 *     g = g + weightDecay p
 *     b = momentum b + g                     the first b is g
 *     p = p - lr b                           with nesterov: p - lr (g + momentum b)
 *
 * Parameters are any iterable of [path, tensor], such as `distinctWeights(model)`, or groups of them. Throws where the
 * config is no `SgdConfig`, or a parameter stands twice or has no numbers.
 */
export function sgd(
  parameters: Parameters | readonly GroupOptions[],
  config: z.input<typeof SgdConfig> = {},
): Optimizer {
  const { momentum, nesterov, ...defaults } = checked(SgdConfig, config, "sgd");
  const groups = makeGroups(parameters, defaults);
  const directions = new Map<Tensor, Tensor>();
  const own = new Map<string, Tensor>();
  for (const [path, parameter] of momentum === 0 ? [] : groups.flatMap((group) => [...group.parameters])) {
    // The first b is g; from zeros, momentum b + g gives just that.
    const b = zerosLike(parameter);
    directions.set(parameter, b);
    own.set(`${path}.b`, b);
  }

  function stepGroup({ parameters, lr, weightDecay }: ParameterGroup): void {
    const due = [...parameters.values()].flatMap((p) => pairs(p, p.grad));
    if (due.length === 0) return;
    const p = due.map(([parameter]) => parameter);
    const raw = due.map(([, grad]) => grad);
    const g = weightDecay === 0 ? raw : ops.aten._foreach_add.List(raw, p, { alpha: weightDecay });
    ops.aten._foreach_add_.List(p, momentum === 0 ? g : follow(p, g), { alpha: -lr });
  }

  /** Moves the directions b of parameters p, and gives where to go. */
  function follow(p: readonly Tensor[], g: readonly Tensor[]): readonly Tensor[] {
    const b = p.map((parameter) => directions.get(parameter)!);
    ops.aten._foreach_mul_.Scalar(b, momentum);
    ops.aten._foreach_add_.List(b, g);
    return nesterov ? ops.aten._foreach_add.List(g, b, { alpha: momentum }) : b;
  }

  return {
    groups,
    step: () => infer(() => groups.forEach(stepGroup)),
    zeroGrad: () => dropGradients(groups),
    ...tensorState("the optimizer", () => own),
    release: () => release(...own.values()),
  };
}

const pairs = (p: Tensor, grad: Tensor | undefined): [Tensor, Tensor][] => (grad === undefined ? [] : [[p, grad]]);
