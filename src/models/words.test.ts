/** Whatever stands in a field of somebody's config, what is said of it names the field, tells what was found, and is in our words. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixture } from "../../tests/fixtures.ts";
import { architecture, architectures, ConfigError } from "./index.ts";

const wrong = ["x", "", -1, 0, 1.5, 1e300, true, false, [], ["x"], {}, { a: [1] }, Int32Array.of(1, 2)];
const ZOD = /Invalid|expected|received|Too (small|big)|Unrecognized|undefined|\[object|NaN is not/;

const File = z.record(z.string(), z.unknown());
const { kinds } = fixture(
  "checkpoints/spellings.json.gz",
  z.object({ kinds: z.record(z.string(), z.object({ cases: z.array(z.object({ whole: File.nullable() })) })) }),
);

/** Reads the file with each field at each wrong value; how many were refused. */
function sweep(file: Record<string, unknown>, read: (file: Record<string, unknown>) => unknown): number {
  let refused = 0;
  for (const name of Object.keys(file)) {
    for (const value of wrong) {
      try {
        read({ ...file, [name]: value });
      } catch (error) {
        expect(error, `${name} ${JSON.stringify(value)}`).toBeInstanceOf(ConfigError);
        const { field, reason, message } = error as ConfigError;
        expect(message).not.toMatch(ZOD);
        expect(field).not.toBe("");
        expect(reason, message).toMatch(/^is .+, and .+|is not supported \(known: .+\)$|^is missing$/);
        refused++;
      }
    }
  }
  return refused;
}

describe.each(Object.keys(kinds))("config.json of %s", (kind) => {
  it("is read or refused so", () => {
    const whole = kinds[kind]!.cases.find((one) => one.whole !== null)!.whole!;
    expect(sweep(whole, (file) => architecture(kind).huggingFace!.read(file))).toBeGreaterThan(50);
  });
});

describe.each(architectures.filter(({ gguf }) => gguf !== undefined).map(({ kind }) => kind))(
  "GGUF's keys of %s",
  (kind) => {
    it("are read or refused so", () => {
      const { config, gguf } = architecture(kind);
      const sizes = { vocabulary: 7, width: 8, depth: 1, heads: 2, kvHeads: 1, hidden: 12 };
      const written = gguf!.write(config.parse(sizes));
      const numbers = Object.fromEntries(
        Object.entries(written).map(([name, value]) => [name, Object.values(value)[0]]),
      );
      const shapes = new Map([["token_embd.weight", [7, 8]]]);
      expect(sweep(numbers, (metadata) => gguf!.read(metadata, shapes))).toBeGreaterThan(50);
    });
  },
);
