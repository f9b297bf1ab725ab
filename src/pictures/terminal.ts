import { colour, type HeatMap, isMarked, label, shade } from "./heat-map.ts";

/** From nothing to all, for terminals without colours, files and pipes. */
const SHADES = " .:-=+*#%@";
const ESCAPE = "\x1b[";

/** A heat map as lines of text: a row a line, a cell two characters; marked rows have a star. `colours` for terminals that show 24 bits. */
export function terminalOf(map: HeatMap, { colours = false }: { colours?: boolean } = {}): string {
  const { rows, columns, axes, values, marked, title, unit, range } = map;
  const names = rows.map((row, i) => `${isMarked(marked, i) ? "*" : " "} ${label(row).trim()}`);
  const width = Math.max(...names.map((name) => columnsOf(name)), axes[0].length);
  const cell = (value: number) => {
    const share = shade(map, value);
    if (!colours) return SHADES[Math.round(share * (SHADES.length - 1))]!.repeat(2);
    return `${ESCAPE}48;2;${colour(share).join(";")}m  ${ESCAPE}0m`;
  };
  const lines = names.map((name, row) => {
    return `${name}${" ".repeat(width - columnsOf(name))} ${values[row]!.map(cell).join("")}`;
  });
  const ticks = columns.map((name, i) => (i % 5 === 0 ? name.padEnd(10).slice(0, 10) : "")).join("");
  return [
    title,
    ...lines,
    `${" ".repeat(width)} ${ticks.slice(0, 2 * columns.length).trimEnd()}  ${axes[1]}`,
    `${colours ? "white" : `"${SHADES[0]}"`} is ${brief(range[0])}, ${colours ? "dark" : `"${SHADES.at(-1)}"`} ${brief(range[1])}: ${unit}`,
    "",
  ]
    .map((line) => line.trimEnd())
    .join("\n");
}

const brief = (value: number) => String(Number(value.toPrecision(3)));

/** Columns that a text takes: of the wide characters of East Asia two each. */
function columnsOf(text: string): number {
  return [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]/u.test(
        character,
      )
        ? 2
        : 1),
    0,
  );
}
