import type { NameMap } from "./architecture.ts";

/** Translates a name by a map, or says nothing where no row fits. `reverse` reads the map from right to left. */
export function translate(map: NameMap, name: string, { reverse = false } = {}): string | undefined {
  for (const [left, right] of Object.entries(map)) {
    const [from, to] = reverse ? [right, left] : [left, right];
    const match = pattern(from).exec(name);
    if (match !== null) return fill(from, to, match.slice(1));
  }
  return undefined;
}

const HOLE = /\*|\{[^}]*\}/g;
const patterns = new Map<string, RegExp>();

function pattern(row: string): RegExp {
  let regex = patterns.get(row);
  if (regex === undefined) {
    const body = row
      .replaceAll(".", "\\.")
      .replace(HOLE, (hole) => (hole === "*" ? "(\\d+)" : `(${hole.slice(1, -1).replaceAll(",", "|")})`));
    regex = new RegExp(`^${body}$`);
    patterns.set(row, regex);
  }
  return regex;
}

/** Fills the holes of one side with what matched on the other: a number as it is, a choice by its place. */
function fill(from: string, to: string, matched: readonly string[]): string {
  const holes = from.match(HOLE) ?? [];
  let next = 0;
  return to.replace(HOLE, (hole) => {
    const value = matched[next]!;
    const source = holes[next++]!;
    if (hole === "*") return value;
    return choices(hole)[choices(source).indexOf(value)]!;
  });
}

const choices = (hole: string) => hole.slice(1, -1).split(",");
