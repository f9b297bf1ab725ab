import { expect, it } from "vitest";
import { successorTexts } from "./index.ts";

const texts = (config: Parameters<typeof successorTexts>[0]) => [...successorTexts(config)].map(({ text }) => text);

/** What stands behind each letter of a text, and how often. */
function behind(text: string): Map<string, Map<string, number>> {
  const all = new Map<string, Map<string, number>>();
  for (const [i, letter] of Array.from(text.slice(1)).entries()) {
    const own = all.get(text[i]!) ?? new Map<string, number>();
    all.set(text[i]!, own.set(letter, (own.get(letter) ?? 0) + 1));
  }
  return all;
}

it("has one successor of each letter in a text, but for one letter in eight, and others in another", () => {
  const successors = texts({ documents: 20, length: 2000 }).map((text) => {
    const counts = [...behind(text)].sort(([a], [b]) => a.localeCompare(b));
    const most = counts.map(([, own]) => Math.max(...own.values()));
    expect(most.reduce((a, b) => a + b) / 1999).toBeGreaterThan(0.84); // 7 / 8, and some of the rest
    expect(most.reduce((a, b) => a + b) / 1999).toBeLessThan(0.94);
    expect(counts).toHaveLength(12);
    return counts.map(([, own]) => [...own].sort(([, a], [, b]) => b - a)[0]![0]).join("");
  });
  expect(new Set(successors).size).toBe(20);
  for (const at of [0, 5, 11]) expect(new Set(successors.map((own) => own[at])).size).toBeGreaterThan(6);
});

it("is as long as it is asked to be, other texts for another seed and the same for the same", () => {
  const some = (seed: number) => texts({ documents: 3, length: 20, seed });
  expect(some(1).map(({ length }) => length)).toEqual([20, 20, 20]);
  expect(some(1)).toEqual(some(1));
  expect(some(1)).not.toEqual(some(2));
});

it("refuses what no text can be made of", () => {
  expect(() => texts({ documents: 1, length: 9, letters: 1 })).toThrow("successorTexts: letters: is 1, and must be");
});
