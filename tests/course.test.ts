/** The pages of the course say what is there: formulas at their lines, figures that evidence has, rows by their Chinese names. */
import { existsSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import {
  chapters,
  corrections,
  isBuilt,
  linesOf,
  type Place,
  places,
  read,
  root,
  rows,
  shown,
} from "../prove/course/notes.ts";
import { pages, withOutcome } from "../prove/course/pages.ts";
import { sentence, spelled, tellFigure } from "../prove/course/words.ts";

const FIGURE = "\u0000";
/** The pages as they are to be, with a sign for each figure and outcome: evidence is renewed without them. */
const expected = pages(() => FIGURE);
const isWritten = (path: string) => existsSync(new URL(path, root));
const stands = rows.filter(({ id }) => isBuilt(id)).map(({ id }) => id);

/** Whether a line is the wanted one, whose figures may be any. */
function says(line: string | undefined, wanted: string): boolean {
  const pattern = wanted.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(FIGURE, ".+");
  return line !== undefined && RegExp(`^${pattern}$`).test(line);
}

/** Symbols and names of a formula in TeX: letters, Greek letters and functions; what only sets type is left out. */
function symbolsOf(tex: string): string[] {
  const layout =
    /\\(?:frac|sqrt|left|right|mathrm|underset|quad|qquad|text|mid|cdot|ldots|leftarrow|to|ge|le|ne|in|sim|sum|prod)(?![A-Za-z])|\\[,;! #]/g;
  return (
    tex
      .replaceAll("\\ln", " ln ")
      .replaceAll(layout, " ")
      .replaceAll("\\_", "_")
      .match(/[A-Za-z]+/g) ?? []
  );
}

const formulas = Object.entries(places).flatMap(([id, all]) =>
  all.flatMap((place) => ("says" in place ? [{ id, ...place }] : [])),
);

describe("a formula of the course", () => {
  test.each(formulas)("of $id stands in $file, and its symbols there are those of the page", ({ id: _, ...place }) => {
    const { formula, code } = linesOf(place as Place);
    const lines = read(place.file).split("\n");
    expect(lines[formula! - 1]).toContain(place.says);
    expect(lines[code - 1]).toMatch(/\b(?:function|class|const|interface)\b/);
    const there = place.says.toLowerCase();
    expect(symbolsOf(place.tex).filter((symbol) => !there.includes(symbol.toLowerCase()))).toEqual([]);
  });

  test.each(formulas)("of $id is TeX whose braces are closed: $tex", ({ tex }) => {
    const bare = tex.replaceAll(/\\[{}]/g, "");
    expect(bare.split("{").length).toBe(bare.split("}").length);
    expect(tex.split("\\left").length - tex.split("\\leftarrow").length).toBe(
      tex.split("\\right").length - tex.split("\\rightarrow").length,
    );
  });
});

describe("what the pages are made of", () => {
  test("names rows that are, and says of each that is demonstrated what was found and where its code is", () => {
    const known = new Set(rows.map(({ id }) => id));
    const named = [
      ...Object.keys(places),
      ...Object.keys(shown),
      ...corrections.flatMap((correction) => correction.rows),
    ];
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect(Object.keys(shown).sort()).toEqual(stands);
    expect(stands.filter((id) => places[id] === undefined)).toEqual([]);
    expect(chapters.map(({ group }) => group)).toEqual([...new Set(rows.map(({ group }) => group))]);
  });

  test("tells a figure rounded, beside its bar, in the words of the language", () => {
    expect(tellFigure("A02", "counts", undefined, "en")).toBe("5, 6, 2, 2");
    expect(tellFigure("A02", "smoothed trigram", "bar", "en")).toBe("0.108 (asked: above 0)");
    expect(tellFigure("A02", "smoothed trigram", "bar", "zh")).toBe("0.108（要求：大于 0）");
    expect(sentence("A02", "en", (_, name) => `<${name}>`)).toContain("the bigram probability is <bigrams> exactly");
    expect(() => tellFigure("A02", "nothing", undefined, "en")).toThrow(/A02: its evidence has no figure "nothing"/);
    expect(() => tellFigure("A02", "queries", "bar", "en")).toThrow(/nothing is asked of "queries"/);
  });

  test.each([
    [0.12345, "0.123"],
    [1024, "1024"],
    [29524, "29,524"],
    [655012799.9, "655,000,000"],
    [4.41e-13, "4.4 × 10⁻¹³"],
    [-1e-6, "−10⁻⁶"],
    [8.1e15, "8.1 × 10¹⁵"],
    ["Infinity", "∞"],
    [true, "yes"],
    [[0.25, 0.101], "0.101 to 0.25"],
    [[[1, 2.5], [3]], "1 to 3"],
    [[1, 1, 1], "1"],
    [[5, 6, 2, 2], "5, 6, 2, 2"],
    [["a", "b"], "a, b"],
  ])("spells %j as %s", (figure, words) => {
    expect(spelled(figure, "en")).toBe(words);
  });

  test("spells shares of a hundred, and lists in Chinese", () => {
    expect(spelled(0.92242, "en", 100)).toBe("92.2 %");
    expect(spelled([0, 0.875], "zh", 100)).toBe("0 至 87.5%");
    expect(spelled(false, "zh")).toBe("否");
  });

  test("has every figure that a page tells", () => {
    expect(() => pages(withOutcome(tellFigure))).not.toThrow();
  });
});

describe("the pages", () => {
  test.each([...expected])("%s is what `npm run docs:course` writes, but for figures", (path, text) => {
    const lines = isWritten(path) ? read(path).split("\n") : [];
    const wanted = text.split("\n");
    const first = wanted.findIndex((line, i) => !says(lines[i], line));
    expect(first < 0 ? "" : `line ${first + 1}: ${lines[first]}`, "run `npm run docs:course`").toBe("");
    expect(lines.length).toBe(wanted.length);
  });

  test("and the READMEs count the same rows", () => {
    expect(read("README.md")).toContain(`**${stands.length} of ${rows.length} are demonstrated**`);
    expect(read("README.zh-CN.md")).toContain(`**${rows.length} 个中已演示 ${stands.length} 个**`);
  });

  test("lead to files and rows that are there", () => {
    const dead = [...expected].flatMap(([path, text]) =>
      [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)]
        .map(([, file, anchor]) => ({ to: file === "" ? path : posix.join(posix.dirname(path), file!), anchor }))
        .filter(({ to, anchor }) => {
          const page = expected.get(to);
          if (page === undefined) return !isWritten(to);
          return anchor !== undefined && !page.includes(`<a id="${anchor}"></a>`);
        })
        .map(({ to, anchor }) => `${path}: ${to}#${anchor}`),
    );
    expect(dead).toEqual([]);
  });

  test("are found by the Chinese name of any row", () => {
    const terms = expected.get("docs/course/zh/terms.md")!;
    expect(terms).toMatch(/^\| 旋转位置编码 RoPE \| RoPE \| \[F17\]\(06-attention\.md#F17\) \|$/m);
    const unnamed = rows.filter(({ zh }) => !terms.includes(`| ${zh} |`) || zh.trim() === "");
    expect(unnamed).toEqual([]);
    expect(expected.get("docs/course/zh/06-attention.md")).toContain("F17 · 旋转位置编码 RoPE");
  });
});
