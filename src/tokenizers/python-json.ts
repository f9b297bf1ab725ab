/** Python's `json.dumps`, as transformers offers it to chat templates under the name `tojson`. */

/** A value of the template library; lists and mappings hold such values again. */
interface TemplateValue {
  readonly value: unknown;
}
type Options = ReadonlyMap<string, TemplateValue>;

interface Style {
  readonly ensureAscii: boolean;
  readonly sortKeys: boolean;
  /** What each level is set in by; undefined for all in one line. */
  readonly indent: string | undefined;
  readonly comma: string;
  readonly colon: string;
}

/**
 * @param value the plain value inside a template value
 * @param options keyword arguments `ensure_ascii`, `indent`, `separators`, `sort_keys`
 * @throws Error for what JSON cannot hold, such as a macro
 */
export function tojson(value: unknown, options: unknown = new Map()): string {
  if (!(options instanceof Map)) throw new Error("tojson takes its options by name");
  return dump(value, styleOf(options), "\n");
}

function styleOf(options: Options): Style {
  const indent = options.get("indent")?.value ?? undefined;
  const separators = options.get("separators")?.value as readonly TemplateValue[] | null | undefined;
  return {
    ensureAscii: options.get("ensure_ascii")?.value === true,
    sortKeys: options.get("sort_keys")?.value === true,
    indent: typeof indent === "number" ? " ".repeat(indent) : (indent as string | undefined),
    comma: String(separators?.[0]?.value ?? (indent === undefined ? ", " : ",")),
    colon: String(separators?.[1]?.value ?? ": "),
  };
}

/** `line` is a newline and the indentation of the value's own line. */
function dump(value: unknown, style: Style, line: string): string {
  if (value === null || value === undefined) return "null"; // the library's null holds nothing
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return numeral(value);
  if (typeof value === "string") return quoted(value, style);
  const inner = style.indent === undefined ? "" : line + style.indent;
  const wrap = (open: string, items: readonly string[], close: string) =>
    items.length === 0 || style.indent === undefined
      ? open + items.join(style.comma) + close
      : open + inner + items.join(style.comma + inner) + line + close;
  if (Array.isArray(value)) {
    const items = value.map((item: TemplateValue) => dump(item.value, style, inner));
    return wrap("[", items, "]");
  }
  if (value instanceof Map) {
    const entries = [...(value as Options)];
    if (style.sortKeys) entries.sort(([a], [b]) => byCodePoint(a, b));
    const items = entries.map(([key, item]) => quoted(key, style) + style.colon + dump(item.value, style, inner));
    return wrap("{", items, "}");
  }
  throw new Error("tojson was given what JSON cannot hold");
}

/** Python writes 0.00001 as 1e-05; an integer of JavaScript is an integer of Python. */
function numeral(value: number): string {
  if (Number.isInteger(value)) return String(BigInt(value));
  if (Math.abs(value) >= 1e-4) return String(value);
  return value.toExponential().replace(/e-(\d)$/, "e-0$1");
}

function quoted(text: string, style: Style): string {
  const json = JSON.stringify(text);
  if (!style.ensureAscii) return json;
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// UTF-8 is in the order of code points, UTF-16 is not.
const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
