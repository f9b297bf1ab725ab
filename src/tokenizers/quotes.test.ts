import { describe, expect, it } from "vitest";
import { Quotable, Quotes } from "./quotes.ts";
import { meets } from "./ranges.ts";

const quotable = new Quotable(["<|end|>", "<|e"]);
/** What is found again of a value, after what a template does with it. */
function found(value: unknown, write: (marked: string) => string = (text) => text) {
  const quotes = new Quotes(quotable, value);
  const { text, ranges } = quotes.unmark(write(JSON.stringify(quotes.mark(value))));
  return { text, said: ranges.map(([start, end]) => text.slice(start, end)) };
}

describe("Quotes", () => {
  it("finds strings again in values and keys at every depth, and changes no text", () => {
    const value = { a: ["x<|end|>y", 1, null, true], "<|end|>": { deep: "<|end|><|end|>" } };
    const { text, said } = found(value);
    expect(text).toBe(JSON.stringify(value));
    expect(said).toEqual(Array(4).fill("<|end|>"));
    expect(found({ a: "plain", b: 1 })).toEqual({ text: '{"a":"plain","b":1}', said: [] });
  });

  it("finds beginnings and ends, of which two make one side by side", () => {
    expect(found(["a <|en", "d|> b"]).said).toEqual(["<|en", "d|>"]);
    expect(found([">", "<", "a<", "|>|"]).said).toEqual([">", "<", "<", "|>"]);
    expect(found(["<|end|><|end|"]).said).toEqual(["<|end|>", "<|end|"]);
  });

  it("finds what a template split, searched or trimmed", () => {
    const content = " a<|end|>b ";
    const quotes = new Quotes(quotable, content);
    const marked = quotes.mark(content);
    expect(marked).toContain("<|end|>");
    const cut = marked.trim().split("<|end|>");
    expect(quotes.unmark(cut.join("|"))).toMatchObject({
      text: "a|b",
      ranges: [
        [1, 1],
        [2, 2],
      ],
    });
  });

  it("makes no range of what the template wrote between marks that it tore apart", () => {
    const quotes = new Quotes(quotable, "<|end|>");
    const [open, close] = quotes.mark("<|end|>").split("<|end|>");
    const { text, ranges } = quotes.unmark(`${open}a<|end|>b${close}${close}${open}`);
    expect(text).toBe("a<|end|>b");
    expect(ranges.every(([start, end]) => start === end)).toBe(true);
    expect(meets(ranges, 1, 8)).toBe(false);
  });

  it("takes marks out that JSON in ASCII or Python's repr wrote as escapes", () => {
    const ascii = (text: string) => text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
    expect(found({ a: "<|end|>" }, ascii)).toEqual({ text: '{"a":"<|end|>"}', said: ["<|end|>"] });
  });

  it("marks by characters that the text does not hold", () => {
    const held = `${String.fromCharCode(...Array.from({ length: 31 }, (_, i) => 0xfdd0 + i))}\\ufdef`;
    const value = [`${held}<|end|>`];
    expect(found(value)).toEqual({ text: JSON.stringify(value), said: ["<|end|>"] });
    const all = String.fromCharCode(
      ...Array.from({ length: 6400 }, (_, i) => 0xe000 + i),
      ...Array.from({ length: 32 }, (_, i) => 0xfdd0 + i),
    );
    expect(() => new Quotes(quotable, [all, "<|end|>"])).toThrow("holds every character");
    expect(new Quotes(quotable, all).mark(all)).toBe(all);
  });

  it("tells where a place of the marked text lies", () => {
    const quotes = new Quotes(quotable, "a<|end|>b");
    const marked = quotes.mark("a<|end|>b");
    const { text, place } = quotes.unmark(marked);
    expect([0, marked.indexOf("<"), marked.indexOf("b"), marked.length].map(place)).toEqual([0, 1, 8, text.length]);
  });
});

it("ranges are met where they share a unit, and an empty one where it lies inside", () => {
  const ranges = [
    [2, 4],
    [6, 6],
    [8, 9],
  ] as const;
  const met = (start: number, end: number) => meets(ranges, start, end);
  expect([met(0, 2), met(0, 3), met(3, 4), met(4, 6), met(5, 7), met(6, 8), met(8, 12), met(9, 12)]).toEqual([
    false,
    true,
    true,
    false,
    true,
    false,
    true,
    false,
  ]);
  expect(meets([], 0, 9)).toBe(false);
});
