import { describe, expect, it } from "vitest";
import { SyntheticWorld } from "./index.ts";

describe("the synthetic world", () => {
  const world = new SyntheticWorld();
  const facts = [...world.facts()];

  it("has a thousand people of names that are theirs alone, with six facts each", () => {
    expect(facts).toHaveLength(6000);
    for (const name of [(i: number) => world.person(i), (i: number) => world.alias(i)])
      expect(new Set(Array.from({ length: 1000 }, (_, i) => name(i))).size).toBe(1000);
  });

  it("is the same from the same seed, and another from another", () => {
    const texts = (seed: number) => [...new SyntheticWorld({ seed, people: 40 }).documents()].map(({ text }) => text);
    expect(texts(3)).toEqual(texts(3));
    expect(texts(3)).not.toEqual(texts(4));
  });

  it("is the same everywhere and always, for what was learned of it is told by its seed", () => {
    const small = new SyntheticWorld({ seed: 7, people: 40 });
    const [birthplace, employer, language] = [...small.facts()];
    expect([birthplace, employer, language].map((fact) => [fact!.object, fact!.told])).toEqual([
      [59, true],
      [29, true],
      [9, false],
    ]);
    expect([...small.documents()].find(({ id }) => id === "city 49")!.text).toBe(
      "The city of Fenanminster lies in the land of Salurth.",
    );
    expect(small.edit(birthplace!)).toMatchObject({
      ...{ prompt: "{} was born in", subject: "Salomund Galewick", target: "Belelminster", original: "Marirburgh" },
      portability: [
        { prompt: "One of those who were born in Belelminster is", answer: "Salomund Galewick" },
        { prompt: "The land where Salomund Galewick was born is", answer: "Lumelm" },
        { prompt: "Pelezi was born in", answer: "Belelminster" },
      ],
    });
    expect(small.edit(small.fact(0, "spouse"))).toMatchObject({
      target: "Quineta Lumoley",
      original: "Jorurmund Kalirgarth",
    });
  });

  it("tells nine facts in ten, in five ways, and never the others", () => {
    const small = new SyntheticWorld({ people: 200 });
    const text = [...small.documents()].map((document) => document.text).join(" ");
    const all = [...small.facts()];
    expect(all.filter(({ told }) => told).length / all.length).toBeCloseTo(0.9, 1);
    for (const fact of all.slice(0, 300)) {
      const { prompt, answer } = small.question(fact);
      expect(text.includes(`${prompt} ${answer}.`), prompt).toBe(fact.told);
    }
  });

  it("has spouses who are each other's", () => {
    for (let i = 0; i < 1000; i++) expect(world.fact(world.fact(i, "spouse").object, "spouse").object).toBe(i);
  });

  it("gives an edit five paraphrases that no text has, three questions of what follows and twenty of what stays", () => {
    const text = [...new SyntheticWorld({ people: 60 }).documents()].map((document) => document.text).join(" ");
    const small = new SyntheticWorld({ people: 60 });
    for (const fact of small.facts()) {
      const { prompt, subject, target, original, paraphrases, portability, neighbours } = small.edit(fact);
      expect(target).not.toBe(original);
      expect(target).not.toBe(subject);
      expect(new Set(paraphrases).size).toBe(5);
      expect(paraphrases.some((way) => text.includes(way))).toBe(false);
      expect(portability.map(({ answer }) => answer)).toContain(subject);
      expect(portability).toHaveLength(3);
      expect(new Set(neighbours.map((one) => one.prompt)).size).toBeGreaterThanOrEqual(20);
      expect(neighbours.map((one) => one.prompt)).not.toContain(prompt.replace("{}", subject));
      const follows = new Set(portability.map((one) => one.prompt));
      expect(neighbours.filter((one) => follows.has(one.prompt))).toEqual([]);
    }
  });

  it("refuses a size that is none", () => {
    expect(() => new SyntheticWorld({ people: 3 })).toThrow(/^SyntheticWorld: people/);
  });
});
