/** What the process that reads damaged files tells the one that watches it, a line each. */
export type Outcome = "read" | "refused" | "unclear" | "large" | "crash" | "hang";

export type Report =
  | { readonly ready: number }
  | { readonly begin: number }
  | { readonly end: number; readonly outcome: Outcome; readonly message: string; readonly growth: number };

/** Bytes that reading any file may take beyond the file's own size: the model of the fixtures in float32, and its text. */
export const ALLOWANCE = 8 * 2 ** 20;
