import { type Intervention, intervene } from "../interventions/index.ts";
import { keep, release, type Tensor } from "../tensor/index.ts";

/** An intervention that keeps what came out of the sites of its pattern. */
export interface Recorder extends Intervention {
  /** What the last pass had at each path. The tensors outlive the pass. */
  readonly seen: ReadonlyMap<string, Tensor>;
  /** Lets go of what was seen. */
  clear(): void;
}

/** Copies what comes out of every site of a pattern and changes nothing. */
export function record(at: string): Recorder {
  const seen = new Map<string, Tensor>();
  const put = (path: string, tensor: Tensor | undefined) => {
    const old = seen.get(path);
    if (old !== undefined) release(old);
    if (tensor === undefined) seen.delete(path);
    else seen.set(path, keep(tensor));
  };
  return {
    ...intervene("record", at, ({ path }) => (x, next) => {
      const y = next(x);
      put(path, y.detach().clone());
      return y;
    }),
    seen,
    clear: () => {
      for (const path of [...seen.keys()]) put(path, undefined);
    },
  };
}
