/**
 * Whose words they are. A template's text and what people said become one string, in which `<|im_end|>` is the end of a turn,
 * whoever wrote it. So strings such as this are put between two marks wherever they are said, before the template sees them, and
 * afterwards the marks are taken out and their places kept. Between, `in`, `split` and `trim` find what they found before.
 */
import { escapeLiteral } from "./pattern-reader.ts";
import type { Range } from "./ranges.ts";
import { ConversationError } from "./template-messages.ts";

/** Strings that are found wherever they are said. */
export class Quotable {
  /** Beginnings and ends of them: two that are said side by side must not make one together. */
  readonly #beginnings: ReadonlySet<string>;
  readonly #ends: ReadonlySet<string>;
  readonly #longest: number;
  readonly #pattern: RegExp;

  /** @param strings none of them empty */
  constructor(strings: readonly string[]) {
    const cuts = (text: string) => Array.from({ length: text.length - 1 }, (_, i) => i + 1);
    this.#beginnings = new Set(strings.flatMap((text) => cuts(text).map((at) => text.slice(0, at))));
    this.#ends = new Set(strings.flatMap((text) => cuts(text).map((at) => text.slice(at))));
    this.#longest = strings.reduce((longest, { length }) => Math.max(longest, length), 0);
    const longestFirst = [...strings].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.map(escapeLiteral).join("|") || "(?!)", "g"); // which matches nothing
  }

  /** Where a text holds one, begins with an end of one or ends with a beginning. */
  rangesIn(text: string): Range[] {
    const ranges: Range[] = Array.from(text.matchAll(this.#pattern), ({ 0: said, index }) => [
      index,
      index + said.length,
    ]);
    const lengths = Array.from({ length: Math.min(text.length, this.#longest - 1) }, (_, i) => i + 1);
    const head = lengths.findLast((length) => this.#ends.has(text.slice(0, length)));
    const tail = lengths.findLast((length) => this.#beginnings.has(text.slice(-length)));
    if (head !== undefined) ranges.unshift([0, head]);
    if (tail !== undefined) ranges.push([text.length - tail, text.length]);
    return joined(ranges);
  }
}

/** Ranges that overlap as one; both they and the outcome are in order. */
function joined(ranges: readonly Range[]): Range[] {
  const apart: Range[] = [];
  for (const [start, end] of ranges) {
    const last = apart.at(-1);
    if (last !== undefined && start < last[1])
      apart[apart.length - 1] = [Math.min(last[0], start), Math.max(last[1], end)];
    else apart.push([start, end]);
  }
  return apart;
}

type Marks = readonly [open: string, close: string];

/** The quotes of one conversation. */
export class Quotes {
  readonly #quotable: Quotable;
  /** All that is quoted. */
  readonly #quoted: ReadonlySet<string>;
  /** Undefined where that is nothing. */
  readonly #marks: Marks | undefined;

  /**
   * @param given all that the template is given
   * @throws ConversationError where `given` holds every character that could be a mark
   */
  constructor(quotable: Quotable, given: unknown) {
    this.#quotable = quotable;
    const texts = [...stringsIn(given)];
    this.#quoted = new Set(texts.flatMap((text) => quotable.rangesIn(text).map((range) => text.slice(...range))));
    if (this.#quoted.size > 0) this.#marks = unused(texts);
  }

  /** The value with marks around what is to be found again, in keys too. */
  mark<T>(value: T): T {
    return this.#marks === undefined ? value : (this.#mark(value, this.#marks) as T); // of the same shape
  }

  #mark(value: unknown, marks: Marks): unknown {
    if (typeof value === "string") return this.#marked(value, marks);
    if (Array.isArray(value)) return value.map((item) => this.#mark(item, marks));
    if (!isFields(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.#marked(key, marks), this.#mark(item, marks)]),
    );
  }

  /** The text without marks, where they stood, and where a place of the marked text lies now. */
  unmark(marked: string): { text: string; ranges: Range[]; place: (offset: number) => number } {
    if (this.#marks === undefined) return { text: marked, ranges: [], place: (offset) => offset };
    const [open, close] = this.#marks.map((mark) => [mark, escaped(mark)]);
    const taken: { readonly at: number; readonly length: number }[] = [];
    const ranges: Range[] = [];
    let text = "";
    let from = 0;
    let opened: number | undefined;
    // JSON in ASCII and Python's repr write marks as escapes.
    for (const { 0: mark, index } of marked.matchAll(
      new RegExp([...open!, ...close!].map(escapeLiteral).join("|"), "g"),
    )) {
      text += marked.slice(from, index);
      from = index + mark.length;
      taken.push({ at: index, length: mark.length });
      if (open!.includes(mark)) {
        if (opened !== undefined) ranges.push([opened, opened]);
        opened = text.length;
      } else {
        // What stands between is what was marked, unless the template tore it apart.
        const start = opened !== undefined && this.#quoted.has(text.slice(opened)) ? opened : text.length;
        if (opened !== undefined && start !== opened) ranges.push([opened, opened]);
        ranges.push([start, text.length]);
        opened = undefined;
      }
    }
    if (opened !== undefined) ranges.push([opened, opened]);
    const place = (offset: number) =>
      taken.reduce((at, mark) => (mark.at < offset ? at - Math.min(mark.length, offset - mark.at) : at), offset);
    return { text: text + marked.slice(from), ranges, place };
  }

  #marked(text: string, [open, close]: Marks): string {
    let marked = "";
    let from = 0;
    for (const [start, end] of this.#quotable.rangesIn(text)) {
      marked += text.slice(from, start) + open + text.slice(start, end) + close;
      from = end;
    }
    return marked + text.slice(from);
  }
}

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* stringsIn(item);
  else if (isFields(value)) {
    for (const [key, item] of Object.entries(value)) {
      yield key;
      yield* stringsIn(item);
    }
  }
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Unicode's noncharacters, then its private use: what hardly any text holds. */
const CANDIDATES = [
  [0xfdd0, 0xfdef],
  [0xe000, 0xf8ff],
] as const;

const escaped = (mark: string) => `\\u${mark.charCodeAt(0).toString(16)}`;

/** Two characters that stand nowhere in the texts. */
function unused(texts: readonly string[]): Marks {
  const free: string[] = [];
  for (const [first, last] of CANDIDATES) {
    for (let code = first; code <= last; code++) {
      const mark = String.fromCharCode(code);
      if (texts.some((text) => text.includes(mark) || text.includes(escaped(mark)))) continue;
      if (free.push(mark) === 2) return [free[0]!, mark];
    }
  }
  throw new ConversationError("the conversation holds every character that Unicode keeps for private use");
}
