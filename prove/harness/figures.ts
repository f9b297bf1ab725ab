/** What a demonstration measures, and what must hold of it: figures and bars, both plain data that a file can keep. */
import { z } from "zod";

/** A number, a text, a truth, or a list of such, one a seed or a case. */
export type Figure = number | string | boolean | readonly Figure[];

export const Figure: z.ZodType<Figure> = z.lazy(() => z.union([z.number(), z.string(), z.boolean(), z.array(Figure)]));

/** Figures by name. */
export type Figures = Readonly<Record<string, Figure>>;

const limit = z.union([z.number(), z.string()]);

/**
 * What must hold of a figure; of a list, what must hold of each number in it. A limit is a number or the name of another figure
 * of the same demonstration, of whose numbers it is the strictest. Several limits must hold together.
 */
export const Bar = z.strictObject({
  above: limit.optional(),
  atLeast: limit.optional(),
  below: limit.optional(),
  atMost: limit.optional(),
  /** Equal in value, lists element by element. */
  is: Figure.optional(),
  /** Anything but this. */
  isNot: Figure.optional(),
  /** A text that holds this one. */
  says: z.string().optional(),
});
export type Bar = z.infer<typeof Bar>;
export type Bars = Readonly<Record<string, Bar>>;

const numbersOf = (figure: Figure): number[] =>
  typeof figure === "object" ? figure.flatMap(numbersOf) : [typeof figure === "number" ? figure : Number.NaN];

/** By JSON, which has no words for these. */
const spelled = (figure: Figure): string =>
  JSON.stringify(figure, (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value));

const orders = {
  above: { holds: (x: number, y: number) => x > y, strictest: Math.max, words: "above" },
  atLeast: { holds: (x: number, y: number) => x >= y, strictest: Math.max, words: "at least" },
  below: { holds: (x: number, y: number) => x < y, strictest: Math.min, words: "below" },
  atMost: { holds: (x: number, y: number) => x <= y, strictest: Math.min, words: "at most" },
} as const;

/** What a figure fails of its bar, in words; nothing where it meets it. A limit that is named is looked up among `others`. */
export function shortfalls(name: string, figure: Figure, bar: Bar, others: Figures = {}): string[] {
  const failed: string[] = [];
  const shown = spelled(figure);
  for (const [kind, { holds, strictest, words }] of Object.entries(orders)) {
    const asked = bar[kind as keyof typeof orders];
    if (asked === undefined) continue;
    const y = typeof asked === "number" ? asked : strictest(...numbersOf(others[asked] ?? Number.NaN));
    const numbers = numbersOf(figure);
    // A comparison with NaN is false, so that what is missing or no number fails; so does a list of nothing.
    if (numbers.length === 0 || !numbers.every((x) => holds(x, y)))
      failed.push(`${name} is ${shown}, not ${words} ${asked}`);
  }
  if (bar.is !== undefined && shown !== spelled(bar.is)) failed.push(`${name} is ${shown}, not ${spelled(bar.is)}`);
  if (bar.isNot !== undefined && shown === spelled(bar.isNot)) failed.push(`${name} is ${shown}`);
  if (bar.says !== undefined && !(typeof figure === "string" && figure.includes(bar.says)))
    failed.push(`${name} is ${shown}, which does not say "${bar.says}"`);
  return failed;
}

/** All that the figures fail of the bars; a bar whose figure is not there is failed. */
export function missed(figures: Figures, bars: Bars): string[] {
  return Object.entries(bars).flatMap(([name, bar]) => {
    const figure = figures[name];
    return figure === undefined ? [`${name} was not measured`] : shortfalls(name, figure, bar, figures);
  });
}

/** How far figures of another build may lie from those that are kept: float32 sums in another order, and what training makes of them. */
export const TOLERANCE = { absolute: 1e-5, relative: 1e-2 } as const;

/** Whether two figures are one: to the bit, or, between builds, to `TOLERANCE`. */
export function same(a: Figure, b: Figure, exactly: boolean): boolean {
  if (typeof a === "object" && typeof b === "object")
    return a.length === b.length && a.every((each, i) => same(each, b[i]!, exactly));
  if (exactly || typeof a !== "number" || typeof b !== "number") return spelled(a) === spelled(b);
  const reach = TOLERANCE.absolute + TOLERANCE.relative * Math.max(Math.abs(a), Math.abs(b));
  return Object.is(a, b) || Math.abs(a - b) <= reach;
}
