/** Figures and bars as a person reads them. */
import type { Bar, Bars, Figure, Figures } from "./figures.ts";

/** Figures, a line each, with what was asked of them. */
export function figureLines(figures: Figures, bars: Bars): string[] {
  return Object.entries(figures).map(([name, figure]) => {
    const bar = bars[name];
    return `${name}: ${spelled(figure)}${bar === undefined ? "" : ` (asked: ${asked(bar)})`}`;
  });
}

/** Of a longer list the first few. */
const SHOWN = 8;

/** Numbers to four digits. */
function spelled(figure: Figure): string {
  if (typeof figure === "number") return String(Number.isInteger(figure) ? figure : Number(figure.toPrecision(4)));
  if (typeof figure !== "object") return String(figure);
  const more = figure.length > SHOWN ? `, and ${figure.length - SHOWN} more` : "";
  return `${figure.slice(0, SHOWN).map(spelled).join(", ")}${more}`;
}

/** A bar in words. */
export function asked({ above, atLeast, below, atMost, is, isNot, says }: Bar): string {
  const limits = { above, "at least": atLeast, below, "at most": atMost };
  return [
    ...Object.entries(limits).flatMap(([words, limit]) => (limit === undefined ? [] : [`${words} ${limit}`])),
    ...(is === undefined ? [] : [spelled(is)]),
    ...(isNot === undefined ? [] : [`not ${spelled(isNot)}`]),
    ...(says === undefined ? [] : [`says "${says}"`]),
  ].join(" and ");
}
