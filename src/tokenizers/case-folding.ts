/**
 * Full case folding (Unicode Standard, 3.13): characters that differ by case alone have the same fold, which may be longer than
 * one character: "ß" and "SS" are both "ss".
 */

const once = (character: string) => character.toUpperCase().toLowerCase();
/** The dotless i is nobody's small letter but in Turkish. Twice, since "ẞ" becomes "ß" first. */
export const fold = (character: string) => (character === "ı" ? character : once(once(character)));

interface Folds {
  /** Fold -> the characters that have it. */
  readonly sharing: ReadonlyMap<string, readonly string[]>;
  /** The longest fold, in characters. */
  readonly longest: number;
}

let kept: Folds | undefined;

/** Made when a pattern first asks: it walks all characters that have case. */
function folds(): Folds {
  if (kept !== undefined) return kept;
  const sharing = new Map<string, string[]>();
  for (let code = 0x41; code < 0x20000; code++) {
    const character = String.fromCodePoint(code);
    const key = fold(character);
    if (key === character && character.toUpperCase() === character) continue;
    const others = sharing.get(key);
    if (others === undefined) sharing.set(key, [character]);
    else others.push(character);
  }
  // One that is its own fold, and the small letters' Cherokee, whose folds are the capitals.
  for (const [key, characters] of sharing)
    if ([...key].length === 1 && !characters.includes(key)) characters.unshift(key);
  kept = { sharing, longest: Math.max(...[...sharing.keys()].map((key) => [...key].length)) };
  return kept;
}

/** The single characters with the fold of `text`, which may be several characters; none: there is none. */
export const sameFold = (text: string): readonly string[] => folds().sharing.get([...text].map(fold).join("")) ?? [];

/** How many of the first characters some single character folds to together, the most there are; 1 where none does. */
export function foldedTogether(characters: readonly string[]): number {
  const { sharing, longest } = folds();
  for (let length = Math.min(longest, characters.length); length > 1; length--)
    if (sharing.has(characters.slice(0, length).map(fold).join(""))) return length;
  return 1;
}

/** All characters that have case, each with those that share its fold. */
export const cased = (): Iterable<readonly string[]> => folds().sharing.values();

/** Whether a character is part of a fold of several. */
export function isPartOfLongFold(character: string): boolean {
  const key = fold(character);
  if ([...key].length > 1) return true;
  for (const other of folds().sharing.keys()) if ([...other].length > 1 && other.includes(key)) return true;
  return false;
}
