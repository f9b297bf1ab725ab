import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { fixturePath } from "../../tests/fixtures.ts";
import { JinjaError } from "./errors.ts";
import { Template } from "./template.ts";

const Snippets = z.strictObject({
  about: z.string(),
  vars: z.record(z.string(), z.unknown()),
  rows: z.array(z.strictObject({ t: z.string(), text: z.string().optional(), error: z.string().optional() })),
});

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

  it.each(["snippets"])("%s", (name) => {
    const { vars, rows } = Snippets.parse(JSON.parse(readFileSync(fixturePath(`jinja/${name}.json`), "utf8")));
    expect(rows.length).toBeGreaterThan(300);
    const expected = rows.map(({ t, text, error }) => ({ t, is: withoutAddresses(text ?? `error: ${error}`) }));
    const found = rows.map(({ t }) => ({ t, is: withoutAddresses(rendered(t, vars)) }));
    expect(found.filter(({ is }, i) => is !== expected[i]!.is)).toEqual(
      expected.filter(({ is }, i) => is !== found[i]!.is),
    );
  });
});
