import fc from "fast-check";
import { expect, test } from "vitest";
import { StopStrings } from "./stops.ts";

function run(stops: readonly string[], pieces: readonly string[]): { text: string; stopped: boolean } {
  const filter = new StopStrings(stops);
  let text = "";
  for (const piece of pieces) {
    const released = filter.push(piece);
    text += released.text;
    if (released.stopped) return { text, stopped: true };
  }
  return { text: text + filter.flush(), stopped: false };
}

test("text before a stop string is shown at once, a possible beginning of one is withheld", () => {
  const filter = new StopStrings(["###", "END"]);
  expect(filter.push("some text #")).toEqual({ text: "some text ", stopped: false });
  expect(filter.push("#E")).toEqual({ text: "##", stopped: false });
  expect(filter.push("N")).toEqual({ text: "", stopped: false });
  expect(filter.push("d")).toEqual({ text: "ENd", stopped: false });
  expect(filter.push("x END y")).toEqual({ text: "x ", stopped: true });
});

test("of stop strings complete at once the longest ends the text, in whatever order they are given", () => {
  for (const stops of [
    ["END", "THE END"],
    ["THE END", "END"],
    ["D", "END", "THE END", "ND"],
  ]) {
    const alone = stops.includes("D") ? "" : "MIDDLE ";
    expect(run(stops, [`${alone}THE END.`])).toEqual({ text: alone, stopped: true });
  }
});

test("where a text is cut never changes what is shown", () => {
  const short = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 4 });
  const property = fc.property(
    fc.array(short, { maxLength: 3 }),
    fc.array(short, { maxLength: 12 }),
    (stops, pieces) => {
      const characters = pieces.join("").split("");
      expect(run(stops, pieces)).toEqual(run(stops, characters));
      const { text, stopped } = run(stops, pieces);
      for (const stop of stops) expect(text.includes(stop)).toBe(false);
      if (!stopped) expect(text).toBe(pieces.join(""));
    },
  );
  fc.assert(property, { numRuns: 2000 });
});
