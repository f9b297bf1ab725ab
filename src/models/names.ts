/**
 * Name maps: names of another library beside ours, a row for a tensor or a family of them, read in both directions.
 *
 *     "layers.*.norm{1,2}.weight": "blocks.*.{mixerNorm,mlpNorm}.gain"     `*` is a number, `**` any name, `{a,b}` a choice
 *     "h.*.c_attn.weight^T": "blocks.*.mixer.{q,k,v}.weight"               `^T`: theirs is transposed
 *
 * A hole stands on both sides, choices of one length in the same order. One that only our side has says that theirs holds all: of a
 * choice one behind the other on the first axis (behind the transposition), of a star stacked on a first axis of their own.
 */
import type { Arrangement, NameMap } from "./architecture.ts";

/** How one tensor of theirs holds weights of ours. */
export interface Holding {
  /** Our weights, in the order in which they lie in it. */
  readonly paths: readonly string[];
  /** Whether theirs is the transpose of ours. */
  readonly transposed: boolean;
  /** Whether each of ours is one entry of a first axis that only theirs has. */
  readonly stacked: boolean;
  /** The order of rows in theirs, where it is another. */
  readonly order: Arrangement | undefined;
}

/** What a tensor of theirs holds, `has` tells which paths a model has; nothing where no row fits. */
export function holding(map: NameMap, name: string, has: (path: string) => boolean): Holding | undefined {
  for (const row of rowsOf(map)) {
    const match = row.theirs.pattern.exec(name);
    if (match === null) continue;
    const { extra, transposed, order } = row;
    const fill = (value?: string) => row.oursFor(match.slice(1), value);
    if (extra === undefined) return { paths: [fill()], transposed, order, stacked: false };
    if (extra !== "*") return { paths: choices(extra).map(fill), transposed, order, stacked: false };
    const paths: string[] = [];
    while (has(fill(`${paths.length}`))) paths.push(fill(`${paths.length}`));
    return { paths, transposed, order, stacked: true };
  }
  return undefined;
}

/** Translates a name of one weight, or says nothing where no row fits. `reverse` reads the map from right to left. */
export function translate(map: NameMap, name: string, { reverse = false } = {}): string | undefined {
  if (!reverse) return holding(map, name, () => false)?.paths[0];
  for (const { ours, theirsFor } of rowsOf(map)) {
    const match = ours.pattern.exec(name);
    if (match !== null) return theirsFor(match.slice(1));
  }
  return undefined;
}

/** Whether a name is one of a pattern's. */
export function fits(pattern: string, name: string): boolean {
  return sideOf(pattern).pattern.test(name);
}

/** The same names with a prefix, which are written, and without, which are read too: a model without its head is stored so. */
export function prefixed(prefix: string, names: NameMap): NameMap {
  const own = Object.entries(names);
  return { ...Object.fromEntries(own.map(([name, path]) => [`${prefix}${name}`, path])), ...names };
}

interface Row {
  readonly theirs: Side;
  readonly ours: Side;
  readonly transposed: boolean;
  readonly order: Arrangement | undefined;
  /** The hole that only our side has. */
  readonly extra: string | undefined;
  oursFor(matched: readonly string[], value?: string): string;
  theirsFor(matched: readonly string[]): string;
}

const compiled = new WeakMap<NameMap, readonly Row[]>();

function rowsOf(map: NameMap): readonly Row[] {
  let rows = compiled.get(map);
  if (rows === undefined) {
    rows = Object.entries(map).map(([name, place]) =>
      typeof place === "string" ? rowOf(name, place, undefined) : rowOf(name, place.path, place),
    );
    compiled.set(map, rows);
  }
  return rows;
}

function rowOf(name: string, path: string, order: Arrangement | undefined): Row {
  const transposed = name.endsWith("^T");
  const [theirs, ours] = [sideOf(transposed ? name.slice(0, -2) : name), sideOf(path)];
  const partners = pairHoles(theirs.holes, ours.holes); // of ours, by hole
  const extras = ours.holes.filter((_, i) => partners[i] === undefined);
  if (partners.filter((partner) => partner !== undefined).length < theirs.holes.length || extras.length > 1) {
    throw new Error(`the row "${name}": "${path}" has holes that do not fit`);
  }
  const convert = (value: string, from: string, to: string) =>
    from.startsWith("*") ? value : choices(to)[choices(from).indexOf(value)]!;
  return {
    theirs,
    ours,
    transposed,
    order,
    extra: extras[0],
    oursFor: (matched, value) =>
      filled(path, (hole, i) => {
        const partner = partners[i];
        return partner === undefined ? (value ?? "") : convert(matched[partner]!, theirs.holes[partner]!, hole);
      }),
    theirsFor: (matched) =>
      filled(theirs.text, (hole, i) => {
        const partner = partners.indexOf(i);
        return convert(matched[partner]!, ours.holes[partner]!, hole);
      }),
  };
}

interface Side {
  readonly text: string;
  readonly holes: readonly string[];
  readonly pattern: RegExp;
}

const HOLE = /\*\*|\*|\{[^}]*\}/g;
const choices = (hole: string) => hole.slice(1, -1).split(",");

function sideOf(text: string): Side {
  const matching = (hole: string) => {
    if (hole.startsWith("*")) return hole === "*" ? "(\\d+)" : "(.+)";
    return `(${choices(hole).join("|")})`;
  };
  const body = text.replaceAll(".", "\\.").replace(HOLE, matching);
  return { text, holes: text.match(HOLE) ?? [], pattern: new RegExp(`^${body}$`) };
}

const filled = (text: string, value: (hole: string, index: number) => string) => {
  let next = 0;
  return text.replace(HOLE, (hole) => value(hole, next++));
};

/** For each hole of ours the place of theirs that it stands for: one spelt alike if there is one, else the next of its kind. */
function pairHoles(theirs: readonly string[], ours: readonly string[]): (number | undefined)[] {
  const partners = ours.map((): number | undefined => undefined);
  const kind = (hole: string) => (hole.startsWith("*") ? hole : `${choices(hole).length}`);
  for (const alike of [(a: string, b: string) => a === b, (a: string, b: string) => kind(a) === kind(b)]) {
    for (const [i, hole] of theirs.entries()) {
      if (partners.includes(i)) continue;
      const at = ours.findIndex((other, j) => partners[j] === undefined && alike(hole, other));
      if (at >= 0) partners[at] = i;
    }
  }
  return partners;
}
