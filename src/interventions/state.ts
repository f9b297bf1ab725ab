/** What a file keeps of an intervention that is no low-rank delta: its tensors by name, and the config that its technique was asked for. */
import type { Module } from "../nn/index.ts";
import { noGrad, type Tensor } from "../tensor/index.ts";
import { InterventionError } from "./fitting.ts";
import type { Intervention } from "./intervention.ts";

/** What is kept. */
export interface Kept {
  /** By name. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** By its kind the technique is known. */
  readonly config: NonNullable<Intervention["config"]>;
}

/** Techniques by the kind of their configs: what makes an intervention for a model anew. */
export type Techniques = Readonly<Record<string, (model: Module, config: unknown) => Intervention>>;

/** The tensors of an intervention and what makes it again. Throws an InterventionError where it has none, or there is no such technique. */
export function pack({ name, state, config }: Intervention): Kept {
  if (state === undefined) throw new InterventionError(`intervention "${name}" holds nothing to save`);
  if (config === undefined)
    throw new InterventionError(`intervention "${name}" is of no technique by which it could be made again`);
  return { tensors: state, config };
}

/** What was packed, made for a model by its technique. Throws an InterventionError where there is none, or names or shapes differ. */
export function unpack({ tensors, config }: Kept, model: Module, techniques: Techniques): Intervention {
  const make = Object.hasOwn(techniques, config.kind) ? techniques[config.kind] : undefined;
  if (make === undefined)
    throw new InterventionError(`nothing here can make an intervention of the kind "${config.kind}"`);
  const intervention = make(model, config);
  const { name, state = new Map<string, Tensor>() } = intervention;
  for (const key of new Set([...state.keys(), ...tensors.keys()])) {
    const [mine, stored] = [state.get(key), tensors.get(key)];
    if (mine !== undefined && stored !== undefined && `${mine.shape}` === `${stored.shape}`) continue;
    const shape = (tensor?: Tensor) => (tensor === undefined ? "nothing" : `[${tensor.shape.join(", ")}]`);
    throw new InterventionError(`${key}: is ${shape(stored)}, and "${name}" has ${shape(mine)} there`);
  }
  noGrad(() => {
    for (const [key, mine] of state) mine.copyFrom(tensors.get(key)!);
  });
  return intervention;
}
