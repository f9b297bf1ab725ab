import { expect, it } from "vitest";
import { measure } from "../../prove/worlds/memory-of-training.ts";
import { sgd } from "./index.ts";

const shape = { vocabulary: 1024, width: 96, depth: 4, heads: 3, kvHeads: 1, hidden: 256 };

it("[M01] full fine-tuning with AdamW holds 16 bytes a parameter and the activations", () => {
  const { parameters, peak, activations } = measure(shape, 1, 16);
  expect(activations).toBeLessThan(2 * parameters);
  expect(peak / (16 * parameters + activations)).toBeGreaterThan(0.9);
  expect(peak / (16 * parameters + activations)).toBeLessThan(1.1);
  // Without moments there is half of it: the ratio is no accident.
  const plain = measure(shape, 1, 16, (p) => sgd(p, { lr: 0.1 }));
  expect(plain.peak / (16 * parameters + activations)).toBeLessThan(0.7);
});
