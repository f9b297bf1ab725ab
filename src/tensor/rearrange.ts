/**
 * Regrouping of axes by name, in the notation of einops (Rogozhnikov 2022): a reshape, a permutation and a reshape.
 *
 *     "B T (H K) -> B H T K"
 *
 * `...` stands for any axes, the same on both sides.
 */
interface Regrouping {
  readonly split: readonly number[];
  readonly order: readonly number[];
  readonly merged: readonly number[];
}

/** What to do to a shape; `sizes` gives the axes that a group leaves open. Throws where they do not fit. */
export function regroup(shape: readonly number[], spec: string, sizes: Readonly<Record<string, number>>): Regrouping {
  const [left, right] = parse(spec);
  const known = new Map(Object.entries(sizes));
  const rest = left.findIndex((group) => group[0] === "...");
  const extra = rest < 0 ? 0 : shape.length - (left.length - 1);
  if (rest < 0 ? shape.length !== left.length : extra < 0) {
    throw new RangeError(`"${spec}" does not fit a tensor of shape [${shape.join(", ")}]`);
  }
  const open = Array.from({ length: extra }, (_, i) => `...${i}`);
  const expand = (groups: string[][]) => groups.flatMap((g) => (g[0] === "..." ? open.map((name) => [name]) : [g]));
  const [from, to] = [expand(left), expand(right)];
  from.forEach((group, axis) => {
    measure(group, shape[axis]!, known, spec);
  });
  const names = from.flat();
  const size = (name: string) => known.get(name)!;
  const order = to.flat().map((name) => names.indexOf(name));
  if (order.includes(-1) || order.length !== names.length) {
    throw new RangeError(`"${spec}": both sides must name the same axes`);
  }
  return {
    split: names.map(size),
    order,
    merged: to.map((group) => group.reduce((product, name) => product * size(name), 1)),
  };
}

/** Finds the one axis of a group whose size is not known, and checks that the sizes multiply to the axis. */
function measure(group: readonly string[], size: number, known: Map<string, number>, spec: string): void {
  const open = group.filter((name) => !known.has(name));
  const product = group.reduce((n, name) => n * (known.get(name) ?? 1), 1);
  if (open.length > 1 || (open.length === 0 ? product !== size : size % product !== 0)) {
    throw new RangeError(`"${spec}": (${group.join(" ")}) does not fit an axis of ${size}`);
  }
  if (open.length === 1) known.set(open[0]!, size / product);
}

const parsed = new Map<string, readonly [string[][], string[][]]>();

function parse(spec: string): readonly [string[][], string[][]] {
  let sides = parsed.get(spec);
  if (sides === undefined) {
    const [left = "", right = ""] = spec.split("->");
    const groups = (side: string) =>
      (side.match(/\([^)]*\)|\S+/g) ?? []).map((group) => group.replace(/[()]/g, "").trim().split(/\s+/));
    sides = [groups(left), groups(right)];
    parsed.set(spec, sides);
  }
  return sides;
}
