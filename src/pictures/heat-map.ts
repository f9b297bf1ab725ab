/** A value for each row and column, as SVG. */

/** Numbers by rows and columns, and what to call them: plain data, whatever was measured. */
export interface HeatMap {
  /** One line above it. */
  readonly title: string;
  /** What each row is called, from the top. */
  readonly rows: readonly string[];
  /** What each column is called, from the left. */
  readonly columns: readonly string[];
  /** What stands beside the rows, and above the columns, such as "token" and "layer". */
  readonly axes: readonly [row: string, column: string];
  /** `values[row][column]`. */
  readonly values: readonly (readonly number[])[];
  /** The values of the lightest and the darkest colour; those beyond take these. */
  readonly range: readonly [from: number, to: number];
  /** What a value is, such as "P( Rome)". */
  readonly unit: string;
  /** Rows that are marked, from one to in front of another. */
  readonly marked?: readonly [from: number, to: number];
  /** What stands in each cell, `labels[row][column]`. */
  readonly labels?: readonly (readonly string[])[];
}

const CELL = { width: 18, labelled: 64, height: 20 };
const CHARACTER = 7.2;

/** Text for HTML and SVG. What no XML may hold becomes U+FFFD. */
export function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 leaves out
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd")
  );
}

/** Where a value lies between the two ends of a map's colours, from 0 to 1; what is no number lies at 0. */
export function shade({ range: [from, to] }: HeatMap, value: number): number {
  const share = (value - from) / (to - from || 1);
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}

/** The colour of a share of 1, from white to a dark blue, as red, green and blue from 0 to 255. */
export function colour(share: number): readonly [red: number, green: number, blue: number] {
  const between = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [between(250, 8), between(250, 48), between(255, 107)];
}

/** Text as a label: what cannot be seen is, and it is not long. */
export function label(text: string, most = 24): string {
  const seen = text.replaceAll("\n", "\u21b5").replaceAll("\t", "\u21e5").replaceAll("\r", "\u240d");
  const characters = [...seen];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}\u2026` : seen;
}

/** Heat maps one below the other: an SVG image that stands by itself, a `rect` a value and a `text` a row. */
export function svgOf(maps: readonly HeatMap[]): string {
  const sizes = maps.map(sizeOf);
  const width = Math.max(...sizes.map((size) => size.width));
  const height = sizes.reduce((sum, size) => sum + size.height, 0);
  let top = 0;
  const drawn = maps.map((map, i) => {
    const group = `<g transform="translate(0 ${top})">\n${body(map)}\n</g>`;
    top += sizes[i]!.height;
    return group;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="12" fill="#222">`,
    `<title>${escaped(maps.map(({ title }) => title).join("; "))}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}

/** Where the cells of a map begin, and how large all of it is. */
function sizeOf({ rows, columns, labels, title, unit, range, axes }: HeatMap) {
  const names = Math.max(...[...rows, axes[0]].map((row) => [...label(row)].length));
  const left = Math.ceil(24 + names * CHARACTER);
  const cell = labels === undefined ? CELL.width : CELL.labelled;
  const told = Math.max([...title].length, [...legend(unit, range)].length) * CHARACTER;
  const width = Math.ceil(Math.max(left + columns.length * cell, told + 8) + 16);
  return { left, cell, top: 48, width, height: 48 + rows.length * CELL.height + 40 };
}

const legend = (unit: string, [from, to]: HeatMap["range"]) => `${brief(from)} to ${brief(to)}: ${unit}`;
const brief = (value: number) => String(Number(value.toPrecision(3)));

function body(map: HeatMap): string {
  const { left, top, cell, height } = sizeOf(map);
  const { rows, columns, axes, title, unit, range, marked, labels, values } = map;
  const y = (row: number) => top + row * CELL.height;
  const middle = (row: number) => y(row) + CELL.height - 6;
  const every = Math.max(1, Math.ceil((CHARACTER * Math.max(...columns.map((name) => [...name].length + 1))) / cell));
  const text = (x: number, at: number, words: string, more = "") =>
    `<text x="${x}" y="${at}"${more}>${escaped(words)}</text>`;
  return [
    text(8, 18, title, ' font-weight="600"'),
    text(left - 8, 40, `${axes[0]} \\ ${axes[1]}`, ' text-anchor="end" fill="#777"'),
    ...columns.flatMap((name, i) =>
      i % every === 0 ? [text(left + (i + 0.5) * cell, 40, name, ' text-anchor="middle" fill="#777"')] : [],
    ),
    ...rows.map((name, row) => {
      const weight = isMarked(marked, row) ? ' font-weight="700"' : "";
      return text(left - 8, middle(row), label(name), ` text-anchor="end" xml:space="preserve"${weight}`);
    }),
    ...values.flatMap((own, row) =>
      own.map((value, column) => {
        const [x, share] = [left + column * cell, shade(map, value)];
        const told = `${label(rows[row]!)}, ${axes[1]} ${columns[column]}: ${brief(value)}`;
        const rect = `<rect x="${x}" y="${y(row)}" width="${cell - 1}" height="${CELL.height - 1}" fill="rgb(${colour(share)})"><title>${escaped(told)}</title></rect>`;
        if (labels === undefined) return rect;
        const ink = share > 0.5 ? "#fff" : "#222";
        return `${rect}${text(x + cell / 2, middle(row), label(labels[row]![column]!, 8), ` text-anchor="middle" font-size="10" fill="${ink}"`)}`;
      }),
    ),
    text(8, height - 14, legend(unit, range), ' fill="#777"'),
  ].join("\n");
}

/** Whether a row is among the marked ones. */
export const isMarked = (marked: HeatMap["marked"], row: number): boolean =>
  marked !== undefined && row >= marked[0] && row < marked[1];
