import { type Module, Packed, sites, weights } from "../nn/index.ts";
import { absence, type Tensor } from "../tensor/index.ts";
import { InterventionError } from "./fitting.ts";
import { type Intervention, plan } from "./intervention.ts";
import { Run } from "./run.ts";

/**
 * The changed weights as plain tensors, by path, to save or to load into a model that knows nothing of interventions.
 * Only what changed is returned; `setWeights` puts it into a model. Throws where a change lives on a call, an interior value or
 * in how sequences begin, of a weight that has no numbers here, or where only one of two places of a tie is changed: no weight
 * could say that.
 */
export function bake(model: Module, interventions: readonly Intervention[]): Map<string, Tensor> {
  const hooks = plan(model, interventions);
  const beginning = interventions.find(({ begins }) => begins !== undefined);
  if (beginning !== undefined)
    throw new InterventionError(`the beginning of "${beginning.name}" cannot be baked into weights`);
  const byPath = new Map(weights(model));
  for (const site of sites(model)) {
    if (!hooks.has(site.path)) continue;
    if (site.kind !== "weight")
      throw new InterventionError(`a change of the ${site.kind} "${site.path}" cannot be baked into weights`);
    const absent = absence(site.numbers);
    if (absent !== undefined) throw new InterventionError(`the weight "${site.path}" ${absent}`);
  }
  for (const [path, weight] of byPath) {
    const apart = hooks.has(path) && [...byPath].find(([other, same]) => same === weight && !hooks.has(other));
    if (apart)
      throw new InterventionError(
        `"${path}" is tied to "${apart[0]}", which the change leaves alone: untie them first`,
      );
  }
  const pass = new Run(model, { with: interventions }).pass(new Packed([1]));
  return new Map([...hooks.keys()].map((path) => [path, pass.at(path, byPath.get(path)!, (weight) => weight)]));
}
