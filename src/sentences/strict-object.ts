/** Objects of known fields, as people write them. */
import { z } from "zod";

/**
 * A strict object: a field that is not among these is an error. The same as zod's own, whose type is a mapped one: its
 * declarations lose the comments of fields, by which an editor says what each is.
 */
export function strictObject<F extends z.ZodRawShape>(
  fields: F,
  params?: z.core.$ZodObjectParams,
): z.ZodObject<F, z.core.$strict> {
  return z.strictObject(fields, params);
}
