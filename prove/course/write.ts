/** Writes the pages of the course: `npm run docs:course`. A page that is no longer one is taken away. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { LANGUAGES, root } from "./notes.ts";
import { pages, withOutcome } from "./pages.ts";
import { tellFigure } from "./words.ts";

const all = pages(withOutcome(tellFigure));
for (const language of LANGUAGES) {
  const folder = `docs/course/${language}/`;
  mkdirSync(new URL(folder, root), { recursive: true });
  for (const name of readdirSync(new URL(folder, root)))
    if (!all.has(folder + name)) rmSync(new URL(folder + name, root));
}
for (const [path, text] of all) writeFileSync(new URL(path, root), text);
console.log(`${all.size} pages`);
