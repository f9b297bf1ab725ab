/** "Did you mean": the known name that was most likely meant by one that nobody knows. */

/**
 * @param {string} name
 * @param {Iterable<string>} known
 * @returns {string | undefined} the closest by edits, capitals aside; nothing where more than a third of the letters would change
 */
export function nearest(name, known) {
  const most = Math.max(1, Math.floor(name.length / 3));
  let best;
  let least = most + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
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
 * Letters put in, left out, exchanged or swapped with the next one (Damerau 1964, in the form of optimal string alignment).
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function distance(a, b) {
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
