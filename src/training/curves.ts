/** Curves as SVG, drawn without anything else. */
import { escaped } from "../pictures/index.ts";

export interface Curve {
  readonly label: string;
  readonly color: string;
  /** Ascending in x. One point alone is drawn as a dot. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** In place of points: one value, from end to end. */
  readonly level?: number;
  readonly dashed?: boolean;
}

const WIDTH = 760;
const HEIGHT = 340;
const MARGIN = { left: 56, right: 16, top: 16, bottom: 40 };

/** A chart of curves over one pair of axes, with a legend below. Points that are not finite are left out. */
export function chart(given: readonly Curve[], { x, y }: { x: string; y: string }): string {
  const drawable = ([, value]: readonly [number, number]) => Number.isFinite(value);
  const curves = given.map((curve) => ({ ...curve, points: curve.points.filter(drawable) }));
  const all = curves.flatMap(({ points }) => points);
  if (all.length === 0) return "";
  const xs = all.map(([value]) => value);
  const ys = [...all.map(([, value]) => value), ...curves.flatMap(({ level = [] }) => level)];
  const across = scale(Math.min(...xs), Math.max(...xs), MARGIN.left, WIDTH - MARGIN.right);
  const up = scale(Math.min(...ys), Math.max(...ys), HEIGHT - MARGIN.bottom, MARGIN.top);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(y)} by ${escaped(x)}">`,
    ...ticks(up).map((value) => horizontal(up(value), label(value))),
    ...ticks(across).map((value) => vertical(across(value), label(value))),
    `<text class="axis" x="${WIDTH - MARGIN.right}" y="${HEIGHT - 4}" text-anchor="end">${escaped(x)}</text>`,
    `<text class="axis" x="${MARGIN.left}" y="11">${escaped(y)}</text>`,
    ...curves.map((curve) => line(curve, across, up)),
    "</svg>",
    `<p class="legend">${curves.map(({ label: name, color }) => `<span class="entry"><span style="color:${color}">&#9632;</span> ${escaped(name)}</span>`).join(" &nbsp; ")}</p>`,
  ].join("\n");
}

interface Scale {
  (value: number): number;
  readonly domain: readonly [number, number];
}

function scale(from: number, to: number, start: number, end: number): Scale {
  const span = to - from || 1;
  return Object.assign((value: number) => start + ((value - from) / span) * (end - start), {
    domain: [from, to] as const,
  });
}

/** About five round values within a domain. */
function ticks({ domain: [from, to] }: Scale): number[] {
  const rough = (to - from || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough)!;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
}

const label = (value: number) => String(Number(value.toPrecision(6)));

function horizontal(y: number, text: string): string {
  return `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/><text x="${MARGIN.left - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end">${text}</text>`;
}
function vertical(x: number, text: string): string {
  return `<text x="${x.toFixed(1)}" y="${HEIGHT - MARGIN.bottom + 16}" text-anchor="middle">${text}</text>`;
}
function line({ points, level, color, dashed }: Curve, across: Scale, up: Scale): string {
  const at = (y: number) => up(y).toFixed(1);
  const drawn =
    level === undefined
      ? points.map(([x, y]) => `${across(x).toFixed(1)},${at(y)}`)
      : [`${MARGIN.left},${at(level)}`, `${WIDTH - MARGIN.right},${at(level)}`];
  const path = drawn.join(" ");
  if (drawn.length === 1) return `<circle cx="${path.replace(",", '" cy="')}" r="4" fill="${color}"/>`;
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"${dashed ? ' stroke-dasharray="6 4"' : ""}/>`;
}
