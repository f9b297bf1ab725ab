import { escaped, type HeatMap, svgOf } from "./heat-map.ts";

/** Heat maps with a line of text above them, as a page of HTML that needs nothing else. */
export function pageOf(title: string, lines: readonly string[], maps: readonly HeatMap[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}svg{max-width:100%;height:auto}</style>
</head><body>
<h1>${escaped(title)}</h1>
${lines.map((line) => `<p>${escaped(line)}</p>`).join("\n")}
${svgOf(maps)}</body></html>
`;
}
