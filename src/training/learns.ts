/** What a run learns, and with it all that moves in a run and must come back. */
import type { Intervention } from "../interventions/index.ts";
import { distinctWeights, Module, sites, weights } from "../nn/index.ts";
import type { Optimizer } from "../optim/index.ts";
import { generatorState, type Stateful, type Tensor, tensorState } from "../tensor/index.ts";
import type { Callback } from "./callback.ts";

/**
 * What a run learns, by names of its own: `{ model }`, `{ lora: change }` beside a base that stays as it is, `{ policy, value }`.
 * All of it is in a checkpoint, and nothing else of a model is.
 */
export type Learns = Readonly<Record<string, Module | Intervention | Stateful>>;

export interface MovingParts {
  readonly learns: Learns;
  readonly optimizer: Optimizer;
  readonly batches: Stateful;
  readonly callbacks?: readonly Callback[] | undefined;
}

/**
 * All that decides what a run does next, by the names that a checkpoint has for it: `learns.lora`, `optimizer`, `batches`,
 * `callbacks.early stopping`, `generator`. Throws an error of one sentence where a part cannot be learned, two callbacks have one
 * name, or the optimizer steps what is not learned: what an optimizer steps, a checkpoint holds.
 */
export function movingParts({ learns, optimizer, batches, callbacks = [] }: MovingParts): Map<string, Stateful> {
  const learned = Object.entries(learns).map(([name, part]) => [`learns.${name}`, stateOf(name, part)] as const);
  refuseUnheld(optimizer, new Map(learned).values());
  const remembered = callbacks.flatMap(({ remembers = {} }) => Object.entries(remembers));
  const parts = new Map<string, Stateful>([...learned, ["optimizer", optimizer], ["batches", batches]]);
  for (const [name, part] of remembered) {
    if (parts.has(`callbacks.${name}`)) throw new Error(`two callbacks remember something as "${name}"`);
    parts.set(`callbacks.${name}`, part);
  }
  parts.set("generator", generatorState()); // last: whoever draws in coming back leaves no trace
  for (const name of parts.keys())
    if (name.includes("/")) throw new Error(`"${name}" cannot be the name of a part of a run: it holds a "/"`);
  return parts;
}

function stateOf(name: string, part: Learns[string]): Stateful {
  if (part instanceof Module) return weightState(name, part);
  if ("restore" in part) return part;
  const tensors = () => {
    if (part.state !== undefined) return part.state;
    throw new Error(`learns.${name}: the intervention "${part.name}" holds no tensors to learn`);
  };
  tensors();
  return tensorState(`the intervention "${part.name}"`, tensors);
}

/** A model's weights. Throws where one has no numbers that could move. */
function weightState(name: string, model: Module): Stateful {
  const byPath = new Map(weights(model));
  for (const { path, kind, module } of sites(model)) {
    if (kind !== "weight" || byPath.get(path)?.device !== "meta") continue;
    const why =
      module.storage().length > 0
        ? "is stored in blocks, which no step moves: learn a change of it"
        : "has no numbers yet: initialize or load it";
    throw new Error(`learns.${name}: the weight "${path}" ${why}`);
  }
  return tensorState("the model", () => new Map(distinctWeights(model)));
}

function refuseUnheld(optimizer: Optimizer, learned: Iterable<Stateful>): void {
  const held = new Set<Tensor>([...learned].flatMap((part) => [...part.state().values()]));
  const stepped = optimizer.groups.flatMap(({ parameters }) => [...parameters]);
  const lost = stepped.find(([, parameter]) => !held.has(parameter));
  if (lost !== undefined)
    throw new Error(
      `the optimizer steps "${lost[0]}", which nothing that this run learns holds: it would not come back`,
    );
}
