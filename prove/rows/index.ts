/** Demonstrations by row of the course notes. */
import type { Demonstration } from "../evidence.ts";

export const demonstrations: Readonly<Record<string, () => Promise<Demonstration>>> = {
  E17: async () => (await import("./E17.ts")).default,
};
