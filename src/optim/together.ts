import { z } from "zod";
import { checkFacts, checkTensors } from "../tensor/index.ts";
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
    facts: () => optimizers.map((optimizer) => optimizer.facts()),
    restore(state, facts) {
      const all = checkFacts(z.array(z.json()).length(optimizers.length), facts);
      const own = optimizers.map((optimizer) => optimizer.state());
      checkTensors("the optimizer", new Map(own.flatMap((tensors) => [...tensors])), state);
      for (const [i, optimizer] of optimizers.entries()) {
        optimizer.restore(new Map([...own[i]!.keys()].map((name) => [name, state.get(name)!])), all[i]!);
      }
    },
    release: () => optimizers.forEach((optimizer) => void optimizer.release()),
  };
}
