import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { fixture, fixturePath } from "../../tests/fixtures.ts";
import { JinjaError } from "./errors.ts";
import { Template } from "./template.ts";

const Snippets = z.strictObject({
  about: z.string(),
  vars: z.record(z.string(), z.unknown()),
  rows: z.array(z.strictObject({ t: z.string(), text: z.string().optional(), error: z.string().optional() })),
});
type Snippets = z.output<typeof Snippets>;

/** What `tools/jinja_parity.py` passes to every program. */
const GIVEN = {
  messages: [{ role: "user", content: "hi" }],
  tools: null,
  documents: null,
  add_generation_prompt: false,
  bos_token: "<s>",
  eos_token: "</s>",
};

/** Addresses differ from run to run of Python. */
const withoutAddresses = (text: string) => text.replace(/0x[0-9a-f]{12}/g, "0x");

function rendered(source: string, variables: Record<string, unknown>): string {
  try {
    return new Template(source).render({ ...variables, ...GIVEN }, { now: new Date(2026, 2, 7, 9, 5, 3) });
  } catch (error) {
    if (!(error instanceof JinjaError)) throw error;
    return `error: ${error.exception}: ${error.reason}`;
  }
}

/** Rows that came out otherwise than in Python; `same` says what of an error has to be the same. */
function different({ vars, rows }: Snippets, same: (text: string) => string) {
  return rows
    .map(({ t, text, error }) => {
      const [python, here] = [text ?? `error: ${error}`, rendered(t, vars)].map(withoutAddresses) as [string, string];
      return { t, python: same(python), here: same(here) };
    })
    .filter(({ python, here }) => python !== here);
}

const read = (name: string) => Snippets.parse(JSON.parse(readFileSync(fixturePath(`jinja/${name}.json`), "utf8")));

describe("a program gives what it gives in Python", () => {
  // `%s` counts from 1970 in UTC.
  const zone = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = "UTC";
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it("in snippets of what templates do, errors by every word", () => {
    const snippets = read("snippets");
    expect(snippets.rows).toHaveLength(614);
    expect(different(snippets, (text) => text)).toEqual([]);
  });

  it("over the whole language, errors by every word", () => {
    const language = read("language");
    expect(language.rows.length).toBeGreaterThan(760);
    expect(different(language, (text) => text).map(({ t }) => t)).toEqual([
      // By the names of other functions of Python.
      "{{ 1 is eq }}",
      "{{ 1 is eq(1, 2) }}",
      "{{ l | first(1) }}",
      "{{ l | join(1, 2, 3) }}",
      "{{ l | join(x=1) }}",
    ]);
  });

  const HALF = Number("2.5"); // as the fixture has it
  it("for every filter, test, method, operator and format beside values of every kind, errors by their class", () => {
    const found = different(fixture("jinja/sweep.json.gz", Snippets), (text) =>
      text.replace(/^(error: \w+).*$/s, "$1"),
    );
    expect(found.map(({ t }) => t)).toEqual([
      "{{ ('<i>' | safe) | attr('upper') }}", // a method of the text itself
      "{{ ('<i>' | safe) * unknown }}", // TypeError there, UndefinedError here
      "{{ minus ** half }}", // a complex number
      ...(HALF ** HALF === 9.882117688026186 ? [] : ["{{ half ** half }}"]), // the power of V8 before Node 24 differs in the last digit
      "{{ (1, 2)['a':] }}", // jinja2 folds constants, and one that fails is undefined then
    ]);
  });
});
