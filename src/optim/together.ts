import type { Tensor } from "../tensor/index.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * Several optimizers as one, each with parameters of its own: Muon for the matrices of hidden layers and AdamW for the rest.
 * Throws where two of them step the same parameter.
 */
export function together(...optimizers: readonly Optimizer[]): Optimizer {
  const groups = optimizers.flatMap((optimizer) => optimizer.groups);
  const paths = groups.flatMap(({ parameters }) => [...parameters.keys()]);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw new Error(`the parameter "${twice}" is stepped by two optimizers`);
  return {
    groups,
    step: () => optimizers.forEach((optimizer) => void optimizer.step()),
    zeroGrad: () => optimizers.forEach((optimizer) => void optimizer.zeroGrad()),
    state: () => new Map(optimizers.flatMap((optimizer) => [...optimizer.state()])),
    restore(state) {
      const known = new Set(optimizers.flatMap((optimizer) => [...optimizer.state().keys()]));
      for (const name of state.keys()) if (!known.has(name)) throw new Error(`the optimizers have no state "${name}"`);
      for (const optimizer of optimizers) {
        const own = [...optimizer.state().keys()].filter((name) => state.has(name));
        optimizer.restore(new Map(own.map((name): [string, Tensor] => [name, state.get(name)!])));
      }
    },
    release: () => optimizers.forEach((optimizer) => void optimizer.release()),
  };
}
