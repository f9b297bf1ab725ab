/** Set-up's step for the program itself: TypeScript to `dist/`, by the TypeScript that npm installed. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { plainly, requireRoom } from "./cache.mjs";
import { isClone, packageRoot } from "./package.mjs";
import { SetupError, seconds } from "./report.mjs";
import { run } from "./run.mjs";

/** @typedef {import("./package.mjs").Context} Context */

const DIST = join(packageRoot, "dist");
/** Says which sources `dist` was built from. */
const STAMP = ".sources";
/** Lies there where declarations and maps do: running needs none of them, and they take as long as all the rest. */
const TYPES = "open/index.d.ts";
/** Bytes that it takes. */
const ROOM = 20e6;

/** Whether `dist` was built from just these sources. @param {{ types: boolean }} wish */
export function buildReady({ types }) {
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
  const scratch = join(packageRoot, "node_modules/.cache");
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, "tenon-"));
  const ticking = setInterval(() => report.progress(`build: compiling TypeScript, ${seconds(began)}`), 500);
  try {
    const made = join(folder, "made");
    // Types are `npm run check`'s business: this is faster without them.
    const args = [
      "-p",
      "tsconfig.json",
      "--outDir",
      made,
      "--noCheck",
      ...(types ? ["--declaration", "--declarationMap", "--sourceMap"] : []),
    ];
    const { code, output } = await run(process.execPath, [join("node_modules", "typescript", "bin", "tsc"), ...args], {
      cwd: packageRoot,
      signal,
    });
    if (code !== 0) throw new SetupError(`the TypeScript does not compile: ${output.split("\n")[0]}`);
    const command = join(made, "cli/main.js");
    if (existsSync(command)) await chmod(command, 0o755);
    await writeFile(join(made, STAMP), stamp);
    if (existsSync(DIST)) await rename(DIST, join(folder, "replaced"));
    await rename(made, DIST);
  } catch (error) {
    throw plainly(error, packageRoot);
  } finally {
    clearInterval(ticking);
    await rm(folder, { recursive: true, force: true });
  }
  report.line(`build: dist is up to date, ${seconds(began)}`);
}
