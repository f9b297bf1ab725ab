/** Writes tests/fixtures/goldens/BUILD.json.gz: node --import ./src/setup/typescript.mjs tools/goldens.ts, with LIBTORCH=system for the second build. */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { fixturePath } from "../tests/fixtures.ts";
import { goldensPath, measureGoldens } from "../tests/goldens.ts";

const goldens = await measureGoldens();
writeFileSync(fixturePath(goldensPath), gzipSync(JSON.stringify(goldens), { level: 9 }));
console.log(
  `${goldensPath}: ${goldens.float32.length} prompts, losses ${goldens.losses.at(0)} to ${goldens.losses.at(-1)}`,
);
