/** Set-up's step for the program itself: TypeScript to `dist/`, by the TypeScript that npm installed. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { plainly, requireRoom } from "./cache.mjs";
import { isClone, packageRoot } from "./package.mjs";
import { SetupError, seconds } from "./report.mjs";
import { run } from "./run.mjs";

/** @typedef {import("./package.mjs").Context} Context */

const DIST = join(packageRoot, "dist");
/** Where it is made, and where the last one goes meanwhile: beside it, since maps name their sources from where they lie. */
const [MADE, REPLACED] = [join(packageRoot, ".dist-made"), join(packageRoot, ".dist-replaced")];
/** Says which sources `dist` was built from. */
const STAMP = ".sources";
/** Lies there where declarations and maps do: running needs none of them, and they take as long as all the rest. */
const TYPES = "open/index.d.ts";
/** Bytes that it takes. */
const ROOM = 20e6;

/** Whether `dist` was built from just these sources. @param {{ types?: boolean }} [wish] */
export function buildReady({ types = false } = {}) {
  if (!isClone) return true;
  const stamp = join(DIST, STAMP);
  if (!existsSync(stamp) || (types && !existsSync(join(DIST, TYPES)))) return false;
  return readFileSync(stamp, "utf8") === fingerprint();
}

/** @returns {string} of everything that the compiled program depends on */
function fingerprint() {
  const hash = createHash("sha256");
  const sources = readdirSync(join(packageRoot, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.m?ts$|\.mjs$/.test(name) && !name.endsWith(".test.ts"))
    .sort()
    .map((name) => join("src", name));
  for (const name of ["tsconfig.json", "package-lock.json", ...sources]) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(packageRoot, name)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {Context & { types: boolean }} wish */
export async function build({ report, signal, types }) {
  const began = performance.now();
  const stamp = fingerprint();
  await requireRoom(ROOM, "The compiled program", packageRoot);
  const ticking = setInterval(() => report.progress(`build: compiling TypeScript, ${seconds(began)}`), 500);
  try {
    await tidy(); // what a killed run left
    // Checking types is the business of `npm run check`.
    const extras = types ? ["--declaration", "--declarationMap", "--sourceMap"] : [];
    const args = ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json", "--outDir", MADE, "--noCheck", ...extras];
    const { code, output } = await run(process.execPath, args, { cwd: packageRoot, signal });
    if (code !== 0) throw new SetupError(`the TypeScript does not compile: ${output.split("\n")[0]}`);
    const command = join(MADE, "cli/main.js");
    if (existsSync(command)) await chmod(command, 0o755);
    await writeFile(join(MADE, STAMP), stamp);
    if (existsSync(DIST)) await rename(DIST, REPLACED);
    await rename(MADE, DIST);
  } catch (error) {
    throw plainly(error, packageRoot);
  } finally {
    clearInterval(ticking);
    await tidy();
  }
  report.line(`build: dist is up to date, ${seconds(began)}`);
}

async function tidy() {
  for (const folder of [MADE, REPLACED]) await rm(folder, { recursive: true, force: true });
}
