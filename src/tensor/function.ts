/** Functions with a derivative of their own, written in JavaScript. */
import { noGrad } from "./autograd.ts";
import { type Handle, native } from "./native.ts";
import { scope } from "./scope.ts";
import { Tensor } from "./tensor.ts";

/** A function of tensors and its derivative. */
export interface FunctionDefinition {
  /** What errors and graphs call it. */
  readonly name?: string;
  /**
   * Computes the outputs; nothing in it is recorded, and it may not write to the inputs. `saved` is what the derivative
   * needs: inputs and outputs, and tensors that need no derivative themselves. Save here rather than in a closure: a
   * saved tensor that is written to afterwards is found out, and dies with the graph.
   */
  forward(inputs: readonly Tensor[]): { outputs: readonly Tensor[]; saved?: readonly Tensor[] };
  /**
   * The gradient by each input, from those by each output (undefined for an output of whole numbers). `undefined`
   * stands for none. Where it is made of differentiable operators over saved inputs and outputs, it can be
   * differentiated again.
   */
  backward(gradOutputs: readonly (Tensor | undefined)[], saved: readonly Tensor[]): readonly (Tensor | undefined)[];
}

/**
 * A function of tensors whose derivative is `backward`:
 *
 *     const scale = defineFunction({
 *       forward: ([x]) => ({ outputs: [x!] }),
 *       backward: ([g]) => [g!.mul(-1)],
 *     });
 *     const [y] = scale(x);
 *
 * Its backward pass runs on the thread that defined it: `backwardAsync` through it rejects. What `backward` throws comes
 * out of the call that asked for the derivative.
 */
export function defineFunction(definition: FunctionDefinition): (...inputs: Tensor[]) => Tensor[] {
  const name = definition.name ?? "a function defined in JavaScript";
  const backward = (grads: (Handle | null)[], saved: Handle[]) =>
    scope(() => {
      const given = grads.map((grad) => (grad === null ? undefined : new Tensor(grad)));
      const tensors = saved.map((handle) => new Tensor(handle));
      return definition.backward(given, tensors);
    }).map((found) => (found === undefined ? null : found.handle));
  return (...inputs) =>
    scope(() => {
      const { outputs, saved = [] } = noGrad(() => definition.forward(inputs));
      return native()
        .customFunction(handles(inputs), handles(outputs), handles(saved), backward, name)
        .map((handle) => new Tensor(handle));
    });
}

const handles = (tensors: readonly Tensor[]) => tensors.map(({ handle }) => handle);
