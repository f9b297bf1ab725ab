/**
 * Jinja programs, rendered as jinja2 3.1.6 renders them in the sandbox that transformers gives chat templates.
 *
 * What chat templates have no use for is not here: `{% print %}`; other templates, so that `extends`, `include`,
 * `import` and `from` fail as they do without a loader; `self`, `super` and required blocks; HTML's escapes by
 * themselves, but for the output of `{% autoescape %}`, and the methods of safe text, which are those of plain text;
 * bytes, complex numbers and the attributes of ints; names of characters, but for five; `str.encode`, `expandtabs`,
 * `format_map` and `translate`; `*` and precisions of ints in `%`, `z` and the `#` of floats in `format()`;
 * `dict.fromkeys`; the attributes of macros, but for their names, and joiners; `lipsum` and `random`, as the same program always renders the
 * same text. Ints larger than a float divide as floats, and slices of a range are tuples.
 */

export { JinjaError } from "./errors.ts";
export type { Span } from "./run.ts";
export { type Rendering, type RenderOptions as TemplateOptions, Template } from "./template.ts";
