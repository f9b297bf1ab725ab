/** Where top-K fails: one K for flat and for peaked distributions (the course book's figure 1.9). */
import { row } from "../../harness/row.ts";
import { processed, softmax, support } from "../../worlds/sampling.ts";

const PEAKED = [0.9, 0.04, 0.03, 0.02, 0.01];
const FLAT = [0.24, 0.22, 0.2, 0.18, 0.16];

export default row({
  id: "C11",
  bar: "K = 2 admits 0.04 of tail to the peaked distribution and shuts 0.54 out of the flat one; p = 0.85 keeps one token of the first and all that reach it, five, of the second",
  holds: {
    "tail admitted by K = 2, peaked": { above: 0.04 - 1e-9, below: 0.04 + 1e-9 },
    "mass shut out by K = 2, flat": { above: 0.54 - 1e-9, below: 0.54 + 1e-9 },
    "tokens kept by p = 0.85, peaked and flat": { is: [1, 5] },
    "control: tokens kept by K = 2, peaked and flat": { is: [2, 2] },
  },
  oracle: "closed form",

  short: {
    "a fixed K is too wide for a peaked distribution and too narrow for a flat one; p fits both": () => {
      const rows = [
        [0.95, 0.02, 0.01, 0.01, 0.01],
        [0.22, 0.21, 0.2, 0.19, 0.18],
      ].map((row) => row.map(Math.log));
      const counts = (settings: object) =>
        rows.map((row) => support(processed(row, { temperature: 1, ...settings })).length);
      return {
        "tokens kept by K = 2": [counts({ topK: 2 }), { is: [2, 2] }],
        "tokens kept by p = 0.9": [counts({ topP: 0.9 }), { is: [1, 5] }],
      };
    },
  },

  async full() {
    const kept = (distribution: readonly number[], settings: object) =>
      support(processed(distribution.map(Math.log), { temperature: 1, ...settings }));
    const mass = (distribution: readonly number[], tokens: readonly number[]) =>
      tokens.reduce((sum, token) => sum + distribution[token]!, 0);
    const tail = mass(PEAKED, kept(PEAKED, { topK: 2 }).slice(1));
    const lost = 1 - mass(FLAT, kept(FLAT, { topK: 2 }));
    const sizes = [kept(PEAKED, { topP: 0.85 }).length, kept(FLAT, { topP: 0.85 }).length];
    const renormalized = softmax(processed(PEAKED.map(Math.log), { temperature: 1, topK: 2 }))[1]!;
    return {
      value: {
        "tail admitted by K = 2, peaked": tail,
        "its share once renormalized": renormalized,
        "mass shut out by K = 2, flat": lost,
        "tokens kept by p = 0.85, peaked and flat": sizes,
        "control: tokens kept by K = 2, peaked and flat": [PEAKED, FLAT].map((row) => kept(row, { topK: 2 }).length),
      },
      control: "K = 2 keeps two tokens of both",
    };
  },
});
