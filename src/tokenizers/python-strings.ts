/** Python's `str.strip` and its kin, as chat templates call them. */

/** `str.isspace` of Python: what `strip` takes off when it is not told what. */
const isSpace = (character: string) =>
  /\p{White_Space}/v.test(character) || (character >= "\x1c" && character <= "\x1f");

export function strip(text: unknown, characters?: unknown): string {
  return rstrip(lstrip(text, characters), characters);
}

export function lstrip(text: unknown, characters?: unknown): string {
  const rest = charactersOf(text);
  const goes = stripped(characters);
  let from = 0;
  while (from < rest.length && goes(rest[from]!)) from++;
  return rest.slice(from).join("");
}

export function rstrip(text: unknown, characters?: unknown): string {
  const rest = charactersOf(text);
  const goes = stripped(characters);
  let to = rest.length;
  while (to > 0 && goes(rest[to - 1]!)) to--;
  return rest.slice(0, to).join("");
}

function stripped(characters: unknown): (character: string) => boolean {
  if (typeof characters !== "string") return isSpace;
  const set = new Set(characters);
  return (character) => set.has(character);
}

function charactersOf(text: unknown): string[] {
  if (typeof text !== "string") throw new Error("only a string can be stripped");
  return [...text];
}
