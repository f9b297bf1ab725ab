import fc from "fast-check";
import { expect, it } from "vitest";
import { JinjaError } from "./errors.ts";
import { Template } from "./template.ts";

const WORDS = [
  ..."{{ }} {% %} {# #} {%- -%} {{- -}} ( ) [ ] { } , : . | ~ + - * / // % ** == != < <= > >= =".split(" "),
  ..."if elif else endif for in endfor recursive set endset macro endmacro call endcall filter endfilter".split(" "),
  ..."with endwith raw endraw generation endgeneration block endblock break continue is not and or none true".split(
    " ",
  ),
  ..."loop namespace range dict cycler joiner caller varargs self map select sort join tojson default".split(" "),
  ..."upper length first last list groupby round int format items defined odd string eq".split(" "),
  ..."a b.c d['k'] 'text' \"é😀\" 0 1 2.5 1e3 99999999999999999999 \\ ' \" \n \ud800".split(" "),
];

/** What a program may do: give text, or raise an error of its own. */
function runs(source: string): void {
  try {
    expect(typeof new Template(source).render({ a: [1, "x", null], b: { c: "t" }, d: { k: 1.5 } })).toBe("string");
  } catch (error) {
    if (!(error instanceof JinjaError)) throw error;
  }
}

const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((parts) => parts.join(" "));

/** Expressions that can be read, so that what evaluates them is reached. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("a", "b", "d", "zz", "1", "-3", "2.5", "'é😀x'", "''", "none", "true", "[]", "{}", "('<' | safe)"),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "in", "and"),
        tie("expression"),
      )
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom(
          "upper",
          "list",
          "join",
          "sort",
          "tojson",
          "int",
          "batch(2)",
          "map('string')",
          "indent",
          "e",
          "sum",
          "first",
          "items",
          "title",
          "format(1)",
          "groupby('k')",
          "round(2)",
        ),
      )
      .map(([value, filter]) => `(${value} | ${filter})`),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("odd", "in [1]", "defined", "mapping", "divisibleby 2", "sequence", "eq(1)"),
      )
      .map(([value, test]) => `(${value} is ${test})`),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("k", "items()", "split()", "format(1)", "count(1)", "get('k')", "real", "join(a)"),
      )
      .map(([value, name]) => `${value}.${name}`),
    fc.tuple(tie("expression"), tie("expression")).map(([value, key]) => `${value}[${key}]`),
    fc.tuple(tie("expression"), tie("expression")).map(([value, key]) => `${value}[${key}:${key}]`),
    fc.array(tie("expression"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc.tuple(tie("expression"), tie("expression")).map(([key, value]) => `{${key}: ${value}}`),
  ),
}));

it("nothing that is written makes anything but an error of the program, in bounded time", () => {
  fc.assert(fc.property(words, runs), { numRuns: 300 });
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), runs), { numRuns: 100 });
  fc.assert(
    fc.property(expression, (source) => {
      runs(`{{ ${source} }}`);
      runs(`{% for x in ${source} %}{{ x }}{% set y, z = x %}{% endfor %}`);
    }),
    { numRuns: 200 },
  );
});
