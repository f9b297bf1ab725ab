/** A hook as it runs: what goes wrong in it names the intervention and the site. */
import { type Hook, Interrupted, type Next } from "../nn/index.ts";
import { Tensor } from "../tensor/index.ts";
import { InterventionError } from "./fitting.ts";

/**
 * The hook, held to what a site needs: a tensor, of the shape that stands there. What it throws, or what the model does behind a tensor of
 * its making, becomes an InterventionError that names both; what the model throws by itself stays as it is.
 */
export function guarded(name: string, path: string, hook: Hook): Hook {
  const where = `"${name}" at ${path === "" ? "the model" : path}`;
  return (x, next, pass) => {
    let own: unknown; // what the model threw behind what it would have had anyway
    let expected: readonly number[] | undefined;
    const through: Next = (value) => {
      try {
        const y = next(value);
        expected = y.shape;
        return y;
      } catch (error) {
        if (value === x) own = error;
        throw error;
      }
    };
    let y: unknown;
    try {
      y = hook(x, through, pass);
    } catch (error) {
      if (error === own || error instanceof Interrupted || error instanceof InterventionError) throw error;
      const { message } = error instanceof Error ? error : { message: String(error) };
      throw new InterventionError(`${where}: ${message}`, { cause: error });
    }
    if (y instanceof Promise) {
      y.catch(() => {}); // nobody waits for it
      throw new InterventionError(`${where}: its hook is async, and a site cannot wait: it must return a tensor`);
    }
    if (!(y instanceof Tensor)) {
      throw new InterventionError(
        `${where}: its hook gave ${y === null ? "null" : typeof y}, and must return a tensor`,
      );
    }
    if (expected !== undefined && `${y.shape}` !== `${expected}`) {
      const [found, wanted] = [y.shape, expected].map((shape) => `[${shape.join(", ")}]`);
      throw new InterventionError(
        `${where}: its hook gave ${found}, and must return ${wanted} as what it stands around`,
      );
    }
    return y;
  };
}
