import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InstructionTemplate } from "./instruction-template.ts";

const tone = new InstructionTemplate({
  prompt: "Is this good or bad?\n{text}",
  completion: "It is {label}.",
  choices: { label: { 0: "bad", 1: "good" } },
});
const pair = new InstructionTemplate({ prompt: "Given {a}, does {b} follow?", completion: "{label}" });
const twice = new InstructionTemplate({ prompt: "Given {a}, does {b} follow? ({a})", completion: "{label}" });

describe("an instruction template", () => {
  it("writes a record in its words, and reads it back", () => {
    const record = { text: "Fine {weather}.", label: "1" };
    const written = { prompt: "Is this good or bad?\nFine {weather}.", completion: "It is good." };
    expect(tone.write(record)).toEqual(written);
    expect(tone.read(written)).toEqual(record);
    expect(new InstructionTemplate({ prompt: "{{{a}}}", completion: "{b}" }).write({ a: "x", b: "y" })).toEqual({
      prompt: "{x}",
      completion: "y",
    });
  });

  it("refuses what it could not read back, a field that is missing or surplus, and what another wrote", () => {
    expect(() => pair.write({ a: "x, does y", b: "z", label: "no" })).toThrow('the field "a" could not be told');
    expect(() => tone.write({ text: "x" })).toThrow('the field "label" is missing');
    expect(() => tone.write({ text: "x", label: "2" })).toThrow('the field "label" is "2", and must be one of 0, 1');
    expect(() => tone.write({ text: "x", label: "1", more: "y" })).toThrow('the field "more" has no place');
    expect(() => tone.read({ prompt: "Is it?", completion: "It is good." })).toThrow("was not written by");
    expect(() => tone.read({ prompt: "Is this good or bad?\nx", completion: "It is fine." })).toThrow(
      "was not written by",
    );
    expect(() => twice.read({ prompt: "Given x, does y follow? (z)", completion: "no" })).toThrow("was not written by");
  });

  it("refuses a pattern that nothing could be read by", () => {
    const made =
      (prompt: string, choices = {}) =>
      () =>
        new InstructionTemplate({ prompt, completion: "{c}", choices });
    expect(made("{a}{b}")).toThrow('nothing parts "{b}" from the field before it');
    expect(made("{a")).toThrow("a brace stands alone");
    expect(made("{a}", { a: { 0: "x", 1: "x" } })).toThrow('two values of "a" have the same words');
  });

  it.each([pair, twice])("maps both ways whatever the fields hold, or refuses them: $pattern.prompt", (pair) => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("Given ", ", does ", " follow? (", ")", "\n", "{a}", "$&", "\\"),
    );
    const value = fc.array(text, { maxLength: 3 }).map((parts) => parts.join(""));
    let written = 0;
    fc.assert(
      fc.property(fc.record({ a: value, b: value, label: value }), (record) => {
        let instruction: ReturnType<typeof pair.write>;
        try {
          instruction = pair.write(record);
        } catch (error) {
          expect((error as Error).message).toMatch(/could not be told|zero byte/);
          return;
        }
        written++;
        expect(pair.read(instruction)).toEqual(record);
        expect(pair.write(pair.read(instruction))).toEqual(instruction);
      }),
    );
    expect(written).toBeGreaterThan(20);
  });
});
