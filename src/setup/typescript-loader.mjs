/** The loader hooks of typescript.mjs; Node runs them on a thread of their own. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transpiled } from "./transpile.mjs";

/** @type {import("node:module").LoadHook} */
export async function load(url, context, next) {
  if (!/^file:.*\.m?ts$/.test(url)) return next(url, context);
  const file = fileURLToPath(url);
  return { format: "module", source: transpiled(file, await readFile(file, "utf8")), shortCircuit: true };
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
