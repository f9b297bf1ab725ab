/** The tree of a program. */

import type { Value } from "./values.ts";

export interface Call {
  readonly args: readonly Expression[];
  readonly named: readonly (readonly [name: string, value: Expression])[];
  /** `*values` */
  readonly rest: Expression | undefined;
  /** `**values` */
  readonly restNamed: Expression | undefined;
}

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";
export type Arithmetic = "+" | "-" | "*" | "/" | "//" | "%" | "**";

export type Expression = { readonly line: number } & (
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list" | "tuple" | "concat"; readonly items: readonly Expression[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "item"; readonly of: Expression; readonly key: Expression }
  | { readonly kind: "slice"; readonly of: Expression; readonly parts: readonly (Expression | undefined)[] }
  | ({ readonly kind: "call"; readonly of: Expression } & Call)
  | Filter
  | ({ readonly kind: "test"; readonly of: Expression; readonly name: string } & Call)
  | { readonly kind: "not" | "+" | "-"; readonly of: Expression }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "arithmetic"; readonly sign: Arithmetic; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "compare";
      readonly first: Expression;
      readonly rest: readonly (readonly [Comparison, Expression])[];
    }
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | undefined;
    }
);

/** `of` is undefined where it filters a block. */
export type Filter = { readonly kind: "filter"; readonly of: Expression | undefined; readonly name: string; readonly line: number } & Call; // biome-ignore format: one line

export type Target =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "namespace"; readonly name: string; readonly attribute: string }
  | { readonly kind: "targets"; readonly items: readonly Target[] };

/** What a macro, a call block or a generation block is: parameters and a body. */
export interface Definition {
  readonly parameters: readonly string[];
  /** Of the last parameters. */
  readonly defaults: readonly Expression[];
  readonly body: readonly Statement[];
  /** Which of `caller`, `varargs` and `kwargs` the body reads. */
  readonly reads: ReadonlySet<string>;
}

export type Statement = { readonly line: number } & (
  | { readonly kind: "data"; readonly text: string }
  | { readonly kind: "output"; readonly value: Expression }
  | For
  | { readonly kind: "if"; readonly branches: readonly Branch[]; readonly otherwise: readonly Statement[] }
  | { readonly kind: "set"; readonly target: Target; readonly value: Expression }
  | { readonly kind: "setblock"; readonly target: Target; readonly filter: Filter | undefined; readonly body: readonly Statement[] } // biome-ignore format: one line
  | {
      readonly kind: "with";
      readonly names: readonly (readonly [Target, Expression])[];
      readonly body: readonly Statement[];
    }
  | ({ readonly kind: "macro"; readonly name: string } & Definition)
  | ({ readonly kind: "callblock"; readonly call: Expression & { readonly kind: "call" } } & Definition)
  | ({ readonly kind: "generation" } & Definition)
  | { readonly kind: "filterblock"; readonly filter: Filter; readonly body: readonly Statement[] }
  | { readonly kind: "autoescape"; readonly value: Expression; readonly body: readonly Statement[] }
  | Block
  | { readonly kind: "break" | "continue" }
  | { readonly kind: "load"; readonly template: Expression }
);

export interface Branch {
  readonly test: Expression;
  readonly body: readonly Statement[];
}

export interface For {
  readonly kind: "for";
  readonly line: number;
  readonly target: Target;
  readonly over: Expression;
  readonly test: Expression | undefined;
  readonly recursive: boolean;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface Block {
  readonly kind: "block";
  readonly line: number;
  readonly name: string;
  readonly scoped: boolean;
  readonly required: boolean;
  readonly body: readonly Statement[];
}
