/**
 * Data parallelism: every process holds the whole model and its own part of each batch.
 *
 *     g = (1/W) sum over w of g_w
 *
 * With equal weights at the start and the mean gradient in every step, the weights stay equal, and W processes of batch
 * B/W train as one of batch B does where the loss is a mean over rows of equal length.
 */
import { distinctWeights, type Module } from "../nn/index.ts";
import type { ProcessGroup } from "../tensor/index.ts";

/** Gives every process the weights of rank 0. */
export async function shareWeights(model: Module, group: ProcessGroup): Promise<void> {
  await Promise.all([...distinctWeights(model)].map(([, weight]) => group.broadcast(weight)));
}

/** Gives every process the mean of all gradients; between the backward pass and the optimizer's step. */
export async function averageGradients(model: Module, group: ProcessGroup): Promise<void> {
  const gradients = [...distinctWeights(model)].flatMap(([, { grad }]) => (grad === undefined ? [] : [grad]));
  await Promise.all(gradients.map((gradient) => group.allReduce(gradient, "mean")));
  for (const gradient of gradients) gradient[Symbol.dispose]();
}
