import type { Json } from "../tensor/index.ts";

export interface Difference {
  /** Dotted path, for example `optimizer.learningRate`. */
  readonly field: string;
  readonly was: string;
  readonly is: string;
}

/** The first field in which two JSON values differ, or nothing. A field that is undefined is one that is not there. */
export function difference(
  was: Json | undefined,
  is: Json | undefined,
  path: readonly string[] = [],
): Difference | undefined {
  if (isTree(was) && isTree(is) && Array.isArray(was) === Array.isArray(is)) {
    const [before, now] = [was, is] as Readonly<Record<string, Json | undefined>>[];
    for (const key of new Set([...Object.keys(before!), ...Object.keys(now!)])) {
      const found = difference(before![key], now![key], [...path, key]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (was === is) return undefined;
  return { field: path.join(".") || "config", was: show(was), is: show(is) };
}

function isTree(value: Json | undefined): value is Exclude<Json, null | boolean | number | string> {
  return typeof value === "object" && value !== null;
}

function show(value: Json | undefined): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
