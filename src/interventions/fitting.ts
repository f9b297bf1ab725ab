/** Whether a change belongs to a model: asked before any pass, where a sentence can still name the place. */
import { type Beginning, glob, Linear, type Module, modules, type Reads, reads, remembers } from "../nn/index.ts";
import { closest, listed } from "../sentences/index.ts";
import { tableOf } from "./beginning.ts";
import type { Begins } from "./intervention.ts";

/** An intervention that a model has no place for: it was made for another, or its pattern is mistyped. */
export class InterventionError extends Error {
  override readonly name = "InterventionError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}

/** Throws an InterventionError where `name` is for places of a pattern, and no path of a model's fits it: the nearest are named. */
export function checkPattern(name: string, pattern: string, what: string, paths: readonly string[]): void {
  if (paths.some(glob(pattern))) return;
  const numbered = (path: string) => path.replaceAll(/(?<=^|\.)\d+(?=\.|$)/g, "*");
  const near = closest(numbered(pattern), new Set(paths.filter((path) => path !== "").map(numbered)), 3);
  throw new InterventionError(`"${name}": no ${what} of this model fits "${pattern}": near are ${listed(near, "and")}`);
}

/** Throws an InterventionError where `name` changes linear maps, by path, that the model has not, or has in other widths. */
export function checkMaps(
  name: string,
  model: Module,
  widths: ReadonlyMap<string, { from: number; to: number }>,
): void {
  const maps = new Map([...modules(model)].flatMap((map) => (map instanceof Linear ? [[map.path, map]] : [])));
  for (const [at, { from, to }] of widths) {
    const map = maps.get(at);
    if (map === undefined) throw new InterventionError(`"${name}": ${at}: the model has no such linear map`);
    if (map.inWidth === from && map.outWidth === to) continue;
    const found = `is a change of a map from ${from} to ${to}`;
    throw new InterventionError(
      `"${name}": ${at}: ${found}, and the model's goes from ${map.inWidth} to ${map.outWidth}`,
    );
  }
}

/** Throws an InterventionError where `name` stands behind modules, by path, that the model has not, or whose output is no `width` wide. */
export function checkBehind(name: string, model: Module, paths: readonly string[], width: number): void {
  const byPath = new Map([...modules(model)].map((part) => [part.path, part]));
  for (const at of paths) {
    const part = byPath.get(at);
    if (part === undefined) throw new InterventionError(`"${name}": ${at}: the model has no such module`);
    const own = part instanceof Linear ? part.outWidth : reads(model) ? widthOf(model) : width;
    if (own !== width)
      throw new InterventionError(`"${name}": ${at}: is made for ${width} features, and the model has ${own}`);
  }
}

/** Throws an InterventionError where sequences of the model cannot begin so. */
export function checkBegins(name: string, model: Module, { memory, vectors }: Begins): void {
  if (memory !== undefined) checkMemory(name, model, memory);
  if (vectors === undefined || !reads(model)) return;
  const [found, own] = [vectors.shape.at(-1), widthOf(model)];
  if (found !== own) {
    const table = tableOf(model).path;
    throw new InterventionError(
      `"${name}": ${table}: its vectors have ${found} features, and the model's tokens ${own}`,
    );
  }
}

function checkMemory(name: string, model: Module, memory: Beginning): void {
  const mixers = new Map([...modules(model)].flatMap((part) => (remembers(part) ? [[part.path, part.slots]] : [])));
  const kinds = new Set([...memory.values()].map((slots) => `${Object.keys(slots)}`));
  for (const [at, slots] of mixers) {
    if (memory.has(at) || !kinds.has(`${Object.keys(slots)}`)) continue;
    throw new InterventionError(
      `"${name}": ${at}: it remembers tokens too, and the beginning is of other mixers alone`,
    );
  }
  for (const [at, held] of memory) {
    const slots = mixers.get(at);
    if (slots === undefined)
      throw new InterventionError(`"${name}": ${at}: the model has no mixer there that remembers tokens`);
    for (const slot of new Set([...Object.keys(slots), ...Object.keys(held)])) {
      const own = slots[slot] ?? [];
      const [, ...shape] = held[slot]?.shape ?? []; // [1, ..., P, W]
      const found = [...shape.slice(0, -2), ...shape.slice(-1)];
      if (`${found}` === `${own}`) continue;
      throw new InterventionError(
        `"${name}": ${at}: its ${slot} are [${found.join(", ")}] a token, and the model's [${own.join(", ")}]`,
      );
    }
  }
}

const widthOf = (model: Reads): number => tableOf(model).table.shape.at(-1)!;
