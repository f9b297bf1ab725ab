/** The most characters out of a damaged file that anyone wants to read. */
const LONGEST = 400;
/** And of a single value in a sentence. */
const LONGEST_VALUE = 120;

/** Part of a sentence, which may hold what a damaged file holds, on one line and not at length. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gv, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}...`;
}

/** A value, for a sentence: as JSON has it, and not at length. */
export function shown(value: unknown): string {
  const text = written(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}...`;
}

function written(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value); // JSON has no NaN and no bigint
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return `a list of ${Array.from(value as never).length}`;
  try {
    return JSON.stringify(value) ?? `a value of type ${typeof value}`;
  } catch (error) {
    if (error instanceof RangeError) return "nested too deeply"; // the stack of JSON.stringify has an end
    if (error instanceof TypeError) return "what JSON cannot hold"; // a circle, or a bigint within
    throw error;
  }
}

/** "a", "a or b", "a, b or c". */
export function listed(parts: readonly string[], joint = "or"): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} ${joint} ${parts.at(-1)}`;
}
