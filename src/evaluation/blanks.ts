/** What Python takes for white space, in which published scores are computed: U+001C to U+001F and U+0085 are, U+FEFF isn't. */
const BLANK = "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const BLANKS = new RegExp(`${BLANK}+`);
const INNER = new RegExp(`[^${BLANK.slice(1)}(?:.*[^${BLANK.slice(1)})?`, "s");

/** What stands between blanks, as `str.split()`. */
export function words(text: string): string[] {
  return text.split(BLANKS).filter((word) => word !== "");
}

/** Without the blanks around it, as `str.strip()`. */
export function stripped(text: string): string {
  return INNER.exec(text)?.[0] ?? "";
}
