/** Jinja programs, rendered as jinja2 renders them in the sandbox that transformers gives chat templates. */

export { JinjaError } from "./errors.ts";
export type { Span } from "./run.ts";
export { type Rendering, type RenderOptions as TemplateOptions, Template } from "./template.ts";
