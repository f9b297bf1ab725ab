/** `tools/trained.ts FOLDER`: trains the tokenizers of tests/parity/trained-here.ts and writes their tokenizer.json. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { trainedHere } from "../tests/parity/trained-here.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: tools/trained.ts FOLDER");
for (const [name, { files }] of Object.entries(trainedHere())) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(files["tokenizer.json"]));
}
