type Names<S extends string> = S extends `${infer Head} ${infer Rest}` ? Head | Names<Rest> : S;

/** Axis sizes by name: `Dims<"B T D">` is `{ B, T, D }`. */
export type Dims<S extends string> = Record<Exclude<Names<S>, "...">, number>;

/**
 * Names the axes of a shape and returns their sizes: a shape comment that cannot rot. A leading `...` leaves the axes
 * before the named ones free. Throws a RangeError where the rank differs.
 */
export function dims<const S extends string>(shape: readonly number[], spec: S): Dims<S> {
  const names = spec.split(" ");
  const free = names[0] === "...";
  if (free) names.shift();
  if (free ? shape.length < names.length : shape.length !== names.length) {
    throw new RangeError(`expected a tensor [${spec.replaceAll(" ", ", ")}], got [${shape.join(", ")}]`);
  }
  const skip = shape.length - names.length;
  return Object.fromEntries(names.map((name, i) => [name, shape[skip + i]])) as Dims<S>;
}
