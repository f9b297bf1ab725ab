/** Pictures of what was measured: SVG, pages and lines of a terminal, from plain data. They need nothing from the net. */
export { escaped, type HeatMap, svgOf } from "./heat-map.ts";
export { pageOf } from "./page.ts";
export { terminalOf } from "./terminal.ts";
