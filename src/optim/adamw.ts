import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import {
  full,
  hasOperator,
  infer,
  keep,
  ops,
  release,
  scope,
  type Tensor,
  tensorState,
  zeros,
} from "../tensor/index.ts";
import {
  dropGradients,
  type GroupOptions,
  makeGroups,
  type Optimizer,
  type ParameterGroup,
  type Parameters,
  zerosLike,
} from "./optimizer.ts";

const fraction = z.number().min(0).lt(1);

/** What `adamW` takes; groups may have a rate and a decay of their own. */
export const AdamWConfig = strictObject({
  /** The optimizer, where a recipe chooses one. */
  kind: z.literal("adamw").default("adamw"),
  /** The full learning rate, before any schedule. */
  lr: z.number().nonnegative().default(1e-3),
  /** beta1 and beta2: what is kept of the first and second moment in each step. */
  betas: z.tuple([fraction, fraction]).default([0.9, 0.999]),
  /** Added to the root of the second moment. */
  eps: z.number().positive().default(1e-8),
  /** Share of a parameter lost in each step, times lr. */
  weightDecay: z.number().nonnegative().default(0.01),
  /**
   * How it is computed: by one operator, by one for each line of the formula, or a tensor at a time. Default: the fastest there is.
   */
  kernel: z.enum(["fused", "foreach", "plain"]).optional(),
});
export type AdamWConfig = z.infer<typeof AdamWConfig>;

/** One parameter's state: its moments, and the steps it has made. */
interface Slot {
  readonly parameter: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  readonly step: Tensor; // []
  t: number;
}

/** A slot with the gradient of this step. */
interface Due extends Slot {
  readonly grad: Tensor;
}

type Numbers = Pick<AdamWConfig, "betas" | "eps"> & Pick<ParameterGroup, "lr" | "weightDecay">;
type Kernel = (due: readonly Due[], t: number, numbers: Numbers) => void;

/**
 * AdamW: Adam with decoupled weight decay (Kingma & Ba 2014, arXiv:1412.6980; Loshchilov & Hutter 2017, arXiv:1711.05101).
 *
 *     m = beta1 m + (1 - beta1) g            p = p (1 - lr weightDecay)
 *     v = beta2 v + (1 - beta2) g^2          p = p - lr (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)
 *
 * t counts the steps in which this parameter had a gradient. Adam proper is weightDecay = 0.
 *
 * Parameters are any iterable of [path, tensor], such as `distinctWeights(model)`, or groups of them. Throws where the
 * config is no `AdamWConfig`, or a parameter stands twice or has no numbers.
 */
export function adamW(
  parameters: Parameters | readonly GroupOptions[],
  config: z.input<typeof AdamWConfig> = {},
): Optimizer {
  const { kernel: asked, betas, eps, ...defaults } = checked(AdamWConfig, config, "adamW");
  const kernel = kernels[asked ?? (hasOperator("aten::_fused_adamw_") ? "fused" : "foreach")];
  const groups = makeGroups(parameters, defaults);
  const slots = new Map<Tensor, Slot>();
  const own = new Map<string, Tensor>();
  for (const [path, parameter] of groups.flatMap((group) => [...group.parameters])) {
    const slot = { parameter, m: zerosLike(parameter), v: zerosLike(parameter), step: keep(zeros([])), t: 0 };
    slots.set(parameter, slot);
    for (const name of ["m", "v", "step"] as const) own.set(`${path}.${name}`, slot[name]);
  }

  /** Steps one group. Parameters that missed a gradient once are at another t than the rest. */
  function stepGroup({ parameters, lr, weightDecay }: ParameterGroup): void {
    const byCount = new Map<number, Due[]>();
    for (const parameter of parameters.values()) {
      const { grad } = parameter;
      if (grad === undefined) continue;
      const slot = slots.get(parameter)!;
      const t = ++slot.t;
      if (!byCount.has(t)) byCount.set(t, []);
      byCount.get(t)!.push({ ...slot, grad });
    }
    for (const [t, due] of byCount) kernel(due, t, { lr, weightDecay, betas, eps });
  }

  const memory = tensorState("the optimizer", () => {
    for (const { step, t } of slots.values()) step.fill(t);
    return own;
  });
  return {
    groups,
    step: () => infer(() => groups.forEach(stepGroup)),
    zeroGrad: () => dropGradients(groups),
    ...memory,
    restore(state, facts) {
      memory.restore(state, facts);
      for (const slot of slots.values()) slot.t = slot.step.item();
    },
    release: () => release(...own.values()),
  };
}

const column = <K extends "parameter" | "grad" | "m" | "v">(due: readonly Due[], name: K) =>
  due.map((slot) => slot[name]);

/** LibTorch's own: one pass over memory and no temporary. 2.x has it. */
const fused: Kernel = (due, t, { lr, weightDecay, betas: [beta1, beta2], eps }) => {
  const count = full([], t);
  ops.aten._fused_adamw_.default(
    column(due, "parameter"),
    column(due, "grad"),
    column(due, "m"),
    column(due, "v"),
    [],
    due.map(() => count),
    { lr, beta1, beta2, weight_decay: weightDecay, eps, amsgrad: false, maximize: false },
  );
};

/** An operator over many tensors for each line of the formula, and no more of them at once than `ROOM` has place for the root of. */
const foreach: Kernel = (due, t, numbers) => {
  let part: Due[] = [];
  let elements = 0;
  for (const [i, slot] of due.entries()) {
    part.push(slot);
    elements += slot.m.size;
    if (elements < ROOM && i < due.length - 1) continue;
    const now = part;
    scope(() => foreachPart(now, t, numbers));
    [part, elements] = [[], 0];
  }
};
const ROOM = 2 ** 18;

const foreachPart: Kernel = (due, t, { lr, weightDecay, betas: [beta1, beta2], eps }) => {
  const [p, g, m, v] = [column(due, "parameter"), column(due, "grad"), column(due, "m"), column(due, "v")];
  if (weightDecay !== 0) ops.aten._foreach_mul_.Scalar(p, 1 - lr * weightDecay);
  ops.aten._foreach_mul_.Scalar(m, beta1);
  ops.aten._foreach_add_.List(m, g, { alpha: 1 - beta1 });
  ops.aten._foreach_mul_.Scalar(v, beta2);
  ops.aten._foreach_addcmul_.Scalar(v, g, g, 1 - beta2);
  const root = ops.aten._foreach_sqrt.default(v);
  ops.aten._foreach_div_.Scalar(root, Math.sqrt(1 - beta2 ** t));
  ops.aten._foreach_add_.Scalar(root, eps);
  ops.aten._foreach_addcdiv_.Scalar(p, m, root, -lr / (1 - beta1 ** t));
};

/** The formula as it stands. */
const plain: Kernel = (due, t, { lr, weightDecay, betas: [beta1, beta2], eps }) => {
  for (const { parameter: p, grad: g, m, v } of due) {
    m.copyFrom(m.mul(beta1).add(g.mul(1 - beta1)));
    v.copyFrom(v.mul(beta2).add(g.pow(2).mul(1 - beta2)));
    const [mean, square] = [m.div(1 - beta1 ** t), v.div(1 - beta2 ** t)];
    p.copyFrom(p.mul(1 - lr * weightDecay).sub(mean.div(square.sqrt().add(eps)).mul(lr)));
  }
};

const kernels = { fused, foreach, plain } as const satisfies Record<string, Kernel>;
