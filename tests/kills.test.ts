/** Runs that are killed with SIGKILL, each in a process of its own: the short form of `npm run prove:kills`. */
import { describe, expect, it } from "vitest";
import { deaths } from "../prove/kills/lives.ts";

describe("a run that is killed and resumed ends in the bits of one that was not", () => {
  it.each(["lora", "value", "quantized"] as const)("learning: %s", async (kind) => {
    const { same, safe } = await deaths(kind, 2);
    expect(same).toBe(2);
    expect(Math.max(...safe)).toBeGreaterThan(0);
  });
});
