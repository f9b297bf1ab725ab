/** Figures and bars in words: rounded to three digits, a list as from its least to its most. */
import type { Bar, Figure } from "../harness/figures.ts";
import { type Evidence, evidenceOf, type Language, shown } from "./notes.ts";

/** How a figure is told: alone, as a share of a hundred, or with what was asked of it. */
const HOW = { "%": "percent", bar: "bar" } as const;

/** Says a figure of a row by its name and how it is told. */
export type Tell = (id: string, name: string, how: string | undefined, language: Language) => string;

/** What a row's demonstration found: its sentence, each `{figure}`, `{figure|%}` or `{figure|bar}` told by `tell`. */
export function sentence(id: string, language: Language, tell: Tell): string {
  const words = shown[id];
  if (words === undefined) throw new Error(`docs/course/shown.json says nothing of ${id}, whose evidence is there`);
  return words[language].replaceAll(/\{([^{}|]+)(?:\|([^{}]+))?\}/g, (_, name, how) => tell(id, name, how, language));
}

/** By the evidence. Throws where it has no such figure, or no bar on it. */
export const tellFigure: Tell = (id, name, how, language) => {
  const evidence: Evidence = evidenceOf(id);
  const figure = evidence.value[name];
  if (figure === undefined) throw new Error(`docs/course/shown.json: ${id}: its evidence has no figure "${name}"`);
  if (how === undefined) return spelled(figure, language);
  if (!(how in HOW)) throw new Error(`docs/course/shown.json: ${id}: "${name}" is told as "${how}"`);
  if (how === "%") return spelled(figure, language, 100);
  const bar = evidence.holds[name];
  if (bar === undefined) throw new Error(`docs/course/shown.json: ${id}: nothing is asked of "${name}"`);
  return asked(spelled(figure, language), bar, language);
};

/** The kinds of limits in words. */
const ORDERS = {
  en: {
    above: "above",
    atLeast: "at least",
    below: "below",
    atMost: "at most",
    is: "exactly",
    isNot: "not",
    says: "in it",
  },
  zh: { above: "大于", atLeast: "至少", below: "小于", atMost: "至多", is: "恰为", isNot: "不为", says: "含" },
} as const;

function asked(figure: string, bar: Bar, language: Language): string {
  const kinds = Object.keys(ORDERS[language]) as (keyof Bar)[];
  const limits = kinds.flatMap((kind) => {
    const limit = bar[kind];
    return limit === undefined ? [] : [`${ORDERS[language][kind]} ${spelled(limit, language)}`];
  });
  return language === "en" ? `${figure} (asked: ${limits.join(" and ")})` : `${figure}（要求：${limits.join("，")}）`;
}

/** A figure in the words of a language, times 1 or, as a percentage, 100. */
export function spelled(figure: Figure, language: Language, times = 1): string {
  const percent = times === 100 ? (language === "en" ? " %" : "%") : "";
  if (typeof figure === "number") return `${rounded(times * figure)}${percent}`;
  if (typeof figure === "boolean") return { en: ["no", "yes"], zh: ["否", "是"] }[language][Number(figure)]!;
  if (typeof figure === "string") return figure === "Infinity" ? "∞" : figure;
  const numbers = figure.flatMap((one) => (typeof one === "object" ? one : [one]));
  if (!numbers.every((one) => typeof one === "number")) return numbers.join(", ");
  if (numbers.every((one) => Number.isInteger(one)) && numbers.length !== 2)
    return new Set(numbers).size === 1 ? rounded(numbers[0]!) : numbers.join(", ");
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)].map((one) => rounded(times * one));
  return least === most ? `${least}${percent}` : `${least} ${language === "en" ? "to" : "至"} ${most}${percent}`;
}

/** Three digits; thousands apart; powers of ten where zeros would have to be counted. */
function rounded(x: number): string {
  if (x === 0) return "0";
  const size = Math.abs(x);
  const sign = x < 0 ? "−" : "";
  if (size < 1e-3 || size >= 1e9) {
    const [digits, power] = size.toExponential(1).split("e");
    const raised = [...String(Number(power))].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)])).join("");
    const mantissa = digits!.replace(/\.0$/, "");
    return mantissa === "1" ? `${sign}10${raised}` : `${sign}${mantissa} × 10${raised}`;
  }
  const short = Number.isInteger(size) ? size : Number(size.toPrecision(3));
  return sign + String(short).replace(/\B(?=(\d{3})+$)/g, short >= 1e4 && Number.isInteger(short) ? "," : "");
}
