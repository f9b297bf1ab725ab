import { describe, expect, it, test } from "vitest";
import { escaped, type HeatMap, pageOf, svgOf, terminalOf } from "./index.ts";

const map: HeatMap = {
  title: "a <title> & more",
  rows: [" Bonn", '"\n', "木"],
  columns: ["0", "1"],
  axes: ["token", "layer"],
  values: [
    [0, 1],
    [0.5, 2],
    [Number.NaN, -1],
  ],
  range: [0, 1],
  unit: "P",
  marked: [0, 1],
};

describe("a heat map as SVG", () => {
  const svg = svgOf([map]);
  const fills = [...svg.matchAll(/<rect x="\d+" y="\d+" [^>]*fill="([^"]+)"/g)].map(([, fill]) => fill);

  it("has a rect with a fill for each value, in the colours of its range, and a text for each row", () => {
    const [white, dark] = ["rgb(250,250,255)", "rgb(8,48,107)"];
    expect(fills).toEqual([white, dark, "rgb(129,149,181)", dark, white, white]);
    for (const row of [" Bonn", "&#34;↵", "木"]) expect(svg).toContain(`>${row}</text>`);
  });

  it("is well-formed whatever it says, and asks the net for nothing", () => {
    expect(svg).not.toMatch(/<image|href/);
    const open = [...svg.matchAll(/<(\w+)[^>]*[^/]>/g)].length;
    expect(open).toBe([...svg.matchAll(/<\/\w+>/g)].length);
    expect(escaped('\0<&>"\ud800')).toBe("\ufffd&#60;&#38;&#62;&#34;\ufffd");
  });

  it("stands one below the other, and grows with what it holds", () => {
    const size = (svg: string) => /height="(\d+)"/.exec(svg)!.slice(1).map(Number)[0]!;
    expect(size(svgOf([map, map]))).toBe(2 * size(svg));
    expect(svgOf([{ ...map, labels: map.values.map((row) => row.map(() => "<x>")) }])).toContain("&#60;x&#62;");
  });
});

test("a page holds the picture and what is said above it", () => {
  expect(pageOf("a < b", ["c & d"], [map])).toMatch(
    /^<!doctype html>[\s\S]*<h1>a &#60; b<\/h1>\n<p>c &#38; d<\/p>\n<svg /,
  );
});

describe("a heat map in a terminal", () => {
  it("is a line a row, two characters a value, marked rows with a star", () => {
    expect(terminalOf(map).split("\n")).toEqual([
      "a <title> & more",
      "* Bonn   @@",
      '  "↵   ++@@',
      "  木",
      "       0  layer",
      '" " is 0, "@" 1: P',
      "",
    ]);
  });
  it("has colours where the terminal has them", () => {
    expect(terminalOf(map, { colours: true })).toContain("\x1b[48;2;8;48;107m  \x1b[0m");
  });
});
