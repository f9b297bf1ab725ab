/**
 * Filters are values: each says of a document why it should go, or nothing. `filtered` applies them to a stream and keeps account
 * of what went and why.
 */
import { ArgumentError, optionsOf } from "../sentences/index.ts";
import type { Document, Documents } from "./document.ts";

const checkLength = optionsOf<{ min?: number; max?: number }>("lengthFilter", { min: "number?", max: "number?" });
const checkScript = optionsOf<{ share?: number }>("scriptFilter", { share: "number?" });
const checkSymbols = optionsOf<{ most?: number }>("symbolFilter", { most: "number?" });

/** A reason for which documents go. */
export interface Filter {
  /** By which reports count what it took. */
  readonly name: string;
  /** Why the document goes, in a few words; undefined where it may stay. */
  reason(document: Document): string | undefined;
}

/** What a stream of documents lost: filled in as the stream is read. */
export interface FilterReport {
  /** Documents that came. */
  seen: number;
  /** Documents that stayed. */
  kept: number;
  /** By filter: how many documents it took, and of the first few which ones and why. */
  readonly dropped: Record<string, { count: number; examples: { id: string; reason: string }[] }>;
}

/** A report of nothing yet. */
export const filterReport = (): FilterReport => ({ seen: 0, kept: 0, dropped: {} });

const EXAMPLES = 5;

/** The documents that every filter lets pass, in their order; the first filter that objects is the one that counts. */
export async function* filtered(
  documents: Documents,
  filters: readonly Filter[],
  report: FilterReport = filterReport(),
): AsyncGenerator<Document> {
  for (const { name } of filters) report.dropped[name] ??= { count: 0, examples: [] };
  for await (const document of documents) {
    report.seen++;
    const objection = firstObjection(document, filters);
    if (objection === undefined) {
      report.kept++;
      yield document;
      continue;
    }
    const dropped = report.dropped[objection.name]!;
    dropped.count++;
    if (dropped.examples.length < EXAMPLES) dropped.examples.push({ id: document.id, reason: objection.reason });
  }
}

function firstObjection(document: Document, filters: readonly Filter[]) {
  for (const filter of filters) {
    const reason = filter.reason(document);
    if (reason !== undefined) return { name: filter.name, reason };
  }
  return undefined;
}

/**
 * By number of characters (code points), 1 at least and any number at most unless said otherwise. Throws an
 * ArgumentError where the options do not fit.
 */
export function lengthFilter(options: { min?: number; max?: number } = {}): Filter {
  checkLength(options);
  const { min = 1, max = Number.POSITIVE_INFINITY } = options;
  return {
    name: "length",
    reason({ text }) {
      const length = codePoints(text);
      if (length < min) return `${length} characters, fewer than ${min}`;
      return length > max ? `${length} characters, more than ${max}` : undefined;
    },
  };
}

function codePoints(text: string): number {
  let n = 0;
  for (const _ of text) n++;
  return n;
}

/**
 * By language, as far as its script tells: the share of letters that are of these scripts, named as Unicode does
 * ("Latin", "Han", "Cyrillic"; Japanese is Han, Hiragana and Katakana). A text without letters goes. Throws an
 * ArgumentError where a script is none of Unicode's, or the options do not fit.
 */
export function scriptFilter(scripts: readonly string[], options: { share?: number } = {}): Filter {
  checkScript(options);
  const { share = 0.8 } = options;
  const wanted = new RegExp(`[${scripts.map(lettersOf).join("")}]`, "v");
  return {
    name: "script",
    reason({ text }) {
      let letters = 0;
      let right = 0;
      for (const [letter] of text.matchAll(/\p{L}/gv)) {
        letters++;
        if (wanted.test(letter)) right++;
      }
      if (letters === 0) return "no letters";
      const found = right / letters;
      return found < share ? `${percent(found)} of its letters are ${scripts.join(" or ")}` : undefined;
    },
  };
}

/** The property of Unicode that says a script. Throws an ArgumentError where there is no such script. */
function lettersOf(script: string): string {
  const property = `\\p{Script=${script}}`;
  try {
    new RegExp(property, "v");
    return property;
  } catch {
    throw new ArgumentError(`"${script}" is no script of Unicode: write it as Unicode does, for example Latin or Han`);
  }
}

/**
 * By the number of `#`, "..." and "…" beside the number of words (Rae et al. 2021, appendix A.1: at most 0.1). Throws
 * an ArgumentError where the options do not fit.
 */
export function symbolFilter(options: { most?: number } = {}): Filter {
  checkSymbols(options);
  const { most = 0.1 } = options;
  return {
    name: "symbols",
    reason({ text }) {
      const words = text.match(/\S+/gu)?.length ?? 1; // a blank text has no symbols either
      const symbols = text.match(/#|\.\.\.|…/gu)?.length ?? 0;
      const ratio = symbols / words;
      return ratio > most ? `${ratio.toFixed(2)} symbols a word` : undefined;
    },
  };
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
