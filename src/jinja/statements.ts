/** What statements are made of. */

import type { Filtering } from "./expressions.ts";
import type { Leaving, Run, Statement } from "./run.ts";
import { Scope } from "./scope.ts";
import type { Value } from "./values.ts";

/** `execute`, with a note of where the run is for the errors that it raises. */
export const at =
  (line: number, execute: Statement): Statement =>
  (run) => {
    run.spend(1);
    run.line = line;
    return execute(run);
  };

/** One after the other, up to one that leaves the loop around. */
export const inOrder =
  (body: readonly Statement[]): Statement =>
  (run) => {
    for (const statement of body) {
      const leaving = statement(run);
      if (leaving !== undefined) return leaving;
    }
    return undefined;
  };

/** Gives `use` what `body` writes, filtered, unless it leaves the loop around. */
export const capturing =
  (body: Statement, filter: Filtering | undefined, use: (run: Run, text: Value) => undefined): Statement =>
  (run): Leaving => {
    const scope = new Scope(run.scope);
    const { text, result } = run.captured(() => run.inside(scope, () => body(run)));
    if (result !== undefined) return result;
    return use(run, filter === undefined ? text : run.inside(scope, () => filter(run, text)));
  };
