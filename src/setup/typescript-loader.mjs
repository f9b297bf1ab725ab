/** The loader hooks of typescript.mjs; Node runs them on a thread of their own. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "./folder.mjs";

/** What was transpiled before, by what it came from: to load TypeScript takes longer than most programs run. */
const memory = fileURLToPath(new URL("../../node_modules/.cache/transpiled/", import.meta.url));
const maker = [
  createRequire(import.meta.url)("typescript/package.json").version,
  readFileSync(new URL("./transpile.mjs", import.meta.url), "utf8"),
];

/** @type {import("node:module").LoadHook} */
export async function load(url, context, next) {
  if (!/^file:.*\.m?ts$/.test(url)) return next(url, context);
  const file = fileURLToPath(url);
  return { format: "module", source: await remembered(file, await readFile(file, "utf8")), shortCircuit: true };
}

/**
 * @param {string} file
 * @param {string} source
 */
async function remembered(file, source) {
  const key = createHash("sha256")
    .update([...maker, file, source].join("\0"))
    .digest("hex");
  const path = join(memory, `${key}.js`);
  const known = await readFile(path, "utf8").catch(() => undefined);
  if (known !== undefined) return known;
  const { transpiled } = await import("./transpile.mjs");
  const text = transpiled(file, source);
  await keep(path, text).catch(() => undefined); // where nothing can be written, it is made anew each time
  return text;
}

/**
 * @param {string} path
 * @param {string} text
 */
async function keep(path, text) {
  const partial = `${path}.${process.pid}`;
  makeFolder(memory);
  await writeFile(partial, text);
  await rename(partial, path);
}

/**
 * A file that lies in no project may still say `tenon/training`: it means the package that runs it.
 * @type {import("node:module").ResolveHook}
 */
export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (!/^tenon(\/|$)/.test(specifier)) throw error;
    return next(specifier, { ...context, parentURL: import.meta.url });
  }
}
