/** Blocks by their numbers, and the map of each that facts are read out of. */
import { Linear, modules, recalls, type Writes } from "../nn/index.ts";
import { EditError } from "./edit-error.ts";

/** Path of the map from keys to values in a block: the last of its MLP. */
export const downOf = (block: number): string => `blocks.${block}.mlp.down`;

/** The block that lies so far down: 5 of SmolLM2's 30 for a sixth. Facts are read out of blocks by their place in the depth. */
export const blockAt = ({ blocks }: Writes, share: number): number =>
  Math.min(blocks.length - 1, Math.round(blocks.length * share));

/** That map. Throws an EditError where the model has no such block, or the block no such map. */
export function checkBlock(model: Writes, block: number): Linear {
  const { length } = model.blocks;
  if (recalls(model)) throw new EditError("an edit needs a model that writes from its prompt alone");
  if (!(Number.isInteger(block) && block >= 0 && block < length))
    throw new EditError(`there is no block ${block}: the model has ${length}, from 0 to ${length - 1}`);
  for (const part of modules(model)) if (part.path === downOf(block) && part instanceof Linear) return part;
  throw new EditError(`the model has no linear map "${downOf(block)}", which an edit would change`);
}
