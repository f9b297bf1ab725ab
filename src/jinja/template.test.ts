import { describe, expect, it } from "vitest";
import { JinjaError } from "./errors.ts";
import { Template } from "./template.ts";

const render = (source: string, variables: Record<string, unknown> = {}) => new Template(source).render(variables);

function failure(work: () => unknown): JinjaError {
  try {
    work();
  } catch (error) {
    if (error instanceof JinjaError) return error;
    throw error;
  }
  throw new Error("nothing was raised");
}

describe("a template", () => {
  it("says which names it reads, and no attribute, literal or word of its text", () => {
    const { names } = new Template(
      "{% if mood and x.tools %}{{ 'user' }} noise {{ m | length }}{% endif %}{% set y = 1 %}",
    );
    expect([...names]).toEqual(["mood", "x", "m"]);
  });

  it("tells the line of what cannot be read, and of what failed", () => {
    expect(failure(() => new Template("a\r\nb\n{{ 1 +\n }}"))).toMatchObject({
      exception: "TemplateSyntaxError",
      line: 4,
    });
    expect(failure(() => new Template("{% for a in b %}\n{% if c %}")).message).toBe(
      "TemplateSyntaxError: Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' " +
        "or 'endif'. The innermost block that needs to be closed is 'if'. (line 2)",
    );
    expect(failure(() => render("x\n{{ a.b }}\n{{ a.b.c }}", { a: {} })).message).toBe(
      "UndefinedError: 'dict object' has no attribute 'b' (line 3)",
    );
  });

  it("tells what generation blocks wrote, in UTF-16 units", () => {
    const source = "{% for m in l %}😀{{ m }}{% generation %}<{{ m }}>{% endgeneration %}{% endfor %}";
    const { text, generated } = new Template(source).trace({ l: ["a", "é😀"] });
    expect(generated.map(({ start, end }) => text.slice(start, end))).toEqual(["<a>", "<é😀>"]);
    expect(new Template("plain").trace().generated).toEqual([]);
  });

  it("renders again as the first time", () => {
    const template = new Template("{% set n = namespace(i=i) %}{% set n.i = n.i + 1 %}{{ n.i }}{{ l }}");
    const l = [1];
    expect([template.render({ i: 1, l }), template.render({ i: 1, l })]).toEqual(["2[1]", "2[1]"]);
  });
});

describe("the door", () => {
  it("lets in what JSON can hold, Maps, big integers and undefined", () => {
    const made = Object.assign(Object.create(null) as object, { b: 2 });
    const variables = {
      v: [null, true, 3, 2.5, 10n ** 20n, new Map<unknown, unknown>([[1, "a"]]), made],
      u: undefined,
    };
    expect(render("{{ v }}{{ u is defined }}", variables)).toBe(
      "[None, True, 3, 2.5, 100000000000000000000, {1: 'a'}, {'b': 2}]False",
    );
  });

  it("refuses functions, dates and other objects by name", () => {
    const given: readonly (readonly [unknown, string])[] = [
      [() => 1, "not a function"],
      [Symbol("s"), "not a symbol"],
      [new Date(0), "not an object of class Date"],
      [[{ deep: new Uint8Array(1) }], "not an object of class Uint8Array"],
    ];
    for (const [value, reason] of given) expect(failure(() => render("", { value })).reason).toMatch(reason);
    const circle: unknown[] = [];
    circle.push(circle);
    expect(failure(() => render("", { circle })).exception).toBe("RecursionError");
  });

  it("gives no way to JavaScript's objects", () => {
    const keys = [
      "constructor",
      "prototype",
      "toString",
      "valueOf",
      "hasOwnProperty",
      "call",
      "apply",
      "caller",
      "body",
    ];
    const values = [
      ..."d l s 1 1.5 none true (1,2) range range(3) d.items d.items() namespace() joiner() cycler(1) self dict".split(
        " ",
      ),
      "(l | map('upper'))",
      "('a' | safe)",
    ];
    const given = { d: { a: 1 }, l: [1], s: "x" };
    for (const value of values)
      for (const key of keys) {
        const uses = [`(${value})['${key}']`, `(${value}).${key}`, `(${value}) | attr('${key}')`];
        for (const use of uses) expect(render(`{{ ${use} is defined }}`, given), use).toBe("False");
      }
    for (const key of keys) {
      expect(render(`{{ ${key} is defined }}`, {})).toBe("False");
      expect(failure(() => new Template(`{{ 1 | ${key} }}`)).exception).toBe("TemplateAssertionError");
      expect(failure(() => new Template(`{% ${key} %}`)).exception).toBe("TemplateSyntaxError");
    }
    expect(render("{{ d.__proto__ }}{{ d['__proto__'] }}", { d: JSON.parse('{"__proto__": "mine"}') as object })).toBe(
      "mine",
    );
  });
});

describe("limits", () => {
  const cases: readonly (readonly [source: string, exception: string])[] = [
    ["{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", "SecurityError"],
    ["{% for i in range(9999) %}{{ ('a' * 10 ** 6) | upper | first }}{% endfor %}", "SecurityError"],
    ["{% set n = namespace(s='x') %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}", "MemoryError"],
    ["{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}", "MemoryError"],
    ["{% set n = namespace(s=2) %}{% for i in range(99) %}{% set n.s = n.s * n.s %}{% endfor %}", "OverflowError"],
    ["{{ 'x' * 10 ** 12 }}", "MemoryError"],
    ["{{ [0] * 10 ** 12 }}", "MemoryError"],
    ["{{ 9 ** (9 ** 9) }}", "OverflowError"],
    ["{{ '%999999999d' % 1 }}", "MemoryError"],
    ["{{ '{:>999999999}'.format(1) }}", "MemoryError"],
    ["{{ 'a' | center(10 ** 10) }}", "MemoryError"],
    ["{{ 'a\nb' | indent(10 ** 10) }}", "MemoryError"],
    ["{{ ('a' * 10 ** 6).replace('a', 'b' * 10 ** 6) }}", "MemoryError"],
    ["{{ (['a' * 10 ** 6] * 10 ** 4) | join }}", "MemoryError"],
    ["{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "RecursionError"],
    [`{{ ${"(".repeat(20_000)}1${")".repeat(20_000)} }}`, "RecursionError"],
    [`{{ ${"[".repeat(20_000)}${"]".repeat(20_000)} }}`, "RecursionError"],
    [`{{ ${"not ".repeat(20_000)} 1 }}`, "RecursionError"],
    [`{{ ${"1 + ".repeat(20_000)} 1 }}`, "RecursionError"],
    ["{% if 1 %}".repeat(20_000), "RecursionError"],
  ];
  it.each(cases.map(([source, exception]) => ({ begins: source.slice(0, 60), source, exception })))(
    "end $begins in a sentence",
    ({ source, exception }) => {
      expect(failure(() => render(source)).exception).toBe(exception);
    },
  );

  it("leave room for a conversation of a thousand messages, and for a loop over 100,000 characters", () => {
    const l = Array.from({ length: 1000 }, (_, i) => ({
      role: i % 2 ? "assistant" : "user",
      content: `${i} `.repeat(500),
    }));
    const source =
      "{% for m in l %}{% if m.role == 'user' and '<think>' not in m.content %}" +
      "{{ m.content.split('</t>')[-1] | trim }}{% endif %}{% endfor %}";
    expect(render(source, { l }).length).toBeGreaterThan(500_000);
    const loop = "{% set n = namespace(s='') %}{% for c in t %}{% set n.s = n.s + c %}{% endfor %}{{ n.s | length }}";
    expect(render(loop, { t: "ab".repeat(50_000) })).toBe("100000");
  });
});
