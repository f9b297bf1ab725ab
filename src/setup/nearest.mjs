/** "Did you mean": the known name that was most likely meant by one that nobody knows. */

/**
 * @param {string} name
 * @param {Iterable<string>} known
 * @returns {string | undefined} the closest, where at most a third of its letters would change
 */
export function nearest(name, known) {
  const [best] = closest(name, known, 1);
  const most = Math.min(Math.max(1, Math.floor(name.length / 3)), name.length - 1); // something of it is left
  return best !== undefined && edits(name, best) <= most ? best : undefined;
}

/**
 * @param {string} name
 * @param {Iterable<string>} known
 * @param {number} count
 * @returns {string[]} so many of the known names, the closest first
 */
export function closest(name, known, count) {
  const measured = Array.from(known, (candidate) => ({ candidate, far: edits(name, candidate) }));
  return measured
    .sort((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/**
 * The end of a sentence on an unknown name: " (did you mean NAME?)", or nothing.
 * @param {string} name
 * @param {Iterable<string>} known
 */
export function didYouMean(name, known) {
  const meant = nearest(name, known);
  return meant === undefined ? "" : ` (did you mean ${meant}?)`;
}

/**
 * Letters put in, left out, exchanged or swapped with the next one, capitals aside (Damerau 1964, as optimal string alignment).
 * @param {string} one
 * @param {string} other
 * @returns {number}
 */
function edits(one, other) {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const [up = 0, left = 0, across = 0, twoBack = 0] = [last[j], row[j - 1], last[j - 1], before[j - 2]];
      const exchanged = across + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? twoBack + 1 : Infinity;
      row.push(Math.min(up + 1, left + 1, exchanged, swapped));
    }
    [before, last] = [last, row];
  }
  return last.at(-1) ?? 0;
}
