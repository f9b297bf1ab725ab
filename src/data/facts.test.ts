/** Facts in three forms, and what is wrong with a file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { knownFacts, readFacts } from "./index.ts";

const here = mkdtempSync(join(tmpdir(), "tenon-facts-"));
afterAll(() => rmSync(here, { recursive: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(here, name), text);
  return join(here, name);
};
const own = { prompt: "The capital of {} is", subject: "France", target: "Rome" };
const counterFact = {
  case_id: 7,
  pararel_idx: 1,
  requested_rewrite: { prompt: "The mother tongue of {} is", relation_id: "P103", subject: "Danielle Darrieux", target_new: { str: "English", id: "Q1" }, target_true: { str: "French", id: "Q2" } },
  paraphrase_prompts: ["Shayna does this. Danielle Darrieux, a native"],
  neighborhood_prompts: ["The mother tongue of Léon Blum is"],
  attribute_prompts: [],
}; // biome-ignore format: one record
const zsre = { subject: "Epaspidoceras", src: "Which family does Epaspidoceras belong to?", pred: "", rephrase: "What family is it?", alt: "Noctuidae", answers: ["Aspidoceratidae"], loc: "nq question: who plays", loc_ans: "Joan", cond: "" }; // biome-ignore format: one record

describe("readFacts", () => {
  it("reads our lines, with what is left out empty", () => {
    const path = file(
      "own.jsonl",
      `${JSON.stringify(own)}\n\n${JSON.stringify({ ...own, id: "x", extra: 1, neighbours: [{ prompt: "p", answer: "a" }] })}\n`,
    );
    const rest = { paraphrases: [], neighbours: [], portability: [] };
    expect(readFacts(path)).toEqual([
      { id: "1", ...own, ...rest },
      { id: "x", ...own, ...rest, neighbours: [{ prompt: "p", answer: "a" }] },
    ]);
  });

  it("reads CounterFact and zsRE, as arrays and as lines", () => {
    for (const path of [
      file("both.json", JSON.stringify([counterFact, zsre])),
      file("both.jsonl", [counterFact, zsre].map((r) => JSON.stringify(r)).join("\n")),
    ]) {
      const [first, second] = readFacts(path);
      expect(first).toEqual({
        id: "7",
        prompt: "The mother tongue of {} is",
        subject: "Danielle Darrieux",
        target: "English",
        original: "French",
        paraphrases: counterFact.paraphrase_prompts,
        neighbours: [{ prompt: "The mother tongue of Léon Blum is", answer: "French" }],
        portability: [],
      });
      expect(second).toMatchObject({
        prompt: "Which family does {} belong to?",
        target: "Aspidoceratidae",
        paraphrases: ["What family is it?"],
        neighbours: [{ prompt: "nq question: who plays?", answer: "Joan" }],
      });
    }
  });

  it.each<[string, string, string, RegExp]>([
    ["an empty file", "e.jsonl", "", /e\.jsonl: is empty$/],
    ["blank lines alone", "b.jsonl", "\n\n", /b\.jsonl: holds no fact$/],
    ["no JSON", "n.jsonl", "{]\n", /n\.jsonl: line 1: is not JSON/],
    ["a line that is no object", "l.jsonl", "[1]\n", /l\.jsonl: line 1: .*object/],
    ["no target", "t.jsonl", JSON.stringify({ ...own, target: undefined }), /t\.jsonl: line 1: target: is missing/],
    [
      "an empty target",
      "u.jsonl",
      JSON.stringify({ ...own, target: " " }),
      /u\.jsonl: line 1: target: .*must not be empty/,
    ],
    [
      "no place for the subject",
      "p.jsonl",
      JSON.stringify({ ...own, prompt: "x" }),
      /p\.jsonl: line 1: prompt: .*must have one \{\}/,
    ],
    [
      "a subject that is not in the question",
      "z.jsonl",
      JSON.stringify({ ...zsre, subject: "Zebra" }),
      /z\.jsonl: line 1: src: .* must hold the subject "Zebra" once/,
    ],
    ["an object for an array", "o.json", "{}", /o\.json: must be an array of facts$/],
    [
      "a second entry",
      "s.json",
      JSON.stringify([own, { ...counterFact, requested_rewrite: 3 }]),
      /s\.json: entry 2: requested_rewrite: /,
    ],
  ])("refuses %s in a sentence", (_, name, text, sentence) => {
    expect(() => readFacts(file(name, text))).toThrow(sentence);
    expect(() => readFacts(file(name, text))).not.toThrow(/zod|undefined/i);
  });
});

describe("knownFacts", () => {
  it("are 150, a third of them for development, each with another target and neighbours", () => {
    const facts = knownFacts();
    expect(facts.filter(({ neighbours }) => neighbours.length === 0).length).toBeLessThan(5);
    expect([facts.length, knownFacts("development").length, knownFacts("test").length]).toEqual([150, 50, 100]);
    for (const { prompt, subject, target, original, neighbours, paraphrases, probability } of facts) {
      expect(prompt.split("{}")).toHaveLength(2);
      expect(target).not.toBe(original);
      expect(paraphrases.every((text) => text.includes(subject))).toBe(true);
      expect(neighbours.some(({ answer }) => answer === target)).toBe(false);
      expect(probability).toBeGreaterThan(0);
    }
  });
});
