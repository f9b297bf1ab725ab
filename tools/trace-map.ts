/**
 * Draws what N11 found, the average map of causal tracing with its intervals, into docs/causal-trace.svg:
 *
 *     node --import ./src/setup/typescript.mjs tools/trace-map.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { type HeatMap, svgOf } from "../src/pictures/index.ts";

const { value } = JSON.parse(readFileSync("docs/evidence/N11.json", "utf8")) as { value: Record<string, number[]> };
const PLACES = {
  first: "subject, first token",
  middle: "subject, middle tokens",
  last: "subject, last token",
  next: "the token behind it",
  further: "further tokens",
  end: "prompt, last token",
};
const map = (title: string, suffix: string): HeatMap => ({
  title,
  rows: Object.values(PLACES),
  columns: Array.from({ length: 10 }, (_, i) => String(1 + 3 * i)),
  axes: ["token", "layer"],
  values: Object.keys(PLACES).map((place) => value[`map: ${place}${suffix}`]!),
  range: [0, 0.25],
  unit: "indirect effect of MLPs around a layer on P(answer)",
  marked: [0, 3],
});
const maps = [
  map("50 facts that SmolLM2 knows: average indirect effect", ""),
  map("lower ends of its 95 % intervals", ", lower ends"),
  map("upper ends", ", upper ends"),
];
writeFileSync("docs/causal-trace.svg", svgOf(maps));
