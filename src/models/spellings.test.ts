/** One model, however its `config.json` spells it: transformers' answers by `tools/config_spellings.py`. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixture } from "../../tests/fixtures.ts";
import { architecture, ConfigError } from "./index.ts";

const File = z.record(z.string(), z.unknown());
const { kinds } = fixture(
  "checkpoints/spellings.json.gz",
  z.object({
    kinds: z.record(
      z.string(),
      z.object({ sizes: File, cases: z.array(z.object({ file: File, whole: File.nullable() })) }),
    ),
  }),
);

describe.each(Object.entries(kinds))("%s", (kind, { sizes, cases }) => {
  const { read, unknown } = architecture(kind).huggingFace!;
  const change = ({ file }: (typeof cases)[number]) =>
    JSON.stringify(Object.fromEntries(Object.entries(file).filter(([name, value]) => sizes[name] !== value)));
  /** A width of heads that is width / heads may be told or not. */
  const told = (file: unknown) => ({ headWidth: 2, ...JSON.parse(JSON.stringify(read(file))) });
  const taken = cases.filter(({ whole }) => whole !== null);

  it("is read from a field that is left out, null or at its default as from the whole file", () => {
    expect(taken.length).toBeGreaterThan(40);
    for (const one of taken) expect(told(one.file), change(one)).toEqual(told(one.whole));
  });

  it("has no field, as transformers writes it whole, that is unknown here", () => {
    expect(taken.flatMap(({ whole }) => unknown(whole))).toEqual([]);
  });

  it("is read or refused by that field's name where transformers refuses the file, or we have no such function", () => {
    for (const one of cases.filter(({ whole }) => whole === null)) {
      const name = Object.keys(one.file).at(-1)!;
      let refusal: string | undefined;
      try {
        read(one.file);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        refusal = error.field;
      }
      expect([undefined, name], change(one)).toContain(refusal);
      if (/^(hidden_act|activation_function)$/.test(name) && one.file[name] !== null) expect(refusal).toBe(name);
    }
  });
});
