import { z } from "zod";
import { checked } from "./check.ts";

const KINDS = {
  number: z.number(),
  /** A number or Infinity, which limits nothing. */
  limit: z.union([z.number(), z.literal(Number.POSITIVE_INFINITY)], { error: "must be a number" }),
  text: z.string(),
  flag: z.boolean(),
  list: z.array(z.unknown()),
  object: z.custom<object>((value) => typeof value === "object" && value !== null, { error: "must be an object" }),
  function: z.custom((value) => typeof value === "function", { error: "must be a function" }),
  any: z.unknown(),
} as const satisfies Record<string, z.ZodType>;
type Kind = keyof typeof KINDS;

/** A kind for each option, with a question mark where it may be left out: the compiler holds them to the options' type. */
type Kinds<O> = { readonly [K in keyof Required<O>]: undefined extends O[K] ? `${Kind}?` : Kind };

/**
 * What checks the options of a function, which it names: an option that is not known, is missing or of another kind is an
 * ArgumentError of one sentence.
 */
export function optionsOf<O extends object>(of: string, kinds: Kinds<O>): (options: O) => void {
  const fields = Object.entries<string>(kinds).map(([name, kind]) => {
    const known = KINDS[kind.replace("?", "") as Kind];
    return [name, kind.endsWith("?") ? known.optional() : known];
  });
  const schema = z.strictObject(Object.fromEntries(fields));
  return (options) => void checked(schema, options, of);
}
