/** [start, end) in UTF-16 units of a text. An empty one is the place between two of them. */
export type Range = readonly [start: number, end: number];

/** Whether a range shares a unit with one of `ranges`, which lie in order and apart, or has an empty one of them inside. */
export function meets(ranges: readonly Range[], start: number, end: number): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]![1] > start) high = middle;
    else low = middle + 1;
  }
  const next = ranges[low];
  return next !== undefined && next[0] < end;
}
