import { Run, type RunSettings } from "../interventions/index.ts";
import type { Reads } from "../nn/index.ts";
import { ArgumentError, optionsOf } from "../sentences/index.ts";
import { infer, type Tensor } from "../tensor/index.ts";
import { record } from "./record.ts";

/** Where a task vector is taken. */
export interface TaskVectorOptions extends RunSettings {
  /** The block behind which it stands, from 0. */
  layer: number;
}

const checkTask = optionsOf<TaskVectorOptions>("taskVector", {
  ...{ layer: "number", with: "list?", interrupt: "object?", fast: "flag?" },
});

/**
 * A task as a vector (Hendel et al. 2023, arXiv:2310.15916): what examples in a prompt leave at its last token. Notes: prompts,
 * learning in context.
 *
 *     theta = mean over prompts of h_l[last],     f(x; theta): the prompt of x alone, with h_l[last] <- theta
 *
 * Prompts show a task, each by examples of its own, and end where the answer to another query would stand; the mean leaves of the queries
 * little. [D], in float32. `patch(path of the block, last token, theta)` puts it into the run of a new query. Throws an ArgumentError where
 * the options do not fit.
 */
export function taskVector(model: Reads, prompts: readonly (readonly number[])[], options: TaskVectorOptions): Tensor {
  checkTask(options);
  const { layer, with: own = [], interrupt, fast } = options;
  const block = model.blocks[layer];
  if (block === undefined)
    throw new ArgumentError(`taskVector: layer: is ${layer}, and the model has 0 to ${model.blocks.length - 1}`);
  if (prompts.length === 0) throw new ArgumentError("taskVector: there is no prompt, and must be one at least");
  const recorder = record(block.path);
  try {
    return infer(() => {
      const reading = new Run(model, { with: [recorder, ...own], interrupt, fast }).read(prompts);
      const states = reading.own(recorder.seen.get(block.path)!).to("float32"); // [N, D]
      return states.indexSelect(0, reading.layout.last()).mean(0);
    });
  } finally {
    recorder.clear();
  }
}
