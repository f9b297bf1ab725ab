/** A Jinja program. */

import { fromJavaScript } from "./convert.ts";
import { guarded } from "./errors.ts";
import { Parser } from "./parser.ts";
import { Run, type Span, type Statement } from "./run.ts";

/** What a rendering may look at beside its variables. */
export interface RenderOptions {
  /** The time that `strftime_now` writes, as local time; a program that asks for it fails without. */
  readonly now?: Date | undefined;
}

/** A text, and what of it a model is to have written. */
export interface Rendering {
  /** All that was written. */
  readonly text: string;
  /** What each `{% generation %}` block wrote, where transformers' `return_assistant_tokens_mask` sees it. */
  readonly generated: readonly Span[];
}

/** A program that was read once, and renders as often as it is asked. */
export class Template {
  /** As it was given. */
  readonly source: string;
  /** Every name that the program reads, its own variables among them; no other variable changes anything. */
  readonly names: ReadonlySet<string>;
  readonly #body: Statement;

  /** @throws JinjaError with the line, where `source` is no program */
  constructor(source: string) {
    this.source = source;
    const parser = guarded(() => new Parser(source));
    this.#body = guarded(
      () => parser.parse(),
      () => parser.line,
    );
    this.names = parser.names;
  }

  /**
   * The text that the program writes.
   * @param variables of JSON's types, Maps among them; they are copied, so the program cannot reach what they came from
   * @throws JinjaError what the program raised, by Python's name
   */
  render(variables: Readonly<Record<string, unknown>> = {}, options: RenderOptions = {}): string {
    return this.trace(variables, options).text;
  }

  /** `render`, and which parts came from `{% generation %}` blocks. */
  trace(variables: Readonly<Record<string, unknown>> = {}, { now }: RenderOptions = {}): Rendering {
    const entries = Object.entries(variables);
    const run = guarded(
      () =>
        new Run(
          entries.map(([name, value]) => [name, fromJavaScript(value)] as const),
          now,
        ),
    );
    const text = guarded(
      () => run.render(this.#body),
      () => run.line,
    );
    return { text, generated: run.generated };
  }
}
