/** Where processes meet, as the launcher `torchrun` tells them. */
import { z } from "zod";
import { check } from "../sentences/index.ts";
import type { Meeting } from "../tensor/index.ts";

const count = z.coerce.number().int();
const Environment = z.object({
  RANK: count.min(0),
  WORLD_SIZE: count.min(1),
  MASTER_ADDR: z.string().min(1),
  MASTER_PORT: count.min(1).max(65535),
});

/**
 * Reads RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT from the environment given: `meetingFrom(process.env)` in a
 * process that torchrun started. Throws an Error that names the variable where one is missing or wrong.
 */
export function meetingFrom(environment: Readonly<Record<string, string | undefined>>): Meeting {
  const { data, fault } = check(Environment, environment);
  if (fault !== undefined) throw new Error(`the environment's ${fault.path.join(".")} ${fault.reason}`);
  const { RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT } = data;
  if (RANK >= WORLD_SIZE) throw new Error(`the environment's RANK is ${RANK}, but WORLD_SIZE is ${WORLD_SIZE}`);
  return { rank: RANK, worldSize: WORLD_SIZE, masterAddress: MASTER_ADDR, masterPort: MASTER_PORT };
}
