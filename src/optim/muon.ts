import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { noGrad, ops, release, scope, type Tensor, tensorState } from "../tensor/index.ts";
import {
  dropGradients,
  type GroupOptions,
  makeGroups,
  type Optimizer,
  type ParameterGroup,
  type Parameters,
  zerosLike,
} from "./optimizer.ts";

/** What `muon` takes; groups may have a rate and a decay of their own. */
export const MuonConfig = strictObject({
  /** The optimizer, where a recipe chooses one. */
  kind: z.literal("muon").default("muon"),
  /** The full learning rate, before any schedule. */
  lr: z.number().nonnegative().default(0.02),
  /** Share of the last direction that is kept. */
  momentum: z.number().min(0).lt(1).default(0.95),
  /** Share of a parameter lost in each step, times lr. */
  weightDecay: z.number().nonnegative().default(0),
  /** Newton-Schulz steps for each matrix and step. */
  iterations: z.int().positive().default(5),
  /** What those are computed in. */
  precision: z.enum(["bfloat16", "float32"]).default("bfloat16"),
});
export type MuonConfig = z.infer<typeof MuonConfig>;

/**
 * Muon (Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks"): momentum whose matrix is made
 * orthogonal, so that every direction of a weight moves alike.
 *
 *     b = momentum b + (1 - momentum) g,     d = (1 - momentum) g + momentum b     (Nesterov)
 *     p = p (1 - lr weightDecay) - lr sqrt(max(1, out / in)) O(d)
 *
 * O(d) = U V^T for d = U S V^T, nearly: Newton-Schulz steps x <- a x + (B A + C A^2) x with A = x x^T bring the singular
 * values into 0.7 to 1.2 or so. For the matrices of hidden layers; embeddings, heads, gains and biases belong to AdamW:
 *
 *     const optimizers = [muon(hiddenMatrices), adamW(theRest)];
 *
 * Throws where the config is no `MuonConfig`, or a parameter is no matrix, stands twice or has no numbers.
 */
export function muon(
  parameters: Parameters | readonly GroupOptions[],
  config: z.input<typeof MuonConfig> = {},
): Optimizer {
  const { momentum, iterations, precision, ...defaults } = checked(MuonConfig, config, "muon");
  const groups = makeGroups(parameters, defaults);
  const directions = new Map<Tensor, Tensor>();
  const own = new Map<string, Tensor>();
  for (const [path, parameter] of groups.flatMap((group) => [...group.parameters])) {
    if (parameter.rank !== 2) throw new Error(`Muon steps matrices, and "${path}" is [${parameter.shape.join(", ")}]`);
    const b = zerosLike(parameter);
    directions.set(parameter, b);
    own.set(`${path}.b`, b);
  }

  function stepOne(p: Tensor, g: Tensor, { lr, weightDecay }: ParameterGroup): void {
    const [rows = 1, columns = 1] = p.shape;
    const b = directions.get(p)!;
    ops.aten.lerp_.Scalar(b, g, 1 - momentum);
    const update = orthogonal(ops.aten.lerp.Scalar(g, b, momentum).to(precision), iterations);
    ops.aten.mul_.Scalar(p, 1 - lr * weightDecay);
    ops.aten.add_.Tensor(p, update.to(p.dtype), { alpha: -lr * Math.sqrt(Math.max(1, rows / columns)) });
  }

  const stepGroup = (group: ParameterGroup) => {
    for (const p of group.parameters.values()) {
      scope(() => {
        const { grad } = p;
        if (grad !== undefined) stepOne(p, grad, group);
      });
    }
  };
  return {
    groups,
    step: () => noGrad(() => groups.forEach(stepGroup)),
    zeroGrad: () => dropGradients(groups),
    ...tensorState("the optimizer", () => own),
    release: () => release(...own.values()),
  };
}

/** Chosen for the steepest rise at 0 that still stays near 1 (Jordan et al. 2024). */
const [A, B, C] = [3.4445, -4.775, 2.0315] as const;

/** The orthogonal matrix next to x [out, in], nearly. */
export function orthogonal(x: Tensor, iterations = 5): Tensor {
  const [rows = 1, columns = 1] = x.shape;
  const tall = rows > columns;
  const wide = tall ? x.t() : x; // the smaller of the two products
  let y = wide.div(ops.aten.clamp_min.default(wide.norm(), 1e-7));
  for (let i = 0; i < iterations; i++) {
    const gram = y.matmul(y.t());
    const polynomial = ops.aten.addmm.default(gram, gram, gram, { beta: B, alpha: C }); // B gram + C gram^2
    y = ops.aten.addmm.default(y, polynomial, y, { beta: A });
  }
  return tall ? y.t() : y;
}
