/** A vector scaled to length 1; zeros stay zeros. */
export function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((x) => (length === 0 ? 0 : x / length));
}
