import type { z } from "zod";
import { checked } from "../sentences/index.ts";
import { noGrad } from "./autograd.ts";
import { fromData } from "./factory.ts";
import { defaultGenerator, type Generator } from "./generator.ts";
import type { Tensor } from "./tensor.ts";

/** Plain JSON. A field that is undefined is one that is not there. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * State: what moves during a run and must come back with it. Weights, a change that learns, an optimizer, a stream of batches, a
 * generator and what a callback remembers are all of one kind: tensors by name, and facts, which are no tensors.
 */
export interface Stateful {
  /** Its own tensors by name, to be written and not changed. */
  state(): ReadonlyMap<string, Tensor>;
  /** What of it is no tensor; null where that is nothing. What it was built with does not belong here: that is told anew. */
  facts(): Json;
  /** Takes both back. Throws an error of one sentence, before anything has changed, where a name, a shape or a fact is not its own. */
  restore(state: ReadonlyMap<string, Tensor>, facts: Json): void;
}

/** State that is tensors alone; `whose` stands in sentences: "the optimizer". */
export function tensorState(whose: string, own: () => ReadonlyMap<string, Tensor>): Stateful {
  return {
    state: () => new Map(own()),
    facts: () => null,
    restore(state, facts) {
      if (facts !== null) throw new Error(`${whose} has tensors alone, and was given ${JSON.stringify(facts)}`);
      const tensors = own();
      checkTensors(whose, tensors, state);
      noGrad(() => {
        for (const [name, tensor] of tensors) tensor.copyFrom(state.get(name)!);
      });
    },
  };
}

/** State that is facts alone, which the schema checks before they are written. */
export function factState<F extends Json>(
  schema: z.ZodType<F>,
  read: () => F,
  write: (facts: F) => void,
): Stateful & { facts(): F } {
  return {
    state: () => new Map(),
    facts: read,
    restore(state, facts) {
      for (const name of state.keys()) throw new Error(`nothing here has tensors, and "${name}" was given`);
      write(checkFacts(schema, facts));
    },
  };
}

/** Facts that fit the schema. Throws an error of one sentence where they do not. */
export function checkFacts<F>(schema: z.ZodType<F>, facts: Json): F {
  return checked(schema, facts);
}

/** The state of a generator, by default the process's own: the bytes that decide what is drawn next. */
export function generatorState(generator: Pick<Generator, "state"> = defaultGenerator): Stateful {
  return {
    state: () => new Map([["bytes", fromData(generator.state)]]),
    facts: () => null,
    restore(state) {
      const bytes = state.get("bytes")?.data();
      if (!(bytes instanceof Uint8Array)) throw new Error('the state of the generator lacks "bytes"');
      generator.state = bytes;
    },
  };
}

/** Throws where a name, a shape or a type differs between what something holds and what it is to be given. */
export function checkTensors(
  whose: string,
  own: ReadonlyMap<string, Tensor>,
  given: ReadonlyMap<string, Tensor>,
): void {
  for (const name of given.keys()) if (!own.has(name)) throw new Error(`${whose} has no state "${name}"`);
  for (const [name, { shape, dtype }] of own) {
    const other = given.get(name);
    if (other === undefined) throw new Error(`the state of ${whose} lacks "${name}"`);
    if (`${other.shape}` !== `${shape}`)
      throw new Error(`${whose}'s "${name}" has shape [${shape.join(", ")}], not [${other.shape.join(", ")}]`);
    if (other.dtype !== dtype) throw new Error(`${whose}'s "${name}" has type ${dtype}, not ${other.dtype}`);
  }
}
