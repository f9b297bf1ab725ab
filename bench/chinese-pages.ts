import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** Where Debian's package manpages-zh has its pages; another folder where it was unpacked and not installed. */
const folder = process.env.BENCH_MANPAGES_ZH ?? "/usr/share/man/zh_CN";

/** Stretches of five lines of Chinese manual pages, no line twice; undefined where there are none. */
export function chinesePages(): string[] | undefined {
  if (!existsSync(folder)) return undefined;
  const lines = new Set<string>();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".gz")); // the rest are links to them
  for (const file of files.map(({ parentPath, name }) => `${parentPath}/${name}`).sort()) {
    for (const line of gunzipSync(readFileSync(file)).toString().split("\n")) {
      const text = line.replaceAll(/^\.\w+ ?|\\f.|\\/g, "").trim(); // without the marks of troff
      if (2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length) lines.add(text);
    }
  }
  const all = [...lines];
  return all.flatMap((_, i) => (i % 5 === 0 ? [all.slice(i, i + 5).join("\n")] : []));
}
