/** Where top-K fails: one K for flat and for peaked distributions (the course book's figure 1.9). */
import type { Demonstration } from "../../harness/evidence.ts";
import { processed, softmax, support } from "../../worlds/sampling.ts";

const PEAKED = [0.9, 0.04, 0.03, 0.02, 0.01];
const FLAT = [0.24, 0.22, 0.2, 0.18, 0.16];

const demonstration: Demonstration = {
  id: "C11",
  bar: "K = 2 admits 0.04 of tail to the peaked distribution and shuts 0.54 out of the flat one; p = 0.85 keeps one token of the first and all that reach it, five, of the second",
  oracle: "closed form",
  sources: ["src/generation/processors.ts", "prove/worlds/sampling.ts", "prove/rows/C/C11.ts"],

  async run() {
    const kept = (distribution: readonly number[], settings: object) =>
      support(processed(distribution.map(Math.log), { temperature: 1, ...settings }));
    const mass = (distribution: readonly number[], tokens: readonly number[]) =>
      tokens.reduce((sum, token) => sum + distribution[token]!, 0);
    const tail = mass(PEAKED, kept(PEAKED, { topK: 2 }).slice(1));
    const lost = 1 - mass(FLAT, kept(FLAT, { topK: 2 }));
    const sizes = [kept(PEAKED, { topP: 0.85 }).length, kept(FLAT, { topP: 0.85 }).length];
    const renormalized = softmax(processed(PEAKED.map(Math.log), { temperature: 1, topK: 2 }))[1]!;
    const same = kept(PEAKED, { topK: 2 }).length === kept(FLAT, { topK: 2 }).length;
    const met = Math.abs(tail - 0.04) < 1e-9 && Math.abs(lost - 0.54) < 1e-9 && `${sizes}` === "1,5";
    return {
      status: met && same ? "passed" : "failed",
      value: {
        "tail admitted by K = 2, peaked": Number(tail.toFixed(6)),
        "its share once renormalized": Number(renormalized.toFixed(6)),
        "mass shut out by K = 2, flat": Number(lost.toFixed(6)),
        "tokens kept by p = 0.85, peaked and flat": sizes.join(" and "),
      },
      control: "K = 2 keeps two tokens of both",
    };
  },
};

export default demonstration;
